"""What is left of a sign-in that failed: a fact, perhaps an authenticator that is shut, one answer for everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from egovframe.auth import facts
from egovframe.auth.errors import SignInFailed
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from egovframe.auth.settings import AuthSettings
    from egovframe.auth.throttle import Counted
    from egovframe.kernel.work import Place

_REMEMBERED: Final = 200


class Refusals:
    """Notes failed sign-ins. Who was meant and why it failed is private: the log is public, and tells no names."""

    def __init__(self, place: Place, settings: AuthSettings) -> None:
        self._place = place
        self._settings = settings

    def failed(
        self,
        *,
        authenticator: str,
        origin: Origin,
        reason: str,
        counted: Counted | None = None,
        typed: str = "",
        account: str = "",
        shut: Callable[[UnitOfWork], None] | None = None,
    ) -> SignInFailed:
        """Note the failure; return the error, the same for everybody.

        `account` is whose sign-in it was (`account:…`) where that is known, `typed` the name that was typed otherwise.
        `shut` shuts the authenticator; it is called after too many failures in a row.
        """
        who = {"account": account} if account else {"name": _legible(typed)}
        with UnitOfWork(self._place, by=Actor.visitor(), origin=origin).running() as work:
            if shut is not None and counted is not None and counted.failures >= self._settings.failures_limit:
                shut(work)
            work.note(
                facts.SIGN_IN_FAILED,
                outcome="failed",
                details={"authenticator": authenticator, "limits": list(counted.reached) if counted else []},
                private={**who, "reason": reason},
            )
        return refused()


def refused() -> SignInFailed:
    """Return the one answer for every sign-in that failed."""
    return SignInFailed(
        "Name and password do not go together.", hint="Check both and try again, or ask the office for help."
    )


def _legible(typed: str) -> str:
    """Return what was typed as text that can be kept: at most 200 signs, no lone surrogates."""
    return typed[:_REMEMBERED].encode("utf-8", "backslashreplace").decode()
