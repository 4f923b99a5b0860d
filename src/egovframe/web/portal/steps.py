"""What the holder of a petition does with it on the progress page: each is one POST, and then the page again.

Who holds it is asked first, in the same unit of work; the last four digits of a phone show a petition and change none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import Forbidden
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.portal import status
from egovframe.web.portal.holder import given, held
from egovframe.web.portal.wanted import SCORES
from egovframe.web.tried import Tried

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("portal-steps", prefix="/status")

_LONGEST: Final = 100_000
Deed = Callable[[Any, str], object]


@routes.post("/supplement", public=True)
def supplement(page: Page) -> Response:
    """Hand in what the office asked for (민원 처리에 관한 법률 제22조제1항)."""
    text = _text(page, "text")
    return _do(page, "supplement", lambda petitions, receipt: petitions.supplement(receipt, text), fields=("text",))


@routes.post("/more-time", public=True)
def more_time(page: Page) -> Response:
    """Take more time for a supplement (시행령 제24조제2항)."""
    reason = _text(page, "reason")
    return _do(
        page,
        "extend_supplement",
        lambda petitions, receipt: petitions.extend_supplement(receipt, reason),
        fields=("reason",),
    )


@routes.post("/consent", public=True)
def consent(page: Page) -> Response:
    """Agree to a second extension, or not (시행령 제21조제2항)."""
    if page.form.get("agree") == "yes":
        return _do(page, "consent", lambda petitions, receipt: petitions.consent(receipt))
    return _do(page, "decline", lambda petitions, receipt: petitions.decline(receipt))


@routes.post("/object", public=True)
def file_objection(page: Page) -> Response:
    """Object to a refusal (민원 처리에 관한 법률 제35조제1항)."""
    reason = _text(page, "reason")
    return _do(
        page,
        "file_objection",
        lambda petitions, receipt: petitions.file_objection(receipt, reason),
        fields=("reason",),
    )


@routes.post("/tell", public=True)
def tell(page: Page) -> Response:
    """Choose in which language and how one is told from now on."""
    receipt, known = given(page)
    language, way = page.form.get("language")[:35], page.form.get("way")[:35] or "any"
    try:
        with page.work("told otherwise by the holder on the portal") as work:
            work.notices.choose(held(page, work, receipt, known), language=language, way=way)
    except Invalid as invalid:
        faults = said_of(invalid, page.language)
        return status.with_petition(page, receipt, known, tried=Tried("tell", {}, faults), code=422)
    except (NotFound, Forbidden):
        return status.asked(page, receipt=receipt, unknown=True)
    return status.with_petition(page, receipt, known, said="tell")


@routes.post("/remind", public=True)
def remind(page: Page) -> Response:
    """Remind the office of a petition that is overdue (시행규칙 별지 제7호서식)."""
    return _do(page, "remind", lambda petitions, receipt: petitions.remind(receipt))


@routes.post("/rate", public=True)
def rate(page: Page) -> Response:
    """Say how satisfied one is (민원 처리에 관한 법률 제26조)."""
    score, words = page.form.get("score"), _text(page, "words")

    def deed(petitions: Any, receipt: str) -> object:
        return petitions.rate(receipt, int(score) if score in {str(each) for each in SCORES} else 0, words)

    return _do(page, "rate", deed, fields=("score", "words"))


def _do(page: Page, action: str, deed: Deed, *, fields: tuple[str, ...] = ()) -> Response:
    """Take the step in one unit of work and show the page, or show it with what stands in the way."""
    receipt, known = given(page)
    entered = {name: _text(page, name) for name in fields}
    try:
        with page.work(f"{action} by the holder on the portal") as work:
            petition = held(page, work, receipt, known)
            deed(work.petitions, petition.receipt)
    except Invalid as invalid:
        faults = said_of(invalid, page.language)
        return status.with_petition(page, receipt, known, tried=Tried(action, entered, faults), code=422)
    except Conflict:
        return status.with_petition(page, receipt, known, tried=Tried(action, entered, overtaken=True), code=409)
    except (NotFound, Forbidden):  # the phone number shows the petition, but only the key changes it
        return status.asked(page, receipt=receipt, unknown=True)
    page.office.wake()
    return status.with_petition(page, receipt, known, said=action)


def _text(page: Page, name: str) -> str:
    return page.form.text(name, most=_LONGEST)
