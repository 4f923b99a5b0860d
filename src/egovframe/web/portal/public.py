"""Public petitions: the list, one petition with how many signed, and signing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

from egovframe.forms.answers import value_of
from egovframe.forms.public.shown import LONGEST_SEARCH, SORTS, Sort
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.host import site_of
from egovframe.web.portal.answers import in_words
from egovframe.web.portal.services import unit_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.public.marks import Contact
    from egovframe.forms.questions import Question
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-public")

SAID = ("signed", "withdrawn", "sent", "before")
"""What the page of a petition can confirm."""
LINK = "/signatures/"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One public answer: its question and its words."""

    question: Question
    words: str


@routes.get("/petitions", public=True)
def show(page: Page) -> Response:
    """List the public petitions; what can be signed stands first."""
    asked = page.query.get("q").strip()[:LONGEST_SEARCH]
    sort = cast("Sort", page.query.get("sort")) if page.query.get("sort") in SORTS else "new"
    number = (
        int(page.query.get("page")) if page.query.get("page").isdecimal() and len(page.query.get("page")) < 5 else 1
    )
    only = page.query.get("open") == "yes"
    with page.look("public petitions") as work:
        found = work.public.shown.listed(words=asked, sort=sort, page=number, open_only=only)
    kept = {"q": asked, "sort": sort if sort != "new" else "", "open": "yes" if only else ""}
    base = {name: value for name, value in kept.items() if value}
    return page.render(
        "portal/petitions.html",
        found=found.items,
        asked=asked,
        sort=sort,
        only=only,
        now=page.office.clock.now(),
        first="/petitions?" + urlencode(base) if number > 1 else "",
        more="/petitions?" + urlencode({**base, "page": found.next}) if found.next else "",
    )


@routes.get("/petitions/{petition}", public=True)
def one(page: Page) -> Response:
    """Show a public petition, and let it be signed."""
    said = page.query.get("done")
    return petition_page(page, page.params["petition"], said=said if said in SAID else "")


def petition_page(
    page: Page, publication_id: str, *, status: int = 200, said: str = "", faults: dict[str, str] | None = None
) -> Response:
    """Return the page of a public petition, with what was done or what is wrong. Raises NotFound."""
    with page.look("public petition") as work:
        publication = work.public.shown.get(publication_id)
        mine = work.public.signing.mine(publication_id) if page.signed_in else None
        answers = told(page, work, publication.form, publication.version, publication.answers)
        contacts = work.public.signing.contacts
    settings = page.office.settings.forms.public
    typed = page.form if faults else None
    entered = {name: typed.get(name)[:_LONGEST] if typed else "" for name in ("name", "email", "phone")}
    return page.render(
        "portal/petition.html",
        status=status,
        petition=publication,
        answers=answers,
        unit=unit_title(page.office, publication.unit),
        now=page.office.clock.now(),
        open=publication.open_at(page.office.clock.now()),
        mine=mine,
        contacts=contacts if not publication.assurance else (),
        person=page.signed_in and page.actor.kind in ("citizen", "officer") and not page.actor.acting_for,
        sure=page.actor.assurance >= max(publication.assurance, 1),
        link_hours=settings.link_hours,
        erase_days=settings.erase_days,
        said=said,
        faults=faults or {},
        entered=entered,
    )


@routes.post("/petitions/{petition}/sign", public=True)
def sign(page: Page) -> Response:
    """Sign with the account at once, or have a link sent to who has none."""
    id_, form = page.params["petition"], page.form
    try:
        if page.signed_in:
            with page.work("public petition signed") as work:
                done = work.public.signing.sign(id_, name=form.get("name"))
            return page.redirect(f"/petitions/{id_}?done={'signed' if done else 'before'}")
        contact: dict[Contact, str] = {"email": form.get("email"), "phone": form.get("phone")}
        address = site_of(page) + LINK
        with page.work("link to sign by asked for") as work:
            work.public.signing.ask(
                id_, name=form.get("name"), contact=contact, address=address, language=page.language
            )
    except Invalid as invalid:
        faults = said_of(invalid, page.language)
        return petition_page(page, id_, status=422, faults=faults)
    except Conflict:
        return petition_page(page, id_, status=409)
    return page.redirect(f"/petitions/{id_}?done=sent")


@routes.post("/petitions/{petition}/withdraw", signed_in=True)
def withdraw_own(page: Page) -> Response:
    """Withdraw the signature of the account."""
    id_ = page.params["petition"]
    with page.work("signature withdrawn") as work:
        work.public.signing.withdraw_own(id_)
    return page.redirect(f"/petitions/{id_}?done=withdrawn")


@routes.get("/signatures/{key}", public=True)
def link(page: Page) -> Response:
    """Show what a link signs or withdraws. Looking does neither: programs look at the links of a mail too."""
    said = page.query.get("done")
    return _invited(page, page.params["key"], said=said if said in SAID else "")


@routes.post("/signatures/confirm", public=True)
def confirm(page: Page) -> Response:
    """Sign by the link."""
    key = page.form.get("key")
    try:
        with page.work("public petition signed") as work:
            work.public.signing.confirm(key)
    except Conflict:
        return _invited(page, key, status=409)
    return page.redirect(f"{LINK}{quote(key, safe='')}?done=signed")


@routes.post("/signatures/withdraw", public=True)
def withdraw(page: Page) -> Response:
    """Withdraw the signature by the link."""
    key = page.form.get("key")
    with page.work("signature withdrawn") as work:
        work.public.signing.withdraw(key)
    return page.redirect(f"{LINK}{quote(key, safe='')}?done=withdrawn")


def _invited(page: Page, key: str, *, status: int = 200, said: str = "") -> Response:
    try:
        with page.look("link to sign by opened") as work:
            invitation = work.public.signing.invitation(key)
    except NotFound:
        return page.render("portal/signature-gone.html", status=404)
    return page.render("portal/signature.html", status=status, invitation=invitation, key=key, said=said)


def told(page: Page, work: Any, form: str, version: int, answers: Mapping[str, Any]) -> list[Told]:
    """Return public answers in the order of their questions, in words."""
    definition = page.office.forms.version(work.conn, form, version).definition
    return [
        Told(each, in_words(each, value_of(each, answers[each.name]), page.language))
        for each in definition.questions
        if each.name in answers
    ]
