"""Ending the sessions that a provider says have ended there (OpenID Connect Back-Channel Logout 1.0, 2.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.auth.errors import ProofRefused
from egovframe.auth.factors import store as factor_store
from egovframe.auth.oidc.store import sessions_of, take_once
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from egovframe.auth.evidence import Farewell
    from egovframe.auth.sessions import Sessions
    from egovframe.kernel.work import Place

REMEMBERED: Final = timedelta(hours=1)
"""How long a provider's message is remembered; none is believed that is older than some minutes."""


def end_sessions(
    place: Place, sessions: Sessions, authenticator: str, farewell: Farewell, *, handle: str, origin: Origin
) -> int:
    """End the sessions that a message means, each with its fact; return how many. It counts once.

    `handle` is the one of the person whom it names. Only sessions that began with this provider end: of that person, of
    that session there, or both. Raises ProofRefused for a message that was taken before.
    """
    once = sha256_hex(f"farewell\0{authenticator}\0{farewell.once}".encode("utf-8", "surrogatepass"))
    with UnitOfWork(place, by=Actor.system("sign-in"), origin=origin).running() as work:
        if not take_once(work.conn, once, at=work.at, lasts=REMEMBERED):
            raise ProofRefused("The provider's message was taken before.", hint="Each counts once.")
        rows = sessions_of(work.conn, authenticator, work.at)
        if farewell.subject:
            factor = factor_store.row_by_handle(work.conn, authenticator, handle)
            rows = [row for row in rows if factor is not None and row["account"] == factor["account"]]
        ended = 0
        for row in rows:
            if farewell.meant(sessions.leaving_of(work.conn, row["id"])):
                account = f"account:{row['account']}"
                ended += sessions.end(work, account, [row["id"]], reason="signed out at the provider")
        return ended
