"""What does not hold together among rules: none is reported that a petition could still reach as it was meant."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.routing.conflicts import conflicts
from egovframe.forms.routing.model import Route


def rule(name: str, unit: str = "roads", **said: Any) -> Route:
    """A rule of one form."""
    return Route(name, "pothole", 100, (unit,), **said)


HARM = rule("harm", "parks", field="harm", values=("car", "person"))


@pytest.mark.parametrize(
    ("later", "why", "names"),
    [
        (rule("all"), None, ()),
        (rule("same", field="harm", values=("car",)), "unreached", ("car",)),
        (rule("part", field="harm", values=("car", "none")), "overlapping", ("car",)),
        (rule("alike", "parks", field="harm", values=("car", "none")), None, ()),
        (rule("other", field="lanes", values=("car",)), None, ()),
        (rule("closed", "gone", field="harm", values=("none",)), "closed", ("gone",)),
    ],
    ids=lambda value: value.id if isinstance(value, Route) else "",
)
def test_a_rule_after_another(later: Route, why: str | None, names: tuple[str, ...]) -> None:
    """It is never reached where all it takes is taken, and told where some of it is; other questions do not matter."""
    found = conflicts([HARM, later], open_units={"roads", "parks"})
    assert [(each.route, each.why, each.names) for each in found] == ([] if why is None else [(later.id, why, names)])


def test_nothing_is_reached_after_a_rule_that_takes_everything() -> None:
    """Whatever it looks at; the earlier one is named."""
    found = conflicts([rule("all"), HARM], open_units={"roads", "parks"})
    assert [(each.route, each.why, each.earlier) for each in found] == [("harm", "unreached", "all")]


def test_texts_in_which_it_stands_are_taken() -> None:
    """`하늘` takes every street in which it stands; areas are not compared."""
    has = rule("has", field="where", test="has", values=("하늘",))
    longer = rule("longer", field="where", test="has", values=("하늘로",))
    assert [each.why for each in conflicts([has, longer], open_units={"roads"})] == ["unreached"]
    assert conflicts([longer, has], open_units={"roads"}) == []
    ring = ((37.0, 127.0), (37.1, 127.0), (37.1, 127.1))
    areas = [rule(name, field="spot", test="within", area=ring) for name in ("one", "two")]
    assert conflicts(areas, open_units={"roads"}) == []
