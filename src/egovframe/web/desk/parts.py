"""Parts that my unit takes in petitions of others (복합민원): what waits, one part with its question, and the reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.joint.model import RESULTS, STATES, Part
from egovframe.forms.joint.service import ANSWER, ASSIGN
from egovframe.forms.procedure.room import invalid
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.web.desk.clock import span_words
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.tried import NOTHING_TRIED, Tried

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-parts", prefix="/desk/parts")

SAID: Final = ("given", "extended", "replied")
"""What the page of a part can confirm after a step."""

SIGNS: Final[Mapping[str, str]] = {
    "open": "note",
    "agreed": "good",
    "conditional": "warn",
    "objected": "bad",
    "returned": "warn",
    "withdrawn": "",
}
"""How pressing the state of a part looks."""

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "give": ("to",),
    "extend": ("until", "reason"),
    "reply": ("result", "text", "basis"),
}
"""What each step on a part asks for."""

_LONGEST: Final = 200_000


@routes.get("", may="petition.read")
def listed(page: Page) -> Response:
    """Show the open parts of my units, the first due first; the questions are on the page of each."""
    with page.look("parts at the desk") as work:
        found = work.parts.waiting()
    return page.render("desk/parts.html", parts=found, returned=page.query.get("done") == "returned", **words(page))


@routes.get("/{id}", may="petition.read")
def show(page: Page) -> Response:
    """Show one part: what is asked, by when, who has it, and what was replied."""
    said = page.query.get("done")
    return _show(page, said=said if said in SAID else "")


@routes.post("/{id}/give", may="petition.read")
def give(page: Page) -> Response:
    """Take the part, or give it to the officer of the unit who is named."""
    to = page.form.text("to", most=200).strip() or None
    return _do(page, "give", lambda parts, its: parts.give(its, to), why="part given at the desk", said="given")


@routes.post("/{id}/extend", may="petition.answer")
def extend(page: Page) -> Response:
    """Take more time for the reply, once (민원 처리에 관한 법률 제20조제2항)."""
    reason, day = page.form.text("reason", most=_LONGEST), page.form.text("until", most=20)

    def deed(parts: Any, its: str) -> object:
        return parts.extend(its, _end_of(page, parts.get(its), day), reason)

    return _do(page, "extend", deed, why="part extended at the desk", said="extended")


@routes.post("/{id}/reply", may="petition.answer")
def reply(page: Page) -> Response:
    """Give the result of my unit."""
    result = page.form.text("result", most=40)
    text, basis = page.form.text("text", most=_LONGEST), page.form.text("basis", most=_LONGEST)
    return _do(
        page,
        "reply",
        lambda parts, its: parts.reply(its, result, text=text, basis=basis),
        why="part replied to at the desk",
        said="replied",
    )


def words(page: Page) -> dict[str, Any]:
    """Return what pages need to write parts in words."""
    return {
        "part_states": STATES,
        "part_signs": SIGNS,
        "units": page.office.forms.units,
        "titles": {name: offer.title for name, offer in page.office.forms.offers.items()},
        "spent": lambda minutes: span_words(
            minutes, day=page.office.forms.calendar.hours.minutes, language=page.language
        ),
    }


def _end_of(page: Page, part: Part, day: str) -> datetime:
    """Return the end of a day in the time of the part's unit."""
    calendar = page.office.forms.calendar_of(part.unit)
    try:
        on = date.fromisoformat(day.strip())
    except ValueError:
        raise invalid("until", "Write a date such as 2026-11-30.", "날짜를 2026-11-30처럼 적으세요.") from None
    return datetime.combine(on, calendar.hours_on(on.toordinal()).closes, calendar.local(part.reply_by).tzinfo)


def _do(page: Page, action: str, deed: Callable[[Any, str], object], *, why: str, said: str) -> Response:
    """Do it in one unit of work; where somebody was faster, show how the part stands."""
    its = page.params["id"]
    entered = {name: page.form.text(name, most=_LONGEST) for name in FIELDS[action]}
    try:
        with page.work(why) as work:
            deed(work.parts, its)
    except Invalid as wrong:
        faults = said_of(wrong, page.language)
        return _show(page, status=422, tried=Tried(action, entered, faults))
    except Conflict:
        return _show(page, status=409, tried=Tried(action, entered, overtaken=True))
    page.office.wake()
    if entered.get("result") == "returned":
        return page.redirect("/desk/parts?done=returned")  # it is not this unit's any more
    return page.redirect(f"/desk/parts/{its}?done={said}")


def _show(page: Page, *, status: int = 200, said: str = "", tried: Tried = NOTHING_TRIED) -> Response:
    with page.look("part at the desk") as work:
        part = work.parts.get(page.params["id"])
    its = {"unit": part.unit, "form": part.form, "owner": part.officer}
    return page.render(
        "desk/part.html",
        status=status,
        part=part,
        results=RESULTS,
        may_answer=part.open and page.actor.may(ANSWER, **its),
        may_give=part.open and page.actor.may(ASSIGN, **its),
        mine=part.officer == page.actor.id,
        late=part.open and part.late,
        said=said,
        tried=tried,
        **words(page),
    )
