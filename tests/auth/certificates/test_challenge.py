"""A text signed with a certificate: what `openssl cms` signs is taken, and nothing that is the least bit else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import algos, cms, core, tsp
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.certificates.challenge import LONGEST, signed
from egovframe.auth.errors import ProofRefused
from tests.support.certifier import ED25519, P384, PERSON, RSA, WEAK, Certifier, Held, openssl

assert tsp  # it teaches `cms` the names of attributes, once, and before `cms` first looks one up

TEXT = b"https://city.example 6xkQmVw3"


def taken(message: bytes, text: bytes = TEXT) -> bool:
    """Whether a message is taken; what is wrong is raised."""
    return signed(message, text).leaf is not None


def reason(message: bytes, text: bytes = TEXT) -> str:
    """Why a message proves nothing."""
    with pytest.raises(ProofRefused) as refused:
        signed(message, text)
    return refused.value.message


@pytest.fixture(scope="module")
def kim(city: Certifier) -> Held:
    """A person with a key on P-256."""
    return city.issue("Kim")


@pytest.fixture(scope="module")
def message(kim: Held, city: Certifier) -> bytes:
    """What kim signed, with the city's authority beside it."""
    return kim.sign(TEXT, chain=city.certificate)


def remade(message: bytes, change: Callable[[Any, Any], None]) -> bytes:
    """The message with something changed after it was signed."""
    outer: Any = cms.ContentInfo.load(message).copy()
    data = outer["content"]
    change(data, data["signer_infos"][0])
    return bytes(outer.dump(force=True))


def signed_again(message: bytes, held: Held, change: Callable[[Any, Any], None]) -> bytes:
    """The message with something changed, and signed anew by the same key."""

    def again(data: Any, signer: Any) -> None:
        change(data, signer)
        raw = signer["signed_attrs"].dump(force=True)
        key: Any = load_pem_private_key(held.key.read_bytes(), None)
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.hashes import SHA256

        signer["signature"] = key.sign(b"\x31" + raw[1:], ECDSA(SHA256()))

    return remade(message, again)


def test_what_openssl_signs_is_taken(kim: Held, city: Certifier, message: bytes) -> None:
    """The text left out or inside, in DER or PEM; gives the signer's certificate and those beside it."""
    came = signed(message, TEXT)
    assert came.leaf.subject.rfc4514_string() == "CN=Kim,O=Haneul City,C=KR"
    assert [each.subject.rfc4514_string() for each in came.others] == ["CN=City,O=Haneul City,C=KR"]
    assert signed(kim.sign(TEXT, "-nodetach"), TEXT).leaf == came.leaf
    assert signed(kim.sign(TEXT, "-nodetach", "-stream"), TEXT).leaf == came.leaf, "in BER, of unknown length"
    for label in (b"CMS", b"PKCS7"):
        body = base64.encodebytes(message)
        assert signed(b"-----BEGIN %s-----\n%s-----END %s-----\n" % (label, body, label), TEXT).leaf == came.leaf


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("keys", [RSA, P384], ids=["rsa", "p384"])
def test_strong_ways_to_sign_are_taken(city: Certifier, keys: tuple[str, ...], digest: str) -> None:
    """RSA and ECDSA over each digest of SHA-2."""
    held = city.issue(keys=keys)
    assert taken(held.sign(TEXT, digest=digest))


def test_more_ways_of_openssl_are_taken(city: Certifier) -> None:
    """RSASSA-PSS, the signer named by the hash of the key, and the signing certificate among what is signed."""
    held = city.issue(keys=RSA)
    assert taken(held.sign(TEXT, "-keyopt", "rsa_padding_mode:pss"))
    assert taken(held.sign(TEXT, "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:32"))
    assert taken(held.sign(TEXT, "-keyid"))
    assert taken(held.sign(TEXT, "-cades"))


def test_ed25519_is_taken(city: Certifier, kim: Held, message: bytes) -> None:
    """As RFC 8419 has it, with SHA-512 beside it and never another digest; openssl signs none, so it is made here."""
    held = city.issue(keys=ED25519)
    der = openssl("x509", "-in", str(held.certificate), "-outform", "DER", cwd=city.folder)
    key: Any = load_pem_private_key(held.key.read_bytes(), None)

    def made(digest: str) -> bytes:
        def change(data: Any, signer: Any) -> None:
            data["certificates"] = [cms.CertificateChoices.load(der)]
            own = data["certificates"][0].chosen
            signer["sid"] = cms.SignerIdentifier(
                {"issuer_and_serial_number": {"issuer": own.issuer, "serial_number": own.serial_number}}
            )
            signer["digest_algorithm"] = {"algorithm": digest}
            signer["signature_algorithm"] = algos.SignedDigestAlgorithm({"algorithm": "ed25519"})
            for each in signer["signed_attrs"]:
                if each["type"].native == "message_digest":
                    each["values"] = [hashlib.new(digest, TEXT).digest()]
            raw = signer["signed_attrs"].dump(force=True)
            signer["signature"] = key.sign(b"\x31" + raw[1:])

        return remade(message, change)

    assert taken(made("sha512"))
    assert "a way that is not taken" in reason(made("sha256"))


def test_a_signature_over_another_text_is_refused(kim: Held) -> None:
    """Of another moment or another city, with the text inside or out; one blank more is another text."""
    for other in (b"https://city.example 7xkQmVw3", b"https://evil.example 6xkQmVw3", TEXT + b"\n", b""):
        assert "another text" in reason(kim.sign(other))
        assert "another text" in reason(kim.sign(other, "-nodetach"))


def test_the_text_inside_cannot_be_exchanged(kim: Held) -> None:
    """The right text around a signature over another."""

    def exchange(data: Any, _: Any) -> None:
        data["encap_content_info"]["content"] = TEXT

    assert "another text" in reason(remade(kim.sign(b"something else", "-nodetach"), exchange))


def test_what_is_signed_cannot_be_changed(message: bytes) -> None:
    """The digest, the type, or the time among the attributes; the signature itself."""

    def digest(_: Any, signer: Any) -> None:
        for each in signer["signed_attrs"]:
            if each["type"].native == "message_digest":
                each["values"] = [hashlib.sha256(b"x").digest()]

    def time(_: Any, signer: Any) -> None:
        for each in signer["signed_attrs"]:
            if each["type"].native == "signing_time":
                each["values"] = [cms.Time({"utc_time": core.UTCTime("260101000000Z")})]

    def signature(_: Any, signer: Any) -> None:
        signer["signature"] = signer["signature"].native[:-1] + bytes([signer["signature"].native[-1] ^ 1])

    assert taken(remade(message, lambda *_: None)), "remade alone changes nothing"
    assert "another text" in reason(remade(message, digest))
    assert "signature is not right" in reason(remade(message, time))
    assert "signature is not right" in reason(remade(message, signature))


def test_without_attributes_nothing_is_taken(kim: Held) -> None:
    """A signature over the text alone could be one made for something else (RFC 5652, 11)."""
    assert reason(kim.sign(TEXT, "-noattr"))


def test_attributes_that_count_stand_there_once(kim: Held, message: bytes) -> None:
    """Twice the same, or with two values, though all of it be signed (RFC 5652, 11.1 and 11.2)."""

    def twice(_: Any, signer: Any) -> None:
        given = list(signer["signed_attrs"])
        (one,) = [each for each in given if each["type"].native == "message_digest"]
        signer["signed_attrs"] = cms.CMSAttributes([*given, one])

    def two_values(_: Any, signer: Any) -> None:
        for each in signer["signed_attrs"]:
            if each["type"].native == "message_digest":
                right = each["values"][0].native
                each["values"] = [right, b"x" * 32]

    def none(kind: str) -> Callable[[Any, Any], None]:
        def drop(_: Any, signer: Any) -> None:
            kept = [each for each in signer["signed_attrs"] if each["type"].native != kind]
            signer["signed_attrs"] = cms.CMSAttributes(kept)

        return drop

    assert "twice" in reason(signed_again(message, kim, twice))
    assert "exactly one value" in reason(signed_again(message, kim, two_values))
    assert "lack" in reason(signed_again(message, kim, none("message_digest")))
    assert "lack" in reason(signed_again(message, kim, none("content_type")))
    assert taken(signed_again(message, kim, none("signing_time")))


def test_there_is_one_signer(kim: Held, city: Certifier, message: bytes) -> None:
    """Two people, the same one twice, or nobody."""
    lee = city.issue("Lee")
    openssl_two = kim.sign(TEXT, "-signer", str(lee.certificate), "-inkey", str(lee.key))
    assert "exactly one" in reason(openssl_two)

    def nobody(data: Any, _: Any) -> None:
        data["signer_infos"] = []

    assert "exactly one" in reason(remade(message, nobody))


def test_the_signers_certificate_comes_along_and_is_the_one_that_is_named(
    kim: Held, city: Certifier, message: bytes
) -> None:
    """Left out, or another person's in its place; one that is named among what is signed is the one that signed."""
    assert "did not come along" in reason(kim.sign(TEXT, "-nocerts", "-certfile", str(city.certificate)))
    assert reason(kim.sign(TEXT, "-nocerts"))
    lee = city.issue("Lee")
    der = openssl("x509", "-in", str(lee.certificate), "-outform", "DER", cwd=city.folder)

    def lees(data: Any, signer: Any) -> None:
        data["certificates"] = [cms.CertificateChoices.load(der)]
        own = data["certificates"][0].chosen
        signer["sid"] = cms.SignerIdentifier(
            {"issuer_and_serial_number": {"issuer": own.issuer, "serial_number": own.serial_number}}
        )

    assert "signature is not right" in reason(remade(message, lees))
    renewed = city.issue("Kim", key=kim.key)
    again = openssl("x509", "-in", str(renewed.certificate), "-outform", "DER", cwd=city.folder)

    def renewal(data: Any, signer: Any) -> None:
        data["certificates"] = [cms.CertificateChoices.load(again)]
        own = data["certificates"][0].chosen
        signer["sid"] = cms.SignerIdentifier(
            {"issuer_and_serial_number": {"issuer": own.issuer, "serial_number": own.serial_number}}
        )

    assert taken(remade(message, renewal)), "the same key: nothing that is signed says which certificate"
    assert "another certificate" in reason(remade(kim.sign(TEXT, "-cades"), renewal))


def test_weak_signatures_are_refused(city: Certifier, kim: Held) -> None:
    """SHA-1, MD5, RSA of 1,024 bits; and a digest that is strong beside a signature that is not."""
    rsa = city.issue(keys=RSA)
    for digest in ("sha1", "md5"):
        assert "digest is not of a kind" in reason(rsa.sign(TEXT, digest=digest))
    assert "digest is not of a kind" in reason(kim.sign(TEXT, digest="sha1"))
    assert "1024 bits" in reason(city.issue(keys=WEAK).sign(TEXT))

    def old(_: Any, signer: Any) -> None:
        signer["signature_algorithm"] = algos.SignedDigestAlgorithm({"algorithm": "sha1_rsa"})

    def other(_: Any, signer: Any) -> None:
        signer["signature_algorithm"] = algos.SignedDigestAlgorithm({"algorithm": "sha512_rsa"})

    assert "a way that is not taken" in reason(remade(rsa.sign(TEXT), old))
    assert "a way that is not taken" in reason(remade(rsa.sign(TEXT), other))


def test_what_is_no_signed_text_is_refused(kim: Held, city: Certifier, tmp_path: Path) -> None:
    """Other messages of CMS, another type of content, a certificate, and what is too long."""
    data = openssl("cms", "-data_create", "-outform", "DER", cwd=tmp_path, stdin=TEXT)
    assert "not a signed one" in reason(data)
    assert "no text" in reason(kim.sign(TEXT, "-nodetach", "-econtent_type", "1.2.3.4"))
    assert reason(openssl("x509", "-in", str(kim.certificate), "-outform", "DER", cwd=tmp_path))
    assert "too long" in reason(b"\x30" * (LONGEST + 1))
    assert "too long" in reason(b"")
    assert "not taken" in reason(kim.pem.encode())
    many = tmp_path / "many.pem"
    many.write_text("".join(city.issue(str(number)).pem for number in range(11)))
    assert "too many" in reason(kim.sign(TEXT, chain=many))


@given(garbage=st.binary(max_size=400))
def test_garbage_is_refused_and_nothing_else_is_raised(garbage: bytes) -> None:
    """Whatever the bytes are."""
    assert reason(garbage)


@given(data=st.data())
def test_a_message_that_was_broken_anywhere_is_refused_or_the_same_person(
    kim: Held, message: bytes, data: st.DataObject
) -> None:
    """Bits turned, parts cut out: ProofRefused and nothing else, or still kim, where the change is nowhere signed."""
    broken = bytearray(message)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(broken) - 1))
        if data.draw(st.booleans()):
            broken[place] = data.draw(st.integers(0, 255))
        else:
            del broken[place : place + data.draw(st.integers(1, 40))]
        if not broken:
            break
    try:
        came = signed(bytes(broken), TEXT)
    except ProofRefused:
        return
    # What else the certificate says is for its path to hold.
    assert came.leaf.public_key() == load_pem_x509_certificate(kim.pem.encode()).public_key()


@pytest.mark.parametrize(
    "garbage",
    [b"\x30\x80" * 50_000, b"\x30\x84\x7f\xff\xff\xff", b"\xa0" * 100_000, b"-----BEGIN CMS-----\n" + b"A" * 100_000],
    ids=["nested", "length", "tags", "pem"],
)
def test_garbage_on_purpose_is_refused(garbage: bytes) -> None:
    """Depth, lengths and armour that a parser might follow for ever."""
    assert reason(garbage)


def test_purposes_are_left_to_the_path(city: Certifier) -> None:
    """Who signed is one question, whether they are believed another: a server's certificate signs too."""
    server = city.issue(extensions=PERSON.replace("clientAuth", "serverAuth"))
    assert taken(server.sign(TEXT))
