"""Digests by the names of OCFL."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.records.packages.ocfl.algorithms import digest, digests, is_known, signs_of

ABC = {
    "md5": "900150983cd24fb0d6963f7d28e17f72",
    "sha1": "a9993e364706816aba3e25717850c26c9cd0d89d",
    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "sha512/256": "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
    "blake2b-512": "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
    "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
}
"""Of `abc`: RFC 1321, FIPS 180-4, RFC 7693."""


@pytest.mark.parametrize("name", ABC)
def test_known_answers(tmp_path: Path, name: str) -> None:
    """The same of bytes and of a file."""
    (tmp_path / "f").write_bytes(b"abc")
    assert digest(name, b"abc") == digests(tmp_path / "f", [name])[name] == ABC[name]
    assert signs_of(name) == len(ABC[name])


def test_what_is_not_known_is_said() -> None:
    """Validators ignore it (E028)."""
    assert is_known("blake2b-160")
    assert not is_known("crc32")
