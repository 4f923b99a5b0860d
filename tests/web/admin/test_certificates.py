"""A certificate linked with somebody's account on the pages of administration."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from egovframe.auth.admission import Entered
from egovframe.auth.builtin.certificate import Certificate
from egovframe.kernel.work import Origin
from tests.support.certifier import Certifier
from tests.web.client import Browser
from tests.web.desk.hall import Hall

ASK = "/admin/account/certificate"
WHY = "창구에서 신분증을 확인함"


@pytest.fixture
def root(hall: Hall, tmp_path: Path) -> Certifier:
    """An authority that the hall trusts; kim is an officer."""
    root = Certifier.root(tmp_path / "authority")
    hall.office.auth.methods["certificate"] = Certificate(anchors=(root.certificate,), crls=(str(root.crl()),))
    hall.officer("kim", "reader")
    return root


def send(admin: Browser, content: bytes | None, reason: str = WHY) -> httpx.Response:
    """Fill in the page."""
    page = admin.get(f"{ASK}?name=kim")
    files = {} if content is None else {"file": ("kim.pem", content)}
    return admin.send(page, ASK, {"reason": reason}, files=files or {"nothing": ("", b"")})


def test_one_is_linked_for_a_reason(hall: Hall, root: Certifier) -> None:
    """From the part about signing in; afterwards it stands there to be taken away, and its holder comes in."""
    admin, kim = hall.officer("root", "admin", unit=None), root.issue("김하늘")
    assert f"{ASK}?name=kim" in admin.get("/admin/users/kim?part=sign-in").text
    content = kim.certificate.read_bytes()
    without = send(admin, content, " ")
    assert without.status_code == 422
    assert 'href="#link-reason"' in without.text
    came = send(admin, content)
    assert came.headers["location"] == "/admin/users/kim?part=sign-in&done=linked"
    shown = admin.get(came.headers["location"]).text
    assert "The certificate was linked" in shown
    assert "김하늘" in shown
    assert "/admin/account/factor?name=kim&amp;factor=" in shown
    assert len(hall.facts("factor.added")) == 1
    entered = hall.office.auth.certified.shown("certificate", kim.pem, origin=Origin())
    assert isinstance(entered, Entered)
    assert entered.session.actor.name == "kim"
    again = send(admin, content)
    assert (again.status_code, "linked already" in again.text) == (409, True)


def test_what_nobody_could_sign_in_with_is_not_linked(hall: Hall, root: Certifier) -> None:
    """No file, no certificate, a revoked one: said beside the field, the reason stays, and no fact is left."""
    admin, gone = hall.officer("root", "admin", unit=None), root.issue("Gone")
    root.revoke(gone.certificate)
    root.crl()
    for content, words in ((None, "Choose the file"), (b"hello", "cannot be read"), (gone.pem.encode(), "revoked")):
        refused = send(admin, content)
        assert refused.status_code == 422
        assert 'href="#link-file"' in refused.text
        assert words in refused.text
        assert WHY in refused.text
    assert hall.facts("factor.added") == []


def test_only_whoever_manages_accounts(hall: Hall, root: Certifier) -> None:
    """Others are refused; where no certificates are taken there is no such page, and no button."""
    reader = hall.officer("lee", "reader")
    assert reader.get(f"{ASK}?name=kim").status_code == 403
    admin = hall.officer("root", "admin", unit=None)
    assert admin.get(f"{ASK}?name=nobody").status_code == 404
    assert admin.get(f"{ASK}?name=kim&authenticator=password").status_code == 404
    del hall.office.auth.methods["certificate"]
    assert ASK not in admin.get("/admin/users/kim?part=sign-in").text
    assert admin.get(f"{ASK}?name=kim").status_code == 404
