"""What an officer does with a case: each action is one POST, and then the case again.

Who may and whether the case allows it is asked by the component. What is wrong comes back beside its field with all
that was typed; where somebody else was faster, the page says so and keeps the words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from egovframe.forms.joined.model import CARRIED
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web.desk.carrying import taken
from egovframe.web.desk.case import case_page
from egovframe.web.desk.handling import take
from egovframe.web.desk.steps import CONSENT, Step, pauses, step_of
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.portal.deadline import takes
from egovframe.web.tried import NOTHING_TRIED, Tried

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-actions", prefix="/desk/petitions")

Deed = Callable[[Any, str], object]

_LONGEST = 200_000


@routes.post("/{receipt}/assign", may="petition.read")
def assign(page: Page) -> Response:
    """Take the petition oneself."""
    seen = _field(page, "seen")
    return _do(
        page,
        "assign",
        lambda work, receipt: take(work, receipt, seen=seen),
        why="taken at the desk",
        said="assigned",
        fields=(),
    )


@routes.post("/{receipt}/give", may="petition.assign")
def give(page: Page) -> Response:
    """Give the petition to the officer named."""
    to, seen = _field(page, "to").strip(), _field(page, "seen")

    def deed(work: Any, receipt: str) -> object:
        if not to:
            raise _missing("to", Text(ko="담당자의 계정 이름을 적으세요.", en="Write the officer's account name."))
        return take(work, receipt, seen=seen, to=to)

    return _do(page, "give", deed, why="assigned at the desk", said="assigned", fields=("to",))


@routes.post("/{receipt}/answer", may="petition.answer")
def answer(page: Page) -> Response:
    """Answer the petition."""
    text = _text(page, "text")
    return _do(
        page,
        "answer",
        lambda work, receipt: work.petitions.answer(receipt, text),
        why="answered at the desk",
        said="answered",
        fields=("text",),
    )


@routes.post("/{receipt}/refuse", may="petition.answer")
def refuse(page: Page) -> Response:
    """Refuse the petition, with reasons, legal basis and remedies (민원 처리에 관한 법률 제27조제3항)."""
    reason, basis, remedy = (_text(page, name) for name in ("reason", "basis", "remedy"))
    return _do(
        page,
        "refuse",
        lambda work, receipt: work.petitions.refuse(receipt, reason, basis=basis, remedy=remedy),
        why="refused at the desk",
        said="refused",
        fields=("reason", "basis", "remedy"),
    )


@routes.post("/{receipt}/urgent", may="petition.assign")
def mark_urgent(page: Page) -> Response:
    """Put the petition to the front of the queue."""
    return _do(
        page,
        "urgent",
        lambda work, receipt: work.petitions.mark_urgent(work.petitions.get(receipt)),
        why="marked urgent at the desk",
        said="urgent",
        fields=(),
    )


@routes.post("/{receipt}/withdraw", may="petition.answer")
def withdraw(page: Page) -> Response:
    """Take the petition back for the applicant, who told the office to (법 제22조제2항)."""
    reason = _text(page, "reason")

    def deed(work: Any, receipt: str) -> object:
        if not reason.strip():
            raise _missing(
                "reason", Text(ko="신청인이 어떻게 취하를 알렸는지 적으세요.", en="Say how the applicant told you to.")
            )
        return work.petitions.withdraw(receipt, reason)

    return _do(page, "withdraw", deed, why="withdrawn at the desk", said="withdrawn", fields=("reason",))


@routes.post("/{receipt}/reveal", may="petition.reveal")
def reveal(page: Page) -> Response:
    """Show the personal answers once, on the answer to this very request; the reason stays with the fact."""
    receipt, reason = page.params["receipt"], _text(page, "reason")
    try:
        with page.work("personal answers looked at") as work:
            answers = work.petitions.reveal(receipt, reason)
    except Invalid as invalid:
        return _again(page, "reveal", invalid, fields=("reason",))
    return case_page(page, receipt, revealed=answers)


@routes.post("/{receipt}/notices/{paper}/again", may="petition.answer")
def send_again(page: Page) -> Response:
    """Send a notice again by a channel of the office, or say that it was sent by post."""
    channel = page.form.get("way")[:100]

    def deed(work: Any, receipt: str) -> object:
        return work.notices.again(work.petitions.get(receipt), page.params["paper"], channel)

    return _do(page, "again", deed, why="notice sent again at the desk", said="sent_again", fields=("channel",))


@routes.get("/{receipt}/steps/{action}", may="petition.read")
def ask_step(page: Page) -> Response:
    """Show what a step of the procedure asks for; where it is not possible now, the case as it stands."""
    return _step_page(page, _step(page))


@routes.post("/{receipt}/steps/{action}", may="petition.read")
def take_step(page: Page) -> Response:
    """Take a step of the procedure."""
    step, receipt = _step(page), page.params["receipt"]
    names = tuple(field.name for field in step.fields)
    entered = _entered(page, names)
    try:
        with page.work("step taken at the desk") as work:
            after, others = taken(
                page, work, receipt, step.action, lambda number: step.take(page, work, number, entered)
            )
    except Invalid as invalid:
        return _step_page(page, step, tried=_tried(page, step.action, invalid, fields=names))
    except Conflict:
        return case_page(page, receipt, status=409, tried=Tried(step.action, entered, overtaken=True))
    page.office.wake()
    if not page.actor.may("petition.read", unit=after.unit, form=after.form_name, owner=after.handler):
        return page.redirect("/desk?done=passed")  # it is with a unit whose petitions this officer does not read
    return page.redirect(f"/desk/petitions/{receipt}?done=step{others}")


def _step(page: Page) -> Step:
    """Return the step that the address names. Raises NotFound."""
    step = step_of(page.params["action"])
    if step is None:
        raise NotFound("There is no such step.", hint="Open the petition and choose from what is possible now.")
    return step


def _step_page(page: Page, step: Step, *, tried: Tried = NOTHING_TRIED) -> Response:
    receipt = page.params["receipt"]
    try:
        with page.look("case at the desk") as work:
            petition = work.petitions.get(receipt)
            work.petitions.ready(petition.receipt, step.action)
            wanted = {field.kind for field in step.fields}
            parts = [part for part in work.parts.of(receipt) if part.open] if "part" in wanted else []
            extensions = work.petitions.extensions(receipt) if "extension" in wanted else None
            others = work.joined.place(receipt).waiting if step.action in CARRIED else 0
    except Conflict:
        return case_page(page, receipt, status=409, tried=Tried(step.action, tried.entered, overtaken=True))
    units = {name: title for name, title in page.office.forms.units.items() if name != petition.unit}
    alone = extensions is not None and not extensions.needs_consent
    return page.render(
        "desk/step.html",
        rests_on=page.office.forms.basis,
        fields=[field for field in step.fields if not (alone and field.name == CONSENT)],
        extensions=extensions,
        takes=takes,
        status=422 if tried.faults else 200,
        petition=petition,
        step=step,
        tried=tried,
        choices={
            "unit": units,
            "pause": pauses(page.office.forms.rules.reasons),
            "part": {part.id: f"{part.title} ({_title(page, part.unit)})" for part in parts},
        },
        with_joined=others,
    )


def _title(page: Page, unit: str) -> str:
    return Text.of(page.office.forms.units.get(unit) or unit).in_(page.language)


def _do(page: Page, action: str, deed: Deed, *, why: str, said: str, fields: tuple[str, ...]) -> Response:
    """Do it in one unit of work and go back to the case, or show the case with what stands in the way."""
    receipt = page.params["receipt"]
    try:
        with page.work(why) as work:
            _, others = taken(page, work, receipt, action, lambda number: deed(work, number))
    except Invalid as invalid:
        return _again(page, action, invalid, fields=fields)
    except Conflict:
        tried = Tried(action, _entered(page, fields), overtaken=True)
        return case_page(page, receipt, status=409, tried=tried)
    page.office.wake()
    return page.redirect(f"/desk/petitions/{receipt}?done={said}{others}")


def _again(page: Page, action: str, invalid: Invalid, *, fields: tuple[str, ...]) -> Response:
    """Show the case with what is wrong beside its field."""
    tried = _tried(page, action, invalid, fields=fields)
    return case_page(page, page.params["receipt"], status=422, tried=tried)


def _tried(page: Page, action: str, invalid: Invalid, *, fields: tuple[str, ...]) -> Tried:
    faults = said_of(invalid, page.language)
    return Tried(action, _entered(page, fields), faults)


def _entered(page: Page, fields: tuple[str, ...]) -> dict[str, str]:
    return {name: _text(page, name) for name in fields}


def _field(page: Page, name: str) -> str:
    return page.form.get(name)[:200]


def _text(page: Page, name: str) -> str:
    return page.form.text(name, most=_LONGEST)


def _missing(name: str, words: Text) -> Invalid:
    return Invalid("Something is missing.", faults=[Fault(name, words)])
