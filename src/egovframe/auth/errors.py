"""What can go wrong with accounts and sign-in.

AuthError
├── AccountNotFound (NotFound)    no account has that name
├── AccountExists (Conflict)      the name is taken, perhaps in other letters' case
├── NameInvalid (Invalid)         that cannot be the name of an account
├── RoleUnknown (NotFound)        the city declares no such role
├── UnitUnknown (NotFound)        the city declares no such unit
├── NotGranted (NotFound)         the account does not hold that role there
├── SessionNotFound (NotFound)    the account has no such session
├── SignInFailed                  name and password do not go together, or may not be used now
├── TooManyTries                  wait before the next try
├── MoreNeeded                    the first proof was right, one more is needed
├── StepOver                      the way in took too long, or was gone already
├── FactorNotFound (NotFound)     the account has enrolled no such thing
├── FactorTaken (Conflict)        that key, certificate or provider's account is enrolled already
├── ClientNotFound (NotFound)     no other system of the city has that id
├── ProofRefused                  what was shown does not prove it, with the reason for the trail
├── SourceUnavailable             who could tell cannot be reached now
├── MessageFailed                 a message with a code could not be handed over
├── HashInvalid (Invalid)         that cannot be a password's hash of that other system
└── PasswordRefused (Invalid)     the password does not meet the rules, with the reasons
"""

from __future__ import annotations

from egovframe.kernel.errors import Conflict, EgovError, Invalid, NotFound


class AuthError(EgovError):
    """Something is wrong with an account or a sign-in."""

    code = "auth.error"


class AccountNotFound(AuthError, NotFound):
    """No account has that name."""

    code = "auth.account_not_found"


class AccountExists(AuthError, Conflict):
    """Another account has that name; upper and lower case are the same name."""

    code = "auth.account_exists"


class NameInvalid(AuthError, Invalid):
    """That cannot be the name of an account."""

    code = "auth.name_invalid"


class RoleUnknown(AuthError, NotFound):
    """The city declares no role of that name."""

    code = "auth.role_unknown"


class UnitUnknown(AuthError, NotFound):
    """The city declares no unit of that name."""

    code = "auth.unit_unknown"


class NotGranted(AuthError, NotFound):
    """The account does not hold that role there."""

    code = "auth.not_granted"


class SessionNotFound(AuthError, NotFound):
    """The account has no such session, or it has ended."""

    code = "auth.session_not_found"


class SignInFailed(AuthError):
    """Nobody was signed in. The answer is the same whatever the reason: unknown name, wrong password, shut account."""

    code = "auth.sign_in_failed"


class TooManyTries(AuthError):
    """Too many tries failed: the next one is taken after `retry_after` seconds. Unknown names are answered the same."""

    code = "auth.too_many_tries"

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(
            "Too many tries to sign in failed.",
            hint=f"Wait {retry_after} seconds, then try again.",
            retry_after=retry_after,
        )
        self.retry_after = retry_after


class MoreNeeded(AuthError):
    """The first proof was right, and one more is needed: `step` is the token of the way in, for the browser to keep."""

    code = "auth.more_needed"

    def __init__(self, *, step: str) -> None:
        super().__init__("One more proof is needed.", hint="Show it within ten minutes.")
        self.step = step


class StepOver(AuthError):
    """The way in took longer than ten minutes, was gone already, or was another one."""

    code = "auth.step_over"

    def __init__(self) -> None:
        super().__init__("This way in has ended.", hint="Begin again: what waits for an answer ends after ten minutes.")


class FactorNotFound(AuthError, NotFound):
    """The account has enrolled no such authenticator, key, certificate or link."""

    code = "auth.factor_not_found"

    def __init__(self) -> None:
        super().__init__("The account has no such way to sign in.", hint="Look at the list again.")


class FactorTaken(AuthError, Conflict):
    """That key, certificate or provider's account is enrolled already, perhaps with another account here."""

    code = "auth.factor_taken"

    def __init__(self) -> None:
        super().__init__(
            "This is enrolled already, perhaps with another account.", hint="Remove it there first, or use another one."
        )


class ClientNotFound(AuthError, NotFound):
    """No client of the office's OpenID provider has that id."""

    code = "auth.client_not_found"


class ProofRefused(AuthError):
    """What was shown does not prove who somebody is. The message is for the trail: the person is told no reason."""

    code = "auth.proof_refused"


class SourceUnavailable(AuthError):
    """Whoever could tell who somebody is (a directory, a provider) cannot be reached now."""

    code = "auth.source_unavailable"


class MessageFailed(AuthError):
    """A message with a code could not be handed over for delivery."""

    code = "auth.message_failed"


class HashInvalid(AuthError, Invalid):
    """That cannot be the hash of a password that the other system made, or it is one that the office does not take."""

    code = "auth.hash_invalid"


class PasswordRefused(AuthError, Invalid):
    """The password cannot be used; each fault says why in words for the person."""

    code = "auth.password_refused"
