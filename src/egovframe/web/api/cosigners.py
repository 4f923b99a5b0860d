"""Co-signers of a petition: how many have signed, for the office and the holder; links, for the holder alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.clock import instant
from egovframe.kernel.errors import NotFound
from egovframe.web.api.actions import Nothing
from egovframe.web.api.body import Body, Line
from egovframe.web.api.operation import Call, api
from egovframe.web.api.petitions import found, held
from egovframe.web.api.views import Moment
from egovframe.web.host import site_of

if TYPE_CHECKING:
    from egovframe.forms.cosigning.model import Cosigner

PATH = "/petitions/{receipt}/cosigners"


class CosignerView(TypedDict):
    """A co-signer; to officers the name and the address are masked."""

    cosigner: str
    state: str
    name: str
    email: str
    invited: Moment
    until: Moment
    at: Moment | None
    current: Annotated[bool, Field(description="Whether it was signed as the petition is today.")]


class CosignerList(TypedDict):
    """Co-signers in the order of their invitation, and how many have signed, of those asked for and possible."""

    items: list[CosignerView]
    next: None
    least: int
    most: int
    signed: int
    earlier: Annotated[int, Field(description="How many of those signed an earlier text.")]
    missing: int


class InvitationView(TypedDict):
    """A link that was just made. The address is shown this once and kept nowhere."""

    cosigner: CosignerView
    address: str


class Inviting(Body):
    """What the holder calls the co-signer, and an address; both may be left out."""

    name: Line = ""
    email: Line = ""


@api.get(PATH, holder=True, gives=CosignerList, refuses={403, 404, 429})
def list_cosigners(call: Call) -> CosignerList:
    """List who co-signs a petition, for an officer of its unit (names masked) or for its holder."""
    with call.look() as work:
        return _listed(work, found(call, work))


@api.post(PATH, holder=True, body=Inviting, gives=InvitationView, refuses={403, 404, 409, 421, 429})
def invite_cosigner(call: Call) -> InvitationView:
    """Make a link by which one person can sign the petition as well; only its holder may."""
    site = site_of(call.page)
    with call.work() as work:
        petition = held(call, work)
        said = call.read(Inviting)
        made = work.cosigners.invite(petition, name=said.name, email=said.email)
    return {"cosigner": _view(made.cosigner), "address": f"{site}/cosign/{made.key}"}


@api.post(PATH + "/{cosigner}/recall", holder=True, body=Nothing, gives=CosignerList, refuses={403, 404, 409, 429})
def recall_cosigner(call: Call) -> CosignerList:
    """Take back a link that was not used; only its holder may."""
    with call.work() as work:
        petition = held(call, work)
        call.read(Nothing)
        work.cosigners.recall(petition, call.hole("cosigner"))
        return _listed(work, petition)


def _listed(work: Any, petition: Any) -> CosignerList:
    gathered = work.cosigners.gathered(petition)
    if gathered is None:
        raise NotFound("The petitions of this form have no co-signers.", hint="Its definition says so: cosigners.")
    return {
        "items": [_view(each) for each in work.cosigners.of(petition)],
        "next": None,
        "least": gathered.least,
        "most": gathered.most,
        "signed": gathered.signed,
        "earlier": gathered.earlier,
        "missing": gathered.missing,
    }


def _view(cosigner: Cosigner) -> CosignerView:
    return {
        "cosigner": cosigner.id,
        "state": cosigner.state,
        "name": cosigner.name,
        "email": cosigner.email,
        "invited": instant(cosigner.invited),
        "until": instant(cosigner.until),
        "at": None if cosigner.at is None else instant(cosigner.at),
        "current": cosigner.current,
    }
