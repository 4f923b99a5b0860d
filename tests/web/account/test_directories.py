"""Signing in on the page with a directory's name and password, at a real OpenLDAP server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth.settings import AuthSettings
from egovframe.testing import SetClock, open_office
from tests.support.slapd import GROUPS, PASSWORD, PEOPLE, Slapd
from tests.web.account.people import OTHER, People, sign_in
from tests.web.account.people import PASSWORD as PASSWORD_HERE
from tests.web.html import assert_sound
from tests.web.portal.town import CONSOLE, town


@pytest.fixture
def staff(directory: Slapd, tmp_path: Path, clock: SetClock) -> Iterator[People]:
    """A town whose officers the directory knows; `boss` has a password here."""
    roles = [{"group": f"cn=web-roads,{GROUPS}", "role": "road-officer", "unit": "roads"}]
    ways = {"password": {"memory_kib": 8, "passes": 1}, "ldap": directory.options(roles=roles)}
    with open_office(town(), tmp_path, clock=clock, auth=AuthSettings.quick(authenticators=ways)) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("boss", password=PASSWORD_HERE)
        yield People(office, clock)


def actions(staff: People, count: int) -> list[str]:
    """The newest deeds in the trail, oldest first."""
    return [fact["action"] for fact in staff.office.trail.search(limit=count)][::-1]


def test_an_officer_of_the_directory_comes_to_the_desk(staff: People, directory: Slapd) -> None:
    """With the role that the group gives; the trail holds what happened, and the password nowhere."""
    directory.group("web-roads", [f"uid=kim,{PEOPLE}"])
    browser = staff.browser()
    answer = sign_in(browser, "kim", PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert actions(staff, 5) == [
        "account.added",
        "factor.added",
        "profile.changed",
        "role.granted",
        "sign-in.succeeded",
    ]
    signed_in = staff.office.trail.search(action="sign-in.succeeded")[0]
    assert signed_in["details"]["authenticator"] == "ldap"
    assert browser.get("/desk").status_code == 200
    directory.group("web-roads", [])
    assert sign_in(staff.browser(), "kim", PASSWORD).headers["location"] == "/account"
    assert actions(staff, 2) == ["role.revoked", "sign-in.succeeded"]
    assert browser.get("/desk").status_code in (303, 403), "in the session from before, too"
    for path in staff.office.settings.data_dir.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes()


def test_every_failure_is_the_same_page(staff: People) -> None:
    """Wrong password, nobody, an injection, somebody with a password here: one answer, and a fact each."""
    told = set()
    for name in ("kim", "nobody", "*", "kim)(uid=*", "\\", "\x00", "boss"):
        answer = sign_in(staff.browser(), name, OTHER)
        assert answer.status_code == 401
        assert_sound(answer)
        told.add(re.sub(r'(value|nonce)="[^"]*"', "", answer.text))
        assert actions(staff, 1) == ["sign-in.failed"]
    assert len(told) == 1
    assert "이름과 비밀번호가 맞지 않습니다" in told.pop()


def test_without_the_directory_passwords_kept_here_go_on(tmp_path: Path, clock: SetClock, directory: Slapd) -> None:
    """Its own people get the form back with a message and 503; whoever has a password here comes in."""
    ways = {"password": {"memory_kib": 8, "passes": 1}, "ldap": directory.options(urls=["ldap://127.0.0.1:1"])}
    with open_office(town(), tmp_path, clock=clock, auth=AuthSettings.quick(authenticators=ways)) as office:
        with office.work(by=CONSOLE) as work:
            work.accounts.add("boss", password=PASSWORD_HERE)
        staff = People(office, clock)
        answer = sign_in(staff.browser(), "kim", PASSWORD, onward="/account/data")
        assert answer.status_code == 503
        assert_sound(answer)
        assert "디렉터리가 답하지 않습니다" in answer.text
        assert 'value="kim"' in answer.text
        assert 'value="/account/data"' in answer.text
        assert sign_in(staff.browser(), "boss", PASSWORD_HERE).status_code == 303


@pytest.mark.parametrize("away", [False, True])
def test_proving_oneself_again(staff: People, directory: Slapd, clock: SetClock, away: bool) -> None:
    """What is asked for after a while takes the directory's password, and says so when nobody can check it."""
    browser = staff.signed_in("kim", PASSWORD)
    clock.forward(minutes=20)
    page = browser.get("/sign-in/again?next=/account/factors", follow=True)
    if away:
        plugin = staff.office.auth.sources["ldap"]
        elsewhere = {"urls": ["ldap://127.0.0.1:1"], "certificates": directory.papers["authority.pem"]}
        staff.office.auth.sources["ldap"] = type(plugin)(**directory.options(**elsewhere))
        answer = browser.send(page, "/sign-in/password", {"password": PASSWORD})
        assert answer.status_code == 503
        assert_sound(answer)
        assert "디렉터리가 답하지 않습니다" in answer.text
        staff.office.auth.sources["ldap"] = plugin
    else:
        assert browser.send(page, "/sign-in/password", {"password": OTHER}).status_code == 401
    answer = browser.send(page, "/sign-in/password", {"password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/factors")
