"""A process that writes facts and seals them as fast as it can: `python -m tests.faults.sealing URL FOLDER SECONDS`.

It prints the ids of the facts that it wrote, one a line, each once it was committed.
"""

from __future__ import annotations

import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

from egovframe.audit import Trail
from egovframe.audit.builtin.folder import FolderAnchor
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.database import Database
from egovframe.kernel.facts import Note
from egovframe.kernel.storage import FolderStorage
from egovframe.testing.clock import SetClock
from tests.audit.place import CLERK
from tests.support.deeds import deed

WRITERS = 2
PAUSE = 0.001
"""Seconds between two looks, as between two writes."""


def opened(database: Database, folder: Path) -> Trail:
    """Return the office's trail as one more process opens it."""
    return Trail(
        database, Cabinet(FileKeyring(folder=folder / "keys", create=True)), clock=SetClock(),
        origin="haneul.example/log", storage=FolderStorage(folder / "storage"),
        anchors={"folder": FolderAnchor(folder=folder / "anchor")}, anchor_every=timedelta(0),
    )  # fmt: skip


def write(database: Database, trail: Trail, until: float) -> list[str]:
    """Write facts, one or two at a time, until a moment; return the ids of those that were committed."""
    ids: list[str] = []
    clock = SetClock()
    while time.monotonic() < until:
        with database.write() as conn:
            note = Note(fact=deed("thing.seen"), actor=CLERK, at=clock.now(), subjects=("p-1",))
            both = [trail.record(conn, note) for _ in range(1 + len(ids) % 2)]
        ids += both
        time.sleep(PAUSE)
    return ids


def seal(trail: Trail, until: float) -> int:
    """Seal until a moment; return how many facts that sealed."""
    sealed = 0
    while time.monotonic() < until:
        sealed += trail.tend()
        time.sleep(PAUSE)
    return sealed


def hammer(database: Database, folder: Path, *, sealers: int, seconds: float) -> list[str]:
    """Let writers write while each of some trails seals in a thread of its own; return the ids of what was written."""
    until = time.monotonic() + seconds
    ids: list[str] = []
    failed: list[BaseException] = []

    def writing() -> None:
        try:
            ids.extend(write(database, opened(database, folder), until))
        except BaseException as error:  # noqa: BLE001  told by the thread that started this one
            failed.append(error)

    def sealing() -> None:
        try:
            seal(opened(database, folder), until)
        except BaseException as error:  # noqa: BLE001  likewise
            failed.append(error)

    threads = [threading.Thread(target=deed) for deed in (*[writing] * WRITERS, *[sealing] * sealers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return ids


def main(url: str, folder: Path, seconds: float) -> None:
    """Hammer with one sealer, and print what was written."""
    database = Database.open(url)
    try:
        ids = hammer(database, folder, sealers=1, seconds=seconds)
    finally:
        database.close()
    sys.stdout.write("\n".join(ids) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
