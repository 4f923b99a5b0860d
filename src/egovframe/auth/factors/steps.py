"""Steps on the way in: where somebody is between two proofs, under a token that the browser holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.auth.errors import StepOver
from egovframe.auth.factors import store
from egovframe.auth.factors.model import Step
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.errors import CryptoError
from egovframe.kernel.ids import new_token
from egovframe.kernel.work import Origin

if TYPE_CHECKING:
    from egovframe.auth.settings import AuthSettings
    from egovframe.auth.throttle import Throttle
    from egovframe.kernel.work import Place

LASTS: Final = timedelta(minutes=10)
"""How long a step waits for the next answer: no code that is sent counts for longer (NIST SP 800-63B-4, 3.1.3.2)."""
MOST_PROVED: Final = 100
"""How many ways in one account has from one address within ten minutes once something was proved."""
_LONGEST: Final = 128


@dataclass(frozen=True, slots=True)
class Held:
    """A step as it was read, to be changed or spent once."""

    digest: str
    sealed: bytes
    step: Step


class Steps:
    """Keeps steps: sealed with the office's key, found by a secret token, each spent once."""

    def __init__(self, place: Place, throttle: Throttle, settings: AuthSettings) -> None:
        self._place = place
        self._throttle = throttle
        self._settings = settings

    def open(self, step: Step, *, origin: Origin | None = None) -> str:
        """Keep a step; return its token, which is nowhere else. What has expired is forgotten on the way.

        Raises TooManyTries where somebody at `origin` floods the office with steps: refusing costs no write. Who has
        proved something is counted by account, so that strangers at the same address are in nobody's way.
        """
        token, now = new_token(), self._place.clock.now()
        digest, bounds = sha256_hex(token.encode()), self._bounds(step, origin or Origin())
        with self._place.database.read() as conn:
            self._throttle.bound(conn, bounds, now, count=False)
        with self._place.database.write() as conn:
            self._throttle.bound(conn, bounds, now, count=True)
            store.forget_steps(conn, before=now)
            store.insert_step(conn, digest, self._sealed(digest, step), at=now, lasts=LASTS)
        return token

    def read(self, token: str) -> Held:
        """Return the step of a token. Raises StepOver when there is none (any more)."""
        if not 0 < len(token) <= _LONGEST or not token.isascii():
            raise StepOver
        digest = sha256_hex(token.encode())
        with self._place.database.read() as conn:
            sealed = store.step_of(conn, digest, self._place.clock.now())
        if sealed is None:
            raise StepOver
        try:
            return Held(digest, sealed, Step.from_text(self._place.cabinet.office_open(_name(digest), sealed).decode()))
        except (CryptoError, ValueError, TypeError, KeyError) as error:  # another tool wrote it
            raise StepOver from error

    def change(self, held: Held, step: Step) -> None:
        """Keep the step anew under its token. Raises StepOver when somebody else was quicker."""
        with self._place.database.write() as conn:
            if not store.change_step(conn, held.digest, held.sealed, self._sealed(held.digest, step)):
                raise StepOver

    def spend(self, conn: object, held: Held) -> None:
        """End the step within a transaction. Raises StepOver when somebody else was quicker."""
        if not store.spend_step(conn, held.digest, held.sealed, self._place.clock.now()):  # type: ignore[arg-type]
            raise StepOver

    @contextmanager
    def spending(self, held: Held) -> Iterator[None]:
        """End the step before the block runs: what it holds is used once, whatever comes of it."""
        with self._place.database.write() as conn:
            self.spend(conn, held)
        yield

    def _bounds(self, step: Step, origin: Origin) -> dict[str, int]:
        if step.shown or step.session:
            return {f"step\0{step.account}\0{origin.address}": MOST_PROVED}
        return {f"steps\0{origin.address}": self._settings.address_steps, "steps": self._settings.office_steps}

    def _sealed(self, digest: str, step: Step) -> bytes:
        return self._place.cabinet.office_seal(_name(digest), step.as_text().encode())


def _name(digest: str) -> str:
    return f"step:{digest}"
