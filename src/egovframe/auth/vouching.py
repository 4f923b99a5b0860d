"""What those who vouch for people say of them besides who they are: roles, at each sign-in, and a first profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from egovframe.auth import store
from egovframe.auth.access.errors import RolesExclude
from egovframe.auth.errors import RoleUnknown, UnitUnknown
from egovframe.auth.evidence import Given, Person
from egovframe.auth.model import Account
from egovframe.auth.profiles.model import Contact, Profile, checked
from egovframe.auth.profiles.service import Profiles
from egovframe.kernel.errors import Invalid
from egovframe.kernel.logging import get_logger
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from egovframe.auth.accounts import Accounts
    from egovframe.kernel.work import Place

log = get_logger("egovframe.auth")

_SOURCE: Final = "source:"
"""Before the key of whoever vouches, where the office grants and revokes on its word: no other actor is called so."""


class Vouching:
    """Keeps the roles of people as those who vouch for them say. Serves many threads."""

    def __init__(self, place: Place, accounts: Callable[[UnitOfWork], Accounts]) -> None:
        self._place = place
        self._accounts = accounts

    def keep_up(self, authenticator: str, account: Account, person: Person, *, origin: Origin) -> bool:
        """Grant and revoke until the account holds what is said of the person; say whether anything changed.

        Touches no grant but those made on this word before: what somebody granted by hand stays, and is not granted
        once more. A role or unit that the city has not, or that it holds separate from another, is left out and logged:
        the person comes in with less.
        """
        if person.roles is None:
            return False
        return self._brought(authenticator, account, frozenset(person.roles), origin)

    def take_back(self, authenticator: str, account: Account, *, origin: Origin) -> bool:
        """Revoke all that the account holds on this word; say whether that was anything."""
        return self._brought(authenticator, account, frozenset(), origin)

    def _brought(self, authenticator: str, account: Account, wanted: frozenset[Given], origin: Origin) -> bool:
        actor = Actor.system(_SOURCE + authenticator)
        with self._place.database.read() as conn:
            give, take = _due(conn, account, actor, wanted, self._place.clock.now())
        if not give and not take:
            return False
        changed = False
        with UnitOfWork(self._place, by=actor, origin=origin).running() as work:
            accounts = self._accounts(work)
            give, take = _due(work.conn, account, actor, wanted, work.at)
            for each in take:
                accounts.revoke(account.name, each.role, unit=each.unit, reason=f"no longer given by {authenticator}")
                changed = True
            for each in give:
                try:
                    accounts.grant(account.name, each.role, unit=each.unit, reason=f"given by {authenticator}")
                    changed = True
                except (RoleUnknown, UnitUnknown, RolesExclude) as error:
                    log.error(  # noqa: TRY400 - where it was raised is no news
                        "A role that a directory gives cannot be granted.",
                        authenticator=authenticator,
                        role=each.role,
                        unit=each.unit,
                        why=error.code,
                    )
        return changed


def first_profile(work: UnitOfWork, account: Account, person: Person) -> None:
    """Keep a person's name and proved address in the profile of their new account; what cannot stand there is left out.

    Afterwards the profile is the person's own: nothing is overwritten at a later sign-in.
    """
    emails = (Contact(person.email, primary=True),) if person.email and person.email_verified else ()
    profile = Profile()
    for wished in (replace(profile, display_name=person.title), replace(profile, emails=emails)):
        with suppress(Invalid):
            good = checked(wished)
            profile = replace(profile, **{name: getattr(good, name) for name in Profile().changed(good)})
    if profile != Profile():
        Profiles(work).put(account, profile)


def _due(
    conn: Connection, account: Account, actor: Actor, wanted: frozenset[Given], at: datetime
) -> tuple[list[Given], list[Given]]:
    """Return what is to be granted and what to be revoked, so that the account holds what is wanted."""
    held = [
        grant
        for grant in store.grants_of(conn, account.id)
        if grant.revoked is None and (grant.until is None or at < grant.until) and not grant.own and grant.form is None
    ]
    every = {Given(grant.role, grant.unit) for grant in held}
    theirs = {Given(grant.role, grant.unit) for grant in held if grant.by == actor.id}
    return _sorted(wanted - every), _sorted(theirs - wanted)


def _sorted(given: Iterable[Given]) -> list[Given]:
    return sorted(given, key=lambda each: (each.role, each.unit or ""))
