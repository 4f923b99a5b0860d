"""What happens to accounts, for whoever wants to know. Ids only: an event may wait in the outbox, readable."""

from __future__ import annotations

from typing import ClassVar

from egovframe.kernel.events import Event


class SignedIn(Event):
    """An account signed in."""

    name: ClassVar[str] = "account.signed_in"

    account_id: str
    session_id: str


class AccountAdded(Event):
    """An account was made."""

    name: ClassVar[str] = "account.added"

    account_id: str
    kind: str


class AccountDisabled(Event):
    """An account was shut and all its sessions ended."""

    name: ClassVar[str] = "account.disabled"

    account_id: str


class RoleGranted(Event):
    """An account was given a role, in a unit and below or everywhere."""

    name: ClassVar[str] = "role.granted"

    account_id: str
    role: str
    unit: str | None = None


class RoleRevoked(Event):
    """An account lost a role."""

    name: ClassVar[str] = "role.revoked"

    account_id: str
    role: str
    unit: str | None = None


class AuthenticatorDisabled(Event):
    """A way to sign in was shut after too many failures in a row; the account's sessions go on."""

    name: ClassVar[str] = "authenticator.disabled"

    account_id: str
    authenticator: str


class FactorAdded(Event):
    """An account enrolled one more way to sign in, or linked a provider."""

    name: ClassVar[str] = "factor.added"

    account_id: str
    authenticator: str


class FactorRemoved(Event):
    """A way to sign in was taken away from an account."""

    name: ClassVar[str] = "factor.removed"

    account_id: str
    authenticator: str


class PasswordChanged(Event):
    """An account has a new password; its other sessions ended."""

    name: ClassVar[str] = "account.password_changed"

    account_id: str


class CodeAsked(Event):
    """Somebody asked for a code by mail. `sealed` is the code, sealed with the office's key.

    `language` is that of the page on which they asked; empty where there was none.
    """

    name: ClassVar[str] = "account.code_asked"

    account_id: str
    sealed: str
    language: str = ""


class NewBrowser(Event):
    """An account signed in from a browser in which it had not signed in before, or that forgot it."""

    name: ClassVar[str] = "account.new_browser"

    account_id: str
    session_id: str


class AddressChanged(Event):
    """An account's e-mail address is another; `sealed` is the one before, sealed with the office's key."""

    name: ClassVar[str] = "account.address_changed"

    account_id: str
    sealed: str


class NameChanged(Event):
    """An account signs in with another name from now on."""

    name: ClassVar[str] = "account.name_changed"

    account_id: str


class UnitMoved(Event):
    """A unit, with all below it, is under another one from `since` on; those who follow hear of it then."""

    name: ClassVar[str] = "unit.moved"

    unit: str
    since: str
