"""What the office wrote to the applicant of a petition, what became of it, and the papers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web.api.actions import PATH
from egovframe.web.api.body import Body, Cursor, Limit, Line, Query
from egovframe.web.api.operation import Call, api
from egovframe.web.api.petitions import found
from egovframe.web.api.views import Moment, PetitionItem, item

if TYPE_CHECKING:
    from egovframe.forms.notices.model import Notice
    from egovframe.forms.notices.paper import Written


class TryView(TypedDict):
    """One time that it was to leave; `said` is the other side's word for it, never an address."""

    at: Moment
    channel: str
    state: str
    said: str


class NoticeView(TypedDict):
    """A notice: what it is, by which channel it went last and what became of it, and where its paper is read."""

    id: str
    kind: str
    title: str
    at: Moment
    channel: str
    state: Annotated[
        str,
        Field(
            description="`sent`, `posted`, `on_status_page`, `at_desk`; `waiting`, `again`: on its way; `returned`, "
            "`failed`, `undeliverable`: it did not arrive."
        ),
    ]
    paper: Annotated[str | None, Field(description="The address of the paper; null for one that was not kept.")]
    tries: list[TryView]


class NoticeList(TypedDict):
    """The notices of a petition, the oldest first."""

    items: list[NoticeView]
    next: None


class LostItem(PetitionItem):
    """A petition whose result did not arrive: the notice by its title, what became of it, and its paper."""

    notice: str
    left: Moment
    channel: str
    stands: Annotated[str, Field(description="`returned`, `failed` or `undeliverable`.")]
    paper: str | None


class LostList(TypedDict):
    """Results that did not arrive, the newest notice first."""

    items: list[LostItem]
    next: str | None


class LostQuery(Query):
    """Which results."""

    form: Line | None = None
    cursor: Annotated[Cursor, Field(pattern="^[0-9a-f-]{36}$")] | None = None
    limit: Limit = 50


class PaperView(TypedDict):
    """A paper word for word; officers see the applicant's name masked. `text` is the whole of it as plain text."""

    kind: str
    language: str
    number: int | None
    title: str
    subject: str
    to: str
    text: str
    made: str


class SendingAgain(Body):
    """The paper's id and the channel: one that the office has, or `post` for one that was printed and posted."""

    paper: Line
    channel: Line


@api.get("/notices/lost", may="petition.read", query=LostQuery, gives=LostList)
def list_lost(call: Call) -> LostList:
    """List petitions of one's units whose result did not reach the applicant; `send_again` sends it another way."""
    asked = call.asked(LostQuery)
    with call.look() as work:
        page = work.notices.lost_results(form=asked.form, cursor=asked.cursor, limit=asked.limit)
    items: list[LostItem] = [
        {
            **item(each.petition, call.language),
            "notice": each.title.in_(call.language),
            "left": instant(each.at),
            "channel": each.channel,
            "stands": each.state,
            "paper": _address(each.petition.receipt, each.paper),
        }
        for each in page.items
    ]
    return {"items": items, "next": page.next}


@api.get("/petitions/{receipt}/notices", holder=True, gives=NoticeList, refuses={403, 404, 429})
def list_notices(call: Call) -> NoticeList:
    """List the notices of a petition, for an officer of its unit or for its holder."""
    with call.look() as work:
        petition = found(call, work)
        notices = work.notices.of(petition)
    return {"items": [_view(petition.receipt, notice, call.language) for notice in notices], "next": None}


@api.get("/petitions/{receipt}/notices/{paper}", holder=True, gives=PaperView, refuses={403, 404, 429})
def read_notice(call: Call) -> PaperView:
    """Return the paper of a notice as it was written."""
    with call.look() as work:
        written: Written = work.notices.paper(found(call, work), call.hole("paper"))
    return {
        "kind": written.kind,
        "language": written.language,
        "number": written.number,
        "title": written.title,
        "subject": written.subject,
        "to": written.to,
        "text": written.text(),
        "made": written.made,
    }


@api.post(PATH + "send_again", may="petition.answer", body=SendingAgain, gives=NoticeList, refuses={404, 409})
def send_notice_again(call: Call) -> NoticeList:
    """Have a notice sent again, or say that it was sent by post."""
    with call.work() as work:
        petition = work.petitions.get(call.hole("receipt"))
        said = call.read(SendingAgain)
        work.notices.again(petition, said.paper, said.channel)
        notices = work.notices.of(petition)
    return {"items": [_view(petition.receipt, notice, call.language) for notice in notices], "next": None}


def _address(receipt: str, paper: str | None) -> str | None:
    return None if paper is None else f"/api/v1/petitions/{receipt}/notices/{paper}"


def _view(receipt: str, notice: Notice, language: str) -> NoticeView:
    return {
        "id": notice.id,
        "kind": notice.kind,
        "title": notice.title.in_(language),
        "at": instant(notice.at),
        "channel": notice.channel,
        "state": notice.state,
        "paper": _address(receipt, notice.paper),
        "tries": [
            {"at": instant(each.at), "channel": each.channel, "state": each.state, "said": each.said}
            for each in notice.history
        ],
    }
