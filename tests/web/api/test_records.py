"""Records by the API."""

from __future__ import annotations

from urllib.parse import quote

from egovframe.audit import Search
from tests.support.deeds import deed
from tests.web.api.room import CONSOLE, Caller, City, fields

PLAN = {"class": "leaflets", "title": "봄맞이 안내", "content": "꽃을\n심습니다.\0", "completed": "2024-05-02"}


def declared(caller: Caller, **more: str) -> dict[str, str]:
    """Declare a record and return it."""
    answer = caller.post("/records", {**PLAN, **more})
    assert answer.status_code == 201, answer.text
    record: dict[str, str] = answer.json()
    assert answer.headers["location"] == f"/api/v1/records/{record['id']}"
    return record


def test_everybody_may_know_the_classes(city: City) -> None:
    """Which records the city keeps how long."""
    items = city.caller().but(accept_language="en").get("/classes").json()["items"]
    assert {"id": "leaflets", "title": "Leaflets", "keep": "1y"} in items


def test_a_record_is_declared_listed_and_read(each_city: City) -> None:
    """The content comes back byte for byte, for saving and never for showing."""
    clerk = each_city.caller("han", "clerk", unit="parks")
    record = declared(clerk)
    assert (record["class"], record["keep"], record["starts"]) == ("leaflets", "1y", "2025-01-01")
    assert clerk.get(f"/records/{record['id']}").json() == record
    content = clerk.get(f"/records/{record['id']}/content")
    assert content.content == PLAN["content"].encode()
    assert content.headers["content-disposition"].startswith("attachment")
    assert [item["id"] for item in clerk.get("/records", **{"class": "leaflets"}).json()["items"]] == [record["id"]]
    assert clerk.get("/records", **{"class": "keep-5y"}).json()["items"] == []
    assert [item["id"] for item in clerk.get("/records/due").json()["items"]] == [record["id"]]
    assert clerk.get("/records/due", on="2025-12-31").json()["items"] == []


def test_records_are_paged(city: City) -> None:
    """By id, and what is due by its date."""
    clerk = city.caller("han", "clerk", unit="parks")
    ids = [declared(clerk, completed=f"202{year}-01-01")["id"] for year in range(3)]
    for path, expected in (("/records", ids[::-1]), ("/records/due", ids)):
        first = clerk.get(path, limit=2).json()
        rest = clerk.get(path, limit=2, cursor=first["next"]).json()
        assert [item["id"] for item in first["items"] + rest["items"]] == expected
        assert rest["next"] is None


def test_content_that_is_gone_is_not_found(city: City) -> None:
    """404 once the key that opens it is destroyed."""
    clerk = city.caller("han", "clerk", unit="parks")
    record = declared(clerk)
    with city.office.work(by=CONSOLE) as work:
        work.cabinet.destroy_key(work, f"record:{record['id']}")
        work.note(deed("record.destroyed"), object=f"record:{record['id']}")
    answer = clerk.get(f"/records/{record['id']}/content")
    assert answer.status_code == 404


def test_who_may_not_read_or_declare_is_refused(city: City) -> None:
    """By permission, and by unit; an id that there is not is 404."""
    clerk = city.caller("han", "clerk", unit="parks")
    record = declared(clerk)
    kim = city.caller("kim", "road-officer", unit="roads")
    assert kim.get("/records").status_code == 403
    assert kim.post("/records", PLAN).status_code == 403
    assert clerk.post("/records", {**PLAN, "unit": "roads"}).status_code == 403
    assert city.caller("seo", "clerk", unit="roads").get(f"/records/{record['id']}").status_code in {403, 404}
    assert clerk.get("/records/01990000-0000-7000-8000-000000000000").status_code == 404
    assert clerk.get("/records/nonsense/content").status_code == 404


def test_whoever_declares_in_several_units_says_in_which(city: City) -> None:
    """The office does not guess."""
    clerk = city.caller("han", "clerk", unit="parks")
    with city.office.work(by=CONSOLE) as work:
        work.accounts.grant("han", "clerk", unit="roads")
    assert fields(clerk.post("/records", PLAN)) == {"unit"}


def test_a_day_that_is_none_is_refused(city: City) -> None:
    """By its name."""
    clerk = city.caller("han", "clerk")
    assert fields(clerk.get("/records/due", on="soon")) == {"on"}
    assert fields(clerk.get("/records/due", cursor="soon")) == {"cursor"}


def test_why_a_copy_is_taken_comes_with_it(city: City) -> None:
    """`X-Reason` is percent-encoded UTF-8; without it the download waits for the review."""
    clerk = city.caller("han", "clerk", unit="parks")
    path = f"/records/{declared(clerk)['id']}/content"
    assert clerk.but(**{"X-Reason": quote("정보공개 청구 12호")}).get(path).status_code == 200
    assert clerk.get(path).status_code == 200
    facts = city.facts("record.downloaded")
    assert [fact["due"] for fact in facts] == [False, True]
    [told] = city.office.trail.facts(Search(id=facts[1]["id"]), private=True)
    assert told.private["reason"] == "정보공개 청구 12호"
    for wrong in ("%FF", "%00", "x" * 1_001):
        answer = clerk.but(**{"X-Reason": wrong}).get(path)
        assert (answer.status_code, fields(answer)) == (422, {"X-Reason"})
    assert len(city.facts("record.downloaded")) == 2
    headers = city.document.operation("GET", f"/api/v1{path}")["parameters"]  # type: ignore[index]
    assert [each["name"] for each in headers if each["in"] == "header"] == ["X-Reason"]
