"""A service's form: fill in, check, file.

Nothing is kept between the pages: the check page carries the answers in hidden fields and they are checked again when
it is sent. A form that is filed twice (back button, double click) is one petition: the check page carries a random
mark, `form-once`, and the office knows it again.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from egovframe.forms.unfinished.model import Entered
from egovframe.forms.validation import bind
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.permissions import AssuranceNeeded
from egovframe.kernel.text import Text
from egovframe.web.acknowledging import came_as_far
from egovframe.web.endpoint import Routes
from egovframe.web.faults import words_of
from egovframe.web.page import SignInNeeded
from egovframe.web.portal import deadline, prefill, receipt, told, uploads
from egovframe.web.portal.fields import Field, entered, gathered
from egovframe.web.portal.filling import SAVED, Filling
from egovframe.web.portal.kit import kit_of
from egovframe.web.portal.paying import costs
from egovframe.web.portal.services import Service, service, unit_title
from egovframe.web.urlencoded import Fields

if TYPE_CHECKING:
    from egovframe.kernel.errors import Fault
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-forms")

ONCE = "form-once"


@routes.get("/forms/{name}", public=True)
def empty(page: Page) -> Response:
    """Show the form, or its first page."""
    chosen = service(page.office, page.params["name"])
    sure_enough(page, chosen)
    filling = Filling(chosen, Fields([]), language=page.language, brought=prefill.look_up(page, chosen))
    return show(page, chosen, filling, fresh=True)


@routes.post("/forms/{name}", public=True, spool="form")
def sent(page: Page) -> Response:
    """Take the form: back with what is wrong (422), on to the next page, or file it and show the receipt."""
    chosen = _chosen(page, page.params["name"], page.form.get(SAVED))
    sure_enough(page, chosen)
    files = uploads.take_in(page, chosen)
    brought = prefill.read(page, chosen)
    filling = Filling(chosen, page.form, language=page.language, brought=brought, faults=files.faults)
    page.form = filling.posted
    here = filling.page or 0
    if filling.step == "save":
        return _save(page, chosen, filling, here, files)
    if filling.step == "back" and not filling.faults:
        return show(page, chosen, filling, filling.before(here), files=files)
    if filling.step in ("change", "add", "remove", "back"):
        return around(page, chosen, filling, files)
    faults: tuple[Fault, ...] = filling.faults
    form = None
    try:
        form = bind(chosen.form, gathered(page.form), posted=True)
    except Invalid as invalid:
        faults += invalid.faults
    if (answer := onward(page, chosen, filling, faults, files)) is not None:
        return answer
    if filling.step != "file" or not page.form.get(ONCE):
        return _check(page, chosen, form, filling, files)
    return _file(page, chosen, form, filling, files)


def _file(page: Page, chosen: Service, form: Any, filling: Filling, files: uploads.Sent) -> Response:
    """File the petition and show the way to its receipt; back with what does not hold."""
    wish, once = told.told(page, form), page.form.get(ONCE)
    if wish.faults(page.language):
        return _check(page, chosen, form, filling, files)
    try:
        with page.work(f"{chosen.name} filed on the portal") as work:
            submission = work.petitions.submit(form, channel="portal", language=page.language, once=once[:100])
            if not submission.replayed and wish.differs(submission.petition):  # one that was there was chosen for since
                work.notices.choose(submission.petition, language=wish.language, way=wish.way, among=wish.ways)
            prefill.note(work, submission, form, filling.brought)
            if filling.saved:
                work.unfinished.filed(filling.saved)
    except Invalid as invalid:  # a file that was found harmful just now, or is part of another petition
        at = filling.page_of(invalid.faults[0].field) if invalid.faults else 0
        return show(page, chosen, filling, at, faults=invalid.faults, files=files)
    came_as_far(page.office, submission, work.facts, page.office.settings.forms.acknowledge)
    number = submission.petition.receipt
    response = page.redirect(f"/receipts/{number}")
    receipt.hand_over(page, response, number, submission.key)
    return response


def _chosen(page: Page, name: str, saved: str) -> Service:
    """Return the service, its form in the version in which the person decided to finish what was saved."""
    chosen = service(page.office, name)
    if not saved:
        return chosen
    try:
        with page.look("unfinished petition opened") as work:
            found = work.unfinished.find(saved)
    except NotFound:  # filed or discarded meanwhile, in another window
        return chosen
    return service(page.office, name, version=found.version) if found.pinned and found.form == name else chosen


def _save(page: Page, chosen: Service, filling: Filling, here: int, files: uploads.Sent) -> Response:
    """Save what was entered so far, right or wrong, and say how to go on with it later."""
    pairs = tuple(entered(chosen.questions, filling.posted))
    kept = Entered(pairs, page=here, reached=filling.reached, files=tuple(files.uploads))
    with page.work("unfinished petition saved") as work:
        saved = work.unfinished.save(chosen.name, kept, version=chosen.version, ref=filling.saved)
    return page.render(
        "portal/unfinished-saved.html",
        service=chosen,
        unfinished=saved,
        address="" if page.session is not None else page.url(f"/unfinished/{saved.ref}"),
        refused=[Text.of(fault.message) for fault in filling.faults],
    )


def around(page: Page, chosen: Service, filling: Filling, files: uploads.Sent) -> Response:
    """Show the page of the question to change, of the group with one entry more or less.

    Where a file that came was not taken, its page says so first: whatever was pressed, the person believes it is there.
    """
    if filling.faults:
        at = min(filling.page_of(each.field) for each in filling.faults)
        return show(page, chosen, filling, at, faults=filling.faults, files=files)
    focus = filling.about if filling.step == "change" else last_of(filling)
    return show(page, chosen, filling, filling.page_of(filling.about), focus=focus, files=files)


def onward(
    page: Page, chosen: Service, filling: Filling, faults: tuple[Fault, ...], files: uploads.Sent
) -> Response | None:
    """Show the page that comes next, or None where all pages hold and nothing more is asked."""
    if filling.page is not None:
        own = tuple(fault for fault in faults if filling.sheets[filling.page].has(fault.field))
        if filling.newly_asked(filling.page):
            told = tuple(fault for fault in own if fault.code != "missing")
            return show(page, chosen, filling, filling.page, faults=told, files=files)
        if own:
            return show(page, chosen, filling, filling.page, faults=own, files=files)
        following = filling.after(filling.page)
        if following is not None and (faults or following > filling.reached):
            fresh = following > filling.reached
            return show(page, chosen, filling, following, files=files, fresh=fresh)
    if not faults:
        return None
    at = min((filling.page_of(fault.field) for fault in faults), default=0)
    return show(page, chosen, filling, at, faults=faults, files=files)


def last_of(filling: Filling) -> str:
    """Return the first field of the entry that was just added, for the focus; the group where one was removed."""
    if filling.step == "remove":
        return filling.about.rpartition(".")[0]
    drawn = filling.fields(filling.page_of(filling.about), {})
    group = next((each for field in drawn for each in field if each.name == filling.about), None)
    entry = group.entries[-1] if group is not None and group.entries else None
    return entry.fields[0].name if entry is not None and entry.fields else filling.about


def sure_enough(page: Page, chosen: Service) -> None:
    """Raise SignInNeeded or AssuranceNeeded where the form asks for an account, or for a surer sign-in."""
    if chosen.assurance and page.session is None:
        raise SignInNeeded("This form needs an account.", hint="Sign in first.")
    if chosen.assurance > page.actor.assurance:
        raise AssuranceNeeded(level=chosen.assurance)


def show(
    page: Page,
    chosen: Service,
    filling: Filling,
    at: int = 0,
    *,
    faults: Sequence[Fault] = (),
    focus: str = "",
    files: uploads.Sent = uploads.NOTHING,
    fresh: bool = False,
    left: Sequence[Text] = (),
) -> Response:
    """Show a page of the form, with what was entered and what is wrong with it: the first thing of each field."""
    said = words_of(faults, page.language)
    wrong = {
        fault.field: said[fault.field] for fault in faults if not filling.paged or filling.page_of(fault.field) == at
    }
    drawn = filling.fields(at, wrong, fresh=fresh)
    named = {each.name: each for field in drawn for each in field}
    return page.render(
        "portal/form.html",
        status=422 if wrong else 200,
        service=chosen,
        unit=unit_title(page.office, chosen.unit),
        filling=filling,
        sheet=filling.sheets[at],
        at=at,
        reached=max(at, filling.reached),
        previous=filling.before(at) if at else None,
        following=filling.after(at),
        carried=filling.carried(at),
        fields=drawn,
        every=list(named.values()),
        summary=[_linked(named.get(name), words, page.language) for name, words in wrong.items()],
        focus=focus,
        left=left,
        days=page.office.settings.forms.unfinished_days,
        kit=kit_of(page, chosen, keep=chosen.definition.keep, files=files),
    )


def _linked(field: Field | None, words: str, language: str) -> tuple[str, str]:
    """Return where a line of the summary leads and what it says: the question, then what to do about the answer."""
    if field is None:
        return "main", words
    return field.target, f"{field.question.label.in_(language)} – {words}"


def _check(page: Page, chosen: Service, form: Any, filling: Filling, files: uploads.Sent) -> Response:
    """Show what was entered, who will see it and by when it would be answered; nothing is filed yet."""
    answers = [
        (question, uploads.said(question, getattr(form, question.name), files.uploads, page.language))
        for question in chosen.questions
        if filling.asking.asks(question.name)
    ]
    wish = told.told(page, form)
    faults = wish.faults(page.language)
    return page.render(
        "portal/check.html",
        status=422 if faults else 200,
        wish=wish,
        faults=faults,
        service=chosen,
        answers=answers,
        brought=filling.brought,
        carried=entered(chosen.questions, page.form),
        saved=filling.saved,
        reached=len(filling.sheets) - 1,
        once=secrets.token_urlsafe(16),
        due=deadline.from_now(page.office, chosen.limit, unit=chosen.unit),
        unit=unit_title(page.office, chosen.unit),
        fee=costs(chosen.definition.fee, form, page.language),
    )
