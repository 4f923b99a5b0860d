"""Co-signers of a petition: its holder makes a link for each, and whoever has a link reads, signs or declines.

Opening a link changes nothing: programs that look at the links of a mail would sign otherwise. The key of a link is
shown once, to the holder; whoever has it is shown the answers that are no personal data (see `forms.cosigning`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.host import site_of
from egovframe.web.portal import status
from egovframe.web.portal.answers import in_words
from egovframe.web.portal.holder import enough, given, held
from egovframe.web.portal.services import unit_title
from egovframe.web.tried import NOTHING_TRIED, Tried

if TYPE_CHECKING:
    from egovframe.forms.cosigning.model import Opened
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-cosigners")

KEY: Final = "invitation"
"""The field that carries the key of a link."""
_LONGEST: Final = 1_000
Deed = Callable[[Any, str], "Opened"]


# ---------------------------------------------------------------------- the holder


@routes.get("/status/cosigners", public=True)
def again(page: Page) -> Response:
    """Ask for number and key: neither stands in an address."""
    return page.redirect("/status")


@routes.post("/status/cosigners", public=True)
def listed(page: Page) -> Response:
    """Show the holder who was invited and who has signed."""
    return _of_holder(page)


@routes.post("/status/cosigners/invite", public=True)
def invite(page: Page) -> Response:
    """Make a link for one co-signer and show it, this once."""
    site = site_of(page)
    name, email = _text(page, "name"), _text(page, "email")

    def deed(work: Any, petition: Any) -> str:
        return f"{site}/cosign/{work.cosigners.invite(petition, name=name, email=email).key}"

    return _by_holder(page, "invite", deed, entered={"name": name, "email": email})


@routes.post("/status/cosigners/recall", public=True)
def recall(page: Page) -> Response:
    """Take a link back that was not used."""
    cosigner = page.form.get("cosigner")[:_LONGEST]

    def deed(work: Any, petition: Any) -> str:
        work.cosigners.recall(petition, cosigner)
        return ""

    return _by_holder(page, "recall", deed)


def _by_holder(
    page: Page, action: str, deed: Callable[[Any, Any], str], *, entered: dict[str, str] | None = None
) -> Response:
    """Do it in one unit of work, and show the list with what came of it: the address of the link that it made."""
    receipt, known = given(page)
    tried = Tried(action, entered or {})
    try:
        with page.work(f"co-signers, {action} by the holder") as work:
            petition = held(page, work, receipt, known)
            address = deed(work, petition)
    except Invalid as invalid:
        return _of_holder(page, tried=Tried(action, tried.entered, said_of(invalid, page.language)), code=422)
    except Conflict:
        return _of_holder(page, tried=Tried(action, tried.entered, overtaken=True), code=409)
    except (NotFound, Forbidden):
        return status.asked(page, receipt=receipt, missing=not known, unknown=bool(known))
    return _of_holder(page, said=action, address=address, email=(entered or {}).get("email", "").strip())


def _of_holder(
    page: Page, *, said: str = "", address: str = "", email: str = "", tried: Tried = NOTHING_TRIED, code: int = 200
) -> Response:
    receipt, known = given(page)
    if not enough(page, receipt, known):
        return status.asked(page, receipt=receipt, missing=True)
    shown: dict[str, Any] | None = None
    try:
        with page.look("co-signers shown to the holder") as work:
            petition = held(page, work, receipt, known)
            gathered = work.cosigners.gathered(petition)
            if work.petitions.holds(petition) and gathered is not None:
                shown = {"petition": petition, "gathered": gathered, "cosigners": work.cosigners.of(petition)}
    except NotFound:
        shown = None
    if shown is None:
        return status.asked(page, receipt=receipt, unknown=True)
    return page.render(
        "portal/cosigners.html",
        status=code,
        known=known,
        said=said,
        address=address,
        email=email,
        tried=tried,
        days=page.office.settings.forms.cosigner_days,
        undecided=petition.open and petition.state != "objected",
        **shown,
    )


# ---------------------------------------------------------------------- the co-signer


@routes.get("/cosign/{key}", public=True)
def link(page: Page) -> Response:
    """Show what is to be signed."""
    return _of_cosigner(page, page.params["key"])


@routes.post("/cosign/sign", public=True)
def sign(page: Page) -> Response:
    """Sign with one's name, or sign again what was changed since."""
    name, seen = _text(page, "name"), page.form.get("seen")[:_LONGEST]
    return _by_cosigner(page, "sign", lambda verbs, key: verbs.sign(key, name, seen=seen), entered={"name": name})


@routes.post("/cosign/decline", public=True)
def decline(page: Page) -> Response:
    """Decline to sign."""
    return _by_cosigner(page, "decline", lambda verbs, key: verbs.decline(key))


@routes.post("/cosign/retract", public=True)
def retract(page: Page) -> Response:
    """Withdraw one's signature."""
    return _by_cosigner(page, "retract", lambda verbs, key: verbs.retract(key))


def _by_cosigner(page: Page, action: str, deed: Deed, *, entered: dict[str, str] | None = None) -> Response:
    """Do it in one unit of work, and show the petition with what came of it."""
    key, said = page.form.get(KEY)[:_LONGEST], entered or {}
    try:
        with page.work(f"co-signer, {action}") as work:
            opened = deed(work.cosigners, key)
    except Invalid as invalid:
        return _of_cosigner(page, key, tried=Tried(action, said, said_of(invalid, page.language)), code=422)
    except Conflict:
        return _of_cosigner(page, key, tried=Tried(action, said, overtaken=True), code=409)
    except NotFound:
        return _gone(page)
    return _shown(page, key, opened, said=action)


def _of_cosigner(page: Page, key: str, *, tried: Tried = NOTHING_TRIED, code: int = 200) -> Response:
    try:
        with page.look("petition shown to a co-signer") as work:
            opened = work.cosigners.find(key)
    except NotFound:
        return _gone(page)
    return _shown(page, key, opened, tried=tried, code=code)


def _shown(
    page: Page, key: str, opened: Opened, *, said: str = "", tried: Tried = NOTHING_TRIED, code: int = 200
) -> Response:
    petition = opened.petition
    questions = [] if petition is None else list(type(petition.form).form_questions.values())
    answers = [
        (each, in_words(each, getattr(petition.form, each.name), page.language))
        for each in questions
        if petition is not None and not each.personal
    ]
    return page.render(
        "portal/cosign.html",
        status=code,
        opened=opened,
        cosigner=opened.cosigner,
        key=key,
        answers=answers,
        kept_back=[each for each in questions if each.personal],
        unit=unit_title(page.office, petition.unit) if petition is not None else None,
        said=said,
        tried=tried,
    )


def _gone(page: Page) -> Response:
    return page.render("portal/cosign-gone.html", status=404)


def _text(page: Page, name: str) -> str:
    return page.form.text(name, most=_LONGEST)
