"""What leaves because of a public petition: papers to applicant and handler, and letters with links to sign by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.events import Decided, Withdrawn
from egovframe.forms.interfaces import Channel, Message, NotSent, Undeliverable
from egovframe.forms.notices.following import channel_for
from egovframe.forms.notices.occasions import Occasion
from egovframe.forms.public import store
from egovframe.forms.public.events import LinkAsked, PublicationRefused, Published, ThresholdReached
from egovframe.forms.public.folding import end
from egovframe.forms.public.signing import LETTER
from egovframe.kernel.canonical import unb64
from egovframe.kernel.clock import moment
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.kernel.events import Observers
    from egovframe.kernel.outbox import Task
    from egovframe.kernel.work import UnitOfWork

SEND: Final = "send-link"

# The name that was typed does not stand in it: nobody shall have the city send words of theirs to somebody else.
_SUBJECT: Final = Text(
    ko="[{office}] 청원에 서명하시려면", en="[{office}] To sign the petition", es="[{office}] Para firmar la petición"
)
_SHORT: Final = Text(ko="{hours}시간 안에: {link}", en="Within {hours} hours: {link}", es="En {hours} horas: {link}")
_LETTER: Final = Text(
    ko="다음 청원에 서명하려고 하셨습니다.\n\n  {title}\n\n"
    "아래 주소를 열어 ‘서명합니다’를 누르면 서명이 됩니다. 같은 주소에서 서명을 철회할 수도 있습니다. "
    "{hours}시간 안에 열어 주세요.\n\n{link}\n\n"
    "서명하려고 하지 않으셨다면 이 글을 지우시면 됩니다. 이름도 연락처도 남지 않습니다.\n",
    en="You were about to sign this petition:\n\n  {title}\n\n"
    "Open the address below and press “I sign”. By the same address you can withdraw your signature later. "
    "It confirms for {hours} hours.\n\n{link}\n\n"
    "If you did not ask for this, delete this letter: neither name nor address is kept.\n",
    es="Usted iba a firmar esta petición:\n\n  {title}\n\n"
    "Abra la dirección de abajo y pulse «Firmo». Con la misma dirección puede retirar después su firma. "
    "Confirma durante {hours} horas.\n\n{link}\n\n"
    "Si no lo pidió, borre esta carta: no se guarda ni su nombre ni su dirección.\n",
)


@dataclass(frozen=True, slots=True)
class PublicOccasion(Occasion):
    """An event of a public petition and the paper that it has written."""

    def values(self, forms: Forms, look: UnitOfWork, petition: Petition[Any], event: Any) -> dict[str, str]:
        """Return what the paper says beside what every paper of the case does."""
        local, language = forms.calendar_of(petition.unit).local, petition.language
        if isinstance(event, Published):
            return {"until": f"{local(moment(event.closes)):%Y-%m-%d %H:%M}"}
        if isinstance(event, ThresholdReached):
            return {"signatures": f"{event.count:,}", "until": f"{local(moment(event.answer_by)):%Y-%m-%d %H:%M}"}
        row = store.of_petition(look.conn, petition.id)
        assert row is not None  # noqa: S101 - the event is of its publication
        ground = forms.publicity.ground(row["ground"])
        said: dict[str, str] = json.loads(
            forms.at(look).case.opened(petition.id, f"publication:{row['id']}", row["reason"])
        )
        basis = "" if ground is None else f"{ground.title.in_(language)} ({ground.article})".removesuffix(" ()")
        return {**said, "basis": basis}


OCCASIONS: Final = (
    PublicOccasion(Published, "send-published", "published"),
    PublicOccasion(PublicationRefused, "send-unpublished", "unpublished"),
    PublicOccasion(ThresholdReached, "write-threshold", "threshold"),
)
"""The papers of public petitions."""


def follow(observers: Observers, forms: Forms, channels: Sequence[Channel]) -> None:
    """Have links sent by the first of the channels that reaches who asked, and collecting end with the petition."""

    def withdrawn(event: Withdrawn, work: UnitOfWork) -> None:
        _end(work, event.petition_id, state="withdrawn", cause="withdrawn")

    def decided(event: Decided, work: UnitOfWork) -> None:
        _end(work, event.petition_id, state="closed", cause="decided")

    def send(task: Task) -> None:
        _send(task, forms, channels)

    observers.on(Withdrawn, withdrawn, name="public-withdrawn")
    observers.on(Decided, decided, name="public-decided")
    observers.later(LinkAsked, SEND, send, may=())


def _end(work: UnitOfWork, petition_id: str, *, state: str, cause: str) -> None:
    found = store.of_petition(work.conn, petition_id)
    if found is None or found["state"] == "refused":
        return
    row = store.plain(work.conn, found["id"])
    assert row is not None  # noqa: S101 - it was just there
    if row["state"] == "collecting":
        end(work, row, state=state, cause=cause)
    elif state == "withdrawn" and row["state"] == "closed":
        store.change(work, row, {"state": state})


def _send(task: Task, forms: Forms, channels: Sequence[Channel]) -> None:
    """Send the letter with a link, in the language of who asked.

    What the channel does not take now is tried again by the worker.
    """
    office = task.office
    said: dict[str, Any] = json.loads(office.cabinet.office_open(LETTER, unb64(task.event.sealed)))
    with office.look(by=task.actor, why="link to sign by") as look:
        row = store.plain(look.conn, said["publication"])
    if row is None or row["state"] != "collecting":
        return
    language = said["language"] if said["language"] in dict(_LETTER.words) else forms.language
    words = {
        "office": forms.office,
        "title": row["title"],
        "hours": forms.settings.public.link_hours,
        "link": said["link"],
    }
    message = Message(
        id=task.id,
        kind="signature",
        receipt="",
        language=language,
        subject=_SUBJECT.in_(language).format(**words),
        text=(_SHORT if said["kind"] == "phone" else _LETTER).in_(language).format(**words),
        whole=True,
        email=said["value"] if said["kind"] == "email" else None,
        phone=said["value"] if said["kind"] == "phone" else None,
    )
    channel = channel_for(message, channels)
    try:
        channel.send(message)
    except Undeliverable:
        return  # whoever asked wrote an address that takes nothing; there is nobody to tell
    except Exception as error:  # noqa: BLE001 - a plug-in may fail in any way, and its words may hold an address
        raise NotSent(
            f"The channel {type(channel).__name__} could not send a link ({type(error).__name__}).",
            hint="It is tried again; look at the channel's settings and whether the other side answers.",
        ) from None
