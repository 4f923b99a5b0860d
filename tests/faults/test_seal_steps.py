"""Each step of sealing and publishing fails once: nothing is lost, nothing doubled, and what was shown still holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from egovframe.audit import Trail
from egovframe.audit.sealing import sequencer
from egovframe.kernel.database import Database
from tests.audit.place import Place, trail_alone
from tests.faults.history import History, sealed, shown
from tests.faults.steps import Fault, SteppedAnchor, SteppedStorage, Steps, When

FEWEST = 40
"""So many steps there are at least, two batches and all that follows."""
ON_BOTH = {
    "INSERT checkpoints", "INSERT tiles", "UPDATE runs", "commit", "exists", "put", "keep", "INSERT fact_index",
    "INSERT fact_subjects",
}  # fmt: skip
ON_SQLITE = {*ON_BOTH, "BEGIN"}
ON_POSTGRESQL = {*ON_BOTH, "INSERT gaps", "DELETE gaps", "INSERT runs"}


@dataclass
class Stand:
    """A trail whose steps can be failed, and what it must never lose."""

    place: Place
    folder: Path
    steps: Steps = field(default_factory=Steps)
    ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps.watch(self.place.database)
        self.trail = self.open(self.place.database)
        self.history = History(self.trail.vkey)

    def open(self, database: Database) -> Trail:
        """Return a trail with a storage and an anchor of steps."""
        return Trail(
            database, self.place.cabinet, clock=self.place.clock, origin="haneul.example/log",
            storage=SteppedStorage(self.place.storage, self.steps),
            anchors={"folder": SteppedAnchor(folder=self.folder / "anchor", steps=self.steps)},
        )  # fmt: skip

    def write(self) -> None:
        """Write facts as a day brings them: together, one by one, and on PostgreSQL one that is undone."""
        self.ids += self.place.facts(2, subjects=("p-1",))
        if self.place.database.dialect == "postgresql":
            with suppress(Fault), self.place.database.write() as conn:
                self.place.trail.record(conn, self.place.note())
                raise Fault
        self.ids.append(self.place.keep(f"row {len(self.ids)}"))
        self.ids += self.place.facts(2)
        self.place.clock.forward(hours=1)  # anchors are due again

    def tend(self, at: int, when: When) -> bool:
        """Do what the worker does with one step failing; say whether there was such a step."""
        self.steps.fail(at, when)
        with suppress(Fault):
            self.trail.tend()
        self.steps.rest()
        self.history.see(*shown(self.trail))
        return len(self.steps.names) >= at

    def assert_whole(self, trail: Trail, database: Database, *, verified: bool = True) -> None:
        """Seal what is left: every fact is in the log once, and everything that shows the log shows the same.

        Verification reads all of it each time; without `verified` it waits for a later step, which it then tells of.
        """
        self.place.clock.forward(hours=1)
        trail.tend()
        order = sealed(database)
        assert len(order) == len(set(order)), "a fact stands in the log twice"
        assert set(order) == set(self.ids), "a fact is lost"
        assert trail.status()["unsealed"] == 0
        newest, kept = shown(trail)
        assert kept == newest, "what is kept outside is not the newest checkpoint"
        assert SteppedAnchor(folder=self.folder / "anchor", steps=self.steps).newest() == newest
        self.history.see(newest)
        self.history.assert_extended_by(newest, database)
        assert [fact["id"] for fact in trail.search(limit=3)] == self.ids[:-4:-1]
        assert not verified or trail.verify().findings == []


@pytest.fixture
def stand(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stand]:
    """A trail that seals in batches of three."""
    monkeypatch.setattr(sequencer, "BATCH", 3)
    with trail_alone(database_url, tmp_path) as place:
        yield Stand(place, tmp_path)


@pytest.mark.sampled(one_in=4)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("who", ["in turn", *(pytest.param(who, marks=pytest.mark.heavy) for who in ("same", "new"))])
def test_after_a_failure_of_any_step_the_log_goes_on(
    stand: Stand, when: When, who: str, request: pytest.FixtureRequest
) -> None:
    """One log lives through a failure of each step in turn, before it takes effect or after it took effect.

    The trail that failed seals the rest, or one that is opened anew, or the two in turn.
    """
    stand.write()
    stand.trail.tend()
    found: list[str] = []
    for at in count(1):
        stand.write()
        hit = stand.tend(at, when)
        verified = request.config.getoption("--heavy") or at % 5 == 0 or not hit
        found = max(found, list(stand.steps.names), key=len)
        if who == "new" or (who == "in turn" and at % 2):
            database = Database.open(stand.place.database.engine.url.render_as_string(hide_password=False))
            try:
                stand.assert_whole(stand.open(database), database, verified=verified)
            finally:
                database.close()
            stand.trail = stand.open(stand.place.database)
        else:
            stand.assert_whole(stand.trail, stand.place.database, verified=verified)
        if not hit:
            break
    assert len(found) >= FEWEST
    assert (ON_POSTGRESQL if stand.place.database.dialect == "postgresql" else ON_SQLITE) <= set(found)


@pytest.mark.whole
@pytest.mark.parametrize("when", ["before", "after"])
def test_after_a_failure_of_any_step_of_the_first_seal_the_log_begins(
    emptied_url: str, tmp_path: Path, when: When
) -> None:
    """The very first seal, on a new log each time, as long as there is a step to fail."""
    found: list[str] = []
    for at in count(1):
        folder = tmp_path / str(at)
        folder.mkdir()
        url = emptied_url.replace(str(tmp_path), str(folder))
        with trail_alone(url, folder) as place:
            if place.database.dialect == "postgresql":
                place.sql("TRUNCATE facts, fact_index, fact_subjects, runs, gaps, tiles, checkpoints, data_keys")
            stand = Stand(place, folder)
            stand.ids += place.facts(3, subjects=("p-1",))
            hit = stand.tend(at, when)
            found = max(found, list(stand.steps.names), key=len)
            stand.assert_whole(stand.trail, place.database)
        if not hit:
            break
    assert len(found) >= FEWEST // 2
    assert {"INSERT runs", "INSERT checkpoints", "INSERT tiles", "commit", "put", "keep"} <= set(found)
