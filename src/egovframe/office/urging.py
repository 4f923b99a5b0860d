"""Word to officers: a deadline comes near or has passed, or their unit is asked to take part in another's petition.

It leaves through the outbox and the first plug-in of the family Message that the settings name, as the letters of
sign-in do; without one nothing is sent, and the desk shows it all the same. It names the petition by its receipt number
and says nothing of what is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.interfaces import Message
from egovframe.auth.profiles.service import profile_of
from egovframe.forms.access import Access, object_of, subjects_of
from egovframe.forms.escalation.facts import SENT
from egovframe.forms.events import Escalated, PartAsked, PartLate, PartReplied, PartTold
from egovframe.forms.joint.facts import SENT as PART_SENT
from egovframe.forms.joint.letters import letter_of, tell
from egovframe.kernel.clock import moment
from egovframe.kernel.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from egovframe.kernel.outbox import Task
    from egovframe.kernel.work import UnitOfWork
    from egovframe.office.office import Office

FOLLOWER: Final = "escalation-letter"
BASIS: Final = "민원 처리에 관한 법률 제25조"
PARTS: Final = "part-letter"
PARTS_BASIS: Final = "민원 처리에 관한 법률 제20조, 제31조제1항"

_SUBJECT: Final = Text(ko="[{office}] 민원 {receipt}: {rung}", en="[{office}] Petition {receipt}: {rung}")
_BODY: Final = Text(
    ko=(
        "민원 {receipt}의 처리 기한은 {due}입니다.\n{rung}\n\n담당 부서: {unit}\n담당자: {handler}\n\n"
        "업무 화면에서 민원을 확인하세요: {address}\n\n{office}\n"
    ),
    en=(
        "The petition {receipt} is due {due}.\nReached: {rung}\n\nUnit: {unit}\nHandler: {handler}\n\n"
        "Look at it at the desk: {address}\n\n{office}\n"
    ),
)
_NOBODY: Final = Text(ko="아직 없음", en="nobody yet")
_PART_SUBJECT: Final[Mapping[str, Text]] = {
    "asked": Text(ko="[{office}] 민원 {receipt}: 검토 요청", en="[{office}] Petition {receipt}: your unit is asked"),
    "late": Text(ko="[{office}] 민원 {receipt}: 회신 지연", en="[{office}] Petition {receipt}: reply overdue"),
    "replied": Text(ko="[{office}] 민원 {receipt}: 검토 회신", en="[{office}] Petition {receipt}: a unit has replied"),
}
_PART_BODY: Final[Mapping[str, Text]] = {
    "asked": Text(
        ko="민원 {receipt}의 검토 요청입니다.\n\n주무 부서: {lead}\n관계 부서: {unit}\n회신 기한: {reply_by}\n\n",
        en="A unit is asked for its part in the petition {receipt}.\n\nLead: {lead}\nAsked: {unit}\n"
        "Reply by: {reply_by}\n\n",
    ),
    "late": Text(
        ko="민원 {receipt}의 회신 기한이 지났습니다.\n\n주무 부서: {lead}\n관계 부서: {unit}\n"
        "회신 기한: {reply_by}\n\n",
        en="A unit has not replied in time about the petition {receipt}.\n\nLead: {lead}\nAsked: {unit}\n"
        "Reply by: {reply_by}\n\n",
    ),
    "replied": Text(
        ko="민원 {receipt}의 검토 결과가 회신되었습니다.\n\n주무 부서: {lead}\n관계 부서: {unit}\n\n",
        en="A unit has replied about the petition {receipt}.\n\nLead: {lead}\nAsked: {unit}\n\n",
    ),
}
_AT_THE_DESK: Final = Text(
    ko="업무 화면에서 확인하세요: {address}\n\n{office}\n", en="Look at it at the desk: {address}\n\n{office}\n"
)


def follow(office: Office) -> None:
    """Have the worker send word of every rung that is told and of parts, one letter an officer."""
    messages = [each for each in office.auth.methods.values() if isinstance(each, Message)]
    if not messages:
        return

    def of_deadlines(task: Task) -> None:
        _deadline(task, office, messages[0])

    def of_parts(task: Task) -> None:
        _part(task, office, messages[0])

    def who_hears(event: PartAsked | PartLate | PartReplied, work: UnitOfWork) -> None:
        tell(event, work, office.forms)

    office.observers.later(Escalated, FOLLOWER, of_deadlines, may=())
    office.observers.later(PartTold, PARTS, of_parts, may=())
    for event in (PartAsked, PartLate, PartReplied):
        office.observers.on(event, who_hears, name=PARTS)


def _deadline(task: Task, office: Office, message: Message) -> None:
    """Send one letter about a deadline and note it; of a decided petition nothing is sent any more."""
    event: Any = task.event
    addressee = _addressee(office, event.account_id)
    with office.look(by=task.actor, why="letter about a deadline") as look:
        row = Access(look).by_id(event.petition_id)
    if addressee is None or row["decided"] is not None:
        return
    address, language = addressee
    rung = office.forms.ladders.version(event.ladder, event.version).rung(event.rung)
    parts = {
        "office": office.title.in_(language),
        "receipt": row["receipt"],
        "rung": rung.words.in_(language) if rung is not None else event.rung,
        "due": _moment(office, row["unit"], moment(event.due)),
        "unit": _unit(office, row["unit"], language),
        "handler": row["handler_name"] or _NOBODY.in_(language),
        "address": _desk(office, f"petitions/{row['receipt']}"),
    }
    subject = _SUBJECT.in_(language).format(**parts)
    message.send(address, subject=subject, body=_BODY.in_(language).format(**parts))
    with task.work(why="letter about a deadline") as work:
        details = {"form": row["form"], "unit": row["unit"], "rung": event.rung, "to": event.account_id}
        work.note(
            SENT, object=object_of(row), subjects=subjects_of(row), basis=office.forms.basis(BASIS), details=details
        )


def _part(task: Task, office: Office, message: Message) -> None:
    """Send one letter about a part and note it; nothing is sent once the petition is decided or the part is over."""
    event: Any = task.event
    addressee = _addressee(office, event.account_id)
    with office.look(by=task.actor, why="letter about a part") as look:
        letter = letter_of(event, look)
    if addressee is None or letter is None:
        return
    address, language = addressee
    row = letter.case
    replied = event.word == "replied"
    parts = {
        "office": office.title.in_(language),
        "receipt": row["receipt"],
        "lead": _unit(office, letter.lead, language),
        "unit": _unit(office, letter.unit, language),
        "reply_by": _moment(office, letter.unit, letter.reply_by),
        "address": _desk(office, f"petitions/{row['receipt']}" if replied else f"parts/{event.part}"),
    }
    body = _PART_BODY[event.word].in_(language) + _AT_THE_DESK.in_(language)
    message.send(address, subject=_PART_SUBJECT[event.word].in_(language).format(**parts), body=body.format(**parts))
    with task.work(why="letter about a part") as work:
        its = {"part": event.part, "word": event.word, "to": event.account_id}
        details = {"form": row["form"], "unit": row["unit"], **its}
        work.note(
            PART_SENT,
            object=object_of(row),
            subjects=subjects_of(row),
            basis=office.forms.basis(PARTS_BASIS),
            details=details,
        )


def _addressee(office: Office, account_id: str) -> tuple[str, str] | None:
    """Return the address of an officer and the language to write in; None where there is no address."""
    with office.database.read() as conn:
        profile = profile_of(office.cabinet, conn, account_id)
    if profile is None or not profile.email:
        return None
    tag = profile.locale.partition("-")[0]
    return profile.email, tag if tag in LANGUAGES else office.settings.language


def _unit(office: Office, unit: str, language: str) -> str:
    return (office.forms.units.get(unit) or Text.of(unit)).in_(language)


def _moment(office: Office, unit: str, at: datetime) -> str:
    return f"{office.forms.calendar_of(unit).local(at):%Y-%m-%d %H:%M}"


def _desk(office: Office, path: str) -> str:
    return f"{str(office.settings.web.public_url).rstrip('/')}/desk/{path}"
