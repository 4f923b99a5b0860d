"""What moves the due date of a case: pauses (영20) and extensions, the second one with consent (영21)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.access import event_of
from egovframe.forms.events import ConsentAsked, ConsentDeclined, Extended, Paused, Resumed
from egovframe.forms.limits import ExtensionRule, Limit, LimitError, parse_limit
from egovframe.forms.model import Petition
from egovframe.forms.pauses import PauseError
from egovframe.forms.procedure.guards import WRONG
from egovframe.forms.procedure.room import DECREE, Room, invalid, needed, step_fact
from egovframe.forms.procedure.states import BY
from egovframe.forms.procedure.supplements import PAUSE as SUPPLEMENT
from egovframe.kernel.errors import Conflict

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.procedure.model import Move
    from egovframe.forms.store import Row


MOST_SHOWN: Final = 31
"""So many lengths of an extension are offered one by one."""


@dataclass(frozen=True, slots=True)
class Extensions:
    """What an extension could be now: each length with the due date that follows, and whether it needs consent."""

    choices: tuple[tuple[Limit, datetime], ...]
    needs_consent: bool


class Extending(Room):
    """Pauses and extensions of the limit; the applicant is told of each."""

    def pause(self, receipt: str, reason: str, words: str) -> Petition[Any]:
        """Stop the clock for a reason of the jurisdiction (영20), and say what it is about.

        A supplement is asked for with `ask_supplement`, which stops the clock by itself. Raises Invalid.
        """
        row, move = self._begin(receipt, "pause")
        needed("words", words, "Say what is waited for.", "무엇을 기다리는지 적으세요.")
        if reason == SUPPLEMENT:
            raise invalid("reason", "Ask for the supplement instead.", "보완 요구로 처리하세요.")
        try:
            moved = self._forms.clockwork(self._work).pause(row, reason)
        except PauseError as error:
            raise invalid("reason", "Choose one of the reasons.", "사유를 목록에서 고르세요.") from error
        after = self._step(
            moved.row,
            move,
            step_fact("pause"),
            basis=f"{DECREE} 제20조",
            details={"pause": reason},
            about=reason,
            words={"words": words},
        )
        self._work.emit(Paused(**event_of(after), reason=reason))
        return self.case.masked(after)

    def resume(self, receipt: str) -> Petition[Any]:
        """Let the clock run again; the day on which it stopped and today both do not count (영20)."""
        row, move = self._begin(receipt, "resume")
        paused = (step["about"] for step in reversed(self._guards(row).steps) if step["action"] == "pause")
        reason = next(paused, None)
        moved = self._forms.clockwork(self._work).resume(row, reason=reason)
        after = self._step(
            moved.row,
            move,
            step_fact("resume"),
            basis=f"{DECREE} 제20조",
            details={"pause": reason or "", **moved.details},
            about=reason,
        )
        self._work.emit(Resumed(**event_of(after), reason=reason or ""))
        self._moved(moved, "pause")
        return self.case.masked(after)

    def extend(self, receipt: str, by: str | Limit, reason: str, *, consent: str = "") -> Petition[Any]:
        """Extend the limit by at most itself (영21①): once, and a second time with the applicant's consent (영21②).

        `consent` says how the applicant consented, such as by phone on which day. Raises Invalid.
        """
        row, move = self._begin(receipt, "extend")
        limit = self._read(row, by, reason)
        if self._rule.needs_consent(self._guards(row).extensions + 1):
            needed(
                "consent",
                consent,
                "A second extension needs the applicant's consent: say how it was given.",
                "두 번째 연장에는 신청인의 동의가 필요합니다. 어떻게 동의했는지 적으세요.",
            )
        return self._extended(row, move, limit, reason, consent=consent)

    def extensions(self, receipt: str) -> Extensions:
        """Return what an extension could be now: by how much, the due date that follows, and whether with consent.

        Each possible length up to a month's days; of longer limits only the longest. Empty where none is possible.
        Nothing is shown of the case but its dates, so no fact is left. Raises Forbidden and NotFound.
        """
        row = self._access.for_deed(receipt, BY["extend"])
        rule, guards = self._forms.rules.extension, self._guards(row)
        if rule is None or row["decided"] is not None or not guards.holds("extension_left"):
            return Extensions((), needs_consent=False)
        most = rule.most(parse_limit(row["limit"]))
        numbers = range(1, most.number + 1) if most.number <= MOST_SHOWN else (most.number,)
        lengths = [Limit(number, most.unit) for number in numbers]
        dates = self._forms.clockwork(self._work).would_be_due(row, lengths)
        return Extensions(
            tuple(zip(lengths, dates, strict=True)),
            needs_consent=rule.needs_consent(guards.extensions + 1),
        )

    def ask_consent(self, receipt: str, by: str | Limit, reason: str) -> Petition[Any]:
        """Ask the applicant to consent to a second extension on the progress page (영21②). Raises Invalid."""
        row, move = self._begin(receipt, "ask_consent")
        limit = str(self._read(row, by, reason))
        after = self._step(
            row,
            move,
            step_fact("ask_consent"),
            basis=f"{DECREE} 제21조제2항",
            details={"by": limit},
            about=limit,
            words={"reason": reason},
        )
        self._work.emit(ConsentAsked(**event_of(after), by=limit))
        return self.case.masked(after)

    def consent(self, receipt: str) -> Petition[Any]:
        """Consent to the second extension that was asked for. Only the petition's holder may."""
        row, move = self._begin(receipt, "consent")
        asked = self._asked(row)
        reason = self.case.said(row["id"], asked).get("reason", "")
        return self._extended(row, move, parse_limit(asked["about"]), reason, consent="portal")

    def decline(self, receipt: str) -> Petition[Any]:
        """Decline the second extension that was asked for. Only the petition's holder may."""
        row, move = self._begin(receipt, "decline")
        limit = self._asked(row)["about"]
        basis = f"{DECREE} 제21조제2항"
        after = self._step(row, move, step_fact("decline"), basis=basis, details={"by": limit}, about=limit)
        self._work.emit(ConsentDeclined(**event_of(after), by=limit))
        return self.case.masked(after)

    # ------------------------------------------------------------------ inside

    def _asked(self, row: Row) -> Row:
        asked = self._guards(row).asked
        if asked is None:  # a condition of the procedure says so before, unless the city's own leaves it out
            raise Conflict("No consent was asked for.", hint="Look at it again and choose from what is possible now.")
        return asked

    @property
    def _rule(self) -> ExtensionRule:
        rule = self._forms.rules.extension
        if rule is None:  # a condition of the procedure says so before, unless the city's own leaves it out
            raise Conflict(WRONG["extension_left"], hint="Look at it again and choose from what is possible now.")
        return rule

    def _read(self, row: Row, by: str | Limit, reason: str) -> Limit:
        """Return the extension that was entered. Raises Invalid for one that cannot be, or without a reason."""
        needed("reason", reason, "Give the reason of the extension.", "연장하는 이유를 적으세요.")
        try:
            limit = by if isinstance(by, Limit) else parse_limit(by)
        except LimitError as error:
            raise invalid("by", "Write how long, such as 3d.", "기간을 3d처럼 적으세요.") from error
        rule = self._rule
        allowed = rule.most(parse_limit(row["limit"]))
        if limit.unit != allowed.unit or not 1 <= limit.number <= allowed.number:
            raise invalid(
                "by",
                f"An extension is in the unit of the limit and at most {allowed}.",
                f"연장은 처리기간과 같은 단위로 {allowed}까지입니다.",
            )
        return limit

    def _extended(self, row: Row, move: Move, limit: Limit, reason: str, *, consent: str) -> Petition[Any]:
        nth = self._guards(row).extensions + 1
        moved = self._forms.clockwork(self._work).extend(row, limit, reason, consented=bool(consent))
        after = self._step(
            moved.row,
            move,
            step_fact("extend"),
            basis=f"{DECREE} 제21조제{min(nth, 2)}항",
            details={"by": str(limit), "nth": nth, "consented": int(bool(consent)), **moved.details},
            about=str(limit),
            value=nth,
            words={"reason": reason, "consent": consent},
        )
        self._work.emit(Extended(**event_of(after), by=str(limit), nth=nth, due=after["due"], consented=bool(consent)))
        self._moved(moved, "extension")
        return self.case.masked(after)
