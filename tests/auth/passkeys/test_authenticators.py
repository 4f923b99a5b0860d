"""Makes of authenticator: roots that can be read, and certificates that may vouch."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pydantic import ValidationError

from egovframe.auth.errors import ProofRefused
from egovframe.auth.passkeys.authenticators import Allowed, check_attested
from tests.support.authenticator import Maker


def test_the_roots_of_several_files_are_read(tmp_path: Path) -> None:
    """A file may hold several certificates; each is handed on alone."""
    one, two, three = (Maker().root_in(tmp_path) for _ in range(3))
    both = tmp_path / "both.pem"
    both.write_bytes(b"Maker of things\n" + one.read_bytes() + two.read_bytes())
    found = Allowed(roots=(both, three)).certificates
    assert found == [each.read_bytes() for each in (one, two, three)]


@pytest.mark.parametrize(("content", "reason"), [(None, "cannot be read"), (b"nothing", "no PEM certificate")])
def test_roots_that_cannot_be_read_are_named(tmp_path: Path, content: bytes | None, reason: str) -> None:
    """At the start."""
    path = tmp_path / "root.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValidationError, match=rf"root\.pem.*{reason}|{reason}"):
        Allowed(roots=(path,))


def chain(maker: Maker) -> dict[str, object]:
    """The statement of a maker's authenticator."""
    return {"x5c": [maker.certificate.public_bytes(Encoding.DER)]}


def test_a_certificate_of_the_make_may_vouch_for_it() -> None:
    """With the make's name in it, or with none."""
    for maker in (Maker(), Maker(names_make=False)):
        check_attested("packed", chain(maker), maker.aaguid)


def test_a_certificate_of_a_tpm_needs_no_unit() -> None:
    """Its own rules are the library's (WebAuthn Level 3, 8.3.1); the name of the make is held to all the same."""
    maker = Maker(unit="TPM")
    check_attested("tpm", chain(maker), maker.aaguid)
    with pytest.raises(ProofRefused, match="another make"):
        check_attested("tpm", chain(maker), bytes(16))


@pytest.mark.parametrize(
    ("form", "statement", "reason"),
    [
        ("none", {}, "no maker"),
        ("fido-u2f", chain(Maker()), "no maker"),
        ("android-key", chain(Maker()), "no maker"),
        ("packed", {}, "itself"),
        ("packed", {"x5c": []}, "itself"),
        ("packed", {"x5c": "x"}, "itself"),
        ("packed", {"x5c": [7]}, "itself"),
        ("packed", [], "itself"),
        ("packed", {"x5c": [b"x"]}, "cannot be read"),
        ("packed", chain(Maker()), "another make"),
        ("packed", chain(Maker(unit="Locks")), "not one for attestation"),
        ("packed", chain(Maker(authority=True)), "not one for attestation"),
    ],
)
def test_what_may_not_vouch_is_refused(form: str, statement: object, reason: str) -> None:
    """Each with its reason."""
    with pytest.raises(ProofRefused, match=reason):
        check_attested(form, statement, bytes(16))
