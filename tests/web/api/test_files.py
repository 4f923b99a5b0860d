"""Files by the API: sent before the petition, named in it, taken away by whoever may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from egovframe.testing import open_office
from egovframe.testing.suites.scanners import EICAR
from tests.forms.uploads.place import Telling
from tests.forms.uploads.samples import photo
from tests.web.api.room import V1, Caller, City
from tests.web.client import Browser
from tests.web.portal.filing import city as declared


@pytest.fixture
def town(tmp_path: Path) -> Iterator[City]:
    """A city whose form takes files."""
    with open_office(declared(), tmp_path) as office:
        office.files.scanner = Telling()
        yield City(office)


def sent(town: City, field: str, content: bytes, *, status: int = 201, name: str = "길.jpg") -> dict[str, str]:
    """Send a file; the answer is one that the document has."""
    path = f"{V1}/forms/damage/files/{field}"
    answer = Browser(town.site).request("POST", f"{path}?name={quote(name)}", content=content)
    assert answer.status_code == status, answer.text
    town.document.check_answer("POST", path, answer)
    found: dict[str, str] = answer.json()
    return found


def test_the_way_of_a_file(town: City) -> None:
    """Sent, checked, named in a petition, listed and taken away: by its officer with a reason, by its holder."""
    file = sent(town, "paper", "진단".encode(), name="홍길동.txt")
    assert (file["type"], file["name"], file["state"]) == ("text/plain", "홍길동.txt", "pending")
    town.office.run_due_tasks()
    caller = town.caller()
    assert caller.get(f"/files/{file['id']}").json()["state"] == "clean"
    filed = caller.post("/forms/damage/petitions", {"answers": {"where": "여기", "paper": file["id"]}}).json()
    assert caller.get(f"/files/{file['id']}").status_code == 404
    path = f"/petitions/{filed['receipt']}/files"
    officer = town.caller("kim", "road-officer", unit="roads")
    (item,) = officer.get(path).json()["items"]
    assert (item["id"], item["name"]) == (file["id"], "")
    assert officer.get(f"{path}/{file['id']}").status_code == 422
    taken = officer.but(x_reason=quote("현장 확인")).get(f"{path}/{file['id']}")
    assert taken.content == "진단".encode()
    assert taken.headers["content-disposition"].startswith("attachment")
    holder = Caller(town, {"x-petition-key": filed["key"]})
    assert holder.get(path).json()["items"][0]["name"] == "홍길동.txt"
    assert holder.get(f"{path}/{file['id']}").content == "진단".encode()
    assert caller.get(path).status_code == 401


def test_what_does_not_hold_is_refused_with_the_reason(town: City) -> None:
    """Another type, a question that takes none, a form that there is not."""
    problem = sent(town, "photos", b"text", status=422)
    assert problem["code"] == "forms.file_refused"
    assert sent(town, "where", photo(), status=404)["code"] == "egov.not_found"


def test_a_harmful_file_keeps_the_petition_from_being_filed(town: City) -> None:
    """The problem names the field."""
    file = sent(town, "paper", EICAR, name="a.txt")
    town.office.run_due_tasks()
    refused = town.caller().post("/forms/damage/petitions", {"answers": {"where": "여기", "paper": file["id"]}})
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == ["paper"]
