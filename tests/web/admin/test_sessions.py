"""Everybody's open sessions."""

from __future__ import annotations

from tests.web.desk.hall import PASSWORD, Hall

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
