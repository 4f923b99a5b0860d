"""Which event has which paper sent, and the tasks that send it.

The call to a channel stands outside any transaction; what the channel did not take now is tried again by the worker,
and each case says how often. The words never hold personal answers; the address is looked up when it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from egovframe.forms.events import NoticeAgain, Submitted, Withdrawn
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
AGAIN: Final = "send-again"

SENDS: Final = ("petition.answer", "petition.reveal")
CLOSES: Final = ("petition.answer",)
"""What the tasks may: a notice needs the address, which is personal."""


def follow(
    observers: Observers,
    forms: Forms,
    channel: Channel,
    others: Mapping[str, Channel] = MappingProxyType({}),
    *,
    more: Iterable[Occasion] = (),
) -> None:
    """Have the worker write and send papers, and close what is done; receipts too where the setting says so.

    Papers leave by `channel`; by one of `others` what an officer sends again by its name, and what has no address that
    the office's own channel can use. `more` are occasions of components that stand beside the procedure.
    """

    def send(occasion: Occasion) -> None:
        def send_paper(task: Task) -> None:
            _send(task, forms, (channel, *others.values()), occasion)

        observers.later(occasion.event, occasion.follower, send_paper, may=SENDS)

    def close_withdrawn(task: Task) -> None:
        with task.work(why="withdrawn petition closed") as work:
            forms.at(work).close(task.event.petition_id)

    def send_again(task: Task) -> None:
        _send_again(task, forms, {forms.settings.channel: channel, **others})

    for occasion in (*OCCASIONS, *more):
        send(occasion)
    observers.later(NoticeAgain, AGAIN, send_again, may=SENDS)
    observers.later(Withdrawn, CLOSE, close_withdrawn, may=CLOSES)
    if forms.settings.receipt_notice:
        send(RECEIPT)


def _send(task: Task, forms: Forms, channels: Sequence[Channel], occasion: Occasion) -> None:
    """Send one notice and note it. The call to the channel happens outside any transaction."""
    petition_id, kind = task.event.petition_id, occasion.kind_of(task.event)
    if not kind:
        return
    offer = forms.offers.get(task.event.form)
    kind = paper_of(forms.papers, kind, of=None if offer is None else offer.kind)
    with task.office.look(by=task.actor, why=f"notice {kind}") as look:
        dispatch = forms.at(look).dispatch
        if dispatch.settled(petition_id, task.id):  # it left, or an officer sent it again another way
            return
        ready = dispatch.ready(petition_id, kind, id=task.id, event=task.event, occasion=occasion)
    message = ready.message
    name, came = "status", _Came("on_status_page")
    if forms.papers[kind].reader == "unit":
        name, came = "desk", _Came("at_desk")
    elif message.email or message.phone:
        channel = channel_for(message, channels)
        name, came = type(channel).__name__, _handed_over(channel, message)
        if came.error is not None:
            with task.office.work(by=task.actor, why=f"notice {kind}") as work:
                forms.at(work).dispatch.delayed(
                    petition_id,
                    ready,
                    channel=name,
                    task=task.id,
                    tries=task.tries,
                    last=task.tries >= MOST_TRIES,
                    said=came.said,
                )
            raise came.error
    with task.work(why=f"notice {kind}") as work:
        petitions = forms.at(work)
        petitions.dispatch.noticed(
            petition_id,
            kind,
            channel=name,
            state=came.state,
            reference=came.said if came.state == "sent" else None,
            task=task.id,
            written=ready.written,
            said=came.said,
        )
        if occasion.closes:
            petitions.close(petition_id)


def channel_for(message: Message, channels: Sequence[Channel]) -> Channel:
    """Return the first channel that can use an address of the message; the office's own where none can."""
    there = {name for name in ("email", "phone") if getattr(message, name)}
    return next((each for each in channels if each.reaches & there), channels[0])


def _send_again(task: Task, forms: Forms, channels: Mapping[str, Channel]) -> None:
    """Send a notice once more, by the channel that an officer chose."""
    event = task.event
    channel = channels.get(event.channel)
    why = "notice sent again"
    with task.office.look(by=task.actor, why=why) as look:
        message = forms.at(look).dispatch.again(event.petition_id, event.notice_id, id=task.id).message
    if channel is None or not (message.email or message.phone):
        name, came = event.channel, _Came("undeliverable", "no such channel" if channel is None else "no address")
    else:
        name, came = type(channel).__name__, _handed_over(channel, message)
    how = {"channel": name, "task": task.id, "said": came.said}
    if came.error is not None:
        state = "failed" if task.tries >= MOST_TRIES else "waiting"
        with task.office.work(by=task.actor, why=why) as work:
            forms.at(work).dispatch.left_again(event.petition_id, event.notice_id, state=state, **how)
        raise came.error
    with task.work(why=why) as work:
        petitions = forms.at(work)
        if petitions.dispatch.left_again(event.petition_id, event.notice_id, state=came.state, **how):
            petitions.close(event.petition_id)


@dataclass(frozen=True, slots=True)
class _Came:
    """What became of one try: the state, the other side's word for it, and the error where it is tried again."""

    state: str
    said: str = ""
    error: NotSent | None = None


def _handed_over(channel: Channel, message: Message) -> _Came:
    """Give the message to the channel; what can never arrive is noted, anything else is tried again by the worker.

    The channel's own error goes no further: libraries put addresses into theirs, and the worker keeps and logs it.
    """
    try:
        delivery: Delivery = channel.send(message)
    except Undeliverable as error:
        return _Came("undeliverable", type(error).__name__)
    except Exception as error:  # noqa: BLE001 - a plug-in may fail in any way
        kind = type(error).__name__
        refused = NotSent(
            f"The channel {type(channel).__name__} could not send a notice ({kind}).",
            hint="It is tried again; look at the channel's settings and whether the other side answers.",
        )
        return _Came("waiting", kind, refused)
    return _Came("sent", delivery.reference)
