"""Who acts for whom, and ending that."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from egovframe.web.admin import delegations
from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

LIST = "/admin/delegations"


def lent(hall: Hall, lender: str, to: str, *, days: float = 3, reason: str = "holiday") -> str:
    """Have an officer lend all roles; gives the id."""
    with hall.office.look(by=CONSOLE) as look:
        actor = hall.office.auth.officer(look.conn, lender)
    assert actor is not None
    with hall.office.work(by=actor) as work:
        until = hall.clock.now() + timedelta(days=days)
        return str(work.access.delegations.lend(to, until=until, reason=reason).id)


@pytest.fixture
def admin(hall: Hall) -> Browser:
    """An administrator; kim reads petitions of the roads, lee nothing."""
    hall.officer("kim", "reader")
    hall.officer("lee")
    return hall.officer("root", "admin", unit=None)


def test_who_acts_for_whom(hall: Hall, admin: Browser) -> None:
    """Both names, what is lent, how long and why; what is over is not shown."""
    assert "Nobody acts for anybody." in admin.get(LIST).text
    lent(hall, "kim", "lee", reason="<b>holiday</b>")
    page = admin.get(LIST)
    assert_sound(page, language="en")
    for words in (">kim</th>", "<td>lee</td>", "all roles", "&lt;b&gt;holiday"):
        assert words in page.text
    assert f'href="{LIST}"' in admin.get("/admin/users").text
    hall.clock.forward(days=4)
    admin = hall.signed_in("root")
    assert "Nobody acts for anybody." in admin.get(LIST).text


def test_ending_one(hall: Hall, admin: Browser) -> None:
    """Asked once more; then the substitute's next request has nothing of it, and the fact says who ended it and why."""
    delegation = lent(hall, "kim", "lee")
    lee = hall.signed_in("lee")
    session = hall.office.auth.session(lee.cookies["egov-session"])
    assert session is not None
    hall.office.auth.act(session, f"delegation:{delegation}")
    assert lee.get("/desk").status_code == 200
    asked = admin.get(f"{LIST}/end?delegation={delegation}")
    assert_sound(asked, language="en")
    assert "kim</dd>" in asked.text
    done = admin.send(asked, f"{LIST}/end", {"delegation": delegation, "reason": "is back"}, follow=True)
    assert "It has ended." in done.text
    assert lee.get("/desk").status_code == 403
    (fact,) = hall.facts("delegation.ended")
    assert fact["actor"]["id"] == hall.office.auth.session(admin.cookies["egov-session"]).actor.id  # type: ignore[union-attr]
    assert admin.send(asked, f"{LIST}/end", {"delegation": delegation}).status_code == 303  # it has ended already
    assert admin.get(f"{LIST}/end?delegation={delegation}").status_code == 404


def test_whoever_may_grant_in_one_unit_ends_nothing(hall: Hall, admin: Browser) -> None:
    """It takes the right for the whole office, whatever is sent."""
    delegation = lent(hall, "kim", "lee")
    half = hall.officer("half", "granter")
    assert half.get(LIST).status_code == 403
    assert half.send(half.get("/account"), f"{LIST}/end", {"delegation": delegation}).status_code == 403
    assert hall.facts("delegation.ended") == []
    assert admin.get(f"{LIST}/end?delegation={delegation}").status_code == 200


def test_pages(hall: Hall, admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order they were made, so many on each."""
    monkeypatch.setattr(delegations, "PAGE", 2)
    made = [lent(hall, "kim", "lee") for _ in range(3)]
    first = admin.get(LIST)
    assert re.findall(r"end\?delegation=([0-9a-f-]+)", first.text) == made[:2]
    second = admin.get(f"{LIST}?after={made[1]}")
    assert f"{LIST}?after={made[1]}" in first.text
    assert re.findall(r"end\?delegation=([0-9a-f-]+)", second.text) == made[2:]
    assert "First page" in second.text
    assert "Next page" not in second.text
