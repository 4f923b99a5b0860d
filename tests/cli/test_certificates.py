"""Somebody's certificates by the command line: listed, linked from a file, unlinked; what cannot be is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.auth.admission import Entered
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin
from tests.cli.run_cli import QUICK, Place
from tests.support.certifier import Certifier, openssl

WHY = ("--reason", "창구에서 신분증을 확인함")


@pytest.fixture
def root(here: Place, tmp_path: Path) -> Certifier:
    """An authority that the office trusts, and an account that nobody holds a certificate for yet."""
    root = Certifier.root(tmp_path / "authority")
    lists = f'anchors = ["{root.certificate}"]\ncrls = ["{root.crl()}"]\n'
    here.write("egovframe.toml", f'app = "city:app"\n\n{QUICK}\n[auth.authenticators.certificate]\n{lists}')
    assert here.run("users", "add", "kim").status == 0
    return root


def test_one_is_linked_listed_and_unlinked(here: Place, root: Certifier) -> None:
    """With a reason, from PEM or DER; the facts name the console, and whoever holds the key comes in until then."""
    kim = root.issue("김하늘")
    assert here.run("users", "certificate", "kim", "--json").json == []
    assert here.run("users", "certificate", "kim", "--link", str(kim.certificate)).status == 2
    linked = here.run("users", "certificate", "kim", "--link", str(kim.certificate), *WHY, "--json").json
    assert (linked["name"], linked["authenticator"]) == ("kim", "certificate")
    assert "김하늘" in linked["label"]
    listed = here.run("users", "certificate", "kim", "--json").json
    assert [each["id"] for each in listed] == [linked["id"]]
    with here.office() as office:
        (fact,) = office.trail.search(action="factor.added")
        assert fact["actor"]["id"] == "system:console"
        came = office.auth.certified.shown("certificate", kim.pem, origin=Origin())
        assert isinstance(came, Entered)
        assert came.session.actor.name == "kim"
    assert here.run("users", "certificate", "kim", "--unlink", "no-such", *WHY).status == 2
    assert here.run("users", "certificate", "kim", "--unlink", linked["id"]).status == 2
    assert here.run("users", "certificate", "kim", "--unlink", linked["id"], *WHY).status == 0
    assert here.run("users", "certificate", "kim", "--json").json == []
    with here.office() as office:
        assert office.auth.session(came.token) is None
    der = kim.certificate.with_suffix(".der")
    openssl("x509", "-in", str(kim.certificate), "-outform", "DER", "-out", str(der), cwd=der.parent)
    assert here.run("users", "certificate", "kim", "--link", str(der), *WHY).status == 0


def test_what_nobody_could_sign_in_with_is_not_linked(here: Place, root: Certifier, tmp_path: Path) -> None:
    """A stranger's, a revoked one, a key beside it, another account's: refused in words that say what is wrong."""
    good, gone = root.issue("Kim"), root.issue("Gone")
    stranger = Certifier.root(tmp_path / "stranger", "Stranger").issue("Kim")
    root.revoke(gone.certificate)
    root.crl()
    both = tmp_path / "both.pem"
    both.write_text(good.pem + good.key.read_text())
    for file, words in (
        (stranger.certificate, "nobody whom the city trusts"),
        (gone.certificate, "revoked"),
        (both, "private key"),
        (tmp_path / "none.pem", "cannot be read"),
    ):
        ran = here.run("users", "certificate", "kim", "--link", str(file), *WHY)
        assert ran.status == 2
        assert words in ran.err
    here.run("users", "add", "lee")
    assert here.run("users", "certificate", "lee", "--link", str(good.certificate), *WHY).status == 0
    taken = here.run("users", "certificate", "kim", "--link", str(good.certificate), *WHY)
    assert (taken.status, "auth.factor_taken" in taken.err) == (2, True)
    assert here.run("users", "certificate", "kim", "--json").json == []


def test_usage(here: Place, root: Certifier) -> None:
    """Both at once, a way that takes none; an office that takes none says which setting is missing."""
    assert here.run("users", "certificate", "kim", "--link", "a", "--unlink", "b").status == 2
    wrong = here.run("users", "certificate", "kim", "--authenticator", "password")
    assert (wrong.status, "certificate" in wrong.err) == (2, True)
    here.write("egovframe.toml", f'app = "city:app"\n\n{QUICK}')
    none = here.run("users", "certificate", "kim", "--link", "kim.pem", *WHY)
    assert (none.status, "[auth.authenticators.certificate]" in none.err) == (2, True)


def test_only_certificates_are_unlinked(here: Place, root: Certifier) -> None:
    """Another way to sign in is no certificate: it is neither listed nor taken away here."""
    toml = (here.folder / "egovframe.toml").read_text()
    here.write("egovframe.toml", f"{toml}\n[auth.authenticators.recovery]\n")
    with here.office() as office, office.look(by=Actor.system("console")) as look:
        account = look.accounts.get("kim").id
    with here.office() as office, office.auth.changing_factors(account) as (work, owner):
        office.auth.factors.enrol_code(work, owner, "recovery")
    (codes,) = here.run("users", "factors", "kim", "--json").json
    assert here.run("users", "certificate", "kim", "--json").json == []
    refused = here.run("users", "certificate", "kim", "--unlink", codes["id"], *WHY)
    assert (refused.status, "auth.factor_not_found" in refused.err) == (2, True)
    assert len(here.run("users", "factors", "kim", "--json").json) == 1
