"""Public petitions at the desk: what is to be published or not, what collects signatures, and who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovframe.kernel.errors import Conflict, Invalid
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.portal.public import told
from egovframe.web.tried import NOTHING_TRIED, Tried

if TYPE_CHECKING:
    from egovframe.forms.public.model import Signer
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-public", prefix="/desk")

SAID = ("published", "refused")
"""What the page can confirm."""
_LONGEST = 5_001
_PUBLISH = "petition.publish"


@routes.get("/public", may=_PUBLISH)
def show(page: Page) -> Response:
    """Show what waits for a decision, what collects signatures, and by when an answer is due."""
    with page.look("public petitions at the desk") as work:
        seen = work.public.waiting()
    now = page.office.clock.now()
    return page.render("desk/public.html", waiting=seen.waiting, public=seen.public, now=now)


@routes.get("/petitions/{receipt}/public", may=_PUBLISH)
def one(page: Page) -> Response:
    """Show what would be published, or what was, and on request who signed."""
    said = page.query.get("done")
    return public_page(page, page.params["receipt"], said=said if said in SAID else "")


def public_page(
    page: Page,
    receipt: str,
    *,
    status: int = 200,
    said: str = "",
    tried: Tried = NOTHING_TRIED,
    revealed: Signer | None = None,
) -> Response:
    """Return the page of one petition, with a deed that failed, or with a signer just revealed. Raises NotFound."""
    before = page.query.get("after")[:64] or None
    with page.look("public petition at the desk") as work:
        petition = work.petitions.get(receipt)
        publication = work.public.publishing.publication(receipt)
        prepared = work.public.publishing.prepared(receipt) if publication is None else None
        answers = publication.answers if publication is not None else prepared.answers if prepared else {}
        words = told(page, work, petition.form_name, petition.form_version, answers)
        signers, more = None, None
        wanted = page.query.get("signers") == "yes" or tried.action == "reveal" or revealed is not None
        if publication is not None and publication.opens is not None and not publication.erased and wanted:
            signers, more = work.public.signers.of(receipt, before=before)
    path = f"/desk/petitions/{petition.receipt}/public"
    return page.render(
        "desk/public-one.html",
        status=status,
        petition=petition,
        publication=publication,
        title=tried.value("publish", "title") or (prepared.title if prepared else ""),
        prepared=prepared,
        answers=words,
        grounds=page.office.forms.publicity.grounds,
        remedy=page.office.forms.publicity.remedy,
        signers=signers,
        revealed=revealed,
        may_reveal=page.actor.may(
            "petition.reveal", unit=petition.unit, form=petition.form_name, owner=petition.handler
        ),
        now=page.office.clock.now(),
        path=path,
        first=f"{path}?signers=yes" if before else "",
        more=f"{path}?signers=yes&after={more}" if more else "",
        said=said,
        tried=tried,
    )


@routes.post("/petitions/{receipt}/public/publish", may=_PUBLISH)
def publish(page: Page) -> Response:
    """Publish the petition as the officer read it."""
    form = page.form
    entered = {"title": form.get("title")[:_LONGEST], "checked": form.get("checked")}

    def deed(work: Any) -> None:
        work.public.publishing.publish(
            page.params["receipt"],
            title=form.get("title"),
            checked=form.get("checked") == "yes",
            seen=form.get("seen"),
        )

    return _done(page, "publish", entered, deed, said="published", why="petition published at the desk")


@routes.post("/petitions/{receipt}/public/refuse", may=_PUBLISH)
def refuse(page: Page) -> Response:
    """Decide that the petition is not published."""
    entered = {name: page.form.get(name)[:_LONGEST] for name in ("ground", "reason", "remedy")}

    def deed(work: Any) -> None:
        work.public.publishing.keep_unpublished(page.params["receipt"], **entered)

    return _done(page, "refuse", entered, deed, said="refused", why="publication refused at the desk")


@routes.post("/petitions/{receipt}/public/reveal", may=_PUBLISH)
def reveal(page: Page) -> Response:
    """Show one signer once, with a reason."""
    receipt, entered = page.params["receipt"], {"reason": page.form.get("reason")[:_LONGEST]}
    try:
        with page.work("signer revealed at the desk") as work:
            found = work.public.signers.reveal(receipt, page.form.get("signer"), reason=entered["reason"])
    except Invalid as invalid:
        return public_page(page, receipt, status=422, tried=Tried("reveal", entered, said_of(invalid, page.language)))
    return public_page(page, receipt, revealed=found)


def _done(page: Page, action: str, entered: dict[str, str], deed: Any, *, said: str, why: str) -> Response:
    receipt = page.params["receipt"]
    try:
        with page.work(why) as work:
            deed(work)
    except Invalid as invalid:
        return public_page(page, receipt, status=422, tried=Tried(action, entered, said_of(invalid, page.language)))
    except Conflict:
        entered.pop("checked", None)  # what was looked through is not what stands there now
        return public_page(page, receipt, status=409, tried=Tried(action, entered, overtaken=True))
    return page.redirect(f"/desk/petitions/{receipt}/public?done={said}")
