"""What holds for every page of administration."""

from __future__ import annotations

from egovframe.web.admin import areas
from tests.web.client import Browser
from tests.web.desk.hall import Hall

ENDPOINTS = [endpoint for area in areas for endpoint in area.endpoints]


def test_every_page_asks_for_a_permission(hall: Hall) -> None:
    """An officer who may not gets 403 with what to do, and a fact; a stranger has to sign in first."""
    assert len(ENDPOINTS) >= 15
    assert [endpoint.path for endpoint in ENDPOINTS if not endpoint.may] == ["/admin"]
    kim, stranger = hall.officer("kim", "road-officer", "head"), Browser(hall.app)
    form = kim.get("/desk/petitions/" + hall.petition())
    for endpoint in ENDPOINTS:
        path = endpoint.path.replace("{name:path}", "root")
        mine = kim.get(path) if endpoint.method == "GET" else kim.send(form, path, {})
        assert mine.status_code == 403, path
        assert "Ask your administrator" in mine.text, path
        assert stranger.request(endpoint.method, path).status_code in (303, 401), path
    assert "Permission needed</dt><dd>See accounts</dd>" in kim.get("/admin/users").text
    refused = [fact["details"]["permission"] for fact in hall.office.trail.search(action="access.denied", limit=200)]
    assert {"account.manage", "role.grant", "audit.read", "outbox.manage", "plugin.read"} <= set(refused)


def test_forms_of_others_do_nothing(hall: Hall) -> None:
    """A POST without the hidden field of this browser is refused on every address."""
    admin = hall.officer("root", "admin", unit=None)
    for endpoint in ENDPOINTS:
        if endpoint.method == "POST":
            answer = admin.post(endpoint.path, {"name": "root", "role": "admin"})
            assert (answer.status_code, "web.csrf" in answer.text) == (403, True), endpoint.path
