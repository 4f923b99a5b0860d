"""In whose place the person acts, for the line that every page then shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from egovframe.web.page import Page


@dataclass(frozen=True, slots=True)
class Acting:
    """Both names, and whether it is by a delegation (else to see what the account sees)."""

    name: str
    instead_of: str
    lent: bool


def acting(page: Page) -> Acting | None:
    """Return in whose place the person acts; None for whoever acts for themselves."""
    own = page.session
    account = own.actor.acting_for if own is not None else None
    if own is None or account is None:
        return None
    with page.office.database.read() as conn:
        found = page.office.auth.known(conn, account, page.office.clock.now())
    return Acting(own.actor.name, found[0] if found is not None else account, own.acting.startswith("delegation:"))
