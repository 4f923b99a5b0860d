"""What is wrong with an entry about rights is said at its field, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from egovframe.auth.access import faults
from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import LANGUAGES, Text
from tests.auth.access.hall import DAY, rights
from tests.auth.gatehouse import CONSOLE, Gatehouse

SAID = {name: value for name, value in vars(faults).items() if name.isupper()}


@pytest.mark.parametrize("name", sorted(SAID))
def test_every_fault_has_words_in_every_language(name: str) -> None:
    """One field, and a sentence in each language."""
    (fault,) = SAID[name]
    assert isinstance(fault.message, Text)
    assert set(dict(fault.message.words)) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("deed", "field"),
    [
        (lambda it, _now: it.roles.define("Bad Name"), "name"),
        (lambda it, _now: it.roles.define("mine", includes={"mine"}), "includes"),
        (lambda it, _now: it.roles.define("mine", may={"petition.read"}, reveals={"personal"}), "reveals"),
        (lambda it, _now: it.units.add("Bad Name", title="x"), "name"),
        (lambda it, now: it.units.rename("roads", "x", since=now - DAY), "since"),
        (lambda it, _now: it.units.close("roads"), "since"),
        (lambda it, _now: it.units.move("roads", "bridges"), "parent"),
        (lambda it, _now: it.impersonations.begin("kim", reason=""), "reason"),
        (lambda it, _now: it.impersonations.begin("kim", reason="x", lasting=timedelta(days=1)), "lasting"),
    ],
    ids=["role", "circle", "reveals", "unit", "past", "below", "itself", "no reason", "too long"],
)
def test_errors_carry_them(nook: Gatehouse, deed: Callable[[Any, Any], object], field: str) -> None:
    """A page and the API learn at which field it is wrong."""
    with nook.work(CONSOLE) as work, pytest.raises(Invalid) as refused:
        deed(rights(nook, work), work.at)
    assert [fault.field for fault in refused.value.faults] == [field]
