"""Which event has which paper sent, and the tasks that send it.

The call to a channel stands outside any transaction; what the channel did not take now is tried again by the worker,
and each case says how often. The words never hold personal answers; the address is looked up when it is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.forms.events import Submitted, Withdrawn
from egovframe.forms.interfaces import Channel, Delivery, Message, NotSent, Undeliverable
from egovframe.forms.notices.occasions import OCCASIONS, Occasion
from egovframe.forms.notices.paper import paper_of
from egovframe.kernel.outbox import MOST_TRIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.events import Observers
    from egovframe.kernel.outbox import Task

RECEIPT: Final = Occasion(Submitted, "send-receipt", "receipt")
CLOSE: Final = "close-withdrawn"

SENDS: Final = ("petition.answer", "petition.reveal")
CLOSES: Final = ("petition.answer",)
"""What the tasks may: a notice needs the address, which is personal."""


def follow(observers: Observers, forms: Forms, channel: Channel, more: Iterable[Occasion] = ()) -> None:
    """Have the worker write and send papers, and close what is done; receipts too where the setting says so.

    `more` are occasions of components that stand beside the procedure.
    """

    def send(occasion: Occasion) -> None:
        def send_paper(task: Task) -> None:
            _send(task, forms, channel, occasion)

        observers.later(occasion.event, occasion.follower, send_paper, may=SENDS)

    def close_withdrawn(task: Task) -> None:
        with task.work(why="withdrawn petition closed") as work:
            forms.at(work).close(task.event.petition_id)

    for occasion in (*OCCASIONS, *more):
        send(occasion)
    observers.later(Withdrawn, CLOSE, close_withdrawn, may=CLOSES)
    if forms.settings.receipt_notice:
        send(RECEIPT)


def _send(task: Task, forms: Forms, channel: Channel, occasion: Occasion) -> None:
    """Send one notice and note it. The call to the channel happens outside any transaction."""
    petition_id, kind = task.event.petition_id, occasion.kind_of(task.event)
    if not kind:
        return
    offer = forms.offers.get(task.event.form)
    kind = paper_of(forms.papers, kind, of=None if offer is None else offer.kind)
    with task.office.look(by=task.actor, why=f"notice {kind}") as look:
        ready = forms.at(look).dispatch.ready(petition_id, kind, id=task.id, event=task.event, occasion=occasion)
    message = ready.message
    name, state, reference = "status", "on_status_page", None
    if forms.papers[kind].reader == "unit":
        name, state = "desk", "at_desk"
    elif message.email or message.phone:
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
        if occasion.closes:
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
