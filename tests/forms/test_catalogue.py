"""The catalogue: what is offered, which version is filled in, and that published versions never change."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.forms import Form, Forms, LongText, Offer, Phone, ask, working_days
from egovframe.forms.builtin.kr import Korea
from egovframe.kernel.errors import DeclarationError, NotFound, WorkError
from egovframe.kernel.text import Text
from tests.forms.desk import GARDENER, SUGGESTION, SYSTEM, Desk, Pothole, Suggestion

KOREA = Korea()


def offered(form: type[Form], *, about: Text | None = None) -> Offer:
    """The suggestion form in another wording."""
    return Offer(
        "suggestion", Text(ko="제안"), form, "park-officer", working_days(14), unit="parks", keep="1y", about=about
    )


def catalogue(*offers: Offer) -> Forms:
    """A catalogue of these."""
    return Forms(offers, calendar=KOREA.calendar, rules=KOREA.rules)


class Reworded(Form):
    """Tell us what could be better, in other words."""

    title: str = ask("제목", public=True)
    content: LongText = ask("무엇을 바꿀까요?", public=True)
    phone: Phone | None = ask("전화")


def test_publishing_is_once_a_wording(desk: Desk) -> None:
    """The same forms again publish nothing; each new version is a fact with its digest."""
    assert desk.facts.count("form.published") == 2
    with desk.work(SYSTEM) as work:
        assert desk.forms.publish(work) == []
    assert desk.facts.count("form.published") == 2
    fact = desk.facts.last("form.published")
    assert fact.object == "form:suggestion/1"
    assert fact.details["digest"] == desk.forms.current("suggestion").definition.digest


def test_a_petition_stays_with_the_version_it_was_filled_in(desk: Desk) -> None:
    """After a re-publish with other questions the old answers read as before; new ones follow the new form."""
    receipt = desk.submit("suggestion").petition.receipt
    later = catalogue(offered(Reworded))
    with desk.work(SYSTEM) as work:
        (version,) = later.publish(work)
    assert (version.number, later.version_of("suggestion")) == (2, 2)
    with desk.work(GARDENER) as work:
        old = later.at(work).get(receipt)
        new = later.at(work).submit("suggestion", {"title": "a", "content": "b"}).petition
    assert (old.form_version, old.form.category, old.form.content) == (1, "교통", SUGGESTION["content"])
    assert new.form_version == 2
    with desk.look(SYSTEM) as look:
        first = later.version(look.conn, "suggestion", 1)
        assert first.definition.names == ("category", "title", "content", "name")
        with pytest.raises(NotFound, match="version 9"):
            later.version(look.conn, "suggestion", 9)


def test_about_lands_in_the_definition(small_desk: Desk) -> None:
    """What the city writes above a form is what the page shows."""
    forms = catalogue(offered(Suggestion, about=Text(ko="더 나은 도시", en="A better city")))
    with small_desk.work(SYSTEM) as work:
        forms.publish(work)
    current = forms.current("suggestion")
    assert current.definition.about == Text(ko="더 나은 도시", en="A better city")
    assert (current.title.in_("ko"), current.form) == ("제안", Suggestion)
    assert str(small_desk.forms.current("pothole").definition.about) == "Tell us where the road is broken."


def test_what_is_offered(small_desk: Desk) -> None:
    """By name or class; what is not says what is."""
    forms = small_desk.forms
    assert list(forms.offers) == ["pothole", "suggestion"]
    assert [offer.name for offer in forms] == ["pothole", "suggestion"]
    assert forms.offer("pothole") is forms.offer(Pothole)
    for unknown in ("nothing", Reworded):
        with pytest.raises(NotFound, match="pothole, suggestion"):
            forms.offer(unknown)
    with pytest.raises(NotFound):
        forms.current("nothing")
    with pytest.raises(WorkError, match="not published"):
        catalogue(offered(Suggestion)).current("suggestion")


def test_two_forms_of_one_name_are_refused() -> None:
    """When the city opens, not when somebody files."""
    with pytest.raises(DeclarationError, match="suggestion"):
        catalogue(offered(Suggestion), offered(Reworded))


def test_a_new_process_finds_what_is_published(desk: Desk, tmp_path: Path) -> None:
    """A catalogue opened later publishes nothing new and reads the same number."""
    again = catalogue(offered(Reworded))
    with desk.work(SYSTEM) as work:
        again.publish(work)
    third = catalogue(offered(Reworded))
    with desk.work(SYSTEM) as work:
        assert third.publish(work) == []
    assert third.version_of("suggestion") == 2
