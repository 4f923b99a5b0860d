"""How petitions of a form in the making collect signatures, on its page."""

from __future__ import annotations

import pytest

from egovframe.forms import collects
from egovframe.forms.definition import Definition
from egovframe.forms.public.model import Collecting
from egovframe.kernel.permissions import Actor
from egovframe.web.admin.designer.collecting import collecting_in, entered_collecting
from tests.forms.test_source import RULED
from tests.web.desk.hall import Hall
from tests.web.html import assert_sound

PAGE = "/admin/forms/ruled"
ABOUT = {"ko": "서식", "en": "Form", "limit": "7d"}


@pytest.mark.parametrize(
    "each", [None, collects(), collects(thresholds=(100, 1_000), days=90, answer_days=60, assurance=2)]
)
def test_what_stands_on_the_page_is_what_the_form_says(each: Collecting | None) -> None:
    """Read back, it is the same."""
    data, faults = collecting_in(entered_collecting(each))
    assert faults == []
    assert (data and Collecting.parse(data)) == each


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"public-thresholds": "1000, 100"}, "public-thresholds"),
        ({"public-thresholds": "100, 100"}, "public-thresholds"),
        ({"public-thresholds": "0"}, "public-thresholds"),
        ({"public-thresholds": "many"}, "public-thresholds"),
        ({"public-thresholds": "9" * 11}, "public-thresholds"),
        ({"public-thresholds": " ".join(map(str, range(1, 23)))}, "public-thresholds"),
        ({"public-days": "0"}, "public-days"),
        ({"public-days": "3651"}, "public-days"),
        ({"public-answer-days": "-1"}, "public-answer-days"),
        ({"public-assurance": "4"}, "public-assurance"),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(entered: dict[str, str], field: str) -> None:
    """Each with words in both languages, and only there."""
    _, faults = collecting_in({**entered_collecting(collects()), **entered})
    assert [fault.field for fault in faults] == [field]


def test_a_form_becomes_public_and_private_again(hall: Hall) -> None:
    """What is wrong comes back with what was typed; what keeps it from being published is linked to its field."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse(RULED))
    designer = hall.officer("root", "admin", unit=None)
    said = {**ABOUT, "public": "yes", "public-thresholds": "100 1,000"}
    wrong = designer.send(designer.get(PAGE), PAGE, {**said, "public-days": "ever"})
    assert wrong.status_code == 422
    assert_sound(wrong, language="en")
    assert 'href="#form-public-thresholds"' in wrong.text
    assert 'value="ever"' in wrong.text
    said["public-thresholds"] = "100, 1000"
    shown = designer.send(designer.get(PAGE), PAGE, {**said, "public-days": "29"}, follow=True)
    assert "fewer days than the law says" in shown.text
    assert 'href="#form-public"' in shown.text
    assert collecting(hall) == collects(thresholds=(100, 1_000), days=29)
    shown = designer.send(shown, PAGE, {**said, "public-days": "30"}, follow=True)
    assert "fewer days than the law says" not in shown.text
    designer.send(shown, PAGE, {**ABOUT, "public": "no"})
    assert collecting(hall) is None


def collecting(hall: Hall) -> Collecting | None:
    """What the draft says of signatures."""
    with hall.office.look(by=Actor.system("console")) as work:
        found: Collecting | None = work.drafts.get("ruled").definition.public
        return found
