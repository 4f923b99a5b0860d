"""A first password for an account: drawn, shown once, replaced by its owner."""

from __future__ import annotations

import re

import httpx
import pytest

from egovframe.auth.errors import MoreNeeded, SignInFailed
from tests.web.client import Browser
from tests.web.desk.hall import PASSWORD, Hall
from tests.web.html import assert_sound

NEW = "푸른 지붕 위 고양이 셋 9"
DRAWN = re.compile(r"<code>((?:[2-9A-Z]{4}-){6}[2-9A-Z]{4})</code>")


def drawn(page: httpx.Response) -> str:
    """The password that a page shows."""
    found = DRAWN.search(page.text)
    assert found, page.text
    return found[1]


@pytest.mark.asvs("V6.4.6")
def test_an_administrator_begins_a_reset_and_chooses_nothing(hall: Hall) -> None:
    """The office draws the password; what is sent along is not looked at, and the sessions end."""
    admin, kim = hall.officer("root", "admin", unit=None), hall.officer("kim", "reader")
    page = admin.get("/admin/account/password?name=kim")
    assert_sound(page, language="en")
    assert 'type="password"' not in page.text
    shown = admin.send(page, "/admin/account/password", {"name": "kim", "password": NEW})
    assert shown.status_code == 200
    assert_sound(shown, language="en")
    assert kim.get("/desk").status_code == 303
    for lost in (PASSWORD, NEW):
        with pytest.raises(SignInFailed):
            hall.office.auth.sign_in("kim", lost)
    with pytest.raises(MoreNeeded):
        hall.office.auth.sign_in("kim", drawn(shown))
    assert drawn(admin.send(page, "/admin/account/password", {"name": "kim"})) != drawn(shown)
    assert admin.get("/admin/account/password?name=nobody").status_code == 404
    assert admin.send(page, "/admin/account/password", {"name": "nobody"}).status_code == 404


@pytest.mark.asvs("V6.4.1")
def test_its_owner_comes_as_far_as_choosing_another_one(hall: Hall) -> None:
    """From the page of administration to the account, with a password that only its owner knows."""
    admin = hall.officer("root", "admin", unit=None)
    added = admin.send(admin.get("/admin/users"), "/admin/users", {"name": "kim", "first": "1"})
    first, browser = drawn(added), Browser(hall.app)
    browser.cookies.set("egov-lang", "en", domain="127.0.0.1")
    came = browser.send(browser.get("/sign-in"), "/sign-in", {"name": "kim", "password": first})
    assert came.headers["location"] == "/sign-in/new-password"
    assert browser.get("/account").status_code == 303
    choose = browser.get("/sign-in/new-password")
    assert_sound(choose, language="en")
    assert "opens nothing but this page" in choose.text
    same = browser.send(choose, "/sign-in/new-password", {"new": first, "again": first})
    assert same.status_code == 422
    assert "whoever gave it to you knows it" in same.text
    done = browser.send(choose, "/sign-in/new-password", {"new": NEW, "again": NEW})
    assert done.headers["location"] == "/sign-in?done=password"
    browser.send(browser.get("/sign-in"), "/sign-in", {"name": "kim", "password": NEW})
    assert browser.get("/account").status_code == 200
