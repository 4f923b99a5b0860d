"""What does not hold together among the rules of a form: rules that nothing reaches, closed units. No I/O."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from egovframe.forms.routing.model import Route

Why = Literal["unreached", "overlapping", "closed"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that does not hold: a rule, why, and the earlier rule or the names (values, units) it is about.

    `unreached`: an earlier rule takes every petition that this one would. `overlapping`: an earlier rule on the same
    question takes some of the values and sends them elsewhere. `closed`: units are closed, others do their work.
    """

    route: str
    why: Why
    earlier: str | None = None
    names: tuple[str, ...] = ()


def conflicts(routes: Sequence[Route], *, open_units: Collection[str]) -> list[Conflict]:
    """Return what does not hold among the rules of one form, which are given in the order in which they are tried."""
    found: list[Conflict] = []
    for n, route in enumerate(routes):
        closed = tuple(unit for unit in route.units if unit not in open_units)
        if closed:
            found.append(Conflict(route.id, "closed", names=closed))
        for earlier in routes[:n]:
            conflict = _between(earlier, route)
            if conflict is not None:
                found.append(conflict)
                break
    return found


def _between(earlier: Route, route: Route) -> Conflict | None:
    if earlier.field is None:
        return Conflict(route.id, "unreached", earlier.id)
    if earlier.field != route.field or "within" in (earlier.test, route.test):
        return None
    shared = tuple(value for value in route.values if _takes(earlier, value))
    if len(shared) == len(route.values):
        return Conflict(route.id, "unreached", earlier.id, shared)
    if shared and earlier.units != route.units:
        return Conflict(route.id, "overlapping", earlier.id, shared)
    return None


def _takes(earlier: Route, value: str) -> bool:
    """Say whether an earlier rule takes every answer in which this value stands, or that is it."""
    return any(each in value for each in earlier.values) if earlier.test == "has" else value in earlier.values
