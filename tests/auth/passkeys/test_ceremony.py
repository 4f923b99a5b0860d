"""The two ceremonies, on the test vectors of the specification and on whatever a stranger may send."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import cbor2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.builtin.passkey import Passkey
from egovframe.auth.errors import ProofRefused
from egovframe.auth.interfaces import Answered, Key
from egovframe.auth.passkeys.records import Challenge, Credential
from egovframe.testing.suites.keys import ACCOUNT, ORIGIN, enrol
from tests.support.authenticator import Held, SoftwareAuthenticator, b64, cose, unb64

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
CEREMONIES: dict[str, Any] = VECTORS["ceremonies"]
SITE = "https://example.org"
HERE = Passkey()


def challenge(purpose: Any, hexadecimal: str) -> str:
    """A challenge of the specification, as it is kept."""
    made = Challenge.made(purpose, b64(bytes.fromhex(hexadecimal)), origin=SITE, account=ACCOUNT, at=datetime.now(UTC))
    return made.as_text()


def answer(vector: Mapping[str, str], identity: str, *parts: str) -> dict[str, object]:
    """An answer of the specification in the form in which browsers send it."""
    named = b64(bytes.fromhex(identity))
    response = {part: b64(bytes.fromhex(vector[part])) for part in parts}
    return {"id": named, "rawId": named, "type": "public-key", "response": response}


def registered(name: str, plugin: Passkey) -> Key:
    """Registers as the specification's example does."""
    vector = CEREMONIES[name]["registration"]
    made = answer(vector, vector["credential_id"], "clientDataJSON", "attestationObject")
    key = plugin.enrolled(challenge("enrol", vector["challenge"]), made, origin=SITE)
    assert key.handle == b64(bytes.fromhex(vector["credential_id"]))
    return key


def authenticated(name: str, plugin: Passkey, key: Key, **spoilt: str) -> Answered:
    """Signs in as the specification's example does; `spoilt` parts take the place of its own."""
    vector = {**CEREMONIES[name]["authentication"], **spoilt}
    used = answer(vector, unb64(key.handle).hex(), "clientDataJSON", "authenticatorData", "signature")
    return plugin.answered(challenge("ask", vector["challenge"]), used, key, origin=SITE)


def flags(name: str) -> int:
    """The flags that the authenticator of an example set when it signed in."""
    return bytes.fromhex(CEREMONIES[name]["authentication"]["authenticatorData"])[32]


def trusting(folder: Path, name: str, **settings: Any) -> Passkey:
    """Passkeys that allow the make of an example under the specification's root certificate."""
    root = x509.load_der_x509_certificate(bytes.fromhex(VECTORS["root"]))
    path = folder / "root.pem"
    path.write_bytes(root.public_bytes(Encoding.PEM))
    makes = {UUID(CEREMONIES[name]["registration"]["aaguid"]): {"roots": [path], "hardware": True}}
    return Passkey(**{"verification": "preferred", "allowed": makes, **settings})


@pytest.mark.parametrize(
    "name",
    [
        "none-es256",
        "packed-self-es256",
        "none-es256-long-credential-id",
        "packed-es256",
        "packed-rs256",
        "packed-eddsa",
    ],
)
def test_the_specifications_examples_hold(name: str) -> None:
    """WebAuthn Level 3, Test Vectors: registration, then authentication; one bit less does not hold."""
    plugin = Passkey(verification="preferred")
    key = registered(name, plugin)
    shown = authenticated(name, plugin, key).evidence
    assert shown.assurance == (2 if flags(name) & 0x04 else 1)
    assert shown.method == "swk"
    for part in ("signature", "authenticatorData", "clientDataJSON"):
        whole = CEREMONIES[name]["authentication"][part]
        with pytest.raises(ProofRefused):
            authenticated(name, plugin, key, **{part: whole[:-2] + f"{int(whole[-2:], 16) ^ 1:02x}"})


@pytest.mark.parametrize("name", ["packed-es256", "packed-rs256", "packed-eddsa"])
def test_the_specifications_attestations_hold_under_its_root(tmp_path: Path, name: str) -> None:
    """The chain, the signature of the maker, and what follows: hardware that cannot be copied."""
    plugin = trusting(tmp_path, name)
    key = registered(name, plugin)
    kept = Credential.from_text(key.stored)
    assert kept is not None
    assert kept.attested
    assert UUID(kept.aaguid) == UUID(CEREMONIES[name]["registration"]["aaguid"])
    assert authenticated(name, plugin, key).evidence.method == ("swk" if kept.eligible else "hwk")


@pytest.mark.parametrize("name", ["none-es256", "packed-self-es256"])
def test_examples_without_a_makers_word_are_no_attestation(tmp_path: Path, name: str) -> None:
    """Nothing, or the authenticator's own signature."""
    with pytest.raises(ProofRefused, match="vouches"):
        registered(name, trusting(tmp_path, name))


@pytest.mark.parametrize("name", ["none-es256-crossOrigin", "none-es256-topOrigin"])
def test_examples_from_within_another_site_are_refused(name: str) -> None:
    """The city is never in a frame: nobody else's page can ask for its passkeys."""
    with pytest.raises(ProofRefused, match="within another site"):
        registered(name, HERE)


@pytest.mark.parametrize("name", ["packed-es384", "packed-es512", "packed-ed448"])
def test_examples_with_signatures_that_are_not_asked_for_are_refused(name: str) -> None:
    """Ed25519, ES256 and RS256 are asked for."""
    with pytest.raises(ProofRefused, match="alg"):
        registered(name, Passkey(verification="preferred"))


@pytest.mark.parametrize("name", ["tpm-es256", "android-key-es256", "apple-es256", "fido-u2f-es256"])
def test_examples_of_other_attestations_are_refused_in_words(name: str) -> None:
    """Their chains end at roots of the specification, and not at those of the makers that the library knows."""
    with pytest.raises(ProofRefused, match="does not hold"):
        registered(name, Passkey(verification="preferred"))


def test_safetynet_is_not_taken() -> None:
    """Google has ended it: nobody answers for such statements."""
    with pytest.raises(ProofRefused, match="not taken any more"):
        remade(fmt="android-safetynet", attStmt={"ver": "1", "response": b"x"})


# ---------------------------------------------------------------------- keys that cannot be used


def remade(**parts: object) -> Key:
    """Enrols a device whose attestation object has other parts."""
    asked = HERE.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=())
    made: Any = SoftwareAuthenticator().make(asked.options, origin=ORIGIN)
    whole = cbor2.loads(unb64(made["response"]["attestationObject"]))
    made["response"]["attestationObject"] = b64(cbor2.dumps({**whole, **parts}))
    return HERE.enrolled(asked.kept, made, origin=ORIGIN)


def with_key(public: object, *, identity: bytes = b"i" * 32, flags: int = 0x45) -> Key:
    """Enrols a device that says that it made this public key (CBOR bytes, or what is to be encoded)."""
    device = SoftwareAuthenticator()
    asked = HERE.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=())
    device.held.append(Held(identity, None, "city.example", b""))
    made: Any = SoftwareAuthenticator().make(asked.options, origin=ORIGIN)
    raw = public if isinstance(public, bytes) else cbor2.dumps(public)
    data = hashlib.sha256(b"city.example").digest() + bytes([flags]) + bytes(4) + bytes(16)
    data += len(identity).to_bytes(2, "big") + identity + raw
    attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
    made = {**made, "id": b64(identity), "rawId": b64(identity)}
    made["response"] = {**made["response"], "attestationObject": b64(attestation)}
    return HERE.enrolled(asked.kept, made, origin=ORIGIN)


def test_a_key_that_can_be_used_is_enrolled_so() -> None:
    """What the next test spoils is right to begin with."""
    assert with_key(cose(ec.generate_private_key(ec.SECP256R1()))).stored


EC_KEY = cose(ec.generate_private_key(ec.SECP256R1()))
SHORT_RSA = cose(rsa.generate_private_key(public_exponent=65537, key_size=1024))


@pytest.mark.parametrize(
    ("public", "reason"),
    [
        ({**EC_KEY, -3: bytes(32)}, "public key"),
        ({**EC_KEY, -1: 2}, "another kind"),
        ({**EC_KEY, 3: -65535}, "alg"),
        ({**EC_KEY, 3: -257}, "another kind"),
        ({1: 2, 3: -7}, "new key"),
        ({1: 1, 3: -8, -1: 6, -2: b"short"}, "public key"),
        ({1: 1, 3: -8, -1: 4, -2: bytes(32)}, "public key"),
        (SHORT_RSA, "2,048"),
        ({1: 3, 3: -257, -1: b"\xff" * 2000, -2: b"\x01\x00\x01"}, "too long"),
        (b"\x04" + bytes(64), "no map"),
        (b"\x04", "no map"),
        (b"", "no map"),
        (cbor2.dumps(EC_KEY) + b"\x00", "follows"),
        (cbor2.dumps(EC_KEY)[:-1], "cut off"),
        (b"\xa1\x01\xd8\x1c\x80", "tag"),
        (b"\xbf\xff", "definite"),
        (b"\xa2\x01\x02\x01\x02", "new key"),
    ],
    ids=[f"{number}" for number in range(17)],  # the keys are new in every process: no names for tests
)
def test_a_key_that_cannot_be_used_is_not_enrolled(public: object, reason: str) -> None:
    """Nobody finds out at the next sign-in."""
    with pytest.raises(ProofRefused, match=reason):
        with_key(public)


def test_a_few_bytes_that_unfold_into_gigabytes_do_not() -> None:
    """Shared references of CBOR: forty lists, each twice the one before."""
    bomb = b"\xd8\x1c\x81\x00"
    for number in range(40):
        bomb = b"\xd8\x1c\x82" + bomb + b"\xd8\x1d" + bytes([number % 24])
    with pytest.raises(ProofRefused, match="tag"):
        with_key(b"\xa1\x01" + bomb)


@pytest.mark.parametrize(("length", "reason"), [(0, "right length"), (1024, "base64url")])
def test_a_credential_id_has_1_to_1023_bytes(length: int, reason: str) -> None:
    """WebAuthn Level 3, 4."""
    with pytest.raises(ProofRefused, match=reason if length else "base64url|right length"):
        with_key(EC_KEY, identity=b"i" * length)


def test_an_answer_without_a_new_key_enrols_nothing() -> None:
    """The flag for it is not set."""
    with pytest.raises(ProofRefused):
        with_key(b"", flags=0x05)


def test_the_id_in_the_answer_is_the_one_that_was_made() -> None:
    """Otherwise somebody would enrol their key under another's id."""
    asked = HERE.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=())
    made = SoftwareAuthenticator().make(asked.options, origin=ORIGIN)
    with pytest.raises(ProofRefused, match="another key than"):
        HERE.enrolled(asked.kept, {**made, "id": "AAAA", "rawId": "AAAA"}, origin=ORIGIN)


# ---------------------------------------------------------------------- whatever a stranger sends


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.binary(max_size=60).map(b64),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
PARTS = st.sampled_from(
    ["id", "rawId", "type", "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle",
     "transports"]
)  # fmt: skip


def put(answer: dict[str, Any], part: str, value: object) -> dict[str, Any]:
    """The answer with another value in one of its parts."""
    if part in {"id", "rawId", "type"}:
        return {**answer, part: value}
    return {**answer, "response": {**answer["response"], part: value}}


def in_words(deed: Callable[[], object]) -> None:
    """Does it; any error but a ProofRefused fails the test, and so does a reason that the trail cannot hold."""
    reason = "it was right"
    try:
        deed()
    except ProofRefused as refused:
        reason = refused.message
    assert 0 < len(reason) < 400
    assert reason.isprintable()


def proves_or_refuses(kept: str, answer: Any, key: Key | None) -> None:
    """Hands an answer in: it is right, or refused in words."""
    if key is None:
        in_words(lambda: HERE.enrolled(kept, answer, origin=ORIGIN))
    else:
        in_words(lambda: HERE.answered(kept, answer, key, origin=ORIGIN))


@given(PARTS, JSON, st.booleans())
def test_any_value_in_any_part_is_refused_in_words(part: str, value: object, new: bool) -> None:
    """Fuzzed: one part of an otherwise right answer is anything that JSON can hold."""
    device = SoftwareAuthenticator()
    key = enrol(HERE, device)
    if new:
        asked = HERE.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=())
        proves_or_refuses(asked.kept, put(device.make(asked.options, origin=ORIGIN), part, value), None)
    else:
        asked = HERE.ask(origin=ORIGIN, keys=[key])
        spoilt = put(device.use(asked.options, origin=ORIGIN), part, value)
        assert isinstance(HERE.handle_of(spoilt), str)
        proves_or_refuses(asked.kept, spoilt, key)


@given(
    st.sampled_from(["clientDataJSON", "attestationObject", "authenticatorData", "signature"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6),
    st.floats(0, 1),
)
def test_any_bytes_in_any_part_are_refused_in_words(part: str, changes: list[tuple[float, int]], length: float) -> None:
    """Fuzzed: bytes of a right answer are changed, and it is cut off."""
    device = SoftwareAuthenticator(itself=True)
    key = enrol(HERE, device)
    new = part == "attestationObject"
    asked = (
        HERE.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=())
        if new
        else HERE.ask(origin=ORIGIN, keys=[key])
    )
    answer: Any = device.make(asked.options, origin=ORIGIN) if new else device.use(asked.options, origin=ORIGIN)
    raw = bytearray(unb64(answer["response"][part])) if part in answer["response"] else bytearray(b"x")
    for place, value in changes:
        raw[int(place * len(raw))] = value
    proves_or_refuses(asked.kept, put(answer, part, b64(bytes(raw[: int(len(raw) * length)]))), None if new else key)


@given(st.binary(max_size=400))
def test_any_bytes_as_a_public_key_are_refused_in_words(public: bytes) -> None:
    """Fuzzed: what stands where the key should."""
    in_words(lambda: with_key(public))


MEMBERS = st.sampled_from(["sig", "alg", "x5c", "ver", "certInfo", "pubArea", "response"])
FORMS = st.sampled_from(["none", "packed", "tpm", "android-key", "apple", "fido-u2f", "compound", "android-safetynet"])


@given(st.dictionaries(MEMBERS, JSON), FORMS)
def test_any_attestation_statement_is_refused_in_words(statement: dict[str, object], form: str) -> None:
    """Fuzzed: every form that the library knows, with anything in it."""
    in_words(lambda: remade(fmt=form, attStmt=statement))


@pytest.mark.parametrize("part", ["clientDataJSON", "attestationObject"])
def test_a_giant_answer_is_not_even_decoded(part: str) -> None:
    """Refused by its length."""
    asked = HERE.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=())
    made = SoftwareAuthenticator().make(asked.options, origin=ORIGIN)
    with pytest.raises(ProofRefused, match="bytes"):
        HERE.enrolled(asked.kept, put(made, part, "A" * 50_000_000), origin=ORIGIN)


def test_a_broken_key_in_the_database_is_refused_in_words() -> None:
    """What another tool left there."""
    device = SoftwareAuthenticator()
    key = enrol(HERE, device)
    kept = Credential.from_text(key.stored)
    assert kept is not None
    for public in ("", "AAAA", "BA", "*", b64(cbor2.dumps({1: 2}))):
        asked = HERE.ask(origin=ORIGIN, keys=[key])
        spoilt = replace(key, stored=replace(kept, public_key=public).as_text())
        with pytest.raises(ProofRefused):
            HERE.answered(asked.kept, device.use(asked.options, origin=ORIGIN), spoilt, origin=ORIGIN)
