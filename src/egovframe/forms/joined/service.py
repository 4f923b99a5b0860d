"""Joining petitions of many applicants who ask for the same: each stays a case, and all are handled as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.forms import facts as of_petitions
from egovframe.forms import store as cases
from egovframe.forms.access import object_of, subjects_of
from egovframe.forms.joined import facts, store
from egovframe.forms.joined.carrying import Carrying
from egovframe.forms.joined.crowds import Crowds
from egovframe.forms.joined.model import MOST, Joined, Place, Proposed
from egovframe.forms.procedure.room import invalid, needed
from egovframe.forms.repeats.service import RepeatedPetitions
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, NotFound
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from egovframe.forms.joined.rule import ManyRule
    from egovframe.forms.store import Row

_BASIS: Final = "개인정보 보호법 제29조"


class JoinedPetitions(Crowds, Carrying):
    """Petitions of many applicants, as the person at work may see and handle them (`work.joined`)."""

    def of(self, receipt: str) -> Joined:
        """Return a petition among those that it is handled with; personal answers are hidden.

        Of petitions that the actor may not read nothing is shown but their number. Counting applicants and households
        opens what is sealed in each. Raises Forbidden and NotFound.
        """
        row = self._access.found(receipt, "petition.read")
        under, lead = self._lead_of(row)
        others = store.joined_under(self._work.conn, row["id"])
        seen = [each for each in others if self._access.may("petition.read", each)]
        self._listed(row, seen if lead is None else [lead, *seen])
        persons, households = self._known([row, *others])
        return Joined(
            petition=self.case.hidden(row),
            under=under,
            lead=None if lead is None else self.case.hidden(lead),
            others=tuple(self.case.hidden(each) for each in seen),
            unseen=len(others) - len(seen),
            applicants=persons,
            households=households,
            crowd=self.crowd_of(row),
            rule=self._forms.many,
        )

    def place(self, receipt: str) -> Place:
        """Return where a petition stands among those that it is handled with; nothing of the others is opened.

        Only the one that goes first is shown, where the actor may read it. Raises Forbidden and NotFound.
        """
        row = self._access.found(receipt, "petition.read")
        under, lead = self._lead_of(row)
        others = store.joined_under(self._work.conn, row["id"])
        self._listed(row, [] if lead is None else [lead])
        return Place(
            under=under,
            lead=None if lead is None else self.case.hidden(lead),
            many=len(others),
            waiting=sum(each["decided"] is None and self._access.may("petition.read", each) for each in others),
            crowd=self.crowd_of(row),
            rule=self._forms.many,
        )

    def proposed(self, receipt: str) -> list[Proposed]:
        """Return what could be joined with a petition: it resembles it, is undecided, and is joined with nothing.

        What an officer found to ask for something else is left out. Raises Forbidden and NotFound.
        """
        row = self._access.found(receipt, "petition.answer")
        beside = [
            each
            for each in RepeatedPetitions(self._work, self._forms).of(row["receipt"]).beside
            if each.same is not False and each.petition.decided is None
        ]
        taken = store.joined_among(self._work.conn, [each.petition.id for each in beside])
        return [
            Proposed(each.petition, each.likeness, each.petitioner) for each in beside if each.petition.id not in taken
        ]

    def join(self, receipt: str, others: Sequence[str]) -> Joined:
        """Handle petitions as one with this, which goes first (영6⑥); each keeps its number, limit, unit and handler.

        The actor may answer all of them, and so many applicants are behind them as the law says. Raises Forbidden,
        NotFound, Conflict for a law without joining, and Invalid for others that cannot be joined or are too few.
        """
        lead, rule = self._access.found(receipt, "petition.answer"), self._rule()
        self._undecided(lead)
        if store.join_of(self._work.conn, lead["id"]) is not None:
            raise Conflict(
                f"The petition {lead['receipt']} is joined under another one.", hint="Join them under that one instead."
            )
        added = [self._other(number, lead) for number in dict.fromkeys(each.strip() for each in others) if number]
        if not added:
            raise invalid("others", "Choose petitions to join.", "병합할 민원을 고르세요.")
        present = store.joined_under(self._work.conn, lead["id"])
        if len(present) + len(added) > MOST:
            raise invalid(
                "others",
                f"Up to {MOST} petitions are joined under one; put the rest under another.",
                f"한 민원에는 {MOST}건까지 병합합니다. 나머지는 다른 민원에 병합하세요.",
            )
        applicants, _ = self._known([lead, *present, *added])
        if applicants < rule.applicants:
            raise invalid(
                "others",
                f"Petitions are joined from {rule.applicants} applicants on; these are of {applicants}.",
                f"신청인이 {rule.applicants}명 이상일 때 병합합니다. 고른 민원의 신청인은 {applicants}명입니다.",
            )
        for each in added:
            self._joined(each, lead)
            self._written(each, "join", about=lead["receipt"], value=None, words=None)
            details = {"lead": lead["receipt"], "applicants": applicants}
            self._noted(facts.JOINED, each, basis=rule.applicants_article, details=details)
        return self.of(lead["receipt"])

    def take_out(self, receipt: str, reason: str) -> Joined:
        """Handle a joined petition by itself again; the reason is kept with it. Raises Conflict, and Invalid."""
        row = self._access.found(receipt, "petition.answer")
        join = store.join_of(self._work.conn, row["id"])
        if join is None:
            raise Conflict(f"The petition {row['receipt']} is not joined with another.", hint="Look at it again.")
        needed("reason", reason, "Say why it is handled by itself.", "따로 처리하는 이유를 적으세요.")
        self._ended(join)
        lead = self._access.by_id(join["lead"])
        self._written(row, "take_out", about=lead["receipt"], value=None, words={"reason": reason})
        details = {"lead": lead["receipt"]}
        self._noted(facts.TAKEN_OUT, row, basis=self._rule().applicants_article, details=details)
        return self.of(row["receipt"])

    def lead(self, receipt: str) -> Joined:
        """Let a joined petition go first from now on, in the place of the one that does.

        The one that went first is joined under it, unless it is decided: the actor may then answer that one as well.
        Raises Forbidden, and Conflict.
        """
        row, rule = self._access.found(receipt, "petition.answer"), self._rule()
        self._undecided(row)
        join = store.join_of(self._work.conn, row["id"])
        if join is None:
            raise Conflict(f"The petition {row['receipt']} is not joined with another.", hint="Look at it again.")
        before = self._access.by_id(join["lead"])
        if before["decided"] is None:
            self._access.need("petition.answer", before)
        others = [each for each in store.joined_under(self._work.conn, before["id"]) if each["id"] != row["id"]]
        for each in store.joins_under(self._work.conn, before["id"]):
            self._ended(each)
        for each in (*([before] if before["decided"] is None else []), *others):
            self._joined(each, row)
        self._written(row, "lead", about=before["receipt"], value=None, words=None)
        details = {"before": before["receipt"], "count": len(others)}
        self._noted(facts.LED, row, basis=rule.applicants_article, details=details)
        return self.of(row["receipt"])

    # ------------------------------------------------------------------ inside

    def _lead_of(self, row: Row) -> tuple[bool, Row | None]:
        """Say whether another petition goes before this one, and return it to whoever may read it."""
        above = store.join_of(self._work.conn, row["id"])
        lead = None if above is None else cases.by_id(self._work.conn, above["lead"])
        shown = lead if lead is not None and self._access.may("petition.read", lead) else None
        return above is not None, shown

    def _other(self, number: str, lead: Row) -> Row:
        """Return a petition that can be joined under the lead. Raises Invalid that names its number."""
        try:
            row = self._access.found(number, "petition.answer")
        except NotFound:
            row = None
        shown = number[:40]
        if row is None or row["decided"] is not None:
            raise invalid(
                "others",
                f"There is no undecided petition {shown} that you may answer.",
                f"처리할 수 있는 미결 민원 가운데 {shown}이(가) 없습니다.",
            )
        if row["id"] == lead["id"] or row["id"] in store.joined_among(self._work.conn, [row["id"]]):
            raise invalid(
                "others",
                f"The petition {shown} is joined already; take it out first.",
                f"{shown}은(는) 이미 병합된 민원입니다. 먼저 병합을 해제하세요.",
            )
        return row

    def _joined(self, row: Row, lead: Row) -> None:
        values: dict[str, Any] = {
            "id": new_id(),
            "petition": row["id"],
            "lead": lead["id"],
            "at": instant(self._work.at),
            "by": self._work.actor.id,
            "by_name": self._work.actor.name,
            "ended": None,
            "ended_by": None,
        }
        store.add_join(self._work, values)

    def _ended(self, join: Row) -> None:
        store.end_join(self._work, join, {"ended": instant(self._work.at), "ended_by": self._work.actor.id})

    def _listed(self, row: Row, others: Iterable[Row]) -> None:
        seen = list(others)
        if seen:
            self._work.note(
                of_petitions.LISTED,
                object=object_of(row),
                subjects=tuple(dict.fromkeys(subject for each in seen for subject in subjects_of(each))),
                basis=self._forms.privacy(_BASIS),
                details={"view": "joined", "form": row["form"], "count": len(seen)},
            )

    def _rule(self) -> ManyRule:
        rule = self._forms.many
        if rule is None:
            raise Conflict("The law of this office joins no petitions.", hint="Handle each of them by itself.")
        return rule

    def _undecided(self, row: Row) -> None:
        if row["decided"] is not None:
            raise Conflict(f"The petition {row['receipt']} is decided already.", hint="Look at it again.")
