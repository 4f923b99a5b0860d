"""Questions as fields of a page, and answers in words."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.answers import as_answers, as_plain
from egovframe.forms.form import Form
from egovframe.forms.validation import bind
from egovframe.web.portal.fields import as_posted, entered, fields, gathered, settled
from egovframe.web.urlencoded import Fields
from tests.forms.damage import ANSWERS as DAMAGE
from tests.forms.damage import Damage
from tests.forms.everything import ANSWERS as EVERYTHING
from tests.forms.everything import Everything

QUESTIONS = Everything.form_questions


def test_fields_of_an_empty_form() -> None:
    """Nothing stands in an empty form but the defaults of questions that may be left out."""
    drawn = {field.question.name: field for field in fields(QUESTIONS.values(), None, {})}
    assert drawn["lanes"].value == "0"
    assert drawn["colour"].values == ("red",)
    assert drawn["seen"].values == ("no",)
    assert drawn["title"].values == ()
    assert drawn["when"].parts == ("", "", "")


def test_fields_with_what_was_entered() -> None:
    """What was entered stays, faulty or not, dates in their parts or whole; the fault stands with its question."""
    posted = Fields.read(b"title=a&days=mon&days=tue&when-y=26&when-m=x&born=1990-02-28")
    drawn = {field.question.name: field for field in fields(QUESTIONS.values(), posted, {"when": "no"})}
    assert drawn["days"].values == ("mon", "tue")
    assert drawn["when"].parts == ("26", "x", "")
    assert drawn["born"].parts == ("1990", "02", "28")
    assert drawn["when"].fault == "no"
    assert drawn["lanes"].values == ()


def test_where_the_focus_goes() -> None:
    """A link to a fault leads to the control that takes the answer, the first of several."""
    drawn = {field.question.name: field for field in fields(QUESTIONS.values(), None, {})}
    targets = {name: drawn[name].target for name in ("title", "harm", "days", "when", "seen")}
    assert targets == {"title": "q-title", "harm": "q-harm-0", "days": "q-days-0", "when": "q-when-y", "seen": "q-seen"}
    assert drawn["phone"].autocomplete == "tel"
    assert drawn["number"].autocomplete == "off"
    assert drawn["email"].optional
    assert (drawn["lanes"].width, drawn["story"].width) == ("w8", "")


def test_carried_and_gathered() -> None:
    """The check page carries all that belongs to the form, and nothing else; names with several values are lists."""
    posted = Fields.read(b"title=a&evil=1&days=mon&days=tue&when-y=2026&when-m=9&when-d=1&form-step=file")
    assert entered(QUESTIONS.values(), posted) == [
        ("title", "a"), ("days", "mon"), ("days", "tue"), ("when-y", "2026"), ("when-m", "9"), ("when-d", "1"),
    ]  # fmt: skip
    assert gathered(posted)["days"] == ["mon", "tue"]
    assert gathered(posted)["title"] == "a"


GROUPED = Fields.read(b"things.1.what=a&things.1.price=5&things.3.what=+&things.7.what=b&home-zip=04524&hurt=no&csrf=x")
THINGS = Damage.form_questions


def test_entries_of_groups_are_numbered_anew() -> None:
    """Without those in which nothing stands, and without the one that was taken away."""
    names = list(settled(THINGS.values(), GROUPED)[0])
    assert names == ["things.0.what", "things.0.price", "things.1.what", "home-zip", "hurt", "csrf"]
    left, _ = settled(THINGS.values(), GROUPED, without="things.1")
    assert left.all("things.0.what") == ["b"]
    assert "things.1.what" not in left


def test_an_entry_whose_file_was_refused_stays() -> None:
    """Behind those in which something stands; the names of before say where each is now, or are missing."""
    wrong = ["things.3.receipt", "things.7.receipt", "things.9.receipt", "photos"]
    left, names = settled(THINGS.values(), GROUPED, without="things.9", wrong=wrong)
    assert left.all("things.1.what") == ["b"]
    assert left.all("things.2.what") == [" "]
    assert left.all("things.2.receipt") == [""], "an entry is there even where only the file was sent"
    assert [names.get(each) for each in wrong] == ["things.2.receipt", "things.1.receipt", None, "photos"]
    assert "photos" not in left


def test_groups_are_drawn_entry_by_entry() -> None:
    """With what was entered and what is wrong, at least as many as are needed, one more where one was asked for."""
    posted, _ = settled(THINGS.values(), GROUPED)
    drawn = {field.name: field for field in fields(THINGS.values(), posted, {"things.1.price": "no"}, more="things")}
    group = drawn["things"]
    assert [entry.name for entry in group.entries] == ["things.0", "things.1", "things.2"]
    assert [field.name for field in group.entries[1].fields] == ["things.1.what", "things.1.price", "things.1.receipt"]
    assert group.entries[1].fields[1].fault == "no"
    assert (group.entries[1].fields[0].value, group.entries[2].fields[0].value) == ("b", "")
    assert len(list(group)) == 10
    empty = {
        field.name: field for field in fields(THINGS.values(), None, {}, hidden=frozenset({"how", "things.0.receipt"}))
    }
    assert "how" not in empty
    assert [field.name for field in empty["things"].entries[0].fields] == ["things.0.what", "things.0.price"]
    assert drawn["home"].pieces["zip"] == "04524"
    assert (drawn["home"].target, drawn["without"].target, drawn["agree"].target) == (
        "q-home-zip",
        "q-without-start",
        "q-agree",
    )


def test_groups_and_parts_are_carried() -> None:
    """Under the names that they were posted with."""
    assert entered(THINGS.values(), settled(THINGS.values(), GROUPED)[0]) == [
        ("hurt", "no"), ("things.0.what", "a"), ("things.0.price", "5"), ("things.1.what", "b"), ("home-zip", "04524"),
    ]  # fmt: skip


@pytest.mark.parametrize(("form", "answers"), [(Damage, DAMAGE), (Everything, EVERYTHING)])
def test_answers_are_posted_again_as_they_were(form: type[Form], answers: dict[str, Any]) -> None:
    """Every kind of question, in groups too: what is posted of them is the same petition."""
    filled = bind(form, answers)
    plain = as_plain(filled)
    pairs = [pair for each in form.form_questions.values() for pair in as_posted(each, plain.get(each.name))]
    assert as_answers(bind(form, gathered(Fields(pairs)), posted=True)) == as_answers(filled)
