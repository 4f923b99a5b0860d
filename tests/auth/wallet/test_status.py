"""Lists of withdrawn credentials (Token Status List): known answers, and lists that are not to be believed."""

from __future__ import annotations

import json
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from egovframe.auth.errors import ProofRefused, SourceUnavailable
from egovframe.auth.wallet import status
from egovframe.auth.wallet.issuers import Issuer
from egovframe.auth.wallet.status import Statuses
from tests.auth.wallet.purse import b64, new_key, signed
from tests.auth.wallet.web import Web

# As the specification (Token Status List, section 4.1) prints them: sixteen statuses of one bit, twelve of two bits.
ONE_BIT: Final = "eNrbuRgAAhcBXQ"
ONE_BIT_STATUSES: Final = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
TWO_BITS: Final = "eNo76fITAAPfAgc"
TWO_BIT_STATUSES: Final = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]
KEY: Final = new_key("k")
NOW: Final = datetime.now(UTC)


class Listed:
    """An issuer with one list."""

    def __init__(self, web: Web, folder: Path) -> None:
        self.web = web
        self.uri = f"{web.url}/statuses/1"
        (folder / "jwks").write_text(json.dumps({"keys": [KEY.export_public(as_dict=True)]}))
        self.issuer = Issuer(issuer=web.url, keys=folder / "jwks")
        self.statuses = Statuses()

    def publish(self, lst: str, bits: Any = 1, *, key: Any = KEY, header: Any = None, **changes: Any) -> None:
        """Publish a list; what differs from a right one a test says."""
        now = int(NOW.timestamp())
        claims = {"sub": self.uri, "iat": now, "ttl": 0, "status_list": {"bits": bits, "lst": lst}, **changes}
        claims = {name: value for name, value in claims.items() if value is not None}
        made = signed(claims, {"alg": "ES256", "typ": "statuslist+jwt", "kid": "k", **(header or {})}, key)
        self.web.pages["/statuses/1"] = (200, made.encode())

    def check(self, index: Any, *, required: bool = False, **more: Any) -> None:
        """Look a credential up."""
        reference = {"status_list": {"idx": index, "uri": self.uri, **more}}
        self.checked({"status": reference}, required=required)

    def checked(self, claims: dict[str, Any], *, required: bool = False) -> None:
        """Look a credential with these claims up."""
        self.statuses.check(claims, self.issuer, algorithms=("ES256",), at=NOW, required=required)


@pytest.fixture
def listed(web: Web, tmp_path: Path) -> Listed:
    """An issuer with one list."""
    return Listed(web, tmp_path)


@pytest.mark.parametrize(
    ("lst", "bits", "statuses"), [(ONE_BIT, 1, ONE_BIT_STATUSES), (TWO_BITS, 2, TWO_BIT_STATUSES)], ids=["1", "2"]
)
def test_the_examples_of_the_specification(listed: Listed, lst: str, bits: int, statuses: list[int]) -> None:
    """Each status of the printed lists: only zero is valid; beyond the end there is none."""
    listed.publish(lst, bits)
    for index, found in enumerate(statuses):
        if found == 0:
            listed.check(index)
        else:
            words = {1: "withdrawn", 2: "suspended", 3: "not taken"}[found]
            with pytest.raises(ProofRefused, match=words):
                listed.check(index)
    with pytest.raises(ProofRefused, match="beyond the end"):
        listed.check(len(statuses) + 8)


@pytest.mark.parametrize("bits", [4, 8])
def test_wider_statuses(listed: Listed, bits: int) -> None:
    """Four and eight bits, from the least significant on."""
    listed.publish(b64(zlib.compress(bytes([0x01, 0x10]))), bits)
    wrong = {4: [0, 3], 8: [0, 1]}[bits]
    for index in range(16 // bits):
        if index in wrong:
            with pytest.raises(ProofRefused):
                listed.check(index)
        else:
            listed.check(index)


def test_a_credential_without_a_status(listed: Listed) -> None:
    """Passes where the settings do not ask for one."""
    listed.checked({})
    with pytest.raises(ProofRefused, match="has no status"):
        listed.checked({}, required=True)


@pytest.mark.parametrize(
    "reference",
    [7, {}, {"other": {}}, {"status_list": 7}, {"status_list": {"idx": 1}}, {"status_list": {"uri": "us/statuses/1"}}]
    + [{"status_list": {"uri": "us/statuses/1", "idx": index}} for index in (-1, "1", 1.5, True, None, 2**40)]
    + [{"status_list": {"uri": uri, "idx": 0}} for uri in ("https://evil.example/1", "", 7)],
    ids=str,
)
def test_a_status_that_cannot_be_looked_up(listed: Listed, reference: Any) -> None:
    """Of an unknown kind, at no place, or at somebody else's: refused, and nobody else is asked."""
    listed.publish(ONE_BIT)
    whole = json.loads(json.dumps(reference).replace("us/statuses/1", listed.uri))
    with pytest.raises(ProofRefused):
        listed.checked({"status": whole})
    assert listed.web.asked == []


@pytest.mark.parametrize(
    "changes",
    [
        {"key": new_key("k")},
        {"header": {"typ": "JWT"}},
        {"header": {"typ": "dc+sd-jwt"}},
        {"sub": "https://other.example/statuses/1"},
        {"sub": None},
        {"exp": int(NOW.timestamp()) - 120},
        {"iat": None},
        {"iat": int(NOW.timestamp()) + 600},
        {"status_list": None},
        {"status_list": {"bits": 1}},
        {"bits": 3},
        {"bits": True},
        {"lst": "@@"},
        {"lst": b64(b"no zlib")},
        {"lst": b64(zlib.compress(b"1234567890")[:-3])},
        {"lst": b64(zlib.compress(bytes(status.LARGEST + 1)))},
    ],
    ids=[str(number) for number in range(16)],
)
def test_a_list_that_is_not_to_be_believed(listed: Listed, changes: dict[str, Any]) -> None:
    """By another key, of another kind, of another list, expired, or no list: nobody is let in meanwhile."""
    listed.publish(**{"lst": ONE_BIT, **changes})
    with pytest.raises(SourceUnavailable):
        listed.check(1)


def test_the_issuer_is_away(listed: Listed) -> None:
    """No answer is no permission."""
    with pytest.raises(SourceUnavailable):
        listed.check(1)


def test_a_list_counts_for_a_while(listed: Listed) -> None:
    """As long as the issuer says, never longer than five minutes: one fetch for many."""
    listed.publish(ONE_BIT, ttl=60)
    for _ in range(5):
        listed.check(1)
    assert len(listed.web.asked) == 1
    assert status.KEPT == 300
    listed.statuses = Statuses()
    listed.publish(ONE_BIT, ttl=0)
    listed.check(1)
    listed.publish(b64(zlib.compress(b"\xff\xff")), ttl=0)
    with pytest.raises(ProofRefused, match="withdrawn"):
        listed.check(1)


def test_a_slow_issuer_keeps_nobody_else_waiting(
    listed: Listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one list is fetched, that of another issuer is fetched and looked at."""
    other = Issuer(issuer=listed.web.url.replace("127.0.0.1", "localhost"), keys=tmp_path / "jwks")
    begun, go_on = threading.Event(), threading.Event()
    fetch = status._fetched

    def slow(uri: str, issuer: Issuer, *words: Any) -> Any:
        if issuer is other:
            begun.set()
            assert go_on.wait(20)
        return fetch(listed.uri, listed.issuer, *words)

    monkeypatch.setattr(status, "_fetched", slow)
    listed.publish(ONE_BIT)
    claims = {"status": {"status_list": {"idx": 1, "uri": listed.uri}}}
    with ThreadPoolExecutor(2) as pool:
        waits = pool.submit(listed.statuses.check, claims, other, algorithms=("ES256",), at=NOW, required=False)
        assert begun.wait(20)
        try:
            pool.submit(listed.check, 1).result(10)
        finally:
            go_on.set()
        waits.result(20)
