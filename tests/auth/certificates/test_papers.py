"""Certificates as proxies hand them in: each form that is written somewhere, and nothing else."""

from __future__ import annotations

import base64
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.certificates.papers import LONGEST, MOST, filed, from_files, handed
from egovframe.auth.errors import ProofRefused
from tests.support.certifier import Certifier, Held, openssl


@pytest.fixture(scope="module")
def kim(city: Certifier) -> Held:
    """Somebody."""
    return city.issue("Kim")


def body(pem: str) -> str:
    """The base64 within PEM, on one line."""
    return "".join(pem.split("-----")[2].split())


def reason(text: str) -> str:
    """Why a header is refused."""
    with pytest.raises(ProofRefused) as refused:
        handed(text)
    return refused.value.message


def test_every_proxy_is_understood(kim: Held, city: Certifier) -> None:
    """The structured field of RFC 9440, nginx, Apache, HAProxy and Traefik; the person's certificate stays first."""
    one, two = body(kim.pem), body(city.pem)
    forms = {
        "RFC 9440": f":{one}:",
        "RFC 9440, with the chain": f":{one}:, :{two}:",
        "a parameter": f":{one}:;p=1",
        "nginx": quote(kim.pem, safe=""),
        "nginx, with the chain": quote(kim.pem + city.pem, safe=""),
        "Apache, its lines folded": " ".join(kim.pem.splitlines()),
        "tabs for line feeds": kim.pem.replace("\n", "\t"),
        "HAProxy": one,
        "Traefik": f"{one},{two}",
        "Traefik, escaped": quote(f"{one},{two}", safe=""),
    }
    for name, text in forms.items():
        found = handed(text)
        assert found[0].subject.rfc4514_string() == "CN=Kim,O=Haneul City,C=KR", name
        with_chain = "chain" in name or "Traefik" in name
        assert [each.subject.rfc4514_string()[:7] for each in found[1:]] == ["CN=City"] * with_chain, name


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ":",
        "::",
        ":AAAA",
        "AAAA",
        ":AAAA:",
        "(null)",
        "%",
        "%2",
        "-----BEGIN CERTIFICATE-----",
        ",",
        "é",
        "\x00",
    ],
)
def test_what_is_no_certificate_is_refused(text: str) -> None:
    """Nothing, half of something, and what proxies write for none."""
    assert reason(text)


def test_more_than_certificates_is_refused(kim: Held) -> None:
    """Words before or behind, a key, more than can be meant, and more of it than is read."""
    for text in (f"x{kim.pem}", f"{kim.pem}x", kim.pem + kim.key.read_text()):
        assert "more than certificates" in reason(text)
    assert "too many" in reason(kim.pem * (MOST + 1))
    assert "too long" in reason("A" * (LONGEST + 1))
    assert len(handed(kim.pem * MOST)) == MOST


@given(text=st.text(max_size=300) | st.text(alphabet="AQIDMEB=:,%- \n", max_size=300))
def test_garbage_is_refused_and_nothing_else_is_raised(text: str) -> None:
    """Whatever a header holds."""
    assert reason(text)


@given(data=st.data())
def test_a_certificate_that_was_broken_is_refused_or_read(kim: Held, data: st.DataObject) -> None:
    """Bits turned within it: ProofRefused and nothing else; what can still be read is judged by its path."""
    der = bytearray(base64.b64decode(body(kim.pem)))
    for _ in range(data.draw(st.integers(1, 3))):
        der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert len(handed(base64.b64encode(bytes(der)).decode())) == 1
    except ProofRefused:
        return


def test_files_hold_certificates_or_are_named(city: Certifier, tmp_path: Path) -> None:
    """One file may hold several; one that is missing or holds none stops the start with its name."""
    both = tmp_path / "both.pem"
    both.write_text(city.pem + city.pem)
    assert len(from_files([both, city.certificate])) == 3
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    for path in (empty, tmp_path / "missing.pem"):
        with pytest.raises(ValueError, match=path.name):
            from_files([path])


def test_a_file_is_read_whatever_stands_around_it(root: Certifier, tmp_path: Path) -> None:
    """PEM behind the text of `openssl x509`, several in one file, DER; never one with somebody's private key."""
    kim, below = root.issue("Kim"), root.below("Below")
    expected = handed(kim.pem)
    talkative = f"Certificate:\n  Data: Kim\n{kim.pem}".encode()
    assert handed(filed(talkative)) == expected
    assert handed(filed(kim.pem.encode() + below.pem.encode())) == [*expected, *handed(below.pem)]
    der = tmp_path / "kim.der"
    openssl("x509", "-in", str(kim.certificate), "-outform", "DER", "-out", str(der), cwd=tmp_path)
    assert handed(filed(der.read_bytes())) == expected
    with pytest.raises(ProofRefused, match="private key"):
        filed(kim.pem.encode() + kim.key.read_bytes())
    with pytest.raises(ProofRefused):
        handed(filed(b"hello"))
