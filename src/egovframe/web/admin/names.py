"""The names behind the ids that facts carry, for a reader who may see accounts."""

from __future__ import annotations

from typing import Any

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import AccountNotFound


class Names:
    """Looked up once each; ids stay ids for a reader who may not see accounts."""

    def __init__(self, work: Any) -> None:
        self._accounts = work.accounts
        self._sees = work.may("account.read", unit=WHOLE_OFFICE)
        self._known: dict[str, str] = {}

    def of(self, account: str) -> str:
        """Return the account's name, or its id where there is no such account or the reader may not see it."""
        if account not in self._known:
            found = self._accounts.named(account) if self._sees and not account.startswith("system:") else None
            self._known[account] = found or account
        return self._known[account]

    def of_subject(self, subject: str) -> str:
        """Return the name of a data subject that is an account; of any other the subject as facts name it."""
        kind, _, account = subject.partition(":")
        return self.of(account) if kind == "account" and account else subject

    def id_of(self, asked: str) -> str:
        """Return the id of the account of that name; what is no account's name is taken for an id."""
        if not asked or not self._sees:
            return asked
        try:
            return str(self._accounts.get(asked).id)
        except AccountNotFound:
            return asked
