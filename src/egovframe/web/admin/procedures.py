"""The procedures that petitions follow: drawn, in words, version by version, and what changed from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.forms.procedure.changes import changes
from egovframe.forms.procedure.drawing.svg import drawn
from egovframe.forms.procedure.words import in_words
from egovframe.kernel.errors import NotFound
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.forms.procedure.model import Procedure
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-procedures", prefix="/admin/procedures")


@routes.get("", may="form.design")
def show(page: Page) -> Response:
    """List the procedures, with the forms that follow each."""
    _may(page)
    forms = page.office.forms
    followers = {
        procedure.name: [offer.title for offer in forms if offer.procedure == procedure.name]
        for procedure in forms.procedures
    }
    return page.render("admin/procedures.html", procedures=list(forms.procedures), followers=followers)


@routes.get("/{name}", may="form.design")
def one(page: Page) -> Response:
    """Show one procedure, the newest version unless another one is asked for, and what changed since the one before."""
    _may(page)
    procedures = page.office.forms.procedures
    name = page.params["name"]
    versions = [(at, each) for at, each in procedures.versions(name)] or [("", procedures.current(name))]
    asked = page.query.get("version")
    chosen = versions[-1][1] if not asked else _numbered(asked, versions)
    before = next((each for _, each in versions if each.version == chosen.version - 1), None)
    return page.render(
        "admin/procedure.html",
        procedure=chosen,
        versions=versions[::-1],
        drawing=Markup(drawn(chosen, page.language)),  # noqa: S704 - our own drawing, which escapes a city's words
        lines=in_words(chosen, page.language),
        rests_on=page.office.forms.basis,
        before=before,
        changed=changes(before, chosen) if before is not None else (),
    )


def _numbered(asked: str, versions: list[tuple[str, Procedure]]) -> Procedure:
    found = next((each for _, each in versions if str(each.version) == asked), None)
    if found is None:
        raise NotFound("There is no such version of this procedure.", hint="Choose one of the list.")
    return found


def _may(page: Page) -> None:
    """Raise Forbidden for whoever may not design forms for the whole office."""
    with page.look("forms in administration") as work:
        work.need("form.design", unit=WHOLE_OFFICE)
