"""The verbs of other people's factors, on a unit of work: `work.factors`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.auth import store as accounts
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.model import Account, name_key
from egovframe.auth.permissions import ACCOUNT_MANAGE
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.auth.evidence import Person
    from egovframe.auth.factors.model import Enrolled
    from egovframe.auth.factors.service import Listed
    from egovframe.auth.service import Auth
    from egovframe.kernel.work import UnitOfWork

REASON_LENGTH: Final = 1_000
WHY: Final = Text(
    ko="누구의 요청을 어떻게 확인했는지 1,000자 이내로 적으세요.",
    en="Say who asked and how you made sure who it was, in 1,000 characters at most.",
)
ENDED: Final = "way to sign in taken away by an administrator"


class FactorVerbs:
    """Takes factors away from somebody who lost them, and links certificates. Needs `account.manage` everywhere.

    Whoever holds a lost device may hold a session of it as well: the account's sessions end. The owner gets the usual
    letter, and the reason stays with the fact.
    """

    def __init__(self, work: UnitOfWork, auth: Auth) -> None:
        self._work = work
        self._auth = auth

    def of(self, name: str) -> Listed:
        """Return what the account enrolled and linked, oldest first; one's own needs no permission."""
        mine = accounts.account_rows(self._work.conn, id=self._work.actor.id)
        if not (mine and mine[0]["name_key"] == name_key(name)):
            self._work.need(ACCOUNT_MANAGE.name, unit=WHOLE_OFFICE)
        return self._auth.factors.of(self._work.conn, accounts.id_of(self._work.conn, name))

    def link_certificate(self, name: str, authenticator: str, person: Person, *, reason: str) -> Enrolled:
        """Link an account with whose certificate it is, which `Auth.certified.whose` found out beforehand.

        Whoever holds its key signs in to the account from then on. Raises Invalid without a reason, AccountNotFound,
        FactorTaken when it is linked already.
        """
        account = self._managed(name, reason)
        return self._auth.certified.link_for(self._work, account, authenticator, person, reason=reason.strip())

    def remove(self, name: str, factor: str, *, reason: str) -> None:
        """Take one factor away. Raises Invalid without a reason, AccountNotFound, FactorNotFound."""
        account = self._managed(name, reason)
        self._auth.factors.remove(self._work, account, factor, reason=reason.strip())
        self._end_sessions(account)

    def reset(self, name: str, *, reason: str) -> int:
        """Take all codes and keys away; return how many. Links with providers stay. Raises as `remove` does."""
        account = self._managed(name, reason)
        taken = self._auth.factors.remove_all(self._work, account, reason=reason.strip())
        if taken:
            self._end_sessions(account)
        return taken

    def _managed(self, name: str, reason: str) -> Account:
        self._work.need(ACCOUNT_MANAGE.name, unit=WHOLE_OFFICE)
        if not reason.strip() or len(reason) > REASON_LENGTH:
            raise Invalid(
                "A way to sign in is linked or taken away for a reason.",
                hint=WHY.in_("en"),
                faults=[Fault("reason", WHY)],
            )
        row = accounts.account_rows(self._work.conn, id=accounts.id_of(self._work.conn, name))[0]
        return accounts.account_of(row)

    def _end_sessions(self, account: Account) -> None:
        self._auth.sessions_kept.end_all(self._work, account, reason=ENDED)
