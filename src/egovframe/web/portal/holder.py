"""Who holds a petition: whoever enters what `/status` asks, or the account that filed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from egovframe.forms.model import Petition
    from egovframe.web.page import Page

_LONGEST = 100


def given(page: Page) -> tuple[str, str]:
    """Return the receipt number and what the person knows, as they were entered."""
    return page.form.get("receipt").strip()[:_LONGEST], page.form.get("known").strip()[:_LONGEST]


def enough(page: Page, receipt: str, known: str) -> bool:
    """Say whether there is something to look for: the account stands in for what is known."""
    return bool(receipt) and (bool(known) or page.session is not None)


def held(page: Page, work: Any, receipt: str, known: str) -> Petition[Any]:
    """Return the petition to its holder, first thing in this unit of work.

    By the key or the last four digits of the phone; without either to the account that filed it. Raises NotFound and
    TooManyTries.
    """
    petitions = work.petitions
    petition: Petition[Any] = (
        petitions.holder(receipt, known) if known or page.session is None else petitions.mine(receipt)
    )
    return petition
