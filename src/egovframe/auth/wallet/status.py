"""Whether an issuer withdrew a credential: its list of statuses, signed (Token Status List)."""

from __future__ import annotations

import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from egovframe.auth import jose
from egovframe.auth.errors import SourceUnavailable, TokenInvalid
from egovframe.auth.wallet.disclosures import refused
from egovframe.auth.wallet.issuers import Issuer

TYPE: Final = "statuslist+jwt"
KEPT: Final = 300.0
"""For how many seconds a list counts at most: what was withdrawn is found out within five minutes."""
LARGEST: Final = 8 * 1024 * 1024
"""The largest list in bytes once it is unpacked: eight million credentials with eight statuses of one bit each."""
MOST_LISTS: Final = 50
_VALID: Final = 0
_WORDS: Final = {1: "withdrawn", 2: "suspended"}


@dataclass(frozen=True, slots=True)
class _List:
    content: bytes
    bits: int
    until: float

    def at(self, index: int) -> int:
        """Return the status at an index (Token Status List, 4.1: from the least significant bit on)."""
        place, each = index * self.bits // 8, 8 // self.bits
        if place >= len(self.content):
            raise refused("its status stands beyond the end of the list")
        return self.content[place] >> (index % each) * self.bits & (1 << self.bits) - 1


class Statuses:
    """Knows the lists of issuers, each for five minutes at most. Serves many threads."""

    def __init__(self) -> None:
        # One for each issuer: whose server is slow keeps nobody waiting but its own people.
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._lists: dict[tuple[str, str], _List] = {}

    def check(
        self, claims: Mapping[str, Any], issuer: Issuer, *, algorithms: Collection[str], at: datetime, required: bool
    ) -> None:
        """Raise ProofRefused where the issuer withdrew the credential, or its status cannot be looked up.

        With `required` a credential without a status is refused. Raises SourceUnavailable when the list cannot be
        fetched: nobody is let in meanwhile.
        """
        status = claims.get("status")
        if status is None:
            if required:
                raise refused("it has no status, though the settings ask for one")
            return
        named = status.get("status_list") if isinstance(status, dict) else None
        uri = named.get("uri") if isinstance(named, dict) else None
        index = named.get("idx") if isinstance(named, dict) else None
        if not isinstance(uri, str) or not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < 2**31:
            raise refused("its status is of an unknown kind")
        found = self._list(uri, issuer, algorithms, at).at(index)
        if found != _VALID:
            raise refused(f"the issuer has it {_WORDS.get(found, 'in a status that is not taken')}")

    def _list(self, uri: str, issuer: Issuer, algorithms: Collection[str], at: datetime) -> _List:
        key = (issuer.issuer, uri)
        held = self._lists.get(key)
        if held is not None and time.monotonic() < held.until:
            return held
        with self._locks[issuer.issuer]:
            held = self._lists.get(key)
            if held is None or time.monotonic() >= held.until:
                held = _fetched(uri, issuer, algorithms, at)
                if len(self._lists) >= MOST_LISTS:
                    self._lists.clear()
                self._lists[key] = held
            return held


def _fetched(uri: str, issuer: Issuer, algorithms: Collection[str], at: datetime) -> _List:
    """Return a list whose signature, address and times hold (Token Status List, 8.3)."""
    token = issuer.list_at(uri).decode("ascii", "replace").strip()
    try:
        claims = issuer.claims(token, typ=TYPE, algorithms=algorithms, at=at)
        jose.check_times(claims, at=at, oldest=timedelta(days=3650))
    except TokenInvalid as error:
        raise _broken(issuer, error.message) from error
    listed = claims.get("status_list")
    if claims.get("sub") != uri or not isinstance(listed, dict):
        raise _broken(issuer, "it is another list")
    bits, packed = listed.get("bits"), listed.get("lst")
    if bits not in (1, 2, 4, 8) or isinstance(bits, bool) or not isinstance(packed, str):
        raise _broken(issuer, "it has no statuses")
    ends = _number(claims.get("exp"), KEPT + at.timestamp()) - at.timestamp()
    lasts = min(KEPT, _number(claims.get("ttl"), KEPT), ends)
    return _List(_unpacked(packed, issuer), bits, time.monotonic() + max(0.0, lasts))


def _unpacked(packed: str, issuer: Issuer) -> bytes:
    unpack = zlib.decompressobj()
    try:
        content = unpack.decompress(jose.decoded(packed), LARGEST)
    except (TokenInvalid, zlib.error) as error:
        raise _broken(issuer, "it cannot be unpacked") from error
    if unpack.unconsumed_tail or not unpack.eof:
        raise _broken(issuer, "it is too large, or cut off")
    return content


def _number(value: object, otherwise: float) -> float:
    right = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 2**53
    return float(value) if right and isinstance(value, int | float) else otherwise


def _broken(issuer: Issuer, reason: str) -> SourceUnavailable:
    return issuer.wire.unavailable(f"has a list of withdrawn credentials that is not to be believed: {reason}")
