"""The factors of an account: enrolled, confirmed, renamed and removed by their owner, or by who runs the office."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from egovframe.auth import facts
from egovframe.auth.errors import AuthError, FactorNotFound, ProofRefused
from egovframe.auth.events import AuthenticatorDisabled, FactorAdded, FactorRemoved
from egovframe.auth.factors import store
from egovframe.auth.factors.model import LABEL_LENGTH, Enrolled, Step
from egovframe.auth.interfaces import Code, Key, Keys, Method, NewCode
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import Conflict, CryptoError
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.auth.factors.steps import Steps
    from egovframe.auth.interfaces import Asked
    from egovframe.auth.model import Account
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.work import Origin, Place, UnitOfWork

Listed = list[Enrolled]


class Factors:
    """What accounts enrolled. Asks for no permission: its callers know whose unit of work it is."""

    def __init__(self, place: Place, steps: Steps, methods: Mapping[str, Method], *, office: str) -> None:
        self._place = place
        self._steps = steps
        self._methods = methods
        self._office = office

    def of(self, conn: Connection, account: str) -> Listed:
        """Return the account's factors, oldest first; those that were never confirmed are not among them."""
        found = [store.factor_of(row) for row in store.rows_of(conn, account)]
        return [factor for factor in found if factor.confirmed is not None]

    def left(self, conn: Connection, account: str) -> dict[str, int]:
        """Return how many codes are left of the account's lists, by the id of the factor."""
        found: dict[str, int] = {}
        for row in store.rows_of(conn, account):
            method = self._methods.get(row["authenticator"])
            if isinstance(method, Code) and row["confirmed"] is not None:
                left = method.left(opened(self._place.cabinet, row))
                if left is not None:
                    found[row["id"]] = left
        return found

    # ------------------------------------------------------------------ codes

    def enrol_code(self, work: UnitOfWork, account: Account, authenticator: str) -> tuple[Enrolled, NewCode]:
        """Enrol a code for the account; what the person is shown is nowhere else.

        One that waits for its first code replaces another that waits. A list of codes replaces the one before and
        counts at once. Raises AuthError for an authenticator that has no codes.
        """
        method = self._methods.get(authenticator)
        if not isinstance(method, Code):
            raise _no_such(authenticator)
        new = method.enrol(account.name, office=self._office)
        for row in store.rows_of(work.conn, account.id):
            if row["authenticator"] == authenticator and (row["confirmed"] is None or not new.confirm):
                self._remove(work, account, row)
        factor = Enrolled(
            id=new_id(),
            account=account.id,
            authenticator=authenticator,
            label="",
            created=work.at,
            confirmed=None if new.confirm else work.at,
        )
        self._add(work, account, factor, new.stored)
        return factor, new

    def confirm_code(self, work: UnitOfWork, account: Account, factor: str, typed: str) -> Enrolled:
        """Have the factor count from now on, because its first code was right.

        Call it before anything else in its unit of work. Raises FactorNotFound, ProofRefused when the code is not
        right, Conflict when the factor was changed meanwhile.
        """
        if work.begun:
            row = self._row(work.conn, account, factor)
        else:  # looking at a code may be slow: not within a transaction
            with self._place.database.read() as conn:
                row = self._row(conn, account, factor)
        method = self._methods.get(row["authenticator"])
        if not isinstance(method, Code) or row["confirmed"] is not None:
            raise FactorNotFound
        proof = method.verify(opened(self._place.cabinet, row), typed, at=work.at)
        if not proof.accepted:
            raise ProofRefused("The first code is not right.", hint="Wait for the next code and type that one.")
        changes = {"confirmed": instant(work.at)}
        if proof.stored is not None:
            changes["stored"] = sealed(self._place.cabinet, row["id"], proof.stored)
        store.change(work, row, changes)
        work.note(
            facts.FACTOR_CONFIRMED,
            object=f"factor:{row['id']}",
            subjects=(account.ref,),
            details={"authenticator": row["authenticator"]},
        )
        work.emit(FactorAdded(account_id=account.id, authenticator=row["authenticator"]))
        return replace(store.factor_of(row), confirmed=work.at)

    # ------------------------------------------------------------------ keys

    def ask_key(
        self,
        account: Account,
        authenticator: str,
        *,
        keys: Sequence[Key],
        session: str,
        site: str,
        origin: Origin | None = None,
    ) -> tuple[str, Asked]:
        """Return the token of a step and what the browser needs to make a new key beside the account's `keys`.

        `site` is the city's origin. Keeps the step at once: not within a unit of work. Raises SettingsError where no
        key can be made at that address, TooManyTries.
        """
        asked = self._keys(authenticator).ask_to_enrol(
            account.id, account.name, origin=site, office=self._office, keys=keys
        )
        step = Step("enrol", account=account.id, session=session, authenticator=authenticator, kept=asked.kept)
        return self._steps.open(step, origin=origin), asked

    def add_key(
        self,
        work: UnitOfWork,
        account: Account,
        token: str,
        answer: Mapping[str, object],
        *,
        session: str,
        label: str,
        site: str,
    ) -> Enrolled:
        """Keep the key that the browser made; call it before anything else in its unit of work.

        Raises StepOver, ProofRefused, FactorTaken.
        """
        held = self._steps.read(token)
        step = held.step
        if (step.purpose, step.account, step.session) != ("enrol", account.id, session):
            raise ProofRefused("The challenge was made for somebody else.", hint="Begin again.")
        # Spent before it is looked at, and for good: an answer that is wrong takes the challenge with it.
        if work.begun:
            self._steps.spend(work.conn, held)
        else:
            with self._steps.spending(held):
                pass
        key = self._keys(step.authenticator).enrolled(step.kept, answer, origin=site)
        factor = Enrolled(
            id=new_id(),
            account=account.id,
            authenticator=step.authenticator,
            label=clean_label(label),
            created=work.at,
            handle=key.handle,
            confirmed=work.at,
        )
        self._add(work, account, factor, key.stored)
        return factor

    def keys(self, conn: Connection, account: str, authenticator: str) -> Sequence[Key]:
        """Return the account's keys that count, as the plug-in takes them."""
        return [
            self.key_of(row)
            for row in store.rows_of(conn, account)
            if row["authenticator"] == authenticator and store.factor_of(row).counts
        ]

    def key_of(self, row: store.Row) -> Key:
        """Return the key of a row, as the plug-in takes it."""
        return Key(handle=row["handle"] or "", stored=opened(self._place.cabinet, row), account=row["account"])

    # ------------------------------------------------------------------ links

    def link(
        self,
        work: UnitOfWork,
        account: Account,
        authenticator: str,
        *,
        handle: str,
        label: str,
        stored: str = "",
        reason: str = "",
    ) -> Enrolled:
        """Link the account with somebody whom a provider, a directory or a certificate knows.

        `stored` is what is kept of them, sealed: the keyed hash of a national identifier. `reason` is why somebody else
        than the owner does. Raises FactorTaken when another account is linked with them.
        """
        factor = Enrolled(
            id=new_id(),
            account=account.id,
            authenticator=authenticator,
            label=clean_label(label),
            created=work.at,
            handle=handle,
            confirmed=work.at,
        )
        self._add(work, account, factor, stored, reason)
        return factor

    # ------------------------------------------------------------------ all of them

    def used(self, work: UnitOfWork, account: Account, row: store.Row, stored: str | None) -> None:
        """Note that a factor proved its owner, and keep what it renewed. Raises Conflict when it changed meanwhile."""
        changes: dict[str, Any] = {"used": instant(work.at)}
        if stored is not None:
            changes["stored"] = sealed(self._place.cabinet, row["id"], stored)
        store.change(work, row, changes)
        work.note(
            facts.FACTOR_USED,
            object=f"factor:{row['id']}",
            subjects=(account.ref,),
            details={"authenticator": row["authenticator"]},
        )

    def shut(self, work: UnitOfWork, account: Account, authenticator: str) -> None:
        """Disable the account's factors of this authenticator after too many failures; the others go on."""
        for row in store.rows_of(work.conn, account.id):
            if row["authenticator"] != authenticator or row["disabled"] is not None:
                continue
            with suppress(Conflict):
                store.change(work, row, {"disabled": instant(work.at)})
                work.note(
                    facts.SHUT,
                    object=f"factor:{row['id']}",
                    subjects=(account.ref,),
                    reason="too many failures in a row",
                    basis="NIST SP 800-63B-4 3.2.2",
                )
        work.emit(AuthenticatorDisabled(account_id=account.id, authenticator=authenticator))

    def rename(self, work: UnitOfWork, account: Account, factor: str, label: str) -> None:
        """Give the factor another name. Raises FactorNotFound."""
        row = self._row(work.conn, account, factor)
        store.change(work, row, {"label": clean_label(label)})
        work.note(facts.FACTOR_RENAMED, object=f"factor:{row['id']}", subjects=(account.ref,))

    def remove(self, work: UnitOfWork, account: Account, factor: str, *, reason: str = "") -> None:
        """Take the factor away for good: what was kept of it is gone. Raises FactorNotFound."""
        self._remove(work, account, self._row(work.conn, account, factor), reason)

    def remove_all(self, work: UnitOfWork, account: Account, *, reason: str = "") -> int:
        """Take all the account's codes and keys away, for somebody who lost them; return how many."""
        rows = [
            row
            for row in store.rows_of(work.conn, account.id)
            if isinstance(self._methods.get(row["authenticator"]), (Code, Keys))
        ]
        for row in rows:
            self._remove(work, account, row, reason)
        return len(rows)

    def _add(self, work: UnitOfWork, account: Account, factor: Enrolled, stored: str, reason: str = "") -> None:
        store.insert(work, factor, stored=sealed(self._place.cabinet, factor.id, stored))
        work.note(
            facts.FACTOR_ADDED,
            object=factor.ref,
            subjects=(account.ref,),
            details={"authenticator": factor.authenticator},
            private={"label": factor.label, **({"reason": reason} if reason else {})},
        )
        if factor.confirmed is not None:
            work.emit(FactorAdded(account_id=account.id, authenticator=factor.authenticator))

    def _remove(self, work: UnitOfWork, account: Account, row: store.Row, reason: str = "") -> None:
        store.change(work, row, {"removed": instant(work.at), "stored": ""})
        work.note(
            facts.FACTOR_REMOVED,
            object=f"factor:{row['id']}",
            subjects=(account.ref,),
            details={"authenticator": row["authenticator"]},
            private={"reason": reason} if reason else {},
        )
        if row["confirmed"] is not None:
            work.emit(FactorRemoved(account_id=account.id, authenticator=row["authenticator"]))

    def _row(self, conn: Connection, account: Account, factor: str) -> store.Row:
        row = store.row_of(conn, factor)
        if row is None or row["account"] != account.id:
            raise FactorNotFound
        return row

    def _keys(self, authenticator: str) -> Keys:
        method = self._methods.get(authenticator)
        if not isinstance(method, Keys):
            raise _no_such(authenticator)
        return method


def sealed(cabinet: Cabinet, factor: str, stored: str) -> str:
    """Return what is kept of a factor, sealed with the office's key for this factor alone."""
    return base64.b64encode(cabinet.office_seal(f"factor:{factor}", stored.encode())).decode()


def opened(cabinet: Cabinet, row: store.Row) -> str:
    """Return what was sealed; an empty text, with which nothing is proved, for a row that another tool wrote."""
    try:
        return cabinet.office_open(f"factor:{row['id']}", base64.b64decode(row["stored"])).decode()
    except (CryptoError, ValueError):
        return ""


def clean_label(text: str) -> str:
    """Return the name that a person gave a factor: what can be seen, at most 60 characters."""
    return "".join(sign for sign in text.strip() if sign.isprintable())[:LABEL_LENGTH]


def _no_such(authenticator: str) -> AuthError:
    return AuthError(f"Nothing is enrolled for {authenticator[:60]!r} here.", hint="See [auth.authenticators].")
