"""Accounts, roles and sign-in: who people are, and what they may do where. Usable alone."""

from __future__ import annotations

from egovframe.auth.errors import (
    AccountExists,
    AccountNotFound,
    AuthError,
    NameInvalid,
    NotGranted,
    PasswordRefused,
    RoleUnknown,
    SessionNotFound,
    SignInFailed,
    TooManyTries,
    UnitUnknown,
)
from egovframe.auth.events import (
    AccountAdded,
    AccountDisabled,
    AuthenticatorDisabled,
    RoleGranted,
    RoleRevoked,
    SignedIn,
)
from egovframe.auth.interfaces import Authenticator, Enrolment, Policy, Proof, SignIn
from egovframe.auth.model import KINDS, Account, Grant, NewToken, Role, Session, Unit
from egovframe.auth.permissions import ADMIN, PERMISSIONS
from egovframe.auth.service import AUTHENTICATORS, POLICIES, Accounts, Auth
from egovframe.auth.settings import AuthSettings

__all__ = [
    "ADMIN",
    "AUTHENTICATORS",
    "KINDS",
    "PERMISSIONS",
    "POLICIES",
    "Account",
    "AccountAdded",
    "AccountDisabled",
    "AccountExists",
    "AccountNotFound",
    "Accounts",
    "Auth",
    "AuthError",
    "AuthSettings",
    "Authenticator",
    "AuthenticatorDisabled",
    "Enrolment",
    "Grant",
    "NameInvalid",
    "NewToken",
    "NotGranted",
    "PasswordRefused",
    "Policy",
    "Proof",
    "Role",
    "RoleGranted",
    "RoleRevoked",
    "RoleUnknown",
    "Session",
    "SessionNotFound",
    "SignIn",
    "SignInFailed",
    "SignedIn",
    "TooManyTries",
    "Unit",
    "UnitUnknown",
]
