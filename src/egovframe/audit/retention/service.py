"""Keeping and disposing of what stands sealed beside facts: floors, legal holds, and the destruction of month keys.

The log's entries stay for good and all proofs go on holding; a fact says what was disposed of. Whoever destroys a key,
here or anywhere else, comes past `guard`: what a hold covers is not destroyed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit.errors import StillKept
from egovframe.audit.facts import DISPOSED, HOLD_LIFTED, HOLD_PLACED
from egovframe.audit.index.indexer import lowest
from egovframe.audit.retention import store
from egovframe.audit.retention.holds import Hold, Over
from egovframe.audit.retention.look import Look, guard_handler
from egovframe.audit.retention.rules import KEY, MONTH, Floors, Outcome, State, judge, month_of
from egovframe.audit.tables import fact_holds
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.work import UnitOfWork

BASIS: Final = "개인정보 보호법 제21조"
MOST: Final = 100
"""The most names in one hold."""
LONGEST: Final = 1_000
"""The longest reason, in characters."""
NO_REASON: Final = Text(ko="사유를 적으세요.", en="Write the reason.")
NOT_OVER: Final = Text(
    ko="무엇을 보존할지 적으세요. 모두 보존하려면 행위에 *를 적으세요.",
    en="Say what is held. For everything, write * as action.",
)
TOO_MUCH: Final = Text(ko="더 짧게 적으세요.", en="Make it shorter.")
BACKWARDS: Final = Text(ko="끝나는 때가 시작하는 때보다 앞섭니다.", en="It ends before it begins.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """What was disposed of (or would be): the months, and by action how many facts had values in them."""

    months: tuple[str, ...]
    counts: Mapping[str, int]
    fact: str = ""


class Retention:
    """Floors and holds of one trail. `types` is read whenever it is asked: types may join while the trail is open."""

    def __init__(
        self,
        cabinet: Cabinet,
        types: Mapping[str, FactType],
        *,
        years: int = 2,
        longer: Mapping[str, int] | None = None,
    ) -> None:
        self._cabinet = cabinet
        self._types = types
        self._years = years
        self._longer = dict(longer or {})
        cabinet.guard_keys(self.guard)

    @property
    def floors(self) -> Floors:
        """For how many years facts are kept at least, by action."""
        return Floors(
            office=self._years, types={name: kind.keep for name, kind in self._types.items()}, longer=self._longer
        )

    # ------------------------------------------------------------------ holds

    def place(self, work: UnitOfWork, over: Over, *, reason: str, basis: str = "") -> Hold:
        """Place a legal hold, for a reason; needs `audit.hold`. Raises Invalid, naming each fault.

        From the moment it is committed nothing that it covers is destroyed: neither by disposal nor by an erasure.
        """
        work.need("audit.hold", unit=WHOLE_OFFICE)
        hold = Hold(
            id=new_id(), at=work.at, by=work.actor.id, reason=_reason(reason), basis=basis.strip(), over=_checked(over)
        )
        if len(hold.basis) > LONGEST:
            raise Invalid("The legal basis is too long.", faults=[Fault("basis", TOO_MUCH)])
        store.take_turn(work.conn)
        row = store.row_of(hold, self._cabinet)
        work.insert(fact_holds, row)
        said = {name: list(value) if isinstance(value, tuple) else value for name, value in _told(over).items()}
        work.note(
            HOLD_PLACED,
            object=f"hold:{hold.id}",
            subjects=over.subjects,
            basis=hold.basis,
            details=said,
            private={"reason": hold.reason},
        )
        return hold

    def lift(self, work: UnitOfWork, hold_id: str, *, reason: str) -> Hold:
        """Lift a hold, for a reason; needs `audit.hold`. Raises NotFound, and Conflict when it was lifted before."""
        work.need("audit.hold", unit=WHOLE_OFFICE)
        store.take_turn(work.conn)
        row = store.hold_row(work.conn, hold_id)
        if row is None:
            raise NotFound(f"There is no hold {hold_id}.", hint="See `egovframe audit hold list`.")
        if row["lifted_at"] is not None:
            raise Conflict(f"The hold {hold_id} was lifted on {row['lifted_at'][:10]}.", hint="Nothing is left to do.")
        said = _reason(reason)
        sealed = self._cabinet.office_seal(f"lift:{hold_id}", said.encode())
        new = work.change(
            fact_holds, row, {"lifted_at": instant(work.at), "lifted_by": work.actor.id, "lifted_reason": sealed}
        )
        hold = store.hold_of(new, self._cabinet)
        work.note(
            HOLD_LIFTED,
            object=f"hold:{hold_id}",
            subjects=hold.over.subjects,
            basis=hold.basis,
            private={"reason": said},
        )
        return hold

    def holds(self, conn: Connection, *, lifted: bool = False) -> list[Hold]:
        """Return the holds that count, the oldest first; with `lifted` those of the past as well."""
        return store.all_holds(conn, self._cabinet, lifted=lifted)

    # ------------------------------------------------------------------ months

    def months(self, conn: Connection, *, at: datetime) -> list[Outcome]:
        """Return what becomes of every month that still has values, the oldest first, and why."""
        look = self._look(conn, at)
        return [self._outcome(look, month)[0] for month in store.month_keys(conn)]

    def _look(self, conn: Connection, at: datetime) -> Look:
        return Look(conn, self.floors, self.holds(conn), store.waiting(conn, low=lowest(conn)), _day(at))

    def _outcome(self, look: Look, month: str) -> tuple[Outcome, Mapping[str, int]]:
        """Return what becomes of a month, and how many facts of each action have values in it.

        Those are not counted while a floor keeps it: then only the facts of types that are kept longer are looked at.
        """
        outcome = judge(month, look.kept_longer(month), {}, look.floors, today=look.today)
        if outcome.state is State.KEPT:
            return outcome, {}
        counts: Counter[str] = Counter()
        touching: dict[str, Text] = {}
        for fact in look.of_month(month):
            counts[fact["action"]] += 1
            for hold in look.holds:
                if hold.id not in touching and hold.over.fits(fact):
                    touching[hold.id] = hold.words
        return judge(month, counts, touching, look.floors, today=look.today), counts

    # ------------------------------------------------------------------ disposal

    def plan(self, conn: Connection, *, until: str | None = None, at: datetime) -> Disposal:
        """Return what `dispose` would dispose of at that moment. Raises StillKept and Invalid as it does."""
        look, months, counts, kept = self._look(conn, at), [], Counter[str](), []
        last = month_of(until) if until is not None else None
        for month in store.month_keys(conn):
            if last is not None and month > last:
                break
            outcome, found = self._outcome(look, month)
            if outcome.open:
                months.append(month)
                counts.update(found)
            else:
                kept.append(outcome)
        if last is not None and kept:
            raise _still_kept(kept)
        return Disposal(months=tuple(months), counts=dict(sorted(counts.items())))

    def dispose(self, work: UnitOfWork, *, until: str | None = None) -> Disposal:
        """Destroy the month keys whose every fact is beyond its floor and under no hold; needs `audit.dispose`.

        With `until`, a month: all up to it, or nothing. Raises StillKept, with the date and the rule, when one of them
        must be kept; Invalid for what is no month. Once the work is committed, no value of these months can be read, in
        any copy without the keys, and no byte of the keys is left in the files of an SQLite database.
        """
        work.need("audit.dispose", unit=WHOLE_OFFICE)
        store.take_turn(work.conn)
        found = self.plan(work.conn, until=until, at=work.at)
        if not found.months:
            return found
        for month in found.months:
            self._cabinet.destroy_key(work, KEY + month)
        fact = work.note(
            DISPOSED,
            object=KEY + found.months[-1],
            basis=BASIS,
            details={"months": list(found.months), "counts": dict(found.counts)},
        )
        return replace(found, fact=fact)

    # ------------------------------------------------------------------ whoever destroys a key

    def guard(self, work: UnitOfWork, owner: str) -> None:
        """Raise StillKept when the owner's key may not be destroyed; every destruction of a key comes past here.

        A month's key must be open to disposal. Any other key stays while a hold is over its owner, or over a fact that
        has something sealed with it; and an officer's while the floor of something that the officer did has not passed:
        the place of access, one of the five items of an access record, is sealed with it. The other four stand in the
        entries, so that a data subject may be erased at any time.
        """
        conn = work.conn
        store.take_turn(conn)
        look, month = self._look(conn, work.at), owner.removeprefix(KEY)
        if owner.startswith(KEY) and MONTH.fullmatch(month):
            outcome, _ = self._outcome(look, month)
            if not outcome.open:
                raise _still_kept([outcome])
            return
        for hold in look.holds:
            if hold.over.names(owner) or any(hold.over.fits(fact) for fact in look.sealed_for(owner)):
                raise StillKept(
                    f"The key of {owner} is kept: {hold.words.in_('en')}.",
                    hint="Whoever holds audit.hold can lift it, for a reason.",
                    hold=hold.id,
                )
        if owner.startswith("account:"):
            guard_handler(look, owner)


def _still_kept(kept: list[Outcome]) -> StillKept:
    """Return the error that names the first month that stays, and how many more."""
    first = kept[0]
    why = "; ".join(reason.in_("en") for reason in first.reasons)
    more = f" {len(kept) - 1} more months stay as well." if len(kept) > 1 else ""
    return StillKept(
        f"The values of {first.month} are not disposed of: {why}.{more}",
        hint="See `egovframe audit retention`.",
        month=first.month,
    )


def _day(at: datetime) -> date:
    """Return the day in UTC, as months are counted: never ahead of the office's own."""
    return at.astimezone(UTC).date()


def _reason(reason: str) -> str:
    said = reason.strip()
    if not said or len(said) > LONGEST:
        raise Invalid("A hold has a reason.", faults=[Fault("reason", TOO_MUCH if said else NO_REASON)])
    return said


def _checked(over: Over) -> Over:
    """Return what a hold is over. Raises Invalid."""
    if over.nothing:
        raise Invalid("The hold is over nothing.", faults=[Fault("actions", NOT_OVER)])
    for name, value in _told(over).items():
        texts = value if isinstance(value, tuple) else (value,)
        if len(texts) > MOST or any(not text or len(text) > 200 for text in texts):
            raise Invalid(f"The hold names too much as {name}.", faults=[Fault(name, TOO_MUCH)])
    for name in ("since", "until"):
        text = getattr(over, name)
        if text and _written(text) != text:
            raise Invalid(f"{text!r} is no moment as facts write them.", faults=[Fault(name, BACKWARDS)])
    if over.since and over.until and over.until <= over.since:
        raise Invalid("The hold ends before it begins.", faults=[Fault("until", BACKWARDS)])
    return over


def _told(over: Over) -> dict[str, Any]:
    return {name: value for name in Over.__slots__ if (value := getattr(over, name))}


def _written(text: str) -> str:
    try:
        return instant(moment(text))
    except ValueError:
        return ""
