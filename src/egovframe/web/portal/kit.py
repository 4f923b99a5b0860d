"""What the fields of a form need beside what was entered: which files came, what may come, what is said of consent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from egovframe.forms.uploads.model import UPLOAD_STATES
from egovframe.web.files import size_of
from egovframe.web.portal import uploads
from egovframe.web.portal.consent import Asking, notice_of

if TYPE_CHECKING:
    from egovframe.web.page import Page


def kit_of(page: Page, form: Asking, *, keep: str, files: uploads.Sent = uploads.NOTHING) -> dict[str, Any]:
    """Return the kit for drawing the fields of a form; `keep` is its retention (`5y`) or a record class."""
    return {
        "files": files,
        "accepted": partial(uploads.accepted, usual=page.office.settings.forms.files.types),
        "size_of": size_of,
        "states": UPLOAD_STATES,
        "notice": notice_of(form, keep),
    }
