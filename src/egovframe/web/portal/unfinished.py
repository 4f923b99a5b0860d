"""A petition that somebody began and saved: shown by its link, resumed where the person stopped, thrown away.

Opening the link changes nothing: programs that look at the links of a mail would otherwise go on with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from egovframe.forms.unfinished.model import Unfinished
from egovframe.kernel.errors import NotFound
from egovframe.web.endpoint import Routes
from egovframe.web.portal import prefill, uploads
from egovframe.web.portal.fields import entered
from egovframe.web.portal.filling import PAGE, REACHED, SAVED, Filling, sheets_of
from egovframe.web.portal.forms import show, sure_enough
from egovframe.web.portal.moving import left_behind, what_changed
from egovframe.web.portal.services import service, unit_title
from egovframe.web.urlencoded import Fields

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.portal.services import Service
    from egovframe.web.response import Response

routes = Routes("portal-unfinished")

WAYS = ("pin", "fast-forward")


@routes.get("/unfinished/{key}", public=True)
def link(page: Page) -> Response:
    """Show what a link leads to: which form, when it was saved, until when it is kept."""
    found = _found(page, page.params["key"])
    if found is None:
        return _gone(page)
    chosen = service(page.office, found.form)
    return page.render("portal/unfinished.html", service=chosen, unfinished=found)


@routes.post("/unfinished/resume", public=True)
def resume(page: Page) -> Response:
    """Show the form where the person stopped, in its old version or the new one, as the form says or the person."""
    ref, way = page.form.get(SAVED), page.form.get("way")
    found = _found(page, ref)
    if found is None:
        return _gone(page)
    newest = service(page.office, found.form)
    sure_enough(page, newest)
    if found.version == newest.version or found.pinned:
        return _go_on(page, found, newest if found.version == newest.version else _old(page, found))
    policy = newest.drafts if newest.drafts in WAYS else way
    if policy not in WAYS:
        old = _old(page, found)
        return page.render(
            "portal/unfinished-ask.html",
            service=newest,
            unit=unit_title(page.office, newest.unit),
            unfinished=found,
            changes=what_changed(old.definition, newest.definition),
        )
    if policy == "pin":
        return _go_on(page, found, _old(page, found), pinned=True)
    return _move(page, found, newest)


@routes.post("/unfinished/discard", public=True)
def discard(page: Page) -> Response:
    """Throw an unfinished petition away."""
    try:
        with page.work("unfinished petition discarded") as work:
            work.unfinished.discard(page.form.get(SAVED))
    except NotFound:
        return _gone(page)
    return page.render("portal/unfinished-gone.html", discarded=True)


def _go_on(page: Page, found: Unfinished, chosen: Service, *, pinned: bool | None = None) -> Response:
    with page.work("unfinished petition resumed") as work:
        resumed = work.unfinished.resume(found.ref, pinned=pinned)
    return _shown(page, resumed, chosen)


def _move(page: Page, found: Unfinished, newest: Service) -> Response:
    """Go on in the newest version with the answers that it asks for too; the page says which others were left."""
    assert found.entered is not None  # noqa: S101 - it was found with what was entered
    before, posted = _old(page, found), Fields(list(found.entered.pairs))
    kept = entered(newest.questions, posted)
    names = {name for name, _ in kept}
    files = tuple(each for each in found.entered.files if any(value == each for _, value in kept))
    moved = replace(found.entered, pairs=tuple(kept), files=files)
    with page.work("unfinished petition resumed") as work:
        resumed = work.unfinished.resume(found.ref, version=newest.version, pinned=False, entered=moved)
    lost = [name for name, value in entered(before.questions, posted) if name not in names and value.strip()]
    return _shown(page, resumed, newest, left=left_behind(before.questions, lost))


def _shown(page: Page, resumed: Unfinished, chosen: Service, *, left: list[Any] | None = None) -> Response:
    assert resumed.entered is not None  # noqa: S101 - it was resumed with what was entered
    page.form = Fields(list(resumed.entered.pairs))
    files = uploads.take_in(page, chosen)
    last = len(sheets_of(chosen.questions)) - 1
    at = min(resumed.entered.page, last)
    places = [(PAGE, str(at)), (REACHED, str(min(max(resumed.entered.reached, at), last))), (SAVED, resumed.ref)]
    pairs = [(name, value) for name in page.form for value in page.form.all(name)]
    # Asked again: what a register says is not changed by waiting; what the person changed since stays.
    brought = replace(prefill.look_up(page, chosen), first=False)
    posted = Fields([*pairs, *places])
    filling = Filling(chosen, posted, language=page.language, brought=brought, faults=files.faults)
    page.form = filling.posted
    return show(page, chosen, filling, at, files=files, faults=filling.faults, fresh=not pairs, left=left or [])


def _found(page: Page, ref: str) -> Unfinished | None:
    try:
        with page.look("unfinished petition opened") as work:
            found: Unfinished = work.unfinished.find(ref)
    except NotFound:
        return None
    return found


def _old(page: Page, found: Unfinished) -> Service:
    return service(page.office, found.form, version=found.version)


def _gone(page: Page) -> Response:
    return page.render("portal/unfinished-gone.html", status=404, discarded=False)
