"""Everybody's open sessions."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.web.desk.hall import CONSOLE, PASSWORD, Hall
from tests.web.html import assert_sound

ASK = "/admin/account/sessions"


def test_everybody_who_is_signed_in(hall: Hall) -> None:
    """Names, addresses and levels, narrowed by name; one's own is marked and not offered to end."""
    admin = hall.officer("root", "admin", unit=None)
    kim = hall.officer("kim", "reader")
    hall.officer("lee")
    page = admin.get("/admin/sessions")
    assert [f">{name}</a>" in page.text for name in ("root", "kim", "lee")] == [True, True, True]
    assert page.text.count("this browser") == 1
    assert page.text.count("/admin/sessions/end") == 2
    narrowed = admin.get("/admin/sessions?q=KI")
    assert ">lee</a>" not in narrowed.text
    ended = admin.send(narrowed, "/admin/sessions/end", {}, follow=True)
    assert "It has ended." in ended.text
    assert kim.get("/desk").status_code == 303
    assert admin.send(narrowed, "/admin/sessions/end", {}).status_code == 303  # it has ended already
    assert "Nobody is signed in like this." in admin.get("/admin/sessions?q=nobody").text
    assert len(hall.facts("session.listed")) == 4


def test_all_of_one_account(hall: Hall) -> None:
    """Asked once more with how many there are; all have ended then, but not those of whoever asks for their own."""
    admin = hall.officer("root", "admin", unit=None)
    kim = hall.officer("kim", "reader")
    hall.office.auth.sign_in("kim", PASSWORD)
    asked = admin.get(f"{ASK}?name=kim")
    assert "2</dd>" in asked.text
    done = admin.send(asked, ASK, {}, follow=True)
    assert "All sessions of the account have ended." in done.text
    assert kim.get("/desk").status_code == 303
    admin.send(admin.get(f"{ASK}?name=root"), ASK, {})
    assert admin.get("/admin/sessions").status_code == 200


def test_sessions_come_in_pages(hall: Hall) -> None:
    """A hundred on each, with what was asked for kept; a mark that is none shows the first."""
    admin = hall.officer("root", "admin", unit=None)
    with hall.office.work(by=CONSOLE) as work:
        for number in range(60):
            work.accounts.add(f"kim/{number:02} & co", password=PASSWORD)
    for number in range(60):
        for _ in range(2):
            hall.office.auth.sign_in(f"kim/{number:02} & co", PASSWORD)
    first = admin.get("/admin/sessions?q=kim")
    assert_sound(first, language="en")
    assert first.text.count('/admin/sessions/end"') == 100
    assert ">kim/00" not in first.text
    assert "First page" not in first.text
    found = re.search(r'href="(/admin/sessions\?q=kim&amp;after=[^"]+)">Next page', first.text)
    assert found
    second = admin.get(unescape(found[1]))
    assert second.text.count('/admin/sessions/end"') == 20
    assert ">kim/00" in second.text
    assert ">root</a>" not in second.text
    assert 'href="/admin/sessions?q=kim">First page' in second.text
    assert "Next page" not in second.text
    for mark in ("x", "2026-09-21T01:00:00~", "~~", "\x00"):
        assert admin.get("/admin/sessions", params={"q": "kim", "after": mark}).status_code == 200


@pytest.mark.asvs("V7.4.5")
def test_everybody(hall: Hall) -> None:
    """Asked once more; then all are out but this browser."""
    admin = hall.officer("root", "admin", unit=None)
    others = [hall.officer(name, "reader") for name in ("kim", "lee")]
    assert "/admin/sessions/everybody" in admin.get("/admin/sessions").text
    asked = admin.get("/admin/sessions/everybody")
    assert_sound(asked, language="en")
    assert "3</dd>" in asked.text
    assert admin.send(asked, "/admin/sessions/everybody", {}, follow=True).status_code == 200
    assert [each.get("/desk").status_code for each in others] == [303, 303]
    assert admin.get("/admin/sessions").status_code == 200
    assert len(hall.facts("session.ended")) == 2
