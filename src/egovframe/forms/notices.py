"""The notices that the office sends: their words, and the tasks that send them.

Every notice names the handler's unit, name and contact (영31). A refusal carries reasons, legal basis and remedies
(법27③) and says how to object (법35). The words never hold personal answers; the address is looked up when it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.events import Decided, ObjectionDecided, Submitted, Withdrawn
from egovframe.forms.interfaces import Channel, Delivery, Message, NoticeKind, NotSent, Undeliverable
from egovframe.forms.model import Petition
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.events import Observers
    from egovframe.kernel.outbox import Task

RESULT: Final = "send-result"
RECEIPT: Final = "send-receipt"
CLOSE: Final = "close-withdrawn"

SENDS: Final = ("petition.answer", "petition.reveal")
CLOSES: Final = ("petition.answer",)
"""What the tasks may: a notice needs the address, which is personal."""

_SUBJECT: Final = {
    "receipt": Text(
        ko="[{office}] 민원을 접수했습니다 ({receipt})", en="[{office}] We received your petition ({receipt})"
    ),
    "result": Text(ko="[{office}] 민원 처리 결과 ({receipt})", en="[{office}] The result of your petition ({receipt})"),
}
_RECEIPT: Final = Text(
    ko="민원을 접수했습니다.\n\n민원: {title}\n접수번호: {receipt}\n접수: {received}\n처리 기한: {due}\n",
    en="We received your petition.\n\nPetition: {title}\nReceipt: {receipt}\nReceived: {received}\nDue: {due}\n",
)
_ANSWER: Final = Text(
    ko="신청하신 민원의 처리 결과를 알려 드립니다.\n\n민원: {title}\n접수번호: {receipt}\n\n{text}\n",
    en="The result of your petition is as follows.\n\nPetition: {title}\nReceipt: {receipt}\n\n{text}\n",
)
_REFUSAL: Final = Text(
    ko=(
        "신청하신 민원을 들어드리지 못하게 되었습니다.\n\n민원: {title}\n접수번호: {receipt}\n접수: {received}\n\n"
        "이유\n{text}\n\n근거\n{basis}\n\n구제 방법\n{remedy}\n\n"
        "이 결정에 대하여 통지를 받은 날부터 60일 안에 이의신청을 할 수 있습니다"
        "(민원 처리에 관한 법률 제35조).\n"
    ),
    en=(
        "Your petition could not be granted.\n\nPetition: {title}\nReceipt: {receipt}\nReceived: {received}\n\n"
        "Reasons\n{text}\n\nLegal basis\n{basis}\n\nRemedies\n{remedy}\n\n"
        "You may object to this decision within 60 days of being told of it (Petitions Act, article 35).\n"
    ),
)
_FOOT: Final = Text(
    ko="\n담당 부서: {unit}\n담당자: {handler}\n연락처: {contact}\n",
    en="\nUnit: {unit}\nOfficer: {handler}\nContact: {contact}\n",
)
_NOBODY: Final = Text(ko="(지정되면 알려 드립니다)", en="(named once assigned)")
_NO_CONTACT: Final = Text(ko="대표 창구", en="the office's front desk")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the office, the unit in words, and whom to call there."""

    office: str
    unit: Text
    contact: str


def subject_of(kind: NoticeKind, petition: Petition[Any], head: Letterhead) -> str:
    """Return the subject line of a notice in the applicant's language."""
    return _SUBJECT[kind].in_(petition.language).format(office=head.office, receipt=petition.receipt)


def words_of(kind: NoticeKind, petition: Petition[Any], head: Letterhead, *, received: str, due: str) -> str:
    """Return the text of a notice in the applicant's language; `received` and `due` are local times in words."""
    language, decision = petition.language, petition.decision
    parts = {
        "title": petition.title.in_(language),
        "receipt": petition.receipt,
        "received": received,
        "due": due,
        "unit": head.unit.in_(language),
        "handler": petition.handler_name or _NOBODY.in_(language),
        "contact": head.contact or _NO_CONTACT.in_(language),
        "text": decision.text if decision else "",
        "basis": decision.basis if decision else "",
        "remedy": decision.remedy if decision else "",
    }
    body = _RECEIPT if kind == "receipt" else _REFUSAL if decision and decision.kind == "refused" else _ANSWER
    return (body.in_(language) + _FOOT.in_(language)).format(**parts)


def follow(observers: Observers, forms: Forms, channel: Channel) -> None:
    """Have the worker send results and close what is done; and send receipts where the setting says so."""

    def send_result(task: Task) -> None:
        _send(task, forms, channel, "result")

    def send_receipt(task: Task) -> None:
        _send(task, forms, channel, "receipt")

    def close_withdrawn(task: Task) -> None:
        with task.work(why="withdrawn petition closed") as work:
            forms.at(work).close(task.event.petition_id)

    observers.later(Decided, RESULT, send_result, may=SENDS)
    observers.later(ObjectionDecided, RESULT, send_result, may=SENDS)
    observers.later(Withdrawn, CLOSE, close_withdrawn, may=CLOSES)
    if forms.settings.receipt_notice:
        observers.later(Submitted, RECEIPT, send_receipt, may=SENDS)


def _send(task: Task, forms: Forms, channel: Channel, kind: NoticeKind) -> None:
    """Send one notice and note it. The call to the channel happens outside any transaction."""
    with task.office.look(by=task.actor, why=f"notice {kind}") as look:
        message = forms.at(look).dispatch.notice(task.event.petition_id, kind, id=task.id)
    state, name, delivery = "on_status_page", "status", None
    if message.email or message.phone:
        state, name, delivery = _handed_over(channel, message)
    with task.work(why=f"notice {kind}") as work:
        petitions = forms.at(work)
        petitions.dispatch.noticed(
            task.event.petition_id, kind, channel=name, state=state, reference=delivery, task=task.id
        )
        if kind == "result":
            petitions.close(task.event.petition_id)


def _handed_over(channel: Channel, message: Message) -> tuple[str, str, str | None]:
    """Give the message to the channel; what can never arrive is noted, anything else is tried again by the worker.

    The channel's own error goes no further: libraries put addresses into theirs, and the worker keeps and logs it.
    """
    name = type(channel).__name__
    try:
        delivery: Delivery = channel.send(message)
    except Undeliverable:
        return "undeliverable", name, None
    except Exception as error:  # noqa: BLE001 - a plug-in may fail in any way
        raise NotSent(
            f"The channel {name} could not send a notice ({type(error).__name__}).",
            hint="It is tried again; look at the channel's settings and whether the other side answers.",
        ) from None
    return "sent", name, delivery.reference
