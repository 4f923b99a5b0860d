"""One account: open or shut, its password, its roles."""

from __future__ import annotations

import pytest

from egovframe.auth import SignInFailed
from egovframe.web.admin.words import account_path
from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, PASSWORD, SCRIPT, Hall

NEW = "푸른 지붕 위 고양이 셋 9"


@pytest.fixture
def admin(hall: Hall) -> Browser:
    """An administrator, signed in."""
    return hall.officer("root", "admin", unit=None)


def account(name: str) -> str:
    """The address of an account's page."""
    return f"/admin/users/{name}"


def test_roles_count_at_the_next_request(hall: Hall, admin: Browser) -> None:
    """A granted role opens the desk to the officer's very next request, a revoked one shuts it again."""
    receipt = hall.petition()
    kim = hall.officer("kim")
    assert kim.get("/desk").status_code == 403
    page = admin.get(account("kim"))
    entered = {"name": "kim", "role": "road-officer", "unit": "roads", "until": "", "reason": "인사 이동"}
    granted = admin.send(page, "/admin/account/grant", entered, follow=True)
    assert "The role was granted." in granted.text
    assert "인사 이동" in granted.text
    assert receipt in kim.get("/desk").text
    revoked = admin.send(granted, "/admin/account/revoke", {"name": "kim", "role": "road-officer", "unit": "roads"})
    assert revoked.headers["location"].endswith("done=revoked")
    assert kim.get("/desk").status_code == 403
    again = admin.send(granted, "/admin/account/revoke", {"name": "kim", "role": "road-officer", "unit": "roads"})
    assert "somebody else was faster" in admin.get(again.headers["location"]).text
    assert "1 role held before" in admin.get(account("kim")).text


def test_unit_and_last_day(hall: Hall, admin: Browser) -> None:
    """A role in another unit shows nothing of this one; after its last day it counts no more."""
    receipt = hall.petition()
    kim = hall.officer("kim")
    page = admin.get(account("kim"))
    entered = {"name": "kim", "role": "road-officer", "unit": "parks", "until": "2026-09-22", "reason": ""}
    admin.send(page, "/admin/account/grant", entered)
    assert receipt not in kim.get("/desk").text
    assert "2026-09-22" in admin.get(account("kim")).text
    hall.clock.forward(hours=37)  # 22 September, 23:00 in Seoul
    kim = hall.signed_in("kim")
    assert kim.get("/desk").status_code == 200
    hall.clock.forward(hours=1)
    assert kim.get("/desk").status_code == 403


def test_faults_of_a_grant(hall: Hall, admin: Browser) -> None:
    """No role chosen, a day that is past or none: beside the field, the rest kept; an unknown role is not found."""
    hall.officer("kim")
    page = admin.get(account("kim"))
    path = "/admin/account/grant"
    nothing = admin.send(page, path, {"name": "kim", "role": "", "unit": "roads", "reason": "대행"})
    assert nothing.text.count("Choose a role.") == 2
    assert '<option value="roads" selected>' in nothing.text
    assert 'value="대행"' in nothing.text
    for until in ("2026-09-20", "tomorrow"):
        past = admin.send(page, path, {"name": "kim", "role": "reader", "unit": "roads", "until": until})
        assert past.status_code == 422
        assert 'href="#account-until"' in past.text
    assert admin.send(page, path, {"name": "kim", "role": "mayor", "unit": "roads"}).status_code == 404
    assert admin.send(page, path, {"name": "kim", "role": "reader", "unit": "sea"}).status_code == 404
    assert admin.send(page, path, {"name": "nobody", "role": "reader", "unit": "roads"}).status_code == 404
    assert "holds no role" in admin.get(account("kim")).text


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


def test_new_password(hall: Hall, admin: Browser) -> None:
    """A new password counts at once and ends the sessions; a weak one is refused with the reason."""
    kim = hall.officer("kim", "reader")
    page = admin.get(account("kim"))
    for weak in ("", "kim"):
        refused = admin.send(page, "/admin/account/password", {"name": "kim", "password": weak})
        assert refused.status_code == 422
        assert 'href="#account-password"' in refused.text
    assert admin.send(page, "/admin/account/password", {"name": "kim", "password": NEW}).status_code == 303
    assert kim.get("/desk").status_code == 303
    assert hall.office.auth.sign_in("kim", NEW)


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


def test_granter_of_one_unit(hall: Hall) -> None:
    """Whoever grants in one unit is offered that unit alone, and refused elsewhere."""
    hall.officer("kim")
    hall.officer("head", "granter", unit="roads")
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.grant("head", "looker")
    head = hall.signed_in("head")
    page = head.get(account("kim"))
    assert '<option value="roads">' in page.text
    assert '<option value="parks">' not in page.text
    assert "everywhere</option>" not in page.text
    path = "/admin/account/grant"
    assert head.send(page, path, {"name": "kim", "role": "reader", "unit": "parks"}).status_code == 403
    assert head.send(page, path, {"name": "kim", "role": "reader", "unit": ""}).status_code == 403
    assert head.send(page, path, {"name": "kim", "role": "reader", "unit": "roads"}).status_code == 303
