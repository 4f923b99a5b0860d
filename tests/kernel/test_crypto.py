"""Sealing and signing: known answers from the standards, and everything that must not open."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel import crypto
from egovframe.kernel.errors import CryptoError

KEY = bytes(range(32))


@pytest.mark.asvs("V11.2.1", "V11.3.1", "V11.3.2")
def test_an_envelope_is_aes_256_gcm() -> None:
    """NIST GCM validation, test cases 13 and 14: no additional data, zero key and nonce."""
    zero_key, nonce = bytes(32), bytes(12)
    for plain, sealed in (
        ("", "530f8afbc74536b9a963b4f1c4cb738b"),
        ("00" * 16, "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    ):
        envelope = b"\x01" + nonce + bytes.fromhex(sealed)
        assert crypto.open_sealed(zero_key, envelope, bound_to="") == bytes.fromhex(plain)


def test_keys_are_derived_by_hkdf() -> None:
    """RFC 5869, test case 3 (no salt, no info) for the primitive; ours differs by its `info` alone."""
    root = b"\x0b" * 22
    known = HKDF(algorithm=SHA256(), length=42, salt=None, info=b"").derive(root)
    assert known.hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    extracted = crypto.mac(bytes(32), root)  # RFC 5869 §2.2 and §2.3, written out
    assert crypto.derive(root, "fact-mac") == crypto.mac(extracted, b"egovframe:fact-mac\x01")


def test_each_purpose_has_a_key_of_its_own() -> None:
    """Two purposes or two roots never share a key."""
    keys = {crypto.derive(root, purpose) for root in (KEY, bytes(32)) for purpose in ("a", "b", "ab")}
    assert {len(key) for key in keys} == {crypto.KEY_BYTES}
    assert len(keys) == 6


@pytest.mark.asvs("V11.2.1", "V11.6.1")
def test_signatures_are_ed25519() -> None:
    """RFC 8032 §7.1, test 2."""
    key = crypto.signing_key(bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
    assert key.public_key().public_bytes_raw().hex() == (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    )
    assert key.sign(b"\x72").hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )


@pytest.mark.asvs("V11.4.3")
def test_macs_and_digests_are_the_standard_ones() -> None:
    """RFC 4231, test case 2, and FIPS 180-4's "abc"."""
    assert crypto.mac(b"Jefe", b"what do ya want for nothing?").hex() == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
    assert crypto.sha256_hex(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert crypto.sha256_hex(KEY) == hashlib.sha256(KEY).hexdigest()


@pytest.mark.asvs("V11.3.4")
@given(plain=st.binary(max_size=200), bound_to=st.text(max_size=20))
def test_what_is_sealed_opens_in_its_place(plain: bytes, bound_to: str) -> None:
    """And is sealed under a fresh nonce each time, so that equal values do not look alike."""
    one, other = (crypto.seal(KEY, plain, bound_to=bound_to) for _ in range(2))
    assert crypto.open_sealed(KEY, one, bound_to=bound_to) == plain
    assert one != other
    assert one[1:13] != other[1:13]


@pytest.mark.asvs("V11.3.3")
def test_any_changed_bit_is_noticed() -> None:
    """Version, nonce, content and tag: none can be changed, cut or lengthened."""
    sealed = crypto.seal(KEY, b"resident", bound_to="case-1:name")
    damaged = [
        bytes([*sealed[:i], sealed[i] ^ 1 << bit, *sealed[i + 1 :]]) for i in range(len(sealed)) for bit in (0, 7)
    ]
    damaged += [sealed[:-1], sealed + b"\x00", sealed[:5], b"\x01", b""]
    for tried in damaged:
        with pytest.raises(CryptoError):
            crypto.open_sealed(KEY, tried, bound_to="case-1:name")


@pytest.mark.asvs("V11.2.5")
@pytest.mark.parametrize(("key", "place"), [(bytes(32), "case-1:name"), (KEY, "case-2:name"), (KEY, "case-1:phone")])
def test_another_key_or_place_does_not_open(key: bytes, place: str) -> None:
    """A value moved to another case or field stays shut; the error quotes neither value nor key."""
    with pytest.raises(CryptoError) as caught:
        crypto.open_sealed(key, crypto.seal(KEY, b"resident", bound_to="case-1:name"), bound_to=place)
    assert place in str(caught.value)
    assert "resident" not in str(caught.value)


@pytest.mark.asvs("V11.2.4")
def test_secrets_are_compared_as_bytes_or_text() -> None:
    """Text and its UTF-8 bytes are the same secret."""
    assert crypto.same("비밀", "비밀".encode())
    assert not crypto.same("secret", "secres")
    assert not crypto.same(b"", b"x")
    assert len({crypto.new_key() for _ in range(8)}) == 8


def test_many_codes_are_held_to_their_texts_at_once() -> None:
    """One that is another's, cut, missing or no bytes is enough; none at all are in order."""
    texts = [b"one", b"two", b"three"]
    codes = crypto.macs(KEY, texts)
    assert codes == [crypto.mac(KEY, each) for each in texts]
    assert crypto.all_vouched(KEY, texts, codes)
    assert crypto.all_vouched(KEY, [], [])
    wrong: list[Any] = [codes[::-1], codes[:2], [*codes[:2], codes[2][:-1]], [*codes[:2], None]]
    for each in wrong:
        assert not crypto.all_vouched(KEY, texts, each)
    assert not crypto.all_vouched(KEY, ["one"], codes[:1])  # type: ignore[list-item]


def age_file(file_key: bytes, payload: bytes, passphrase: str) -> bytes:
    """Writes an age file (C2SP/age v1) whose header wraps the key under a passphrase."""
    from base64 import b64encode

    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    salt = bytes(range(16))
    wrapping = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=2**10, r=8, p=1).derive(
        passphrase.encode()
    )
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    unpadded = [b64encode(part).rstrip(b"=") for part in (salt, body)]
    header = b"age-encryption.org/v1\n-> scrypt " + unpadded[0] + b" 10\n" + unpadded[1] + b"\n---"
    mac_key = HKDF(algorithm=SHA256(), length=32, salt=b"", info=b"header").derive(file_key)
    return header + b" " + b64encode(crypto.mac(mac_key, header)).rstrip(b"=") + b"\n" + payload


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_another_implementation_opens_a_sealed_stream(size: int) -> None:
    """The payload is that of age: rage (in Rust) opens what we sealed, at every length around a chunk's end."""
    import pyrage

    file_key, content = bytes(range(16)), bytes(number % 251 for number in range(size))
    payload = b"".join(crypto.seal_stream(file_key, [content]))
    assert pyrage.passphrase.decrypt(age_file(file_key, payload, "우산"), "우산") == content


@given(st.lists(st.binary(max_size=70_000), max_size=6), st.integers(1, 100_000))
def test_a_stream_opens_however_it_was_cut(pieces: list[bytes], size: int) -> None:
    """Where pieces end matters neither for sealing nor for opening."""
    sealed = b"".join(crypto.seal_stream(KEY, pieces))
    cut = [sealed[start : start + size] for start in range(0, len(sealed), size)]
    assert b"".join(crypto.open_stream(KEY, cut)) == b"".join(pieces)


def test_a_stream_that_was_touched_does_not_open() -> None:
    """A changed bit, an end cut off at a chunk or within one, two chunks swapped, one more: all are noticed."""
    sealed = b"".join(crypto.seal_stream(KEY, [b"a" * 65_536, b"b" * 65_536, b"c" * 10]))
    first, second, last = sealed[16:65_568], sealed[65_568:131_120], sealed[131_120:]
    wrong = [
        sealed[:16] + second + first + last,
        sealed[: 16 + 65_552],
        sealed[:131_120],
        sealed[:-1],
        sealed[:16],
        sealed[:7],
        b"",
        sealed + b"\0",
        sealed + last,
        *(
            sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
            for at in (0, 15, 16, 65_567, 65_568, len(sealed) - 1)
        ),
    ]
    for each in wrong:
        with pytest.raises(CryptoError):
            list(crypto.open_stream(KEY, [each]))
    with pytest.raises(CryptoError):
        list(crypto.open_stream(bytes(32), [sealed]))


def test_an_empty_last_chunk_is_no_end_of_a_file() -> None:
    """C2SP/age: the last chunk is empty only in an empty file, so that no file has two forms."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = bytes(16)
    cipher = ChaCha20Poly1305(HKDF(algorithm=SHA256(), length=32, salt=nonce, info=b"payload").derive(KEY))
    whole = cipher.encrypt(bytes(12), b"a" * 65_536, None)
    empty = cipher.encrypt((1).to_bytes(11, "big") + b"\x01", b"", None)
    with pytest.raises(CryptoError):
        list(crypto.open_stream(KEY, [nonce + whole + empty]))
