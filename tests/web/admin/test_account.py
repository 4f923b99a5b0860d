"""One account: open or shut, its password, its roles."""

from __future__ import annotations

import pytest

from egovframe.auth import SignInFailed
from egovframe.kernel.work import Origin
from egovframe.web.admin.words import account_path
from tests.web.client import Browser
from tests.web.desk.hall import PASSWORD, SCRIPT, Hall

NEW = "푸른 지붕 위 고양이 셋 9"


@pytest.fixture
def admin(hall: Hall) -> Browser:
    """An administrator, signed in."""
    return hall.officer("root", "admin", unit=None)


def account(name: str) -> str:
    """The address of an account's page."""
    return f"/admin/users/{name}"


def test_disable_and_enable(hall: Hall, admin: Browser) -> None:
    """Disabling ends the sessions at once; nobody disables themself; enabling lets sign in again."""
    kim = hall.officer("kim", "reader")
    page = admin.get(account("kim"))
    assert admin.send(page, "/admin/account/disable", {"name": "kim"}).status_code == 303
    assert kim.get("/desk").status_code == 303
    with pytest.raises(SignInFailed):
        hall.office.auth.sign_in("kim", PASSWORD)
    disabled = admin.get(account("kim") + "?done=disabled")
    assert "Open the account again" in disabled.text
    admin.send(page, "/admin/account/enable", {"name": "kim"})
    assert hall.signed_in("kim").get("/desk").status_code == 200
    own = admin.send(admin.get(account("root")), "/admin/account/disable", {"name": "root"})
    assert own.status_code == 422
    assert "You cannot disable your own account." in own.text
    assert admin.get("/admin/users").status_code == 200


def test_unknown_and_strange_names(hall: Hall, admin: Browser) -> None:
    """An account that there is not is not found; a name is text, never markup."""
    assert admin.get(account("nobody")).status_code == 404
    hall.officer(SCRIPT)
    page = admin.get(account_path(SCRIPT))
    assert page.status_code == 200
    assert SCRIPT not in page.text


def test_looking_only(hall: Hall) -> None:
    """Whoever may see accounts but change nothing sees no form, and is refused what a forged form asks for."""
    hall.officer("kim")
    looker = hall.officer("looker", "looker", unit=None)
    page = looker.get(account("kim"))
    assert page.status_code == 200
    assert '<form method="post"' not in page.text
    form = looker.get("/")
    for action in ("disable", "enable", "password", "grant", "revoke"):
        entered = {"name": "kim", "role": "reader", "password": NEW}
        assert looker.send(form, f"/admin/account/{action}", entered).status_code == 403
    with pytest.raises(SignInFailed):
        hall.office.auth.sign_in("kim", NEW)


def test_parts_for_who_may_see_them(hall: Hall, admin: Browser) -> None:
    """Whoever may see accounts alone gets no tabs; an administrator has all three, each in its own address."""
    hall.officer("kim", "road-officer")
    looker = hall.officer("looker", "looker", unit=None)
    for part in ("", "sign-in", "rights", "nonsense"):
        seen = looker.get(account("kim") + f"?part={part}").text
        assert "is shown to whoever may see roles" in seen
        assert "Open sessions" not in seen
    page = admin.get(account("kim")).text
    assert [part in page for part in ("?part=sign-in", "?part=rights")] == [True, True]
    assert "Road officer" in page


def test_signing_in(hall: Hall, admin: Browser) -> None:
    """Sessions and history: what let in and what failed, with address and policy version; the look is a fact."""
    hall.officer("kim", "road-officer")
    with pytest.raises(SignInFailed):
        hall.office.auth.sign_in("kim", "wrong", origin=Origin(address="203.0.113.9", agent="curl/8"))
    page = admin.get(account("kim") + "?part=sign-in").text
    assert "None is enrolled" in page
    assert "203.0.113.9" in page
    assert page.count(hall.office.auth.directory.version) == 1  # of the sign-in; what failed was decided for nobody
    assert "signed in</span>" in page
    assert "failed</span>" in page
    (fact,) = hall.facts("sign-in.shown")
    assert fact["object"].startswith("account:")
    own = admin.get(account("root") + "?part=sign-in").text
    assert "this browser" in own
    assert len(hall.facts("sign-in.shown")) == 1


def test_what_it_may_do(hall: Hall, admin: Browser) -> None:
    """Every permission with where and why, and those it has not with the reason."""
    hall.officer("kim", "road-officer")
    page = admin.get(account("kim") + "?part=rights").text
    allowed, _, denied = page.partition('<details class="why">')
    assert "May do 4 things" in allowed
    assert "the role road-officer, in roads and below" in allowed
    assert ">Roads<" in allowed
    assert "petition.assign" in denied
    assert "no role grants it" in denied
    assert hall.office.auth.directory.version in allowed
