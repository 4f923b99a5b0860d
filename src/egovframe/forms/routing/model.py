"""Rules of routing and absences as frozen values, and the choice of an officer. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from egovframe.forms.organisation import Officer

Test = Literal["is", "has", "within"]
TESTS: Final[Mapping[str, Test]] = {
    **dict.fromkeys(("text", "long-text", "address", "postal-address"), "has"),
    "place": "within",
}
"""How an answer is looked at, by the kind of its question; any other is one of the values."""

Ring = tuple[tuple[float, float], ...]
"""The corners of an area, (latitude, longitude) in degrees (WGS 84), in order; the last joins the first."""

MOST_CORNERS: Final = 500


@dataclass(frozen=True, slots=True)
class Route:
    """One rule: petitions of a form go to a unit, or to the least loaded of several, where an answer is as named.

    Without a `field` the rule takes every petition of the form. With one, `test` says how its answer is looked at: it
    `is` one of the `values`, one of them stands in it (`has`, for texts and addresses), or the place lies `within` the
    `area`. Rules are tried by `position`; the first that takes a petition sends it.
    """

    id: str
    form: str
    position: int
    units: tuple[str, ...]
    field: str | None = None
    test: Test = "is"
    values: tuple[str, ...] = ()
    area: Ring = ()
    made: datetime | None = None

    def takes(self, answers: Mapping[str, Any]) -> bool:
        """Say whether the rule takes a petition with these answers (as JSON has them)."""
        if self.field is None:
            return True
        answer = answers.get(self.field)
        if self.test == "within":
            place = _place(answer)
            return place is not None and within(place, self.area)
        texts = _texts(answer)
        if self.test == "has":
            return any(wanted in text for text in texts for wanted in self.values)
        return any(text in self.values for text in texts)


@dataclass(frozen=True, slots=True)
class Absence:
    """An officer is away from `since` until `until` (exclusive), or until the absence was `ended`."""

    id: str
    account: str
    name: str
    since: datetime
    until: datetime
    ended: datetime | None = None

    def counts(self, at: datetime) -> bool:
        """Say whether the officer is away at that moment."""
        return self.since <= at < self.until and (self.ended is None or at < self.ended)


def within(place: tuple[float, float], ring: Ring) -> bool:
    """Say whether a place lies within an area, by the even-odd rule; what lies on its edge may fall on either side."""
    lat, lon = place
    inside = False
    for (lat1, lon1), (lat2, lon2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (lon1 > lon) != (lon2 > lon) and lat < (lat2 - lat1) * (lon - lon1) / (lon2 - lon1) + lat1:
            inside = not inside
    return inside


def chosen(officers: Sequence[Officer], *, loads: Mapping[str, tuple[int, str]], away: Iterable[str]) -> Officer | None:
    """Return who gets the next petition; None when nobody is there to take it.

    Of those whose role is nearest to the unit: who has the fewest open petitions, and of these who got one longest ago.
    `loads` has both by account (absent: none). Whoever is away or has a substitute gets one only when all are, and a
    substitute acts in their place.
    """
    gone = set(away)
    present = [each for each in officers if each.id not in gone and each.substitute is None]
    found = present or [each for each in officers if each.substitute is not None and each.substitute not in gone]
    if not found:
        return None
    nearest = min(each.near for each in found)
    return min(
        (each for each in found if each.near == nearest), key=lambda each: (*loads.get(each.id, (0, "")), each.id)
    )


def _texts(answer: object) -> list[str]:
    if isinstance(answer, dict):
        return [str(part) for part in answer.values()]
    if isinstance(answer, list):
        return [str(part) for part in answer]
    if isinstance(answer, bool):
        return ["yes" if answer else "no"]
    return [] if answer is None else [str(answer)]


def _place(answer: object) -> tuple[float, float] | None:
    if not isinstance(answer, dict):
        return None
    lat, lon = answer.get("lat"), answer.get("lon")
    return (float(lat), float(lon)) if isinstance(lat, int | float) and isinstance(lon, int | float) else None
