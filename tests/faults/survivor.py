"""The office after each death of its process: what it must still have, and what it must not have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from egovframe.audit.builtin.folder import FolderAnchor
from tests.audit.place import trail_alone
from tests.faults.history import History, sealed, shown
from tests.faults.mortal import ROUNDS, url_of

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Survivor:
    """One folder in which a process dies again and again, and what it ever acknowledged."""

    folder: Path
    process: subprocess.Popen[str]
    acknowledged: list[str] = field(default_factory=list)
    history: History | None = None
    deaths: int = 0

    def ask(self, **request: Any) -> dict[str, Any]:
        """Let the process do its deeds and die of them; give what became of it."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self.read()

    def read(self) -> dict[str, Any]:
        """Read one answer."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the process that forks the others ended"
        told: dict[str, Any] = json.loads(line)
        return told

    def assert_whole(self, told: dict[str, Any]) -> None:
        """The log opens and goes on; nothing acknowledged is lost, nothing is doubled, and what was shown holds."""
        self.deaths += 1
        self.acknowledged += told.get("acknowledged", [])
        with trail_alone(url_of(self.folder), self.folder) as place:
            place.trail.tend()
            order = sealed(place.database)
            assert len(order) == len(set(order)), "a fact stands in the log twice"
            assert set(self.acknowledged) <= set(order), "a fact that was acknowledged is lost"
            assert len(order) <= 2 * ROUNDS * (self.deaths + 1) + self.deaths
            assert place.one("SELECT COUNT(*) FROM facts") == len(order)
            assert place.trail.verify(deep=True).findings == []
            self.acknowledged += place.facts(1)
            assert place.trail.tend() == 1
            newest, kept = shown(place.trail)
            assert kept == newest, "what is kept outside is not the newest checkpoint"
            self.history = self.history or History(place.trail.vkey)
            self.history.see(*told.get("shown", []), FolderAnchor(folder=self.folder / "anchor").newest(), newest)
            self.history.assert_extended_by(newest, place.database)
            assert place.trail.verify().findings == []


@contextmanager
def surviving(folder: Path) -> Iterator[Survivor]:
    """Start the process that forks the others, in an office that has sealed something already."""
    with trail_alone(url_of(folder), folder) as place:
        ids = place.facts(3)
        place.trail.tend()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.mortal", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        survivor = Survivor(folder, process, acknowledged=ids)
        survivor.read()
        yield survivor
    finally:
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        process.wait(timeout=30)
