"""A service's form: fill in, check, file.

Nothing is kept between the pages: the check page carries the answers in hidden fields and they are checked again when
it is sent. A form that is filed twice (back button, double click) is one petition: the check page carries a random
mark, `form-once`, and the office knows it again.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from egovframe.forms.validation import bind
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import AssuranceNeeded
from egovframe.kernel.text import Text
from egovframe.web.acknowledging import came_as_far
from egovframe.web.endpoint import Routes
from egovframe.web.page import SignInNeeded
from egovframe.web.portal import deadline, receipt
from egovframe.web.portal.fields import Field, entered, fields, gathered, in_words
from egovframe.web.portal.services import Service, service, unit_title

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-forms")

STEP = "form-step"
ONCE = "form-once"


@routes.get("/forms/{name}", public=True)
def empty(page: Page) -> Response:
    """Show the form."""
    chosen = service(page.office, page.params["name"])
    _sure_enough(page, chosen)
    return _form(page, chosen, posted=False)


@routes.post("/forms/{name}", public=True)
def sent(page: Page) -> Response:
    """Take the form: back with what is wrong (422), on to the check page, or file it and show the receipt."""
    chosen = service(page.office, page.params["name"])
    _sure_enough(page, chosen)
    step = page.form.get(STEP)
    if step.startswith("change"):
        return _form(page, chosen, posted=True, focus=step.partition(":")[2])
    try:
        form = bind(chosen.form, gathered(page.form), posted=True)
    except Invalid as invalid:
        return _form(page, chosen, posted=True, invalid=invalid)
    once = page.form.get(ONCE)
    if step != "file" or not once:
        return _check(page, chosen, form)
    with page.work(f"{chosen.name} filed on the portal") as work:
        submission = work.petitions.submit(form, channel="portal", language=page.language, once=once[:100])
    came_as_far(page.office, submission, work.facts, page.office.settings.forms.acknowledge)
    number = submission.petition.receipt
    response = page.redirect(f"/receipts/{number}")
    receipt.hand_over(page, response, number, submission.key)
    return response


def _sure_enough(page: Page, chosen: Service) -> None:
    """Raise SignInNeeded or AssuranceNeeded where the form asks for an account, or for a surer sign-in."""
    if chosen.assurance and page.session is None:
        raise SignInNeeded("This form needs an account.", hint="Sign in first.")
    if chosen.assurance > page.actor.assurance:
        raise AssuranceNeeded(level=chosen.assurance)


def _form(page: Page, chosen: Service, *, posted: bool, invalid: Invalid | None = None, focus: str = "") -> Response:
    """Show the form, with what was entered and what is wrong with it."""
    faults = {fault.field: Text.of(fault.message).in_(page.language) for fault in (invalid.faults if invalid else ())}
    drawn = fields(chosen.questions, page.form if posted else None, faults)
    named = {field.question.name: field for field in drawn}
    return page.render(
        "portal/form.html",
        status=422 if invalid else 200,
        service=chosen,
        unit=unit_title(page.office, chosen.unit),
        fields=drawn,
        summary=[_linked(named.get(name), words, page.language) for name, words in faults.items()],
        focus=focus,
    )


def _linked(field: Field | None, words: str, language: str) -> tuple[str, str]:
    """Return where a line of the summary leads and what it says: the question, then what to do about the answer."""
    if field is None:
        return "main", words
    return field.target, f"{field.question.label.in_(language)} – {words}"


def _check(page: Page, chosen: Service, form: Any) -> Response:
    """Show what was entered, who will see it and by when it would be answered; nothing is filed yet."""
    questions = chosen.questions
    answers = [(question, in_words(question, getattr(form, question.name), page.language)) for question in questions]
    return page.render(
        "portal/check.html",
        service=chosen,
        answers=answers,
        carried=entered(questions, page.form),
        once=secrets.token_urlsafe(16),
        due=deadline.from_now(page.office, chosen.limit, unit=chosen.unit),
        unit=unit_title(page.office, chosen.unit),
    )
