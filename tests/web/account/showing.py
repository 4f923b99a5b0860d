"""Browsers that show a certificate in a TLS handshake, and the office that they show it to."""

from __future__ import annotations

import ssl
from pathlib import Path

import httpx

from tests.cli.run_cli import QUICK, Place
from tests.support.certifier import Certifier, Held
from tests.web.client import hidden

SHOW = "/sign-in/certificate/certificate"
SERVER = (
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
    "subjectAltName=DNS:city.example,IP:127.0.0.1"
)
"""What the certificate of a city's server says."""


def browser(url: str, root: Certifier, held: Held | None = None, *, host: str = "") -> httpx.Client:
    """A browser that trusts the authority, and shows this certificate when it is asked for one.

    `host` is the name under which it looks for the city, where that is not the one in the address.
    """
    trusted = ssl.create_default_context(cafile=str(root.certificate))
    if held is not None:
        trusted.load_cert_chain(str(held.certificate), str(held.key))
    return httpx.Client(base_url=url, verify=trusted, headers={"host": host} if host else {})


def come_in(browser: httpx.Client, **headers: str) -> httpx.Response:
    """Press the button that shows the browser's certificate, with these headers besides."""
    page = browser.get(SHOW)
    if page.status_code != 200:
        return page
    return browser.post(SHOW, data=hidden(page), headers=headers)


def whose(browser: httpx.Client) -> str:
    """Whose account the browser is signed in to; empty when to none."""
    account = browser.get("/account")
    if account.status_code != 200:
        return ""
    return next(name for name in ("kim", "gone") if f">{name}<" in account.text)


def settle(here: Place, web: str, root: Certifier, officers: Certifier, held: dict[str, Held]) -> Path:
    """Write the settings of an office that takes their certificates, and add an account for each name; its folder."""
    papers = (
        f'anchors = ["{root.certificate}"]\nintermediates = ["{officers.certificate}"]\n'
        f'crls = ["{root.crl()}", "{officers.crl()}"]\n'
    )
    here.write("egovframe.toml", f'app = "city:app"\n\n{web}\n{QUICK}\n[auth.authenticators.certificate]\n{papers}')
    for name, each in held.items():
        assert here.run("users", "add", name).status == 0
        linked = here.run("users", "certificate", name, "--link", str(each.certificate), "--reason", "창구")
        assert linked.status == 0, linked.err
    return here.folder
