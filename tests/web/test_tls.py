"""TLS ended by `egovframe run` itself: people sign in with what their browser shows, and nobody by a header."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from pydantic import ValidationError

from egovframe.kernel.errors import SettingsError
from egovframe.kernel.settings import TlsSettings
from egovframe.web.tls import context_of, shown_in
from tests.cli.run_cli import place
from tests.support.certifier import Certifier, Held, openssl
from tests.support.processes import command, serve
from tests.web.account.showing import SERVER, browser, come_in, settle, whose


@dataclass
class Gate:
    """An office that ends TLS itself, the authorities, and who has an account."""

    root: Certifier
    officers: Certifier
    url: str
    kim: Held
    gone: Held

    def browser(self, held: Held | None = None) -> httpx.Client:
        """A browser that shows this certificate."""
        return browser(self.url, self.root, held)


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """Kim has an account with a certificate, Gone has one whose certificate was revoked."""
    folder = tmp_path_factory.mktemp("gate")
    root = Certifier.root(folder / "root")
    officers, city = root.below("Officers"), root.issue(extensions=SERVER)
    kim, gone = officers.issue("김하늘"), officers.issue("Gone")
    web = (
        '[web]\ncertificate_header = "x-client-cert"\ntrusted_proxies = ["127.0.0.2/32"]\n\n[web.tls]\n'
        f'certificate = "{city.certificate}"\nkey = "{city.key}"\n'
        f'authorities = ["{root.certificate}", "{officers.certificate}"]\n'
    )
    with pytest.MonkeyPatch.context() as patch:
        office = settle(place(folder / "office", patch), web, root, officers, {"kim": kim, "gone": gone})
    officers.revoke(gone.certificate)
    officers.crl()
    with serve(command("run", "--port", "0"), cwd=office) as served:
        assert served.url.startswith("https://127.0.0.1:")
        yield Gate(root, officers, served.url, kim, gone)


def test_a_certificate_shown_to_the_office_itself_signs_in(gate: Gate) -> None:
    """To the account that it is linked with, in cookies for https alone."""
    with gate.browser(gate.kim) as person:
        came = come_in(person)
        assert came.status_code == 303
        assert "__Host-egov-session" in came.headers["set-cookie"]  # though no public_url says https
        assert whose(person) == "kim"


def test_whoever_shows_another_one_or_none_stays_out(gate: Gate) -> None:
    """Revoked, linked with nobody, or none: refused by the office, which goes on without a certificate."""
    for held in (gate.gone, gate.officers.issue("Linked With Nobody"), None):
        with gate.browser(held) as person:
            assert come_in(person).status_code == 401
            assert whose(person) == ""
            assert person.get("/").status_code == 200


def test_a_strangers_or_an_expired_one_ends_the_handshake(gate: Gate, tmp_path: Path) -> None:
    """By the same names, and for the same key: no request comes as far as a page."""
    past = datetime(2021, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC)
    old = gate.officers.issue("김하늘", since=past[0], until=past[1], key=gate.kim.key)
    stranger = Certifier.root(tmp_path / "stranger").below("Officers").issue("김하늘")
    for held in (old, stranger):
        with gate.browser(held) as person, pytest.raises(httpx.TransportError):
            come_in(person)


def test_a_header_is_worth_nothing(gate: Gate) -> None:
    """Without a proxy between nobody's header is believed, whoever shows what."""
    forged = quote(gate.kim.pem, safe="")
    for held in (None, gate.gone):
        with gate.browser(held) as person:
            assert come_in(person, **{"X-Client-Cert": forged}).status_code == 401
            assert whose(person) == ""


def test_a_proxys_own_certificate_is_nobodys(gate: Gate) -> None:
    """A trusted proxy that comes by TLS shows its own: what counts is the header alone."""
    trusted = ssl.create_default_context(cafile=str(gate.root.certificate))
    trusted.load_cert_chain(str(gate.kim.certificate), str(gate.kim.key))
    transport = httpx.HTTPTransport(verify=trusted, local_address="127.0.0.2")
    for header, expected in (("", 401), (quote(gate.kim.pem, safe=""), 303)):
        with httpx.Client(base_url=gate.url, transport=transport) as proxy:
            assert come_in(proxy, **({"x-client-cert": header} if header else {})).status_code == expected
        transport = httpx.HTTPTransport(verify=trusted, local_address="127.0.0.2")


def test_old_versions_of_tls_are_not_spoken(gate: Gate) -> None:
    """1.2 and 1.3 are."""
    for version, spoken in ((ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True)):
        context = ssl.create_default_context(cafile=str(gate.root.certificate))
        context.set_ciphers("ALL:@SECLEVEL=0")
        with nullcontext() if spoken else pytest.warns(DeprecationWarning, match="TLSv1_1"):
            context.minimum_version = context.maximum_version = version
        with httpx.Client(base_url=gate.url, verify=context) as person:
            if spoken:
                assert person.get("/healthz").status_code == 200
            else:
                with pytest.raises(httpx.ConnectError):
                    person.get("/healthz")


def test_what_cannot_be_used_is_named(gate: Gate, tmp_path: Path) -> None:
    """A missing file, a key of another certificate, one with a password: at the start, with the file's name."""
    kim, gone = gate.kim, gate.gone
    locked = tmp_path / "locked.key"
    openssl("pkey", "-in", str(kim.key), "-aes256", "-passout", "pass:secret", "-out", str(locked), cwd=tmp_path)
    for certificate, key in ((tmp_path / "none.pem", kim.key), (kim.certificate, gone.key), (kim.certificate, locked)):
        with pytest.raises(SettingsError) as refused:
            context_of(TlsSettings(certificate=certificate, key=key))
        assert str(key) in refused.value.message
    with pytest.raises(SettingsError, match=r"none\.pem"):
        context_of(TlsSettings(certificate=kim.certificate, key=kim.key, authorities=(tmp_path / "none.pem",)))
    for half in ({"certificate": kim.certificate}, {"key": kim.key}, {"authorities": (kim.certificate,)}):
        with pytest.raises(ValidationError):
            TlsSettings(**half)


def test_nothing_was_shown_where_nothing_says_so() -> None:
    """Without TLS there is no extension; in one there may be no certificate."""
    assert shown_in({}) == shown_in({"extensions": None}) == shown_in({"extensions": {"tls": {}}}) == ""
    assert shown_in({"extensions": {"tls": {"client_cert_chain": ["a", "b"]}}}) == "ab"
