"""Which event has which paper sent, and the tasks that send it.

The call to a channel stands outside any transaction; what the channel did not take now is tried again by the worker,
and each case says how often. The words never hold personal answers; the address is looked up when it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from egovframe.forms.events import Decided, Submitted, Withdrawn
from egovframe.forms.interfaces import Channel, Delivery, Message, NotSent, Undeliverable
from egovframe.kernel.outbox import MOST_TRIES

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

DECIDING: Final[Mapping[str, str]] = {
    "answered": "result",
    "granted": "result",
    "refused": "refusal",
    "returned": "return",
    "transferred": "transfer",
    "repeated": "repeat",
}
"""The kind of paper that tells each outcome."""


def follow(observers: Observers, forms: Forms, channel: Channel) -> None:
    """Have the worker send results and close what is done; and send receipts where the setting says so."""

    def send_result(task: Task) -> None:
        _send(task, forms, channel, DECIDING[task.event.outcome], closes=True)

    def send_receipt(task: Task) -> None:
        _send(task, forms, channel, "receipt")

    def close_withdrawn(task: Task) -> None:
        with task.work(why="withdrawn petition closed") as work:
            forms.at(work).close(task.event.petition_id)

    observers.later(Decided, RESULT, send_result, may=SENDS)
    observers.later(Withdrawn, CLOSE, close_withdrawn, may=CLOSES)
    if forms.settings.receipt_notice:
        observers.later(Submitted, RECEIPT, send_receipt, may=SENDS)


def _send(task: Task, forms: Forms, channel: Channel, kind: str, *, closes: bool = False) -> None:
    """Send one notice and note it. The call to the channel happens outside any transaction."""
    petition_id = task.event.petition_id
    with task.office.look(by=task.actor, why=f"notice {kind}") as look:
        ready = forms.at(look).dispatch.ready(petition_id, kind, id=task.id)
    message = ready.message
    name, state, reference = "status", "on_status_page", None
    if message.email or message.phone:
        name = type(channel).__name__
        try:
            state, reference = _handed_over(channel, message)
        except NotSent:
            with task.office.work(by=task.actor, why=f"notice {kind}") as work:
                forms.at(work).dispatch.delayed(
                    petition_id, ready, channel=name, task=task.id, tries=task.tries, last=task.tries >= MOST_TRIES
                )
            raise
    with task.work(why=f"notice {kind}") as work:
        petitions = forms.at(work)
        petitions.dispatch.noticed(
            petition_id, kind, channel=name, state=state, reference=reference, task=task.id, written=ready.written
        )
        if closes:
            petitions.close(petition_id)


def _handed_over(channel: Channel, message: Message) -> tuple[str, str | None]:
    """Give the message to the channel; what can never arrive is noted, anything else is tried again by the worker.

    The channel's own error goes no further: libraries put addresses into theirs, and the worker keeps and logs it.
    """
    try:
        delivery: Delivery = channel.send(message)
    except Undeliverable:
        return "undeliverable", None
    except Exception as error:  # noqa: BLE001 - a plug-in may fail in any way
        raise NotSent(
            f"The channel {type(channel).__name__} could not send a notice ({type(error).__name__}).",
            hint="It is tried again; look at the channel's settings and whether the other side answers.",
        ) from None
    return "sent", delivery.reference
