"""The verbs of accounts, on a unit of work: `work.accounts`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from egovframe.auth import facts, store
from egovframe.auth.access.separation import check_grant, check_not_oneself, take_turns
from egovframe.auth.directory import WHOLE_OFFICE, Directory
from egovframe.auth.errors import AccountNotFound, AuthError, NameInvalid, NotGranted
from egovframe.auth.events import AccountAdded, AccountDisabled, RoleGranted, RoleRevoked
from egovframe.auth.model import Account, Grant, NewToken, Role, Unit, account_kind, account_name, name_key, new_name
from egovframe.auth.profiles.service import Profiles
from egovframe.auth.provider.store import end_account
from egovframe.auth.sessions import token_digest
from egovframe.auth.signin import Enrolled, keep_enrolled
from egovframe.auth.watching.store import account_page
from egovframe.kernel.ids import new_id, new_token

if TYPE_CHECKING:
    from egovframe.auth.profiles.model import Profile
    from egovframe.auth.service import Auth
    from egovframe.kernel.work import UnitOfWork

# `list` is a verb of the class below, so the lists that its verbs return have names.
Listed = list[Account]
Grants = list[Grant]
Roles = list[Role]
Units = list[Unit]
Rows = list[store.Row]


class Accounts:
    """Who can sign in and which roles they hold.

    Every verb asks for its permission before it looks at anything. Permissions on accounts count for the whole office;
    `role.grant` counts in the unit for which a role is granted.
    """

    def __init__(self, work: UnitOfWork, auth: Auth) -> None:
        self._work = work
        self._auth = auth

    # ------------------------------------------------------------------ accounts

    def add(self, name: str, *, kind: str = "officer", password: str | Enrolled | None = None) -> Account:
        """Add an account; without a password it signs in in other ways, or with a bearer token.

        The password is hashed before this unit of work begins to write: add accounts first in it, or hand over what
        `Auth.enrol` returned. Needs `account.manage`. Raises NameInvalid, AccountExists, PasswordRefused.
        """
        work = self._work
        work.need("account.manage", unit=WHOLE_OFFICE)
        account = Account(id=new_id(), name=new_name(name), kind=account_kind(kind), created=work.at)
        enrolled = self._enrolled(password, account.name)
        key = name_key(account.name)
        if store.account_rows(work.conn, name_key=key):
            raise store.name_taken(account.name)
        store.insert_account(work, account, name_key=key)
        if enrolled is not None:
            keep_enrolled(work, account.id, enrolled)
        work.note(
            facts.ADDED,
            object=account.ref,
            subjects=(account.ref,),
            details={
                "kind": account.kind,
                "authenticators": [enrolled.authenticator] if enrolled else [],
                **({"first": True} if enrolled and enrolled.first else {}),
            },
            private={"name": account.name},
        )
        work.emit(AccountAdded(account_id=account.id, kind=account.kind))
        return account

    def get(self, name: str) -> Account:
        """Return the account of that name, whatever its case. Needs `account.read` unless it is one's own."""
        return store.account_of(self._row(name, "account.read", own=True))

    def named(self, account_id: str) -> str | None:
        """Return the name behind an account's id, as facts carry it; None when there is none. Needs `account.read`."""
        self._work.need("account.read", unit=WHOLE_OFFICE)
        rows = store.account_rows(self._work.conn, id=account_id)
        return rows[0]["name"] if rows else None

    def list(
        self,
        *,
        after: str | None = None,
        limit: int = 50,
        matching: str = "",
        kind: str = "",
        disabled: bool | None = None,
    ) -> Listed:
        """Return a page of accounts by name, the first one after the name `after`. Needs `account.read`.

        `matching` is a part of the name, whatever its case; `disabled` asks for those that are shut, or are not.
        """
        self._work.need("account.read", unit=WHOLE_OFFICE)
        rows = account_page(
            self._work.conn,
            after=None if after is None else name_key(after),
            limit=max(1, min(limit, 1000)),
            matching=name_key(matching),
            kind=kind,
            disabled=disabled,
        )
        return [store.account_of(row) for row in rows]

    def disable(self, name: str) -> Account:
        """Shut the account: its sessions and bearer tokens end now, and so does what other systems hold for it.

        Needs `account.manage`.
        """
        work = self._work
        row = self._row(name, "account.manage")
        account = store.account_of(row)
        if account.disabled is None:
            self._auth.sessions_kept.end_all(work, account, reason="account disabled")
            end_account(work.conn, account=account.id, at=work.at)
            self._end_tokens(account)
            store.set_disabled(work, row, work.at)
            work.note(facts.DISABLED, object=account.ref, subjects=(account.ref,))
            work.emit(AccountDisabled(account_id=account.id))
        return self._again(account)

    def enable(self, name: str) -> Account:
        """Open the account again; sessions and tokens that were ended stay ended. Needs `account.manage`."""
        work = self._work
        row = self._row(name, "account.manage")
        account = store.account_of(row)
        if account.disabled is not None:
            store.set_disabled(work, row, None)
            work.note(facts.ENABLED, object=account.ref, subjects=(account.ref,))
        return self._again(account)

    def set_password(self, name: str, password: str | Enrolled) -> None:
        """Give the account a new password, open a shut authenticator again, and end the account's other sessions.

        People change their own with `Auth.change_password`, which asks for the present one. Needs `account.manage`.
        Raises PasswordRefused.
        """
        self._work.need("account.manage", unit=WHOLE_OFFICE)
        enrolled = self._auth.enrol_for(name, password) if isinstance(password, str) else password
        account = store.account_of(self._row(name, "account.manage"))
        self._auth.replace(self._work, account, enrolled)

    def token(self, name: str) -> str:
        """Return a new bearer token for the account. It is shown this once; the office keeps its digest."""
        return self.new_token(name).token

    def new_token(self, name: str) -> NewToken:
        """Return a new bearer token with its id and end. Needs `account.manage`."""
        work = self._work
        account = store.account_of(self._row(name, "account.manage"))
        if account.disabled is not None:
            raise AuthError(f"The account {account.name!r} is disabled.", hint="Enable it first.")
        expires = work.at + self._auth.settings.token_limit
        new = NewToken(id=new_id(), account=account.id, token=new_token(), expires=expires)
        store.insert_token(work, id=new.id, account=account.id, digest=token_digest(new.token), expires=expires)
        work.note(facts.TOKEN_ISSUED, object=f"token:{new.id}", subjects=(account.ref,))
        return new

    def revoke_tokens(self, name: str) -> int:
        """End all bearer tokens of the account; return how many. Needs `account.manage`."""
        return self._end_tokens(store.account_of(self._row(name, "account.manage")))

    def _end_tokens(self, account: Account) -> int:
        rows = store.open_tokens(self._work.conn, account.id)
        for row in rows:
            store.revoke_token(self._work, row)
            self._work.note(facts.TOKEN_REVOKED, object=f"token:{row['id']}", subjects=(account.ref,))
        return len(rows)

    # ------------------------------------------------------------------ profiles

    def profile(self, name: str) -> Profile:
        """Return what the account is besides its name. See `Profiles.of`."""
        return Profiles(self._work).of(name)

    def set_profile(self, name: str, **changes: Any) -> Profile:
        """Change fields of the account's profile. See `Profiles.set`."""
        return Profiles(self._work).set(name, **changes)

    # ------------------------------------------------------------------ roles

    def grant(
        self,
        name: str,
        role: str,
        *,
        unit: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        form: str | None = None,
        own: bool = False,
        reason: str = "",
    ) -> Grant:
        """Give the account a role: in `unit` and below, or everywhere; from `since` (now) until then or for good.

        `form` narrows it to one form, `own` to cases that are assigned to the account. A role that is held just so
        gets the new period. Needs `role.grant` in that unit. Raises RoleUnknown, UnitUnknown, FormUnknown,
        AccountNotFound, SamePerson for one's own account, and RolesExclude for a role that the city holds separate
        from one that the account holds.
        """
        work = self._work
        work.need("role.grant", unit=WHOLE_OFFICE if unit is None else unit)
        take_turns(work, self._auth.access.registry.declared)
        directory = self._directory()
        directory.role(role)
        if unit is not None:
            directory.unit(unit)
        self._auth.access.check_form(form)
        begins = work.at if since is None else max(since, work.at)
        if until is not None and until <= begins:
            raise AuthError("The role would end before it begins.", hint="Give a later end, or none.")
        account = store.account_of(self._found(name))
        held = self._held(account, role, unit, form=form, own=own)
        if held and self._is_so(store.grant_of(held[-1]), since=since, until=until):
            return store.grant_of(held[-1])
        check_not_oneself(work, account)
        for row in held:
            store.revoke_grant(work, row)
        grant = Grant(
            id=new_id(),
            account=account.id,
            role=role,
            unit=unit,
            since=begins,
            until=until,
            by=work.actor.id,
            reason=reason,
            form=form,
            own=own,
        )
        check_grant(work.conn, directory, grant, work.at, name=account.name)
        store.insert_grant(work, grant)
        work.note(
            facts.GRANTED,
            object=f"grant:{grant.id}",
            subjects=(account.ref,),
            details={**_narrowed(grant), "since": begins.isoformat(), "until": until.isoformat() if until else ""},
            private={"account": account.name, "reason": reason},
        )
        work.emit(RoleGranted(account_id=account.id, role=role, unit=unit))
        return grant

    def revoke(
        self,
        name: str,
        role: str,
        *,
        unit: str | None = None,
        form: str | None = None,
        own: bool = False,
        reason: str = "",
    ) -> None:
        """Take a role back from the account; it counts no more from the next request on.

        `unit`, `form` and `own` are those of the grant; one that is yet to begin is taken back as well. Needs
        `role.grant` in that unit. Raises NotGranted when the account does not hold the role just so.
        """
        work = self._work
        work.need("role.grant", unit=WHOLE_OFFICE if unit is None else unit)
        account = store.account_of(self._found(name))
        held = self._held(account, role, unit, form=form, own=own)
        if not held:
            where = f"in {unit}" if unit else "everywhere"
            raise NotGranted(
                f"{account.name} does not hold the role {role!r} {where}.",
                hint="See which roles the account holds, and where, in the list of its grants.",
            )
        for row in held:
            store.revoke_grant(work, row)
        work.note(
            facts.REVOKED,
            object=f"grant:{held[-1]['id']}",
            subjects=(account.ref,),
            details=_narrowed(store.grant_of(held[-1])),
            private={"account": account.name, "reason": reason},
        )
        work.emit(RoleRevoked(account_id=account.id, role=role, unit=unit))

    def grants(self, name: str, *, history: bool = False) -> Grants:
        """Return the roles that the account holds now, or with `history` ever held or will.

        Needs `role.read` unless it is one's own account.
        """
        account = store.account_of(self._row(name, "role.read", own=True))
        found = store.grants_of(self._work.conn, account.id)
        return [grant for grant in found if history or grant.counts(self._work.at)]

    def roles(self) -> Roles:
        """Return the roles that the city declares and those that the office made, by name. Needs `role.read`."""
        self._work.need("role.read", unit=WHOLE_OFFICE)
        return [role for _, role in sorted(self._directory().roles.items())]

    def units(self) -> Units:
        """Return the units of the city as they are now, by name. Needs `role.read`."""
        self._work.need("role.read", unit=WHOLE_OFFICE)
        return [unit for _, unit in sorted(self._directory().units.items())]

    # ------------------------------------------------------------------ looking up

    def _row(self, name: str, permission: str, *, own: bool = False) -> store.Row:
        """Return the account's whole row, once the permission is clear; one's own needs none where `own` says so."""
        if own and not self._work.may(permission, unit=WHOLE_OFFICE):
            mine = store.account_rows(self._work.conn, id=self._work.actor.id)
            if mine and mine[0]["name_key"] == name_key(name):
                return mine[0]
        self._work.need(permission, unit=WHOLE_OFFICE)
        return self._found(name)

    def _found(self, name: str) -> store.Row:
        try:
            rows = store.account_rows(self._work.conn, name_key=name_key(account_name(name)))
        except NameInvalid:
            rows = []
        if not rows:
            raise AccountNotFound(
                f"There is no account {name[:200]!r}.", hint="Check the spelling; case does not matter."
            )
        return rows[0]

    def _again(self, account: Account) -> Account:
        return store.account_of(store.account_rows(self._work.conn, id=account.id)[0])

    def _directory(self) -> Directory:
        """Return roles and units as they are now, with what this unit of work has changed."""
        return self._auth.access.registry.within(self._work.conn, self._work.at).directory

    def _held(self, account: Account, role: str, unit: str | None, *, form: str | None, own: bool) -> Rows:
        """Return whole rows of the grants of this role for just this scope that count now or will."""
        rows = store.grant_rows(self._work.conn, account.id)
        wanted = (role, unit, form, own)
        found = []
        for row in rows:
            grant = store.grant_of(row)
            open_still = grant.revoked is None and (grant.until is None or self._work.at < grant.until)
            if open_still and (grant.role, grant.unit, grant.form, grant.own) == wanted:
                found.append(row)
        return found

    def _is_so(self, grant: Grant, *, since: datetime | None, until: datetime | None) -> bool:
        """Say whether the grant has this period already."""
        begins = grant.counts(self._work.at) if since is None or since <= self._work.at else grant.since == since
        return begins and grant.until == until

    def _enrolled(self, password: str | Enrolled | None, name: str) -> Enrolled | None:
        if isinstance(password, str):
            return self._auth.enrol(password, words=(name,))
        return password


def _narrowed(grant: Grant) -> dict[str, object]:
    """Return what a fact tells of the place of a grant."""
    told: dict[str, object] = {"role": grant.role, "unit": grant.unit or ""}
    if grant.form is not None:
        told["form"] = grant.form
    if grant.own:
        told["own"] = True
    return told
