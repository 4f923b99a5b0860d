"""Certificates shown in a real TLS handshake: to nginx as the how-to page configures it, before an office as it runs.

What the page says is read from the page, and nothing in it is changed but names of machines and files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.cli.run_cli import place
from tests.support.blocks import blocks_of
from tests.support.certifier import Certifier, Held
from tests.support.nginx import running_nginx
from tests.support.processes import command, serve
from tests.web.account.showing import SERVER, SHOW, browser, come_in, settle, whose
from tests.web.client import hidden

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "sign-in-with-certificates.md"


@dataclass
class Gate:
    """An office behind nginx: where each answers, and the authorities."""

    root: Certifier
    officers: Certifier
    office: str
    url: str
    kim: Held
    gone: Held

    def browser(self, held: Held | None = None) -> httpx.Client:
        """A browser that comes through nginx and shows this certificate."""
        return browser(self.url, self.root, held, host="city.example")

    def direct(self, address: str) -> httpx.Client:
        """A program on this machine that comes to the office past nginx, from this address."""
        return httpx.Client(base_url=self.office, transport=httpx.HTTPTransport(local_address=address))


def block(language: str, beginning: str) -> str:
    """The block of the page in that language that begins so."""
    (found,) = [
        each.code for each in blocks_of(PAGE) if each.language == language and each.code.lstrip().startswith(beginning)
    ]
    return found


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """Kim has an account with a certificate, Gone has one whose certificate was revoked."""
    folder = tmp_path_factory.mktemp("gate")
    root = Certifier.root(folder / "root")
    officers, city = root.below("Officers"), root.issue(extensions=SERVER)
    kim, gone = officers.issue("김하늘"), officers.issue("Gone")
    web = block("toml", "[web]\npublic_url").replace("10.0.0.5/32", "127.0.0.1/32")
    with pytest.MonkeyPatch.context() as patch:
        office = settle(place(folder / "office", patch), web, root, officers, {"kim": kim, "gone": gone})
    officers.revoke(gone.certificate)
    officers.crl()
    with serve(command("run", "--port", "0"), cwd=office) as served:
        instead = {
            "http://10.0.0.9:8000": served.url.rstrip("/"),
            "/etc/egovframe/authority/root.pem": str(root.certificate),
            "/etc/egovframe/city.pem": str(city.certificate),
            "/etc/egovframe/city.key": str(city.key),
        }
        with running_nginx(folder / "nginx", block("nginx", "server {"), instead) as port:
            yield Gate(root, officers, served.url, f"https://127.0.0.1:{port}", kim, gone)


def test_a_certificate_shown_in_the_handshake_signs_in(gate: Gate) -> None:
    """To the account that it is linked with, in cookies for https alone."""
    with gate.browser(gate.kim) as browser:
        came = come_in(browser)
        assert came.status_code == 303
        assert "__Host-egov-session" in came.headers["set-cookie"]
        assert whose(browser) == "kim"


def test_whoever_shows_another_one_or_none_stays_out(gate: Gate, tmp_path: Path) -> None:
    """Revoked, of a stranger's authority by the same names, and none: refused by the office."""
    stranger = Certifier.root(tmp_path / "stranger").below("Officers")
    for held in (gate.gone, stranger.issue("김하늘"), gate.officers.issue("Linked With Nobody"), None):
        with gate.browser(held) as browser:
            assert come_in(browser).status_code == 401
            assert whose(browser) == ""


def test_an_expired_certificate_does_not_come_as_far_as_the_office(gate: Gate) -> None:
    """For the same key as one that is linked: nginx refuses it itself."""
    past = datetime(2021, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC)
    old = gate.officers.issue("김하늘", since=past[0], until=past[1], key=gate.kim.key)
    with gate.browser(old) as browser:
        assert come_in(browser).status_code == 400
        assert whose(browser) == ""


def test_a_forged_header_is_worth_nothing_through_the_proxy(gate: Gate) -> None:
    """It is replaced or removed: beside another's certificate, and without one; however it is written."""
    forged = quote(gate.kim.pem, safe="")
    for held in (None, gate.gone):
        for name in ("X-Client-Cert", "x-client-cert", "X_Client_Cert"):
            with gate.browser(held) as browser:
                assert come_in(browser, **{name: forged}).status_code == 401
                assert whose(browser) == ""
    with gate.browser(gate.kim) as browser:
        assert come_in(browser, **{"X-Client-Cert": quote(gate.gone.pem, safe="")}).status_code == 303
        assert whose(browser) == "kim"


def test_a_forged_header_is_worth_nothing_past_the_proxy(gate: Gate) -> None:
    """From the proxy's own address it is what the proxy says; from any other address it is ignored."""
    forged = quote(gate.kim.pem, safe="")
    for address, expected in (("127.0.0.1", 303), ("127.0.0.2", 401)):
        with gate.direct(address) as program:
            page = program.get(SHOW)
            # The cookies are for https; this program sends them all the same.
            cookies = "; ".join(f"{each.name}={each.value}" for each in program.cookies.jar)
            answer = program.post(SHOW, data=hidden(page), headers={"cookie": cookies, "x-client-cert": forged})
            assert answer.status_code == expected
