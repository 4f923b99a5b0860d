"""Several processes seal at once while others write: one log, every fact in it once, whoever is slow or stuck."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from egovframe.audit import SignedNote, Trail, store
from egovframe.audit.builtin.folder import FolderAnchor
from egovframe.audit.sealing import store as sealing
from tests.audit.place import Place, trail_alone
from tests.faults.history import History, sealed, shown
from tests.faults.sealing import hammer, opened

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 3.0
FEWEST = 50
"""So many facts are written at least, and that is a slow machine."""


def url_of(place: Place) -> str:
    """The URL of the database, its password in it."""
    return place.database.engine.url.render_as_string(hide_password=False)


def assert_one_log(place: Place, folder: Path, written: list[str]) -> None:
    """Every fact is sealed once, every checkpoint follows the one before, and all that is shown is one history."""
    trail = opened(place.database, folder)
    trail.tend()
    order = sealed(place.database)
    assert len(written) >= FEWEST
    assert len(order) == len(set(order)), "a fact stands in the log twice"
    assert set(order) == set(written), "a fact is lost"
    history = History(trail.vkey)
    with place.database.read() as conn:
        marks = list(store.all_checkpoints(conn))
        assert store.all_gaps(conn) == []
    assert [mark.previous for mark in marks] == [0, *(mark.size for mark in marks[:-1])]
    assert len(marks) > 1
    history.see(*(mark.note for mark in marks))
    history.see(*(path.read_text("utf-8") for path in sorted((folder / "anchor").glob("*.checkpoint"))))
    newest, kept = shown(trail)
    assert kept == newest == FolderAnchor(folder=folder / "anchor").newest()
    history.assert_extended_by(newest, place.database)
    assert trail.verify(deep=True).findings == []


def test_two_sequencers_in_one_process(place_on_both: Place, tmp_path: Path) -> None:
    """Two threads seal, two others write."""
    written = hammer(place_on_both.database, tmp_path, sealers=2, seconds=SECONDS)
    assert_one_log(place_on_both, tmp_path, written)


@pytest.mark.sampled(one_in=2, first=1)
def test_sequencers_in_two_processes(place_on_both: Place, tmp_path: Path) -> None:
    """Two processes, each sealing and writing; whoever looks from outside never sees the log go back."""
    command = [sys.executable, "-m", "tests.faults.sealing", url_of(place_on_both), str(tmp_path), str(SECONDS)]
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    names = [tmp_path / f"{what}-{n}" for what in ("written", "errors") for n in range(2)]
    sizes: list[int] = []
    with ExitStack() as stack:  # files, not pipes: who is not read from while it writes would stand still for good
        files = [stack.enter_context(name.open("w+")) for name in names]
        processes = [
            stack.enter_context(subprocess.Popen(command, cwd=ROOT, env=env, stdout=files[n], stderr=files[2 + n]))
            for n in range(2)
        ]
        while processes[0].poll() is None:
            sizes.append(size_of(place_on_both.trail))
        for process in processes:
            process.wait(60)
    *told, one, other = [name.read_text() for name in names]
    written = [line for text in told for line in text.splitlines()]
    assert [process.returncode for process in processes] == [0, 0], one + other
    assert sizes == sorted(sizes)
    assert sizes[-1] > 0
    assert_one_log(place_on_both, tmp_path, written)


def size_of(trail: Trail) -> int:
    """The size that the newest checkpoint says, 0 before the first."""
    newest = trail.checkpoint()
    return 0 if newest is None else int(SignedNote.parse(newest).text.split("\n")[1])


@pytest.mark.postgres
@pytest.mark.parametrize("where", ["before it writes", "after it wrote"])
def test_a_sequencer_that_stood_still_fails_cleanly_and_goes_on(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """It falls asleep inside its transaction, and of the two sequencers one starts over.

    Before its checkpoint is written another seals meanwhile, and it is this one; after that the other waits for it.
    """
    with trail_alone(postgres_url, tmp_path) as place:
        slow, other = opened(place.database, tmp_path), opened(place.database, tmp_path)
        ids = place.facts(3)
        slow.seal()
        ids += place.facts(4)
        asleep, awake = threading.Event(), threading.Event()
        write_seal = sealing.write_seal
        sleeper = threading.Thread(target=slow.seal)

        def sleepy(conn: Any, **what: Any) -> None:
            if threading.current_thread() is not sleeper or asleep.is_set():
                write_seal(conn, **what)
                return
            if where == "after it wrote":
                write_seal(conn, **what)
            asleep.set()
            assert awake.wait(30)
            if where == "before it writes":
                write_seal(conn, **what)

        monkeypatch.setattr(sealing, "write_seal", sleepy)
        sleeper.start()
        assert asleep.wait(30)
        ids += place.facts(2)
        if where == "before it writes":
            assert other.seal() == 6, "the one that stands still keeps nobody from sealing"
            awake.set()
        else:
            threading.Timer(0.5, awake.set).start()
            assert other.seal() == 2, "it waits for the one before it, and seals what that one left"
        sleeper.join(30)
        assert not sleeper.is_alive()
        ids += place.facts(1)
        assert slow.seal() == 1
        assert sealed(place.database) == ids
        assert slow.verify().findings == []
