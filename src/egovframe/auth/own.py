"""What people do with their own account: how they sign in, where they are signed in, their password.

`Auth` is one of these; who else may do the same for somebody is said by each verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from egovframe.auth import facts, store
from egovframe.auth.devices import device_of
from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.errors import AccountNotFound, PasswordRefused
from egovframe.auth.events import NewBrowser, PasswordChanged
from egovframe.auth.first import FirstPassword, drawn
from egovframe.auth.interfaces import Certificates, Keys
from egovframe.auth.model import Account, Session
from egovframe.auth.people import OIDC
from egovframe.auth.permissions import ACCOUNT_MANAGE, SESSION_END
from egovframe.auth.provider.store import end_account
from egovframe.auth.signin import Enrolled, keep_enrolled
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from egovframe.auth.admission import Admission, Entered
    from egovframe.auth.entrance import Entrance
    from egovframe.auth.evidence import Evidence
    from egovframe.auth.factors.service import Factors, Listed
    from egovframe.auth.interfaces import Asked, Authenticator, Method, Source
    from egovframe.auth.recovery import Recovery
    from egovframe.auth.sessions import Sessions
    from egovframe.auth.settings import AuthSettings
    from egovframe.auth.signin import Door
    from egovframe.kernel.work import Place

_GROUPS: Final = 7
_MOST_GROUPS: Final = 32


class OwnAccount:
    """The verbs of one's own account. Whoever derives from it sets what is named here."""

    settings: AuthSettings
    authenticators: Mapping[str, Authenticator]
    sources: dict[str, Source]
    methods: dict[str, Method]
    factors: Factors
    entrance: Entrance
    recovery: Recovery
    sessions_kept: Sessions
    _place: Place
    _door: Door
    _admission: Admission

    # ------------------------------------------------------------------ proving more

    def password_again(self, step: str, password: str, *, origin: Origin | None = None, device: str = "") -> Entered:
        """Take the password of somebody who proves themselves again, see `Entrance.again`; `device` as for `sign_in`.

        A directory takes its people's. Raises StepOver, SignInFailed, TooManyTries, SourceUnavailable, Busy, MoreNeeded
        when the account's second factor is due as well.
        """
        came = origin or Origin()

        def proved(account: Account) -> Evidence:
            return self._door.check(account, password, origin=came, device=device, elsewhere=True)

        return self.entrance.password_again(step, proved, origin=came, device=device)

    def fresh(self, session: Session) -> bool:
        """Say whether somebody proved who they are lately, and surely, enough to change how they sign in.

        A session from before a second factor was enrolled is not sure enough to take that factor away.
        """
        if self._place.clock.now() - session.created >= self.settings.fresh:
            return False
        with self._place.database.read() as conn:
            return self._admission.enough(
                conn, session.account, frozenset(), session.shown, assurance=session.assurance
            )

    def own_factors(self, account_id: str) -> tuple[Listed, dict[str, int]]:
        """Return what the account enrolled, oldest first, and how many codes are left of its lists, by factor."""
        with self._place.database.read() as conn:
            return self.factors.of(conn, account_id), self.factors.left(conn, account_id)

    @contextmanager
    def changing_factors(
        self, account_id: str, *, by: Actor | None = None, origin: Origin | None = None
    ) -> Iterator[tuple[UnitOfWork, Account]]:
        """Open a unit of work on what an account enrolled: for its owner, or for who may manage accounts."""
        with self._owners_work(account_id, by, origin, permission=ACCOUNT_MANAGE.name) as opened:
            yield opened

    def ask_new_key(
        self, session: Session, authenticator: str, *, site: str, origin: Origin | None = None
    ) -> tuple[str, Asked]:
        """Begin to enrol a key for a session's account; return the token of the step and what the browser needs.

        `site` is the city's origin. Raises SettingsError where no key can be made at that address, TooManyTries.
        """
        account = self._account(session.account)
        with self._place.database.read() as conn:
            keys = self.factors.keys(conn, account.id, authenticator)
        return self.factors.ask_key(account, authenticator, keys=keys, session=session.id, site=site, origin=origin)

    def has_secret(self, account_id: str) -> bool:
        """Say whether the account has a password here, rather than signing in in other ways alone."""
        with self._place.database.read() as conn:
            return store.credential_row(conn, account_id, self._door.usual) is not None

    def types_secret(self, account_id: str) -> bool:
        """Say whether the account proves itself by a password: one that is kept here, or one that a directory knows."""
        listed = self.own_factors(account_id)[0]
        return self.has_secret(account_id) or any(each.counts and each.authenticator in self.sources for each in listed)

    def secret_alone(self, account_id: str) -> bool:
        """Say whether a password by itself lets somebody in: neither a code nor a key is asked for after it."""
        with self._place.database.read() as conn:
            more = self._admission.promised(conn, account_id)
        return not more and self.types_secret(account_id)

    def choose_password(self, step: str, password: str, *, origin: Origin | None = None) -> None:
        """Keep the new password of an account that was recovered, see `Recovery`; all its sessions end.

        Raises StepOver, PasswordRefused (the step goes on), Busy.
        """
        self.recovery.choose(
            step,
            password,
            origin=origin or Origin(),
            enrol=lambda secret, account: self._another(account, secret),
            keep=self.replace,
        )

    def only_way_in(self, account_id: str, factor: str) -> bool:
        """Say whether nobody could sign in to the account any more without that way.

        It has no password here, and nothing else that lets somebody in by itself: a code alone does not.
        """
        alone = [
            each.id for each in self.own_factors(account_id)[0] if each.counts and self._lets_in(each.authenticator)
        ]
        return alone == [factor] and not self.has_secret(account_id)

    def _lets_in(self, authenticator: str) -> bool:
        vouched = authenticator.startswith(OIDC) or authenticator in self.sources
        return vouched or isinstance(self.methods.get(authenticator), (Keys, Certificates))

    def came_in(self, session: Session, mark: str, *, origin: Origin | None = None) -> None:
        """Have the account's owner told by letter of a sign-in from a browser without the mark of an earlier one.

        Does nothing where no letters are sent.
        """
        if self.recovery.by and not device_of(self._place.cabinet, session.account, mark):
            with UnitOfWork(self._place, by=session.actor, origin=origin).running() as work:
                work.emit(NewBrowser(account_id=session.account, session_id=session.id))

    # ------------------------------------------------------------------ my sessions

    def sessions(self, account_id: str) -> list[Session]:
        """Return the account's sessions, the one used last first. Their actors hold nothing: they are for show."""
        return self.sessions_kept.open_sessions(account_id)

    def end_session(
        self, account_id: str, session_id: str, *, by: Actor | None = None, origin: Origin | None = None
    ) -> None:
        """End one session of the account: for its owner, or for `by`, who then needs `session.end`.

        Raises SessionNotFound.
        """
        with self._owners_work(account_id, by, origin) as (work, account):
            self.sessions_kept.end_one(work, account, session_id, reason="ended from the list")

    def end_others(
        self, account_id: str, keep: str = "", *, by: Actor | None = None, origin: Origin | None = None
    ) -> int:
        """End the account's sessions but the one with the id `keep`; return how many. Who may: see `end_session`."""
        with self._owners_work(account_id, by, origin) as (work, account):
            return self.sessions_kept.end_all(work, account, keep=keep, reason="ended from the list")

    # ------------------------------------------------------------------ passwords

    def enrol(
        self, secret: str, *, words: tuple[str, ...] = (), authenticator: str = "", account: str = ""
    ) -> Enrolled:
        """Return what to keep for a secret, for `Accounts.add` and `Accounts.set_password`.

        `account` is the id of the account whose secret it becomes: one that has a second factor may have a shorter one
        (NIST SP 800-63B-4, 3.1.1.2), which lets nobody in once that factor is gone, until a longer one is chosen.
        Takes a noticeable time on purpose: call it before a unit of work. Raises PasswordRefused or Busy.
        """
        return self._door.enrol(secret, words=words, authenticator=authenticator, account=account)

    def enrol_for(self, name: str, secret: str) -> Enrolled:
        """Return what to keep for a new secret of the account of that name; see `enrol`."""
        account = ""
        with self._place.database.read() as conn, suppress(AccountNotFound):  # told by who then looks for it
            account = store.id_of(conn, name)
        return self.enrol(secret, words=(name,), account=account)

    def change_password(
        self,
        account_id: str,
        current: str,
        new: str,
        *,
        keep: str = "",
        origin: Origin | None = None,
        device: str = "",
    ) -> None:
        """Change one's own password, and end one's sessions but the one with the id `keep`; `device` as for `sign_in`.

        Raises SignInFailed when `current` is not the present one, TooManyTries, PasswordRefused, Busy.
        """
        account = self._account(account_id)
        self._door.check(account, current, origin=origin or Origin(), device=device)
        enrolled = self._another(account, new)
        with self._owners_work(account_id, None, origin) as (work, account):
            self.replace(work, account, enrolled, keep=keep)

    def enrol_first(self, name: str) -> tuple[FirstPassword, Enrolled]:
        """Return a random first password for the account of that name and what to keep of it, for `Accounts`.

        Its owner chooses another one when signing in with it, within `first_password` of the settings. Takes a
        noticeable time on purpose: call it before a unit of work. Raises Busy.
        """
        groups = _GROUPS
        while True:
            secret = drawn(groups)
            try:
                enrolled = self.as_first(self.enrol(secret, words=(name,)))
            except PasswordRefused:  # a city may ask for more signs than that, and chance may spell a word
                groups += 1
                if groups > _MOST_GROUPS:
                    raise
                continue
            return FirstPassword(secret, self._place.clock.now() + self.settings.first_password), enrolled

    def as_first(self, enrolled: Enrolled) -> Enrolled:
        """Return what to keep of a secret that somebody else chose: its owner replaces it at the first sign-in."""
        return enrolled.as_first(self._place.clock.now() + self.settings.first_password)

    def _another(self, account: Account, secret: str) -> Enrolled:
        """Return what to keep for a secret that its owner chose. Raises PasswordRefused also for one it was given."""
        self._door.refuse_given(account, secret)
        return self.enrol(secret, words=(account.name,), account=account.id)

    def replace(self, work: UnitOfWork, account: Account, enrolled: Enrolled, *, keep: str = "") -> None:
        """Keep a new secret for the account, and end its sessions but `keep`. Asks for no permission.

        What other systems hold for the account ends too, or whoever had the old secret would stay signed in there.
        """
        keep_enrolled(work, account.id, enrolled)
        work.note(
            facts.CHANGED,
            object=account.ref,
            subjects=(account.ref,),
            details={"authenticator": enrolled.authenticator, **({"first": True} if enrolled.first else {})},
        )
        work.emit(PasswordChanged(account_id=account.id))
        self._door.forget_failures(work, account)
        end_account(work.conn, account=account.id, at=work.at)
        self.sessions_kept.end_all(work, account, keep=keep, reason="password changed")

    # ------------------------------------------------------------------ whose it is

    def _account(self, account_id: str) -> Account:
        with self._place.database.read() as conn:
            rows = store.account_rows(conn, id=account_id)
        if not rows:
            raise AccountNotFound("There is no such account.", hint="It may have been made in another office.")
        return store.account_of(rows[0])

    @contextmanager
    def _owners_work(
        self,
        account_id: str,
        by: Actor | None,
        origin: Origin | None,
        *,
        permission: str = SESSION_END.name,
    ) -> Iterator[tuple[UnitOfWork, Account]]:
        """Open a unit of work on what is somebody's own, for the owner or for whoever holds the permission."""
        if by is None or by.id == account_id:
            account = self._account(account_id)
            owner = by or Actor(kind=account.kind, id=account.id, name=account.name)
            with UnitOfWork(self._place, by=owner, origin=origin).running() as work:
                yield work, account
            return
        with UnitOfWork(self._place, by=by, origin=origin).running() as work:
            work.need(permission, unit=WHOLE_OFFICE)
            yield work, self._account(account_id)
