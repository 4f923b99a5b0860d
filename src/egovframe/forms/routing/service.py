"""The verbs of routing (`work.routing`): rules, absences, giving petitions to whoever has least to do, handing over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.routing import facts, store
from egovframe.forms.routing.model import MOST_CORNERS, TESTS, Absence, Ring, Route, chosen
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.forms.offer import Offer
    from egovframe.forms.organisation import Officer
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

ROUTE: Final = "route.manage"
ASSIGN: Final = "petition.assign"
ANSWER: Final = "petition.answer"
LONGEST: Final = timedelta(days=366)
"""So long an absence lasts at most; another can follow it."""
MOST_VALUES: Final = 200

Routes = list[Route]
Absences = list[Absence]


def unit_of(work: UnitOfWork, forms: Forms, offer: Offer, answers: Mapping[str, Any]) -> str:
    """Return the open unit to which a petition goes: as the first rule says that takes it, else the form's own unit.

    A closed unit is replaced by the one that follows it or is above it. Of several units it is the one with the fewest
    undecided petitions. Asks for no permission: anybody may file (법9).
    """
    for route in store.routes_of(work.conn, offer.name):
        if route.takes(answers):
            units = list(dict.fromkeys(forms.home(work, unit) for unit in route.units))
            if len(units) == 1:
                return units[0]
            waiting = store.waiting_in(work.conn, units)
            return min(units, key=lambda unit: (waiting.get(unit, 0), units.index(unit)))
    return forms.home(work, offer.unit)


class Routing:
    """Where petitions go and who handles them, as the person at work may settle it."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    # ------------------------------------------------------------------ rules

    def routes(self) -> Routes:
        """Return the rules in force of the forms of one's units, by form, as they are tried. Needs `route.manage`."""
        self._work.need(ROUTE)
        found = map(store.route_of, store.route_rows(self._work.conn))
        return [route for route in found if self._settles(route.form)]

    def add_route(
        self,
        form: str,
        units: Sequence[str],
        *,
        field: str | None = None,
        values: Sequence[str] = (),
        area: Ring = (),
        position: int = 100,
        reason: str = "",
    ) -> Route:
        """Send petitions of a form to a unit, or to the least loaded of several, from now on; see `Route`.

        Needs `route.manage` in the form's unit and in each unit named. The reason stays with the fact. Raises NotFound
        for an unknown form, Invalid with everything that does not hold.
        """
        self._work.need(ROUTE)
        offer = self._forms.offer(form)
        for unit in (offer.unit, *units):
            self._work.need(ROUTE, unit=unit)
        kind = self._kind(offer.name, field)
        test = TESTS.get(kind or "", "is")
        faults = self._faults(units, field, kind, values, area)
        if faults:
            raise Invalid("The rule does not hold.", faults=faults)
        route = Route(new_id(), offer.name, position, tuple(units), field, test, tuple(values), tuple(area))
        store.add_route(self._work, route)
        details = {
            "form": offer.name, "units": list(units), "field": field or "", "values": list(values),
            "corners": len(area), "position": position,
        }  # fmt: skip
        said = {"reason": reason.strip()} if reason.strip() else {}
        self._work.note(facts.ROUTE_ADDED, object=f"route:{route.id}", details=details, private=said)
        return route

    def end_route(self, route_id: str, *, reason: str = "") -> None:
        """End a rule; the reason stays with the fact. Needs `route.manage` in the form's unit. Raises NotFound."""
        self._work.need(ROUTE)
        rows = store.route_rows(self._work.conn, id=route_id)
        if not rows or not self._settles(rows[0]["form"]):
            raise NotFound("There is no such rule.", hint="It may have ended; look at the list again.")
        store.end_route(self._work, rows[0])
        said = {"reason": reason.strip()} if reason.strip() else {}
        details = {"form": rows[0]["form"]}
        self._work.note(facts.ROUTE_ENDED, object=f"route:{route_id}", details=details, private=said)

    def preview(self, form: str, answers: Mapping[str, Any]) -> str:
        """Return the unit to which a petition with these answers would go now. Needs `route.manage`."""
        self._work.need(ROUTE)
        return unit_of(self._work, self._forms, self._forms.offer(form), answers)

    def targets(self) -> Mapping[str, Text]:
        """Return the units that are open, with their titles: where a petition can be sent. Needs `petition.read`."""
        self._work.need("petition.read")
        return self._forms.organisation.units(self._work.conn, self._work.at)

    # ------------------------------------------------------------------ absences

    def absences(self) -> Absences:
        """Return one's own absences, now or to come; whoever assigns petitions sees everybody's."""
        self._work.need(ANSWER if not self._work.may(ASSIGN) else ASSIGN)
        found = map(store.absence_of, store.absence_rows(self._work.conn, self._work.at))
        me = self._work.actor.id
        return [each for each in found if each.account == me or self._may_speak_for(each.account)]

    def enter_absence(
        self, *, until: datetime, since: datetime | None = None, of: str | None = None, reason: str = ""
    ) -> Absence:
        """Enter that one is away: no petition is given to one by load meanwhile. `of` names a colleague's account.

        One's own needs `petition.answer`; a colleague's `petition.assign` where that officer answers. The reason stays
        with the fact. Raises Invalid for an unknown officer and a period that does not hold.
        """
        work = self._work
        work.need(ANSWER if of is None else ASSIGN)
        officer = self._named(of, field="of") if of is not None else None
        if officer is not None and not self._may_speak_for(officer.id):
            raise _unknown("of")
        account, name = (officer.id, officer.name) if officer else (work.actor.id, work.actor.name)
        begins = max(since or work.at, work.at)
        if not begins < until <= begins + LONGEST:
            words = Text(
                ko="시작보다 뒤이면서 366일을 넘지 않는 때를 적으세요.",
                en="Give an end after the beginning, within 366 days of it.",
            )
            raise Invalid("The absence does not hold.", faults=[Fault("until", words)])
        absence = Absence(new_id(), account, name, begins, until)
        store.add_absence(work, absence)
        work.note(
            facts.AWAY,
            object=f"absence:{absence.id}",
            subjects=(f"account:{account}",),
            details={"since": instant(begins), "until": instant(until)},
            private={"reason": reason.strip()} if reason.strip() else {},
        )
        return absence

    def end_absence(self, absence_id: str) -> None:
        """End an absence now: one's own, or that of a colleague whose petitions one assigns. Raises NotFound."""
        self._work.need(ANSWER if not self._work.may(ASSIGN) else ASSIGN)
        rows = store.absence_rows(self._work.conn, self._work.at, id=absence_id)
        if not rows or not (rows[0]["account"] == self._work.actor.id or self._may_speak_for(rows[0]["account"])):
            raise NotFound("There is no such absence.", hint="It may have ended; look at the list again.")
        store.end_absence(self._work, rows[0])
        self._work.note(facts.BACK, object=f"absence:{absence_id}", subjects=(f"account:{rows[0]['account']}",))

    # ------------------------------------------------------------------ who handles it

    def assign_by_load(self, receipt: str) -> Petition[Any]:
        """Give a petition to the officer of its unit who is there and has least to do. Needs `petition.assign`.

        Raises Conflict when nobody is there who could take it, and what `Petitions.assign` raises.
        """
        petitions = self._forms.at(self._work)
        petitions.ready(receipt, "assign")
        petition = petitions.get(receipt)
        officer = self._least_loaded(petition.unit, petition.form_name)
        if officer is None:
            raise Conflict("Nobody of the unit is there to take it.", hint="Give it to an officer by name.")
        return petitions.assign(petition.receipt, to=officer.name)

    def place(self, petition_id: str) -> bool:
        """Give a petition that nobody has yet to whoever has least to do; say whether somebody got it. For the worker.

        Once: a petition that has a handler, or is decided, is left alone.
        """
        petitions = self._forms.at(self._work)
        row = store.row_of(self._work.conn, petition_id)
        if row is None or row["handler"] is not None or row["decided"] is not None:
            return False
        officer = self._least_loaded(row["unit"], row["form"])
        if officer is None:
            return False
        petitions.assign(row["receipt"], to=officer.name)
        return True

    def hand_over(self, name: str, *, to: str | None = None, reason: str) -> tuple[int, int]:
        """Give all open petitions of an officer to another one, or each to whoever has least to do.

        Needs `petition.assign` where they are. Returns how many were given and how many stay, because they are of units
        in which the actor assigns nothing or nobody else could take them. Raises NotFound for an officer who is unknown
        or answers nothing where the actor assigns, Invalid for another one who is unknown and without a reason.
        """
        work = self._work
        work.need(ASSIGN)
        leaver = self._forms.organisation.named(work.conn, name, work.at)
        if leaver is None or not self._may_speak_for(leaver.id):
            raise NotFound("There is no such officer.", hint="Check the spelling of the account's name.")
        if to is not None and self._named(to, field="to").id == leaver.id:
            raise _invalid("to", "Name another officer.", "다른 담당자를 적으세요.")
        if not reason.strip():
            raise _invalid("reason", "Say why.", "이유를 적으세요.")
        petitions = self._forms.at(work)
        rows = store.held_by(work.conn, leaver.id)
        given = 0
        for row in rows:
            if not work.may(ASSIGN, unit=row["unit"], form=row["form"], owner=row["handler"]):
                continue
            target = to or self._other(row, leaver)
            if target is None or not self._answers(target, row):
                continue
            petitions.assign(row["receipt"], to=target)
            given += 1
        work.note(
            facts.HANDED_OVER,
            object=f"account:{leaver.id}",
            subjects=(f"account:{leaver.id}",),
            details={"count": given, "left": len(rows) - given},
            private={"reason": reason.strip()},
        )
        return given, len(rows) - given

    # ------------------------------------------------------------------ inside

    def _least_loaded(self, unit: str, form: str, *, without: str = "") -> Officer | None:
        conn, at = self._work.conn, self._work.at
        officers = [
            each
            for each in self._forms.organisation.officers(conn, ANSWER, unit=unit, form=form, at=at)
            if each.id != without
        ]
        away = {row["account"] for row in store.absence_rows(conn, at) if store.absence_of(row).counts(at)}
        return chosen(officers, loads=store.loads(conn, [each.id for each in officers]), away=away)

    def _other(self, row: Row, leaver: Officer) -> str | None:
        found = self._least_loaded(row["unit"], row["form"], without=leaver.id)
        return None if found is None else found.name

    def _answers(self, name: str, row: Row) -> bool:
        """Say whether the officer of that name answers petitions such as this one."""
        found = self._forms.officer(self._work, name)
        return found is not None and found.may(ANSWER, unit=row["unit"], form=row["form"], owner=found.id)

    def _settles(self, form: str) -> bool:
        """Say whether the actor settles where petitions of a form go."""
        offer = self._forms.offers.get(form)
        return offer is not None and self._work.may(ROUTE, unit=offer.unit)

    def _named(self, name: str, *, field: str) -> Officer:
        found = self._forms.organisation.named(self._work.conn, name, self._work.at)
        if found is None:
            raise _unknown(field)
        return found

    def _may_speak_for(self, account: str) -> bool:
        """Say whether the actor assigns petitions somewhere where that officer answers them."""
        units = self._work.actor.rows(ASSIGN)
        if units.everything:
            return True
        organisation, conn, at = self._forms.organisation, self._work.conn, self._work.at
        return any(
            account in {each.id for each in organisation.officers(conn, ANSWER, unit=unit, form=None, at=at)}
            for unit in organisation.units(conn, at)
            if self._work.may(ASSIGN, unit=unit)
        )

    def _kind(self, form: str, field: str | None) -> str | None:
        questions = {each.name: each.kind for each in self._forms.current(form).definition.questions}
        return None if field is None else questions.get(field)

    def _faults(
        self, units: Sequence[str], field: str | None, kind: str | None, values: Sequence[str], area: Ring
    ) -> list[Fault]:
        known = self._forms.organisation.units(self._work.conn, self._work.at)
        found = []
        if not units or any(unit not in known for unit in units):
            found.append(_fault("units", "지금 있는 부서를 고르세요.", "Choose units that are open."))
        if field is not None and kind is None:
            found.append(_fault("field", "서식에 없는 질문입니다.", "The form has no such question."))
        elif field is None and (values or area):
            found.append(_fault("field", "어느 질문의 답인지 고르세요.", "Choose the question whose answer it is."))
        elif kind == "place":
            right = 3 <= len(area) <= MOST_CORNERS and all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in area)
            if not right or values:
                words = "꼭짓점을 3개 이상 500개 이하의 위도와 경도로 적으세요."
                found.append(_fault("area", words, "Give 3 to 500 corners as latitude and longitude."))
        elif field is not None and (not values or area or len(values) > MOST_VALUES or not all(map(str.strip, values))):
            found.append(_fault("values", "답을 하나 이상 적으세요.", "Give one answer at least."))
        return found


def _unknown(field: str) -> Invalid:
    """Return the same for an officer who is not there and for one of others' units."""
    return _invalid(field, "There is no such officer.", "그런 담당자가 없습니다. 계정 이름을 확인하세요.")


def _fault(field: str, ko: str, en: str) -> Fault:
    return Fault(field, Text(ko=ko, en=en))


def _invalid(field: str, en: str, ko: str) -> Invalid:
    return Invalid(en, faults=[_fault(field, ko, en)])
