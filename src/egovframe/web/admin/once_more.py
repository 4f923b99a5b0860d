"""The page that asks once more before something is taken away: what exactly, what follows, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from egovframe.kernel.text import Text
    from egovframe.web.page import Page
    from egovframe.web.response import Response

REASON_LENGTH = 1_000


def ask(
    page: Page,
    *,
    title: Text,
    lead: Text,
    action: str,
    button: Text,
    back: str,
    hidden: Mapping[str, str],
    about: Sequence[tuple[Text, str]] = (),
    reason: Text | None = None,
    date: Text | None = None,
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    """Return the page. `about` says what it is about, `reason` and `date` are the hints of those fields, if wanted.

    With `faults` it is the answer to a form that could not be taken: what was typed stands in it again.
    """
    return page.render(
        "admin/once-more.html",
        status=422 if faults else 200,
        heading=title,
        lead=lead,
        action=action,
        button=button,
        back=back,
        hidden=dict(hidden),
        about=list(about),
        reason_hint=reason,
        date_hint=date,
        entered=entered or {},
        faults=faults or {},
        summary=[(f"once-{name}", words) for name, words in (faults or {}).items()],
    )


def reason_of(page: Page) -> str:
    """Return the reason that was typed, as it can be kept."""
    return page.form.line("reason", most=REASON_LENGTH)
