"""Word to officers: a deadline comes near or has passed, or their unit is asked to take part in another's petition.

It leaves through the outbox and the first plug-in of the family Message that the settings name, as the letters of
sign-in do; without one nothing is sent, and the desk shows it all the same. It names the petition by its receipt number
and says nothing of what is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.interfaces import Message
from egovframe.auth.profiles.service import profile_of
from egovframe.forms.access import object_of, subjects_of
from egovframe.forms.escalation.facts import SENT
from egovframe.forms.escalation.service import case_of
from egovframe.forms.events import Escalated
from egovframe.kernel.clock import moment
from egovframe.kernel.text import LANGUAGES, Text

if TYPE_CHECKING:
    from egovframe.kernel.outbox import Task
    from egovframe.office.office import Office

FOLLOWER: Final = "escalation-letter"
BASIS: Final = "민원 처리에 관한 법률 제25조"

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


def follow(office: Office) -> None:
    """Have the worker send word of every rung that is told, one letter an officer."""
    messages = [each for each in office.auth.methods.values() if isinstance(each, Message)]
    if not messages:
        return

    def send(task: Task) -> None:
        _send(task, office, messages[0])

    office.observers.later(Escalated, FOLLOWER, send, may=())


def _send(task: Task, office: Office, message: Message) -> None:
    """Send one letter and note it; an officer without an address gets none."""
    event: Any = task.event
    with office.database.read() as conn:
        profile = profile_of(office.cabinet, conn, event.account_id)
        row = case_of(conn, event.petition_id)
    if profile is None or not profile.email or row is None:
        return
    tag = profile.locale.partition("-")[0]
    language = tag if tag in LANGUAGES else office.settings.language
    rung = next((each for each in office.forms.ladders.of(event.form).rungs if each.name == event.rung), None)
    public_url = str(office.settings.web.public_url).rstrip("/")
    parts = {
        "office": office.title.in_(language),
        "receipt": row["receipt"],
        "rung": rung.words.in_(language) if rung is not None else event.rung,
        "due": f"{office.forms.calendar_of(row['unit']).local(moment(event.due)):%Y-%m-%d %H:%M}",
        "unit": (office.forms.units.get(row["unit"]) or Text.of(row["unit"])).in_(language),
        "handler": row["handler_name"] or _NOBODY.in_(language),
        "address": f"{public_url}/desk/petitions/{row['receipt']}",
    }
    subject = _SUBJECT.in_(language).format(**parts)
    message.send(profile.email, subject=subject, body=_BODY.in_(language).format(**parts))
    with task.work(why="letter about a deadline") as work:
        details = {"form": row["form"], "unit": row["unit"], "rung": event.rung, "to": event.account_id}
        basis = office.forms.basis(BASIS)
        work.note(SENT, object=object_of(row), subjects=subjects_of(row), basis=basis, details=details)
