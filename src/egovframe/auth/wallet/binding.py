"""Key binding: that whoever presents a credential holds the key that it was issued to (RFC 9901, 4.3 and 7.3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from egovframe.auth import jose
from egovframe.auth.errors import TokenInvalid
from egovframe.auth.wallet.disclosures import Parts, refused
from egovframe.kernel.crypto import same

TYPE: Final = "kb+jwt"
OLDEST: Final = timedelta(minutes=5)
"""How old a key binding JWT may be: it was made for this very moment."""
LEEWAY: Final = timedelta(seconds=60)
"""How much other clocks may differ from ours."""
_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


def check_binding(
    parts: Parts,
    claims: Mapping[str, Any],
    *,
    audience: str,
    nonce: str,
    algorithms: Collection[str],
    at: datetime,
) -> None:
    """Raise ProofRefused unless the holder of the key in the claims signed for this very visit.

    `claims` are the issuer's, whose signature was checked: the key is taken from them alone.
    """
    named = claims.get("cnf")
    key = named.get("jwk") if isinstance(named, dict) else None
    if not isinstance(key, dict) or _PRIVATE & set(key):
        raise refused("the issuer names no key of its holder (cnf)")
    try:
        said = jose.claims_of(parts.binding, key=key, algorithms=algorithms, typ=TYPE)
        jose.check_times(said, at=at, leeway=LEEWAY, oldest=OLDEST)
    except TokenInvalid as error:
        raise refused(f"its key binding does not hold. {error.message.rstrip('.')}") from error
    for name, wanted in (("aud", audience), ("nonce", nonce), ("sd_hash", parts.bound)):
        found = said.get(name)
        if not isinstance(found, str) or not same(found.encode("utf-8", "surrogatepass"), wanted):
            raise refused(f"its key binding is of another visit ({name})")
