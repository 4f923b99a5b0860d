"""Who saw whose data, as pages show it: what is asked for, the list, and the statement as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.urlencoded import Fields

PAGE: Final = 20
KINDS: Final = ("looked", "taken", "changed", "entered")
"""What a person can ask for; the words are in `seen.html`."""

_LONGEST: Final = 15


def asked(fields: Fields) -> dict[str, Any]:
    """Return which kind of deeds is asked for, and from which fact on; what is not offered is not asked for."""
    kind, before = fields.get("kind"), fields.get("before")
    number = before.isascii() and before.isdecimal() and len(before) <= _LONGEST
    return {"kind": kind if kind in KINDS else None, "before": int(before) if number else None}


def looked_at(work: Any, whose: Any, fields: Fields) -> dict[str, Any]:
    """Return what `seen.html` shows: the page of facts that is asked for, and what was asked."""
    wanted = asked(fields)
    sight = work.seen.list(whose, limit=PAGE, **wanted)
    return {"sight": sight, "kind": wanted["kind"] or "", "first": wanted["before"] is None}


def handed_out(page: Page, whose: Any, *, why: str, name: str, reason: str = "") -> Response:
    """Return the statement about somebody as a file; that it was given is a fact by then. Raises Invalid."""
    made = page.office.statement(whose, by=page.actor, why=why, origin=page.origin, reason=reason)
    return Response(
        str(made),
        media="application/json; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}.statement"'},
    )
