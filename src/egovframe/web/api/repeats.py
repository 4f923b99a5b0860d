"""Repeats: how often the same petitioner asked for the same, and saying that two petitions do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from egovframe.web.api.actions import PATH
from egovframe.web.api.body import Body, Line
from egovframe.web.api.operation import Call, api
from egovframe.web.api.views import SimilarItem, item

if TYPE_CHECKING:
    from egovframe.forms.repeats.counting import Repeats


class ComparedItem(SimilarItem):
    """Another petition: whether an officer found it the same, and whether the petitioner is; null is not known."""

    same: bool | None
    petitioner: bool | None
    counts: bool
    told: bool


class RepeatsView(TypedDict):
    """How often the same was received, this petition included, and its result told before; what stands beside it."""

    received: int
    told: int
    may_close: bool
    statutory: bool
    items: list[ComparedItem]


class Comparing(Body):
    """The receipt number of another petition, and whether it asks for the same."""

    other: Line
    same: bool


@api.get("/petitions/{receipt}/repeats", may="petition.read", gives=RepeatsView, refuses={404})
def count_repeats(call: Call) -> RepeatsView:
    """Count how often this petitioner asked for the same (민원 처리에 관한 법률 제23조)."""
    with call.look() as work:
        work.petitions.get(call.hole("receipt"))  # whose petition was compared is part of the trail
        return _shown(call, work.repeats.of(call.hole("receipt")))


@api.post(PATH + "compare", may="petition.answer", body=Comparing, gives=RepeatsView, refuses={404, 409})
def compare_petitions(call: Call) -> RepeatsView:
    """Say whether another petition asks for the same as this one; until it is decided it can be said otherwise."""
    with call.work() as work:
        work.petitions.get(call.hole("receipt"))
        said = call.read(Comparing)
        return _shown(call, work.repeats.compare(call.hole("receipt"), said.other, same=said.same))


def _shown(call: Call, repeats: Repeats) -> RepeatsView:
    items: list[ComparedItem] = [
        {
            **item(each.petition, call.language),
            "likeness": round(each.likeness, 4),
            "same": each.same,
            "petitioner": each.petitioner,
            "counts": each.counts,
            "told": each.told,
        }
        for each in repeats.beside
    ]
    return {
        "received": repeats.received,
        "told": repeats.told,
        "may_close": repeats.may_close,
        "statutory": repeats.statutory,
        "items": items,
    }
