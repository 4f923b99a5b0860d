"""What holds for every page of the desk."""

from __future__ import annotations

import re

from egovframe.web.desk import areas
from tests.web.client import Browser
from tests.web.desk.hall import Hall


def paths() -> list[tuple[str, str]]:
    """Every method and path of the desk, with something in its holes."""
    return [
        (endpoint.method, re.sub(r"\{\w+\}", "7K4-RM2-X9H", endpoint.path))
        for area in areas
        for endpoint in area.endpoints
    ]


def test_every_page_asks_for_a_permission(hall: Hall) -> None:
    """Each endpoint names a permission; an officer without roles gets 403 and what to do; a stranger has to sign in."""
    assert len(paths()) >= 12
    assert all(endpoint.may for area in areas for endpoint in area.endpoints)
    nobody, stranger = hall.officer("nobody"), Browser(hall.app)
    form = nobody.get("/")
    for method, path in paths():
        mine = nobody.get(path) if method == "GET" else nobody.send(form, path, {})
        assert mine.status_code == 403, path
        assert "Ask your administrator" in mine.text or "open too long" in mine.text, path
        theirs = stranger.request(method, path)
        assert theirs.status_code == (303 if method == "GET" else 401), path
        if method == "GET":
            assert theirs.headers["location"].startswith("/sign-in?next=")


def test_menu_shows_what_one_may(hall: Hall) -> None:
    """The menu holds the pages that the officer may open, and marks where one is."""
    receipt = hall.petition()
    page = hall.officer("kim", "road-officer").get("/desk/petitions").text
    assert 'href="/desk/petitions" aria-current="page"' in page
    assert "/desk/records" in page
    assert "/admin/" not in page
    reader = hall.officer("reader", "reader").get(f"/desk/petitions/{receipt}").text
    assert 'href="/desk/petitions" aria-current="true"' in reader
    assert "/desk/records" not in reader
