"""The officers' menu: what is there and what this person may open."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from egovframe.kernel.messages import known_messages
from egovframe.office import PERMISSIONS
from egovframe.web import menu
from egovframe.web.areas import areas
from egovframe.web.endpoint import Table
from tests.web.fakes import officer

TABLE = Table(areas())


def page(path: str, *permissions: str, signed_in: bool = True) -> Any:
    """A request of an officer who holds these permissions."""
    site = SimpleNamespace(table=TABLE)
    return SimpleNamespace(site=site, path=path, actor=officer(*permissions), signed_in=signed_in)


def test_every_line_leads_somewhere() -> None:
    """Each line's page is there and asks for the permission by which the line is shown; its words are in Korean too."""
    asked = {endpoint.path: endpoint.may for endpoint in TABLE.endpoints if endpoint.method == "GET"}
    for title, items in menu.GROUPS:
        assert title in known_messages("ko")
        for item in items:
            assert asked[item.path] == item.may
            assert item.may in {permission.name for permission in PERMISSIONS}
            assert item.words in known_messages("ko")


def test_shown_to_whoever_may() -> None:
    """A line is shown to whoever holds its permission; a group without lines is not."""
    shown = dict(menu.shown(page("/desk", "petition.read", "audit.read")))
    assert [item.path for item in shown["Petitions"]] == [
        "/desk",
        "/desk/petitions",
        "/desk/notices",
        "/desk/registers",
        "/desk/approvals",
        "/desk/parts",
    ]
    assert [item.path for item in shown["Records and audit"]] == [
        "/admin/audit",
        "/admin/alarms",
        "/admin/audit/retention",
    ]
    assert "Administration" not in shown
    assert not dict(menu.shown(page("/desk")))


def test_line_of_a_page() -> None:
    """A page belongs to the line whose path it is, or to the nearest one above it."""
    assert menu.line_of(page("/desk")) == "/desk"
    assert menu.line_of(page("/desk/petitions/7K4-RM2-X9H")) == "/desk/petitions"
    assert menu.line_of(page("/admin/users/kim")) == "/admin/users"
    assert menu.line_of(page("/admin/account/grant")) == "/admin/users"
    assert menu.line_of(page("/desks")) == ""


def test_where_an_officer_begins() -> None:
    """At the desk; without petitions in administration; else at the first line, and a citizen nowhere of these."""
    assert menu.start_of(page("/", "petition.read", "audit.read")) == "/desk"
    assert menu.start_of(page("/", "record.read", "account.read")) == "/admin"
    assert menu.start_of(page("/", "record.read")) == "/desk/records"
    assert menu.start_of(page("/")) == ""
    assert menu.start_of(page("/", "petition.read", signed_in=False)) == ""
