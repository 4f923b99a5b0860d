"""The files of a case: what they are, how far their check has come, and taking one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.forms.uploads.asked import file_questions
from egovframe.forms.uploads.model import UPLOAD_STATES
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.kernel.messages import translate
from egovframe.kernel.text import Text
from egovframe.web.endpoint import Routes
from egovframe.web.files import handed_out, size_of
from egovframe.web.portal.uploads import places

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("desk-files", prefix="/desk/petitions")


@routes.get("/{receipt}/files", may="petition.read")
def show(page: Page) -> Response:
    """Show the files of the case."""
    return _files(page)


@routes.post("/{receipt}/files/{file}", may="petition.read")
def take(page: Page) -> Response:
    """Give one file to keep; a personal one with the reason why it is needed."""
    file, reason = page.params["file"], page.form.get("reason")[:500]
    try:
        with page.look("file at the desk") as work:
            taken = work.uploads.take(page.params["receipt"], file, reason=reason)
    except Invalid as invalid:
        words = Text.of(invalid.faults[0].message).in_(page.language)
        return _files(page, status=422, faults={file: words})
    except Conflict:
        words = translate("This file is still being checked. Try again in a minute.", page.language)
        return _files(page, status=409, faults={file: words})
    return handed_out(taken)


def _files(page: Page, *, status: int = 200, faults: dict[str, str] | None = None) -> Response:
    with page.look("files at the desk") as work:
        petition = work.petitions.get(page.params["receipt"])
        uploads = work.uploads.of(petition)
    questions = file_questions(type(petition.form).form_questions.values())
    return page.render(
        "desk/files.html",
        status=status,
        petition=petition,
        uploads=uploads,
        questions=questions,
        where=places(page, petition),
        states=UPLOAD_STATES,
        size_of=size_of,
        faults=faults or {},
    )
