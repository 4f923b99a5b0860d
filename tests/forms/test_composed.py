"""Answers of several parts: a period, a postal address, a place; each kept whole or refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from egovframe.forms import Form, FormInvalid, Period, Place, PostalAddress, ask, bind
from egovframe.forms.composed import PARTS, TYPES, composed_of


class Parts(Form):
    """One question of each."""

    when: Period | None = ask("언제", le=dt.date(2030, 1, 1))
    home: PostalAddress | None = ask("집")
    place: Place | None = ask("곳")


@pytest.mark.parametrize(
    ("name", "given", "meant"),
    [
        ("when", {"start": "2026-09-18", "end": "2026-09-18"}, Period(dt.date(2026, 9, 18), dt.date(2026, 9, 18))),
        ("when", {"start": "2026. 9. 8.", "end": "20260918"}, Period(dt.date(2026, 9, 8), dt.date(2026, 9, 18))),
        ("home", {"zip": "04524", "road": " 중앙로 12"}, PostalAddress("04524", " 중앙로 12")),
        ("home", {"zip": "０４５２４", "road": "중앙로", "detail": "3층"}, PostalAddress("04524", "중앙로", "3층")),
        ("place", {"lat": 37.12345678, "lon": "-0"}, Place(37.123457, 0.0)),
        ("place", {"lat": -90, "lon": 180}, Place(-90.0, 180.0)),
        ("place", Place(1.0, 2.0), Place(1.0, 2.0)),
    ],
)
def test_parts_are_read_and_kept(name: str, given: object, meant: object) -> None:
    """As values with named parts; what is stored of them makes the same value again."""
    form = bind(Parts, {name: given})
    assert getattr(form, name) == meant
    kept = form.model_dump(mode="json")[name]
    kind = type(form).form_questions[name].kind
    assert tuple(kept) == PARTS[kind]
    assert composed_of(kind, kept) == meant
    assert isinstance(meant, TYPES[kind])


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("when", {"start": "2026-09-18"}, "missing"),
        ("when", {"start": "2026-09-18", "end": "2026-09-17"}, "backwards"),
        ("when", {"start": "2026-02-30", "end": "2026-03-01"}, "not_a_period"),
        ("when", {"start": "2029-12-31", "end": "2030-01-02"}, "too_large"),
        ("when", "2026-09-18", "not_a_period"),
        ("home", {"zip": "4524", "road": "중앙로"}, "not_a_postal_address"),
        ("home", {"zip": "04524", "road": " "}, "not_a_postal_address"),
        ("home", {"zip": "04524", "road": "a\0b"}, "characters"),
        ("home", {"zip": "04524", "road": "중앙로", "town": "x"}, "not_a_postal_address"),
        ("place", {"lat": 90.1, "lon": 0}, "too_large"),
        ("place", {"lat": "NaN", "lon": 0}, "not_a_place"),
        ("place", [37, 127], "not_a_place"),
    ],
)
def test_what_is_no_such_answer_is_refused(name: str, given: Any, code: str) -> None:
    """One fault for the whole answer, whatever part of it is wrong."""
    with pytest.raises(FormInvalid) as caught:
        bind(Parts, {name: given})
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [(name, code)]
