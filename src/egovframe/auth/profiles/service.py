"""The verbs of profiles, on a unit of work, and what other parts of sign-in ask of them."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth import store as accounts
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import AccountNotFound, NameInvalid
from egovframe.auth.events import AddressChanged
from egovframe.auth.model import Account, account_name, name_key
from egovframe.auth.profiles import facts, store
from egovframe.auth.profiles.events import ProfileChanged
from egovframe.auth.profiles.model import OWN, Profile, checked, email_key
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from sqlalchemy import Connection

    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.work import UnitOfWork

_SEALED: Final = "profile"
_BASIS: Final = "개인정보 보호법 제29조"


def profile_of(
    cabinet: Cabinet, conn: Connection, account_id: str, *, at_hand: MutableMapping[str, bytes | None] | None = None
) -> Profile | None:
    """Return the profile of an account; None when it has none, or when it was erased with the account's key.

    For the office's own use: it asks for no permission and leaves no fact. `at_hand` as in `Cabinet.open_part`.
    """
    return opened(cabinet, conn, account_id, store.profile_row(conn, account_id), at_hand=at_hand)


def address_before(cabinet: Cabinet, event: AddressChanged) -> str:
    """Return the address that an account had before it was changed. Raises CryptoError when the event was altered."""
    return cabinet.office_open(_old_address(event.account_id), base64.b64decode(event.sealed)).decode()


def _old_address(account: str) -> str:
    return f"old-address:{account}"


def find_by_email(cabinet: Cabinet, conn: Connection, email: str) -> list[str]:
    """Return the ids of the accounts whose primary address that is, whatever its case, the oldest first; 20 at most.

    For the office's own use: nobody may learn from it who has an account.
    """
    return store.accounts_by_email(conn, email_mark(cabinet, email)) if email.strip() else []


def find_by_external_id(cabinet: Cabinet, conn: Connection, external_id: str) -> list[str]:
    """Return the ids of the accounts that the provisioning system knows by this identifier; case counts."""
    return store.accounts_by_external(conn, external_mark(cabinet, external_id)) if external_id else []


def opened(
    cabinet: Cabinet,
    conn: Connection,
    account_id: str,
    row: store.Row | None,
    *,
    at_hand: MutableMapping[str, bytes | None] | None = None,
) -> Profile | None:
    """Return the profile that the row holds; None for no row, and for one that was erased."""
    if row is None:
        return None
    content = cabinet.open_part(conn, f"account:{account_id}", _SEALED, bytes(row["sealed"]), at_hand=at_hand)
    return None if content is None else Profile.from_sealed_form(content)


def email_mark(cabinet: Cabinet, email: str) -> str:
    """Return the office's keyed digest of an e-mail address, by which it is found; without the key it tells nothing."""
    return cabinet.mac("profile-emails", email_key(email).encode("utf-8", "replace")).hex()


def external_mark(cabinet: Cabinet, external_id: str) -> str:
    """Return the office's keyed digest of an external identifier."""
    return cabinet.mac("profile-external-ids", external_id.encode("utf-8", "replace")).hex()


class Profiles:
    """Profiles as the person at work may see and change them: `work.accounts.profile(…)`, `set_profile(…)`."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def of(self, name: str) -> Profile:
        """Return the profile of the account of that name; an empty one when nothing is known.

        One's own needs no permission. Others' need `account.read`, and the look is a fact. Raises AccountNotFound.
        """
        work = self._work
        account, own = self._account(name, "account.read")
        found = profile_of(work.cabinet, work.conn, account.id) or Profile()
        if not own:
            work.note(facts.READ, object=account.ref, subjects=(account.ref,), basis=_BASIS)
        return found

    def set(self, name: str, **changes: Any) -> Profile:
        """Change fields of the profile, named as in Profile, and return it as it is now.

        One's own display name, addresses, phones and locale need no permission, all else `account.manage`. Raises
        AccountNotFound, and Invalid naming the fields that are wrong.
        """
        account, _own = self._account(name, "account.manage", own=set(changes) <= OWN)
        row = store.profile_row(self._work.conn, account.id)
        before = opened(self._work.cabinet, self._work.conn, account.id, row) or Profile()
        after = checked(replace(before, **changes))
        self.put(account, after)
        return after

    def put(self, account: Account, after: Profile) -> bool:
        """Keep the profile in place of the one before; say whether anything is another now. Asks for no permission."""
        work = self._work
        row = store.profile_row(work.conn, account.id)
        before = opened(work.cabinet, work.conn, account.id, row)
        fields = (before or Profile()).changed(after)
        if not fields and (row is None or before is not None):
            return False
        self._write(account, row, after, retired=None if row is None else row["retired"])
        work.note(facts.CHANGED, object=account.ref, subjects=(account.ref,), details={"fields": list(fields)})
        work.emit(ProfileChanged(account_id=account.id, fields=fields))
        if before is not None and before.email and email_key(before.email) != email_key(after.email):
            sealed = work.cabinet.office_seal(_old_address(account.id), before.email.encode())
            work.emit(AddressChanged(account_id=account.id, sealed=base64.b64encode(sealed).decode()))
        return True

    def retire(self, account: Account) -> None:
        """Mark the account as deleted by provisioning: it counts while it is disabled. Asks for no permission."""
        work = self._work
        row = store.profile_row(work.conn, account.id)
        after = opened(work.cabinet, work.conn, account.id, row) or Profile()
        self._write(account, row, after, retired=instant(work.at))
        work.note(facts.RETIRED, object=account.ref, subjects=(account.ref,))

    def _write(self, account: Account, row: store.Row | None, after: Profile, *, retired: str | None) -> None:
        work = self._work
        marks = [email_mark(work.cabinet, each.value) for each in after.emails]
        values = {
            "account": account.id,
            "sealed": self._sealed(account.ref, after.sealed_form()),
            "email": email_mark(work.cabinet, after.email) if after.email else None,
            "emails": f" {' '.join(marks)} " if marks else "",
            "external": external_mark(work.cabinet, after.external_id) if after.external_id else None,
            "changed": instant(work.at),
            "retired": retired,
        }
        store.put_profile(work, row, values)

    def _sealed(self, owner: str, plain: bytes) -> bytes:
        work = self._work
        try:
            return work.cabinet.seal(work, owner, _SEALED, plain)
        except NotFound:  # nothing was sealed for this account before, or it was erased
            work.cabinet.new_key(work, owner)
            return work.cabinet.seal(work, owner, _SEALED, plain)

    def _account(self, name: str, permission: str, *, own: bool = True) -> tuple[Account, bool]:
        """Return the account of that name and whether it is one's own, once the permission is clear."""
        work = self._work
        try:
            key = name_key(account_name(name))
        except NameInvalid:
            key = ""
        mine = accounts.account_rows(work.conn, id=work.actor.id)
        is_mine = bool(mine) and mine[0]["name_key"] == key
        if not (own and is_mine):
            work.need(permission, unit=WHOLE_OFFICE)
        rows = accounts.account_rows(work.conn, name_key=key) if key else []
        if not rows:
            raise AccountNotFound(
                f"There is no account {name[:200]!r}.", hint="Check the spelling; case does not matter."
            )
        return accounts.account_of(rows[0]), is_mine
