"""Whose data a word means: people know receipt numbers and account names, facts know ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import AccountNotFound

if TYPE_CHECKING:
    from egovframe.office.work import Work


def subjects_of(work: Work, word: str) -> tuple[str, ...]:
    """Return the data subjects, as facts name them, that a word means; none when it means nobody.

    A receipt number, the name of an account, or a subject itself (`petition:…`, `account:…`). Needs `audit.read` for
    the whole office; nothing of a petition or an account is read but its id.
    """
    work.need("audit.read", unit=WHOLE_OFFICE)
    if ":" in word:
        return (word,)
    petition = work.office.forms.id_of(work.conn, word)
    if petition is not None:
        return (f"petition:{petition}",)
    account = account_of(work, word)
    return () if account is None else (f"account:{account}",)


def account_of(work: Work, name: str) -> str | None:
    """Return the id of the account of that name; None when there is none, or for whoever may not see accounts."""
    if not work.may("account.read", unit=WHOLE_OFFICE):
        return None
    try:
        return work.accounts.get(name).id
    except AccountNotFound:
        return None
