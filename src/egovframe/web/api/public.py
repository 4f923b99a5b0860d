"""Public petitions: found, read and signed by everybody, published by officers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.web.api.body import Body, Cursor, Line, Query, Words
from egovframe.web.api.operation import Call, api
from egovframe.web.host import site_of
from egovframe.web.portal.public import LINK

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.public.marks import Contact
    from egovframe.forms.public.model import Publication

PETITION = "/petitions/{receipt}"
PUBLIC = "/public-petitions/{petition}"


class PublicItem(TypedDict):
    """A public petition: how many signed (`final`: exactly and for good), and the thresholds with what was reached."""

    id: str
    title: str
    form: str
    unit: str
    state: str
    opens: str | None
    closes: str | None
    signatures: int
    final: bool
    thresholds: list[int]
    reached: int
    answer_by: str | None
    outcome: str | None


class PublicView(PublicItem):
    """The same with the answers that are public, by the names of the form's questions."""

    answers: dict[str, Any]


class PublicList(TypedDict):
    """Public petitions; `next` is the number of the page after this one."""

    items: list[PublicItem]
    next: int | None


class PublicationView(PublicView):
    """A publication as its officers see it; of a refusal the ground, the reasons and the remedies."""

    receipt: str
    ground: str
    reason: str
    remedy: str


class SignedView(TypedDict):
    """What became of it: `signed`, `before` (a person signs once), `link_sent` or `withdrawn`."""

    state: Literal["signed", "before", "link_sent", "withdrawn"]


class SignerItem(TypedDict):
    """One who signed; the name is masked."""

    id: str
    name: str
    at: str


class SignerList(TypedDict):
    """Signers, the newest first."""

    items: list[SignerItem]
    next: str | None


class PublicQuery(Query):
    """Which public petitions."""

    q: Line = ""
    sort: Literal["new", "most", "ending"] = "new"
    page: Annotated[int, Field(ge=1, le=500)] = 1
    open: bool = False


class SignerQuery(Query):
    """Where the list goes on."""

    cursor: Annotated[Cursor, Field(pattern="^[0-9a-f-]{36}$")] | None = None


class Signature(Body):
    """Who signs: with an account only the name, if it shall be another; else a name and a mail address or phone."""

    name: Line = ""
    email: Line = ""
    phone: Line = ""


class LinkKey(Body):
    """The key at the end of a link."""

    key: Annotated[str, Field(max_length=4_000)]


class PublishingBody(Body):
    """The title in public; `checked`: what resembles personal data in the public text was looked through.

    With `seen` only the text that was read is published, else 409: the SHA-256, in hex, of the canonical JSON (RFC
    8785) of `{"answers": the answers marked public that were given, by name, "petition": the receipt number}`.
    """

    title: Line
    checked: bool = False
    seen: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None


class Unpublishing(Body):
    """The ground of the jurisdiction, the reasons, and what can be done against it where the law does not say."""

    ground: Line
    reason: Words
    remedy: Words = ""


@api.get("/public-petitions", public=True, query=PublicQuery, gives=PublicList)
def list_public_petitions(call: Call) -> PublicList:
    """List the public petitions; those that can be signed come first."""
    asked = call.asked(PublicQuery)
    with call.look() as work:
        found = work.public.shown.listed(words=asked.q, sort=asked.sort, page=asked.page, open_only=asked.open)
    return {"items": [_item(each) for each in found.items], "next": found.next}


@api.get(PUBLIC, public=True, gives=PublicView, refuses={404})
def get_public_petition(call: Call) -> PublicView:
    """Return a public petition with its public answers."""
    with call.look() as work:
        return _view(work.public.shown.get(call.hole("petition")))


@api.post(f"{PUBLIC}/signatures", public=True, body=Signature, gives=SignedView, refuses={403, 404, 409, 421, 429})
def sign_public_petition(call: Call) -> SignedView:
    """Sign with the account of the token; without one, have a link sent that signs when it is confirmed."""
    said = call.read(Signature)
    id_ = call.hole("petition")
    if call.page.signed_in:
        with call.work() as work:
            done = work.public.signing.sign(id_, name=said.name)
        return {"state": "signed" if done else "before"}
    contact: dict[Contact, str] = {"email": said.email, "phone": said.phone}
    address = site_of(call.page) + LINK
    with call.work() as work:
        work.public.signing.ask(id_, name=said.name, contact=contact, address=address, language=call.language)
    return {"state": "link_sent"}


@api.post(f"{PUBLIC}/withdraw", signed_in=True, gives=SignedView, refuses={403, 404})
def withdraw_signature(call: Call) -> SignedView:
    """Withdraw the signature of the account of the token."""
    with call.work() as work:
        work.public.signing.withdraw_own(call.hole("petition"))
    return {"state": "withdrawn"}


@api.post("/signatures/confirm", public=True, body=LinkKey, gives=SignedView, refuses={404, 409, 429})
def confirm_signature(call: Call) -> SignedView:
    """Sign with the key of a link."""
    said = call.read(LinkKey)
    with call.work() as work:
        done = work.public.signing.confirm(said.key)
    return {"state": "signed" if done else "before"}


@api.post("/signatures/withdraw", public=True, body=LinkKey, gives=SignedView, refuses={404})
def withdraw_by_link(call: Call) -> SignedView:
    """Withdraw the signature of a link's holder."""
    said = call.read(LinkKey)
    with call.work() as work:
        work.public.signing.withdraw(said.key)
    return {"state": "withdrawn"}


@api.get(f"{PETITION}/publication", may="petition.publish", gives=PublicationView, refuses={404})
def get_publication(call: Call) -> PublicationView:
    """Return what was decided on publishing a petition; 404 while nothing was."""
    with call.look() as work:
        return _publication(work.public.publishing.decided(call.hole("receipt")))


@api.post(
    f"{PETITION}/actions/publish",
    may="petition.publish",
    body=PublishingBody,
    gives=PublicationView,
    refuses={404, 409},
)
def publish_petition(call: Call) -> PublicationView:
    """Publish a petition: from now on everybody can read and sign it."""
    with call.work() as work:
        work.public.publishing.ready(call.hole("receipt"))
        said = call.read(PublishingBody)
        made = work.public.publishing.publish(
            call.hole("receipt"), title=said.title, checked=said.checked, seen=said.seen
        )
        return _publication(made)


@api.post(
    f"{PETITION}/actions/keep-unpublished",
    may="petition.publish",
    body=Unpublishing,
    gives=PublicationView,
    refuses={404, 409},
)
def keep_unpublished(call: Call) -> PublicationView:
    """Decide that a petition is not published; the applicant is told why and what can be done."""
    with call.work() as work:
        work.public.publishing.ready(call.hole("receipt"))
        said = call.read(Unpublishing)
        made = work.public.publishing.keep_unpublished(
            call.hole("receipt"), ground=said.ground, reason=said.reason, remedy=said.remedy
        )
        return _publication(made)


@api.get(f"{PETITION}/signers", may="petition.publish", query=SignerQuery, gives=SignerList, refuses={404})
def list_signers(call: Call) -> SignerList:
    """List who signed a petition, with masked names."""
    with call.look() as work:
        work.public.publishing.decided(call.hole("receipt"))
        asked = call.asked(SignerQuery)
        found, more = work.public.signers.of(call.hole("receipt"), before=asked.cursor)
    return {"items": [{"id": each.id, "name": each.name, "at": instant(each.at)} for each in found], "next": more}


def _item(publication: Publication) -> PublicItem:
    return {
        "id": publication.id,
        "title": publication.title,
        "form": publication.form,
        "unit": publication.unit,
        "state": publication.state,
        "opens": _at(publication.opens),
        "closes": _at(publication.closes),
        "signatures": publication.count,
        "final": publication.final,
        "thresholds": list(publication.thresholds),
        "reached": publication.reached,
        "answer_by": _at(publication.answer_by),
        "outcome": publication.outcome,
    }


def _view(publication: Publication) -> PublicView:
    return {**_item(publication), "answers": dict(publication.answers)}


def _publication(publication: Publication) -> PublicationView:
    return {
        **_view(publication),
        "receipt": publication.receipt,
        "ground": publication.ground,
        "reason": publication.reason,
        "remedy": publication.remedy,
    }


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else instant(moment)
