"""What a browser sends is measured before it is decoded, and read to the letter."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.errors import ProofRefused
from egovframe.auth.passkeys.answers import asserted, client_data, created, decoded, encoded, handle_of

RIGHT: dict[str, Any] = {
    "id": "AQID",
    "rawId": "AQID",
    "type": "public-key",
    "response": {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA"},
}


@given(st.binary(min_size=1, max_size=1023))
def test_base64url_comes_back_as_it_went(raw: bytes) -> None:
    """Without padding; one byte less allowed is refused."""
    assert decoded(encoded(raw), len(raw)) == raw
    assert handle_of({"id": encoded(raw)}) == encoded(raw)
    with pytest.raises(ValueError, match="length"):
        decoded(encoded(raw), len(raw) - 1)


@pytest.mark.parametrize("text", ["", "A", "AA==", "AB", "A A", "AA\n", "AA+/", "ＡＡ", "\ud800A", "A" * 5])
def test_there_is_one_way_to_write_bytes(text: str) -> None:
    """Padding, blanks, other alphabets and bits that nobody needs are refused: an id is compared as text too."""
    with pytest.raises(ValueError, match="base64url"):
        decoded(text, 100)
    assert handle_of({"id": text}) == ""


@pytest.mark.parametrize("answer", [None, 7, [], {}, {"id": 7}, {"id": None}, {"id": "A" * 1_000_000}])
def test_an_answer_that_names_no_key_has_no_handle(answer: object) -> None:
    """And no error."""
    assert handle_of(answer) == ""


def test_a_right_answer_is_read() -> None:
    """Its parts, and nothing that it has besides; what goes on to the library is made of them."""
    made = created({**RIGHT, "response": {**RIGHT["response"], "transports": ["usb", "nfc", "telepathy", 7]}, "x": 1})
    assert (made.id, made.client, made.attestation) == (b"\x01\x02\x03", b"{}", b"\xa0")
    assert made.transports == ("nfc", "usb")
    assert made.as_json() == {
        "id": "AQID",
        "rawId": "AQID",
        "type": "public-key",
        "response": {"clientDataJSON": "e30", "attestationObject": "oA"},
    }
    used = asserted(RIGHT)
    assert (used.data, used.signature, used.user) == (b"\0", b"\0", None)
    assert set(used.as_json()) == set(RIGHT)
    assert asserted({**RIGHT, "response": {**RIGHT["response"], "userHandle": "AQ"}}).user == b"\x01"
    assert created({**RIGHT, "response": {**RIGHT["response"], "transports": ["usb"] * 1000}}).transports == ()


@pytest.mark.parametrize(
    ("part", "value", "reason"),
    [
        ("type", "password", "public-key"),
        ("rawId", "AAAA", "two ids"),
        ("id", 7, "two ids"),
        ("id", "A" * 1400, "two ids"),
        ("response", [], "no response"),
        ("signature", None, "signature"),
        ("signature", "A" * 1400, "1,024"),
        ("clientDataJSON", "A" * 5600, "4,096"),
        ("authenticatorData", "A" * 5600, "4,096"),
        ("userHandle", "A" * 100, "64"),
        ("userHandle", "", "64"),
        ("userHandle", 7, "userHandle"),
    ],
)
def test_what_is_missing_or_too_long_is_named(part: str, value: object, reason: str) -> None:
    """Each part has its bound."""
    outer = part in RIGHT
    answer = {**RIGHT, part: value} if outer else {**RIGHT, "response": {**RIGHT["response"], part: value}}
    with pytest.raises(ProofRefused, match=reason):
        asserted(answer)


def test_an_attestation_object_has_its_bound() -> None:
    """32 KiB: twice what certificates of any maker need."""
    with pytest.raises(ProofRefused, match="32,768"):
        created({**RIGHT, "response": {**RIGHT["response"], "attestationObject": "A" * 43_700}})


def test_client_data_says_what_was_asked_and_where() -> None:
    """Members that are not known do not matter."""
    said = client_data(b'{"type":"webauthn.get","challenge":"AA","origin":"https://a.example","x":[1]}')
    assert (said.type, said.challenge, said.origin, said.embedded) == ("webauthn.get", "AA", "https://a.example", False)


@pytest.mark.parametrize(
    ("members", "embedded"),
    [
        ({"crossOrigin": False}, False),
        ({"crossOrigin": True}, True),
        ({"crossOrigin": None}, True),
        ({"crossOrigin": 0}, True),
        ({"crossOrigin": {}}, True),
        ({"crossOrigin": False, "topOrigin": "https://b.example"}, True),
    ],
)
def test_only_plain_false_is_no_frame(members: dict[str, object], embedded: bool) -> None:
    """What cannot be told counts as a frame of another site."""
    raw = json.dumps({"type": "webauthn.get", "challenge": "AA", "origin": "https://a.example", **members})
    assert client_data(raw.encode()).embedded is embedded


@pytest.mark.parametrize(
    "raw", [b"", b"\xff", b"x", b"[]", b"7", b'{"type":1}', b"[" * 4000, b'{"a":' * 800, b'{"a":' + b"9" * 4000 + b"}"]
)
def test_client_data_that_cannot_be_read_is_refused(raw: bytes) -> None:
    """No other error."""
    with pytest.raises(ProofRefused):
        client_data(raw)
