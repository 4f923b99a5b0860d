"""The page that asks once more."""

from __future__ import annotations

from tests.web.desk.hall import SCRIPT, Hall
from tests.web.html import assert_sound


def test_it_says_what_it_is_about_and_how_to_go_back(hall: Hall) -> None:
    """What is taken away, what follows, a way back; nothing has happened yet; a name is text, never markup."""
    admin = hall.officer("root", "admin", unit=None)
    hall.officer(SCRIPT)
    asked = admin.get("/admin/account/sessions", params={"name": SCRIPT, "lang": "ko"})
    assert_sound(asked)
    assert SCRIPT not in asked.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</dd>" in asked.text
    assert "/admin/users/%3Cscript%3Ealert%281%29%3C%2Fscript%3E?part=sign-in" in asked.text
    assert hall.facts("session.ended") == []


def test_a_reason_is_kept_as_it_can_be(hall: Hall) -> None:
    """Line ends are plain, what no database takes is dropped, and it is cut where it is too long."""
    from types import SimpleNamespace
    from typing import Any, cast

    from egovframe.web.admin.once_more import REASON_LENGTH, reason_of
    from egovframe.web.urlencoded import Fields

    page = cast("Any", SimpleNamespace(form=Fields([("reason", " a\r\nb\0 " + "x" * 2_000)])))
    assert reason_of(page).startswith("a\nb ")
    assert len(reason_of(page)) == REASON_LENGTH
