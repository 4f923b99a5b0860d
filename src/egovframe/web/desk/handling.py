"""Taking a petition only as long as it is as the officer saw it."""

from __future__ import annotations

from typing import Any

from egovframe.kernel.errors import Conflict

NOBODY = ""
"""What a page carries as the handler of a petition that has none."""


def take(work: Any, receipt: str, *, seen: str, to: str | None = None) -> Any:
    """Give a petition to the officer at work, or to the one named; `seen` is the handler that the page showed.

    Raises Conflict when the petition has got another handler since, and what `Petitions.assign` raises.
    """
    now = work.petitions.get(receipt)
    if (now.handler or NOBODY) != seen:
        raise Conflict(
            f"The petition {now.receipt} has been given to another officer meanwhile.",
            hint="Look again and decide again.",
        )
    return work.petitions.assign(receipt, to=to)
