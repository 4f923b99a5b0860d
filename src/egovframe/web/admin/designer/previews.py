"""A form in the making as people would see it, in each language and as wide as a phone; and taken away as a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from egovframe.forms.limits import LimitError
from egovframe.forms.source import python_source
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.text import LANGUAGES
from egovframe.web.endpoint import Routes
from egovframe.web.portal.fields import fields
from egovframe.web.portal.kit import kit_of
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition
    from egovframe.web.page import Page

routes = Routes("admin-form-preview", prefix="/admin/forms")


@routes.get("/{name}/preview", may="form.design")
def preview(page: Page) -> Response:
    """Show the draft, or the version that is offered, as people see it; nothing can be sent from here."""
    definition = _definition(page)
    language = page.query.get("in")
    shown = language if language in LANGUAGES else page.language
    return page.render(
        "admin/form-preview.html",
        name=page.params["name"],
        definition=definition,
        form=page.site.renderer.piece(
            page,
            "admin/form-preview-piece.html",
            {
                "definition": definition,
                "fields": fields(definition.questions, None, {}),
                "kit": kit_of(page, definition, keep=definition.keep),
            },
            language=shown,
        ),
        shown=shown,
        offered_languages=LANGUAGES,
        narrow=page.query.get("wide") != "1",
    )


@routes.get("/{name}/export.json", may="form.design")
def as_data(page: Page) -> Response:
    """Hand out the form as data."""
    text = json.dumps(_definition(page).as_json(), ensure_ascii=False, indent=2)
    return _file(text + "\n", f"{page.params['name']}.json", "application/json; charset=utf-8")


@routes.get("/{name}/export.py", may="form.design")
def as_python(page: Page) -> Response:
    """Hand out the form as the Python class that it stands for. Raises Invalid where it says no limit yet."""
    try:
        text = python_source(_definition(page))
    except LimitError as error:
        raise Invalid("The form says no processing limit yet.", hint="Say it first, then take the class.") from error
    return _file(text, f"{page.params['name'].replace('-', '_')}.py", "text/x-python; charset=utf-8")


def _file(text: str, name: str, media: str) -> Response:
    return Response(text, media=media, headers={"content-disposition": f'attachment; filename="{name}"'})


def _definition(page: Page) -> Definition:
    """Return the draft, or else the newest version."""
    with page.look("forms in administration") as work:
        try:
            found: Definition = work.drafts.get(page.params["name"]).definition
        except NotFound:
            found = work.drafts.versions(page.params["name"])[0]
    return found
