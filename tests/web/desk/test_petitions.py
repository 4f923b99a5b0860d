"""All petitions: filters, pages and finding one by its number."""

from __future__ import annotations

from pathlib import Path

from egovframe.forms.settings import FormsSettings
from egovframe.testing import SetClock, open_office
from tests.web.desk.hall import Hall, haneul


def test_filters(hall: Hall) -> None:
    """By form and by state; the newest first; nothing of other units; unknown values show everything."""
    first, second = hall.petition(), hall.petition()
    hall.petition("suggestion", title="나무")
    kim = hall.officer("kim", "road-officer")
    page = kim.get("/desk/petitions").text
    assert page.index(second) < page.index(first)
    assert "나무" not in page
    kim.send(kim.get(f"/desk/petitions/{first}"), f"/desk/petitions/{first}/assign", {"seen": ""})
    assigned = kim.get("/desk/petitions?state=assigned&form=pothole").text
    assert (first in assigned, second in assigned) == (True, False)
    assert "No petition of your units is like this." in kim.get("/desk/petitions?state=closed").text
    assert second in kim.get("/desk/petitions?state=x&form=y").text


def test_find_by_number(hall: Hall) -> None:
    """A receipt number in any writing leads to the case; anything else is told apart from it, escaped."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    found = kim.get("/desk/petitions", params={"q": f" {receipt.lower().replace('-', ' ')} "})
    assert (found.status_code, found.headers["location"]) == (303, f"/desk/petitions/{receipt}")
    other = kim.get("/desk/petitions", params={"q": "<b>도로"})
    assert other.status_code == 200
    assert "“&lt;b&gt;도로” is not a receipt number" in other.text


def test_pages(tmp_path: Path, clock: SetClock) -> None:
    """The cursor walks through all petitions, each once."""
    with open_office(haneul(), tmp_path, clock=clock, forms=FormsSettings(page=2)) as office:
        hall = Hall(office, clock)
        receipts = [hall.petition() for _ in range(5)]
        kim = hall.officer("kim", "road-officer")
        seen: list[str] = []
        path: str | None = "/desk/petitions"
        while path and len(seen) <= len(receipts):
            page = kim.get(path).text
            seen += [receipt for receipt in reversed(receipts) if f"{receipt}</span>" in page]
            more = page.partition(">Next page<")[0] if ">Next page<" in page else ""
            path = more.rpartition('href="')[2].rpartition('"')[0].replace("&amp;", "&") or None
    assert seen == list(reversed(receipts))
