"""The counters of the law on repeats: how often the same came, and how often its result was told (법23①). No I/O."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from egovframe.forms.model import Petition

RECEIVED: Final = 3
"""So often the same has to be handed in, the petition at hand included, before it may be closed as a repeat (법23①)."""
TOLD: Final = 2
"""So often the result has to have been told before the petition at hand was received (법23①)."""
RESULTS: Final = ("answered", "granted", "refused")
"""The outcomes in substance: what was returned, passed on or withdrawn has no result that could be repeated."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Another petition beside the one at hand.

    `likeness` is the share of their wording, from 0 to 1; `same` what an officer found, None while nobody compared
    them. `petitioner` says whether both are of one petitioner, None where one of them does not say of whom it is.
    `earlier` says that it was received before, `told` that its result was told before the one at hand was received.
    """

    petition: Petition[Any]
    likeness: float
    same: bool | None
    petitioner: bool | None
    earlier: bool
    told: bool

    @property
    def counts(self) -> bool:
        """Say whether it is a repeat: confirmed, of the same petitioner, received earlier and not withdrawn."""
        return self.same is True and self.petitioner is True and self.earlier and self.petition.outcome != "withdrawn"


@dataclass(frozen=True, slots=True)
class Repeats:
    """A petition beside those that say the same: how often it was `received`, itself included, and `told`."""

    beside: tuple[Compared, ...]
    statutory: bool

    @property
    def received(self) -> int:
        """How often the petitioner handed in the same up to now, this petition included."""
        return 1 + sum(each.counts for each in self.beside)

    @property
    def told(self) -> int:
        """How often the result was told before this petition was received."""
        return sum(each.counts and each.told for each in self.beside)

    @property
    def may_close(self) -> bool:
        """Say whether the counters let the petition be closed as a repeat; 법정민원 never is."""
        return not self.statutory and self.received >= RECEIVED and self.told >= TOLD


def told_before(
    row: Mapping[str, Any], notices: Sequence[Mapping[str, Any]], *, telling: Collection[str], at: str
) -> bool:
    """Say whether the result of a petition was told by a moment: the first notice of a decision in substance."""
    told = [each["at"] for each in notices if each["kind"] in telling]
    return row["outcome"] in RESULTS and bool(told) and bool(min(told) <= at)
