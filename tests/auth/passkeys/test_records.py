"""What is kept of a challenge and of a key comes back as it was, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.errors import ProofRefused
from egovframe.auth.passkeys.records import ANSWERED_WITHIN, Challenge, Credential

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
SITE = "https://city.example"
KEPT = Challenge.made("ask", "AA", origin=SITE, account="kim", at=NOW)
KEY = Credential(
    public_key="AA",
    count=7,
    rp_id="city.example",
    aaguid="ee882879-721c-4913-9775-3dfcce97072a",
    attested=True,
    eligible=False,
    backed_up=False,
    transports=("nfc", "usb"),
)


def test_a_challenge_comes_back() -> None:
    """For its purpose, at its origin, within ten minutes."""
    for at in (NOW, NOW + ANSWERED_WITHIN):
        assert Challenge.from_text(KEPT.as_text(), "ask", origin=SITE, now=at) == KEPT


def test_another_challenge_does_not() -> None:
    """Each with its reason."""
    text = KEPT.as_text()
    with pytest.raises(ProofRefused, match="something else"):
        Challenge.from_text(text, "enrol", origin=SITE, now=NOW)
    with pytest.raises(ProofRefused, match="another address"):
        Challenge.from_text(text, "ask", origin="https://city.example:8443", now=NOW)
    with pytest.raises(ProofRefused, match="too old"):
        Challenge.from_text(text, "ask", origin=SITE, now=NOW + ANSWERED_WITHIN + timedelta(milliseconds=1))
    with pytest.raises(ProofRefused, match="nobody knows when"):
        Challenge.from_text(replace(KEPT, at="noon").as_text(), "ask", origin=SITE, now=NOW)


@given(st.integers(0, 2**32 - 1), st.booleans(), st.lists(st.sampled_from(["usb", "nfc", "ble"])).map(tuple))
def test_a_key_comes_back(count: int, flag: bool, transports: tuple[str, ...]) -> None:
    """All of it."""
    key = replace(KEY, count=count, backed_up=flag, transports=transports)
    assert Credential.from_text(key.as_text()) == key


@pytest.mark.parametrize(
    "change",
    [
        {"count": "7"}, {"count": True}, {"count": None}, {"attested": 1}, {"eligible": "no"}, {"public_key": 7},
        {"transports": "usb"}, {"transports": [7]}, {"aaguid": []}, {"more": 1}, {"rp_id": {}},
    ],
)  # fmt: skip
def test_a_key_with_anything_else_in_it_is_none(change: dict[str, object]) -> None:
    """A value of the wrong kind is no value: 1 is not true."""
    assert Credential.from_text(json.dumps({**json.loads(KEY.as_text()), **change})) is None


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", "null", "7", "\ud800", "[" * 100_000, '{"count": 1}'])
def test_what_is_no_record_is_none(text: str) -> None:
    """For keys and for challenges."""
    assert Credential.from_text(text) is None
    with pytest.raises(ProofRefused, match="no challenge"):
        Challenge.from_text(text, "ask", origin=SITE, now=NOW)
