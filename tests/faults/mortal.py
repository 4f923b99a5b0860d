"""An office's process that dies of its deeds: `python -m tests.faults.mortal FOLDER`, for tests that kill it.

It reads requests, one JSON document a line, and forks a child for each: so a thousand deaths take no thousand starts.
The child writes facts and seals them, and says what it was told is durable. What became of it is one line of JSON.
A request is {"at": number, "when": "before" | "after"}, the step at which it kills itself, or {"strace": path, "calls":
names, "inject": words}, a system call of which strace makes a failure or an end.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from egovframe.audit import Trail
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet
from egovframe.kernel.database import Database, metadata
from egovframe.kernel.facts import Note, Origin
from egovframe.kernel.storage import FolderStorage
from egovframe.testing.clock import SetClock
from tests.audit.place import CLERK
from tests.faults.steps import SteppedAnchor, SteppedStorage, Steps
from tests.support.deeds import deed

Say = Callable[[dict[str, Any]], None]
ROUNDS = 2
TRACED = "TracerPid:\t0"
LOST_PATIENCE = 77


def url_of(folder: Path) -> str:
    """The URL of the office's database."""
    return f"sqlite:///{folder / 'office.sqlite3'}"


def live(folder: Path, steps: Steps, say: Say) -> None:
    """Write facts and seal them, round by round, whatever fails; say what was acknowledged and what was shown."""
    with suppress(Exception):  # a fault may hit the opening as well
        database = Database.open(url_of(folder))
        steps.watch(database)
        clock = SetClock()
        trail = Trail(
            database, Cabinet(FileKeyring(folder=folder / "keys", create=True)), clock=clock,
            origin="haneul.example/log", storage=SteppedStorage(FolderStorage(folder / "storage"), steps),
            anchors={"folder": SteppedAnchor(folder=folder / "anchor", steps=steps)}, anchor_every=timedelta(0),
        )  # fmt: skip
        for _ in range(ROUNDS):
            with suppress(Exception):
                with database.write() as conn:
                    note = Note(
                        fact=deed("thing.seen"), actor=CLERK, at=clock.now(), subjects=("p-1",),
                        origin=Origin(address="198.51.100.7"),
                    )  # fmt: skip
                    ids = [trail.record(conn, note) for _ in range(2)]
                say({"acknowledged": ids})
            with suppress(Exception):
                trail.tend()
            with suppress(Exception):
                say({"shown": trail.checkpoint()})
        database.close()


def child(folder: Path, request: dict[str, Any], out: socket.socket) -> None:
    """Do what was asked in a process that may end at any moment; messages go by `sendmsg`, which nothing lets fail."""

    def say(message: dict[str, Any]) -> None:
        out.sendmsg([json.dumps(message).encode() + b"\n"])

    for stream in (1, 2):  # the answers go there; what the child logs is not wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    steps = Steps()
    if "at" in request:
        steps.fail(request["at"], request["when"], deadly=True)
    elif not _traced():
        os._exit(LOST_PATIENCE)
    live(folder, steps, say)
    say({"steps": steps.names})


def _traced() -> bool:
    """Wait until strace looks on."""
    ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1))  # PR_SET_PTRACER: strace is no ancestor of ours
    limit = time.monotonic() + 20
    while TRACED in Path("/proc/self/status").read_text():
        if time.monotonic() > limit:
            return False
        time.sleep(0.002)
    return True


def answer(folder: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Let a child do what was asked, and tell what became of it."""
    here, there = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        here.close()
        try:
            child(folder, request, there)
        finally:
            os._exit(0)
    there.close()
    told: dict[str, Any] = {"acknowledged": [], "shown": [], "steps": [], "injected": 0}
    with tempfile.NamedTemporaryFile() as log:
        tracer = None if "at" in request else subprocess.Popen(_tracing(request, pid, log.name))
        with here, here.makefile("rb") as messages:
            for line in messages:
                for name, value in json.loads(line).items():
                    told[name] += value if isinstance(value, list) else [value]
        status = os.waitpid(pid, 0)[1]
        if tracer is not None:
            tracer.wait(timeout=30)
            told["injected"] = Path(log.name).read_text(errors="replace").count("(INJECTED)")
    told["killed"] = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    told["exit"] = os.waitstatus_to_exitcode(status)
    return told


def _tracing(request: dict[str, Any], pid: int, log: str) -> list[str]:
    calls = ",".join(f"?{name}" for name in request["calls"])
    words = ["-qq", "-p", str(pid), "-o", log, "-e", f"trace={calls}", "-e", f"inject={calls}:{request['inject']}"]
    return [request["strace"], *words]


def main(folder: Path) -> None:
    """Answer requests until there are no more."""
    with tempfile.TemporaryDirectory() as scratch:  # whatever is imported late is imported now, not in every child
        database = Database.open(url_of(Path(scratch)))
        with database.write() as conn:
            metadata.create_all(conn)
        database.close()
        live(Path(scratch), Steps(), lambda _message: None)
    _print({})
    for line in sys.stdin:
        _print(answer(folder, json.loads(line)))


def _print(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
