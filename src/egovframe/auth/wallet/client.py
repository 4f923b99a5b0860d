"""Who the office is for wallets: the name that its requests carry, and the key and certificates that show it.

OpenID4VP 1.0, 5.9.3: `x509_hash:` is the SHA-256 of the certificate, `x509_san_dns:` a name in it; without a prefix it
is what the wallets know the office as already. `redirect_uri:` is not among them: such requests are never signed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from egovframe.auth import jose
from egovframe.auth.wallet import papers

Prefix = Literal["x509_hash", "x509_san_dns"]
_LARGEST: Final = 65_536


@dataclass(frozen=True, slots=True)
class Client:
    """The office for wallets: its whole client id, the private key, its algorithm, and certificates for `x5c`."""

    id: str
    key: Mapping[str, Any] = field(repr=False)
    algorithm: str
    chain: tuple[str, ...] = ()

    @classmethod
    def read(cls, key: Path, certificate: Path | None, *, id: str = "", prefix: Prefix = "x509_hash") -> Client:  # noqa: A002
        """Return the office by its files. `id` is the name that wallets know already, or one in the certificate.

        Raises ValueError, naming the setting, for what does not go together.
        """
        try:
            private = jose.key_in(key.read_bytes()[:_LARGEST])
        except OSError as error:
            raise ValueError(f"key cannot be read: {error.strerror or error}") from error
        except ValueError as error:
            raise ValueError(f"key {error}") from error
        if "d" not in private:
            raise ValueError("key holds a public key: the office signs with a private one")
        try:
            algorithm = jose.algorithm_for(private)
        except ValueError as error:
            raise ValueError(f"key {error}") from error
        if certificate is None:
            if not id or ":" in id:
                raise ValueError("set certificate, or client_id to what wallets know the office as (without a colon)")
            return cls(id, private, algorithm)
        chain = papers.chain_in(certificate)
        if jose.thumbprint(papers.key_of(chain[0])) != jose.thumbprint(private):
            raise ValueError("certificate is of another key than the one in key")
        encoded = papers.encoded(chain)
        if prefix == "x509_hash":
            digest = hashlib.sha256(base64.b64decode(encoded[0])).digest()
            named = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        else:
            names = papers.hosts_of(chain[0])
            named = id or next(iter(names), "")
            if named not in names:
                raise ValueError("client_id is not among the DNS names of certificate (subjectAltName)")
        # The anchor stays away: whoever trusts it has it (OpenID4VP 1.0, 5.9.3; HAIP 1.0).
        sent = [each for each, one in zip(encoded, chain, strict=True) if len(chain) == 1 or not papers.own_issuer(one)]
        return cls(f"{prefix}:{named}", private, algorithm, tuple(sent))
