"""The keys with which the provider signs: made at first use, exchanged on demand, and shown for a day more."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth import jose
from egovframe.auth.provider import facts, store
from egovframe.kernel.clock import moment
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import UnitOfWork

if TYPE_CHECKING:
    from egovframe.kernel.work import Place

ALGORITHM: Final = "RS256"
"""What every relying party can check (OpenID Connect Core 1.0, 15.1)."""
SHOWN_FOR: Final = timedelta(days=1)
"""How long a retired key is still shown: longer than anything that it signed counts."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key by its id, with the private JWK."""

    kid: str
    private: dict[str, Any]


class SigningKeys:
    """The provider's keys, in the database: every process signs with the same one."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._at_hand: dict[str, SigningKey] = {}

    def current(self) -> SigningKey:
        """Return the key to sign with; the first is made when it is asked for."""
        with self._place.database.read() as conn:
            rows = store.key_rows(conn)
        row = next((row for row in rows if row["retired"] is None), None)
        if row is None:
            return self.rotate(by=Actor.system("provider"))
        return self._opened(row)

    def rotate(self, *, by: Actor) -> SigningKey:
        """Make a new key and retire the one before; two at once make one each, and the newest signs."""
        private = jose.new_key(ALGORITHM)
        kid, public = str(private["kid"]), jose.public_of(private)
        sealed = self._place.cabinet.office_seal(f"signing-key:{kid}", json.dumps(private).encode())
        with UnitOfWork(self._place, by=by, why="key of the provider").running() as work:
            work.next_number("auth.provider-keys")  # one after the other: what the first retired the second sees
            for row in store.key_rows(work.conn):
                if row["retired"] is None:
                    store.retire_key(work, row)
            store.insert_key(work, kid=kid, public=json.dumps(public, sort_keys=True), sealed=sealed)
            work.note(facts.KEY_MADE, object=f"signing-key:{kid}", details={"kid": kid})
        return SigningKey(kid, private)

    def shown(self) -> list[dict[str, Any]]:
        """Return the public keys that others need now (RFC 7517), the newest first."""
        self.current()
        now = self._place.clock.now()
        with self._place.database.read() as conn:
            rows = store.key_rows(conn)
        return [
            json.loads(row["public"])
            for row in rows
            if row["retired"] is None or moment(row["retired"]) + SHOWN_FOR > now
        ]

    def _opened(self, row: store.Row) -> SigningKey:
        kid = row["id"]
        known = self._at_hand.get(kid)
        if known is None:
            private = json.loads(self._place.cabinet.office_open(f"signing-key:{kid}", row["sealed"]))
            known = self._at_hand[kid] = SigningKey(kid, private)
        return known
