"""A new password for an account."""

from __future__ import annotations

from tests.web.desk.hall import Hall

NEW = "푸른 지붕 위 고양이 셋 9"


def test_new_password(hall: Hall) -> None:
    """A new password counts at once and ends the sessions; a weak one is refused with the reason."""
    admin, kim = hall.officer("root", "admin", unit=None), hall.officer("kim", "reader")
    page = admin.get("/admin/account/password?name=kim")
    for weak in ("", "kim"):
        refused = admin.send(page, "/admin/account/password", {"name": "kim", "password": weak})
        assert refused.status_code == 422
        assert 'href="#account-password"' in refused.text
    assert admin.send(page, "/admin/account/password", {"name": "kim", "password": NEW}).status_code == 303
    assert kim.get("/desk").status_code == 303
    assert hall.office.auth.sign_in("kim", NEW)
    assert admin.get("/admin/account/password?name=nobody").status_code == 404
