"""Public petitions by the API; every answer is held to the document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.kernel.canonical import canonical
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.permissions import Actor
from egovframe.testing import SetClock, open_office
from tests.web.api.room import City, fields
from tests.web.plaza import ANSWERS, plaza


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """A city whose petitions are public."""
    with open_office(plaza(), tmp_path, clock=SetClock()) as office:
        opened = City(office)
        yield opened
        opened.site.gate.close()


def filed(city: City) -> str:
    """The number of a petition that was just received."""
    return str(city.caller().post("/forms/playground/petitions", {"answers": ANSWERS}).json()["receipt"])


def test_published_found_and_read(city: City) -> None:
    """Everybody reads the title and the public answers, and nothing else."""
    kim, receipt = city.caller("kim", "park-officer", unit="parks"), filed(city)
    assert kim.get(f"/petitions/{receipt}/publication").status_code == 404
    assert fields(kim.post(f"/petitions/{receipt}/actions/publish", {"title": ""})) == {"title"}
    made = kim.post(f"/petitions/{receipt}/actions/publish", {"title": "놀이터"})
    assert (made.status_code, made.json()["state"]) == (200, "collecting")
    assert kim.get(f"/petitions/{receipt}/publication").json() == made.json()
    assert kim.post(f"/petitions/{receipt}/actions/publish", {"title": "놀이터"}).status_code == 409
    (item,) = city.caller().get("/public-petitions", q="놀이", sort="most", open="true").json()["items"]
    shown = city.caller().get(f"/public-petitions/{item['id']}").json()
    assert (shown["title"], shown["answers"], shown["signatures"]) == ("놀이터", {"content": ANSWERS["content"]}, 0)
    assert city.caller().get("/public-petitions", sort="worst").status_code == 422
    assert city.caller().get("/public-petitions/nothing").status_code == 404


def test_only_the_text_that_was_read_is_published(city: City) -> None:
    """What a program counted over the answers it has read is the digest that the office compares."""
    kim, receipt = city.caller("kim", "park-officer", unit="parks"), filed(city)
    path = f"/petitions/{receipt}/actions/publish"
    assert fields(kim.post(path, {"title": "놀이터", "seen": "x"})) == {"seen"}
    read = {"answers": {"content": ANSWERS["content"]}, "petition": receipt}
    other = sha256_hex(canonical({**read, "answers": {"content": "수영장"}}))
    assert kim.post(path, {"title": "놀이터", "seen": other}).status_code == 409
    assert kim.post(path, {"title": "놀이터", "seen": sha256_hex(canonical(read))}).status_code == 200


def test_refused_with_everything_that_is_due(city: City) -> None:
    """Each fault by its field; the answer has the remedies of the law."""
    kim, receipt = city.caller("kim", "park-officer", unit="parks"), filed(city)
    path = f"/petitions/{receipt}/actions/keep-unpublished"
    assert fields(kim.post(path, {"ground": "x", "reason": ""})) == {"ground", "reason"}
    made = kim.post(path, {"ground": "unfit", "reason": "지장이 있습니다."}).json()
    assert (made["state"], "30일" in made["remedy"]) == ("refused", True)
    assert city.caller().get(f"/public-petitions/{made['id']}").status_code == 404


def test_signed_with_a_token_or_a_link(city: City) -> None:
    """An account signs at once; others get a link; who signed is listed masked."""
    kim, receipt = city.caller("kim", "park-officer", unit="parks"), filed(city)
    id_ = kim.post(f"/petitions/{receipt}/actions/publish", {"title": "놀이터"}).json()["id"]
    path = f"/public-petitions/{id_}"
    assert kim.post(f"{path}/signatures", {"name": "김하늘"}).json() == {"state": "signed"}
    assert kim.post(f"{path}/signatures", {"name": "김하늘"}).json() == {"state": "before"}
    assert [each["name"] for each in kim.get(f"/petitions/{receipt}/signers").json()["items"]] == ["김*늘"]
    assert kim.send("POST", f"{path}/withdraw").json() == {"state": "withdrawn"}
    sent = city.caller().post(f"{path}/signatures", {"name": "성춘향", "email": "spring@example.org"})
    assert (sent.status_code, sent.json()) == (200, {"state": "link_sent"})
    assert fields(city.caller().post(f"{path}/signatures", {"name": "", "email": "x"})) == {"name", "email"}
    for deed in ("confirm", "withdraw"):
        assert city.caller().post(f"/signatures/{deed}", {"key": "x"}).status_code == 404


def test_what_keeps_it_from_being_published_comes_before_the_body(city: City) -> None:
    """A petition that is decided is a conflict, whatever was sent along."""
    kim, receipt = city.caller("kim", "park-officer", unit="parks"), filed(city)
    with city.office.work(by=Actor.system("console")) as work:
        work.petitions.answer(receipt, "만들겠습니다.")
    for verb in ("publish", "keep-unpublished"):
        assert kim.post(f"/petitions/{receipt}/actions/{verb}", {}).status_code == 409
