"""How the office shows a provider who it is: by a secret in the header, or by a key of its own (RFC 7523)."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote_plus

from egovframe.auth import jose
from egovframe.kernel.ids import new_token

ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LASTS: Final = timedelta(minutes=1)
_LARGEST: Final = 65_536


@dataclass(frozen=True, slots=True)
class Client:
    """The office at one provider. Where there is a key (a private JWK) it signs, and no secret goes anywhere."""

    id: str
    secret: str = field(default="", repr=False)
    key: Mapping[str, Any] | None = field(default=None, repr=False)

    def proof(self, *, issuer: str, at: datetime) -> tuple[dict[str, str], dict[str, str]]:
        """Return the headers and the form fields that show who asks.

        The assertion is for the issuer itself, not for an address that somebody else could have named.
        """
        if self.key is not None:
            now = int(at.timestamp())
            claims = {
                "iss": self.id,
                "sub": self.id,
                "aud": issuer,
                "jti": new_token(),
                "iat": now,
                "exp": now + int(_LASTS.total_seconds()),
            }
            algorithm = str(self.key.get("alg", "RS256"))
            signed = jose.sign(claims, key=self.key, algorithm=algorithm, typ="JWT")
            return {}, {"client_id": self.id, "client_assertion_type": ASSERTION, "client_assertion": signed}
        # Both are form-encoded first (RFC 6749, 2.3.1), so that a colon in the id is none.
        pair = f"{quote_plus(self.id)}:{quote_plus(self.secret)}".encode()
        return {"authorization": f"Basic {base64.b64encode(pair).decode()}"}, {}


def secret_from(path: Path) -> str:
    """Return the secret in a file, without the end of its line. Raises ValueError for none."""
    try:
        secret = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"client_secret_file cannot be read: {type(error).__name__}") from error
    if not secret or len(secret) > _LARGEST:
        raise ValueError("client_secret_file is empty, or no secret")
    return secret


def key_from(path: Path) -> dict[str, Any]:
    """Return the private key in a file: a JWK of RSA with `kid`, and `alg` RS256 or PS256. Raises ValueError."""
    try:
        with path.open("rb") as file:
            key = json.loads(file.read(_LARGEST))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} cannot be read as JSON") from error
    if not isinstance(key, dict) or key.get("kty") != "RSA" or not isinstance(key.get("d"), str):
        raise ValueError(f"{path} holds no private JWK of RSA")
    if not isinstance(key.get("kid"), str) or key.get("alg", "RS256") not in ("RS256", "PS256"):
        raise ValueError(f"{path} needs a kid, and alg RS256 or PS256")
    return key
