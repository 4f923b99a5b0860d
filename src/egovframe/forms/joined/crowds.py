"""A petition of many (다수인관련민원): its persons and households, and what follows (법2 제6호, 법24, 영8, 영26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.forms.access import event_of
from egovframe.forms.events import Resumed
from egovframe.forms.joined import facts, store
from egovframe.forms.joined.counting import distinct
from egovframe.forms.joined.model import Crowd
from egovframe.forms.procedure.room import Room, invalid, needed, step_fact
from egovframe.forms.repeats.petitioner import marks_and_addresses_of
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.joined.rule import ManyRule
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

PAUSE: Final = "representative"
"""The clock stands still for this reason while representatives are chosen (영20, 행정절차법 시행령 제11조제3호)."""

MOST_PERSONS: Final = 1_000_000


class Crowds(Room):
    """Saying that a petition is one of many, and who speaks for those who handed it in."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        super().__init__(work, forms)
        self._told: dict[str, tuple[frozenset[str], frozenset[str]]] = {}  # what `_known` opened, by petition

    def crowd_of(self, row: Row) -> Crowd | None:
        """Return the finding that a petition is one of many, None where it is not."""
        found = store.crowd_of(self._work.conn, row["id"])
        if found is None or not found["many"]:
            return None
        return Crowd(
            found["persons"], found["households"], bool(found["original"]), moment(found["at"]), found["by_name"]
        )

    def mark_many(self, receipt: str, *, persons: int, households: int, original: bool) -> Crowd:
        """Say that so many persons handed the petition in together, for so many households (법2 제6호).

        `original` says whether the list of names came as an original (법24①). Once it is said it can be said otherwise
        until the petition is decided. Raises Invalid for numbers below those of the law, or below those that are known.
        """
        row, rule = self._markable(receipt)
        known, homes = self._known([row, *store.joined_under(self._work.conn, row["id"])])
        self._at_least("persons", persons, rule.persons, known)
        self._at_least("households", households, rule.households, homes)
        values = {"many": 1, "persons": persons, "households": households, "original": int(original)}
        again = self.crowd_of(row) is not None
        self._found(row, values)
        if not again:
            self._written(row, "mark_many", about=None, value=persons, words=None)
        details = {"persons": persons, "households": households, "original": int(original)}
        fact = facts.RECOUNTED_MANY if again else facts.MARKED_MANY
        self._noted(fact, row, basis=rule.many_article, details=details)
        return Crowd(persons, households, original, self._work.at, self._work.actor.name)

    def unmark_many(self, receipt: str, reason: str) -> None:
        """Say that the petition is none of many after all; the reason is kept with it. Raises Conflict, and Invalid."""
        row, rule = self._markable(receipt)
        if self.crowd_of(row) is None:
            raise Conflict("The petition is not marked as one of many.", hint="Look at it again.")
        needed("reason", reason, "Say why it is none of many.", "다수인관련민원이 아닌 이유를 적으세요.")
        self._found(row, {"many": 0, "persons": 0, "households": 0, "original": 0})
        self._written(row, "unmark_many", about=None, value=None, words={"reason": reason})
        self._noted(facts.UNMARKED_MANY, row, basis=rule.many_article, details={})

    def represent(self, receipt: str, names: Sequence[str], *, by_office: bool = False) -> None:
        """Keep who speaks for those who handed the petition in: up to three of them (영8).

        They chose them, or the office did after the time that it set had passed (`by_office`, 영8②). Where the clock
        stands still for the choice it goes on. Raises Conflict where fewer than three persons are behind the petition,
        and Invalid without a name or for too many.
        """
        row, rule = self._markable(receipt)
        known, _ = self._known([row, *store.joined_under(self._work.conn, row["id"])])
        crowd = self.crowd_of(row)
        if max(known, crowd.persons if crowd else 0) < rule.united:
            raise Conflict(
                f"Representatives are chosen where {rule.united} persons or more ask together.",
                hint="Mark the petition as one of many first, or join the others.",
            )
        chosen = [name.strip() for name in names if name.strip()]
        if not 1 <= len(chosen) <= rule.representatives:
            raise invalid(
                "names",
                f"Name one to {rule.representatives} of those who handed it in.",
                f"민원인 가운데 1명에서 {rule.representatives}명까지 적으세요.",
            )
        clock = self._forms.clockwork(self._work)
        if PAUSE in clock.standing(row):
            moved = clock.resume(row, reason=PAUSE)
            row = moved.row
            self._written(row, "resume", about=PAUSE, value=None, words=None)
            details = {"pause": PAUSE, **moved.details}
            self._noted(step_fact("resume"), row, basis=rule.representatives_article, details=details)
            self._work.emit(Resumed(**event_of(row), reason=PAUSE))
            self._moved(moved, "pause")
        self._written(row, "represent", about=None, value=len(chosen), words={"names": ", ".join(chosen)})
        said = {"count": len(chosen), "by_office": int(by_office)}
        self._noted(facts.REPRESENTED, row, basis=rule.representatives_article, details=said)

    def many_among(self, ids: Collection[str]) -> frozenset[str]:
        """Return which of the petitions that the actor was just shown are of many."""
        return store.crowds_among(self._work.conn, ids) if ids else frozenset()

    def joined_among(self, ids: Collection[str]) -> frozenset[str]:
        """Return which of the petitions that the actor was just shown are joined with others."""
        return store.joined_among(self._work.conn, ids) if ids else frozenset()

    # ------------------------------------------------------------------ inside

    def _known(self, rows: Sequence[Row]) -> tuple[int, int]:
        """Return how many applicants and households are behind petitions, each counted once where it is known."""
        for row in rows:
            if row["id"] not in self._told:
                self._told[row["id"]] = marks_and_addresses_of(self._work, self._forms, row)
        told = [self._told[row["id"]] for row in rows]
        return distinct(marks for marks, _ in told), len({home for _, homes in told for home in homes})

    def _markable(self, receipt: str) -> tuple[Row, ManyRule]:
        row, rule = self._access.found(receipt, "petition.answer"), self._forms.many
        if rule is None:
            raise Conflict("The law of this office knows no petitions of many.", hint="Handle it as any other.")
        if row["decided"] is not None:
            raise Conflict(f"The petition {row['receipt']} is decided already.", hint="Look at it again.")
        return row, rule

    def _at_least(self, field: str, number: int, law: int, known: int) -> None:
        if number > MOST_PERSONS:
            raise invalid(field, "Write a smaller number.", "더 작은 수를 적으세요.")
        if number < law:
            raise invalid(field, f"By law it is {law} or more.", f"법정 기준은 {law} 이상입니다.")
        if number < known:
            raise invalid(field, f"{known} are known already.", f"이미 {known}이(가) 확인되었습니다.")

    def _found(self, row: Row, values: dict[str, int]) -> None:
        actor = self._work.actor
        more = {"id": new_id(), "petition": row["id"], "at": instant(self._work.at)}
        store.add_crowd(self._work, {**more, **values, "by": actor.id, "by_name": actor.name})
