"""Answers taken apart and put together again: what may lie open, what belongs to a person."""

from __future__ import annotations

import json

from egovframe.forms import Form, Phone, ask, bind
from egovframe.forms.answers import as_answers, join, masked, split
from tests.forms.damage import ANSWERS as DAMAGE
from tests.forms.damage import Damage
from tests.forms.everything import ANSWERS, SAID, Everything, Harm

FORM = bind(Everything, ANSWERS)
PERSONAL = {"phone", "email", "name", "home", "born", "number", "illness"}


def test_the_types_decide_what_is_personal() -> None:
    """The two parts never overlap and together are all answers, in JSON."""
    public, personal = split(FORM)
    assert set(personal) == PERSONAL
    assert set(public) == set(ANSWERS) - PERSONAL
    assert {**public, **personal} == as_answers(FORM) == ANSWERS
    assert not [piece for piece in SAID if piece in json.dumps(public, ensure_ascii=False)]


def test_join_makes_the_same_form_again() -> None:
    """Through JSON and back: dates, decimals and choices are of their types again."""
    public, personal = (json.loads(json.dumps(part)) for part in split(FORM))
    again = join(Everything, public, personal)
    assert again == FORM
    assert again.harm is Harm.CAR


def test_without_the_personal_part_those_answers_are_none() -> None:
    """Erased, or not for this reader: the rest stays readable."""
    again = join(Everything, split(FORM)[0])
    assert again.title == FORM.model_dump()["title"]
    assert {getattr(again, name) for name in PERSONAL} == {None}


def test_old_answers_stay_readable_under_stricter_rules() -> None:
    """What was accepted under the rules of its day is not checked anew."""
    assert join(Everything, {"title": "x", "lanes": 99}).lanes == 99


def test_masks_tell_two_people_apart_and_no_more() -> None:
    """Phone, e-mail and name in part, everything else whole; what is not there stays not there."""
    shown = masked(FORM)
    assert isinstance(shown, Everything)
    assert (shown.phone, shown.email, shown.name) == ("010-****-5678", "h***@example.com", "홍*동")
    assert {shown.home, str(shown.born), shown.number, shown.illness} == {"****"}
    assert shown.title == ANSWERS["title"]
    empty = masked(FORM.model_copy(update={"email": None}))
    assert isinstance(empty, Everything)
    assert empty.email is None


def test_groups_and_parts_come_back_as_they_were() -> None:
    """Entries are forms again, a period, an address and a place are values again."""
    form = bind(Damage, DAMAGE)
    public, personal = (json.loads(json.dumps(part)) for part in split(form))
    assert set(personal) == {"home", "sign"}
    assert join(Damage, public, personal) == form
    assert join(Damage, public, personal).things[1].price == 240_000


def test_a_group_that_asks_for_persons_is_personal_and_masked_entry_by_entry() -> None:
    """Whole it is kept with the person; shown, every entry hides its own."""

    class Owner(Form):
        phone: Phone = ask("전화")
        share: int = ask("지분")

    class Land(Form):
        owners: list[Owner] = ask("소유자")

    form = bind(Land, {"owners": [{"phone": "010-1234-5678", "share": 2}]})
    assert split(form) == ({}, {"owners": [{"phone": "010-1234-5678", "share": 2}]})
    shown = masked(form).model_dump()["owners"]
    assert shown == [{"phone": "010-****-5678", "share": 2}]
