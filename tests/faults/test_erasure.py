"""One person of many is erased: nothing of theirs is left in any file, and everything that was proved still is."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from egovframe.audit import Proof, Search
from egovframe.kernel.cabinet import Cabinet, data_keys
from egovframe.kernel.canonical import b64
from egovframe.kernel.clock import Clock
from egovframe.kernel.database import Database
from egovframe.kernel.events import Observers
from egovframe.kernel.facts import FactType, Note, Origin, Recorder
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.kernel.work import UnitOfWork
from tests.audit.place import CLERK, Place, trail_alone
from tests.support.deeds import deed

FACTS = 10_000
PEOPLE = 50
ERASED = 17
SAMPLE = 300
TOGETHER = 250
TOLD = FactType(
    action="person.told", title=Text(en="Somebody told of themselves"), private={"reason": "subject", "name": "subject"}
)


@dataclass
class Around:
    """What a unit of work needs around it."""

    clock: Clock
    database: Database
    cabinet: Cabinet
    recorder: Recorder
    observers: Observers = field(default_factory=Observers)

    def wake(self) -> None:
        """There is no worker to be told."""


def person(number: int) -> str:
    """The id of a data subject."""
    return f"person-{number}"


def values_of(number: int) -> dict[str, str]:
    """What a person's facts hold in their private parts."""
    return {
        "address": f"198.51.{number}.77",
        "agent": f"Browser of household {number:04}",
        "why": f"은행 대출 서류 {number:04}",
        "reason": f"whistleblower against office {number:04}",
        "name": f"제갈하늘 {number:04}",
    }


def tell(place: Place, count: int) -> list[str]:
    """Write facts about everybody in turn, sealing now and then; return their ids."""
    ids: list[str] = []
    while len(ids) < count:
        with place.database.write() as conn:
            for _ in range(TOGETHER):
                number = len(ids) % PEOPLE
                told = values_of(number)
                note = Note(
                    fact=TOLD, actor=Actor.visitor(), at=place.clock.now(), subjects=(person(number),),
                    origin=Origin(address=told["address"], agent=told["agent"]), why=told["why"],
                    private={"reason": told["reason"], "name": told["name"]},
                )  # fmt: skip
                ids.append(place.trail.record(conn, note))
        place.clock.forward(seconds=1)
        place.trail.tend()
    return ids


def erase(place: Place, owner: str) -> bytes:
    """Destroy a person's key in a unit of work that notes the fact; return the key as it was wrapped."""
    with place.database.read() as conn:
        wrapped = conn.execute(sa.select(data_keys.c.wrapped).where(data_keys.c.owner == owner)).scalar_one()
    around = Around(place.clock, place.database, place.cabinet, place.trail)
    with UnitOfWork(around, by=CLERK).running() as work:
        place.cabinet.destroy_key(work, owner)
        work.note(deed("person.erased"), object=owner)
    place.trail.tend()
    return bytes(wrapped)


def where(folder: Path, wanted: bytes) -> list[str]:
    """The files that hold these bytes anywhere."""
    return [path.name for path in sorted(folder.rglob("*")) if path.is_file() and wanted in path.read_bytes()]


def openable(place: Place, owner: str) -> int:
    """How many facts about somebody still show a private value."""
    found = place.trail.facts(Search(subjects=(owner,)), limit=FACTS, private=True)
    return sum(1 for fact in found if fact.action == TOLD.action and fact.private.get("name"))


def assert_proved(place: Place, ids: list[str]) -> None:
    """Each of these facts has a proof that holds with the verifier key alone."""
    for fact_id in ids:
        assert fact_id.encode() in Proof.parse(place.trail.proof(fact_id)).verify(place.trail.vkey)


@pytest.mark.sampled(one_in=2)
@pytest.mark.timeout(600)
def test_nothing_of_an_erased_person_is_left_and_all_proofs_hold(
    place_on_both: Place, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """10,000 facts about 50 people: of one no value and no key is left, of the others everything opens."""
    place, heavy = place_on_both, request.config.getoption("--heavy")
    count = FACTS if heavy or place.database.dialect == "sqlite" else FACTS // 5
    ids = tell(place, count)
    assert openable(place, person(ERASED)) == count // PEOPLE
    wrapped = erase(place, person(ERASED))
    if place.database.dialect == "sqlite":  # PostgreSQL keeps what was removed until it vacuums; see Database.scrub
        assert "office.sqlite3" in where(tmp_path, person(ERASED).encode()), "these are not the files"
        for hidden in (wrapped, *(wrapped[at : at + 16] for at in range(0, len(wrapped) - 15, 16))):
            assert where(tmp_path, hidden) == []
    for value in values_of(ERASED).values():
        for hidden in (value.encode(), b64(value.encode()).encode(), value.encode("utf-16-le")):
            assert where(tmp_path, hidden) == []
    assert openable(place, person(ERASED)) == 0
    assert openable(place, person(ERASED + 1)) == count // PEOPLE
    sample = ids if heavy else random.Random(ERASED).sample(ids, SAMPLE)
    assert_proved(place, sample)
    report = place.trail.verify(deep=True)
    assert report.findings == []
    assert report.facts == count + 1
    place.facts(1, subjects=(person(ERASED),), why="told anew")
    place.trail.tend()
    assert openable(place, person(ERASED)) == 0, "a key that was drawn anew opens what was erased"
    assert place.trail.verify(deep=True).findings == []


def test_a_key_leaves_the_files_even_when_somebody_reads_meanwhile(sqlite_url: str, tmp_path: Path) -> None:
    """A verification that began before the erasure still needs the old pages; with the next write they are gone."""
    with trail_alone(sqlite_url, tmp_path) as place:
        tell(place, TOGETHER)
        with place.database.read() as reader:
            reader.execute(sa.select(sa.func.count()).select_from(data_keys)).scalar_one()
            wrapped = erase(place, person(ERASED))
            assert where(tmp_path, wrapped) != []
        place.facts(1)
        assert where(tmp_path, wrapped) == []
        assert place.trail.verify(deep=True).findings == []
