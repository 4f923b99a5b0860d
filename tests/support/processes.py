"""Programs that the tests start: on 127.0.0.1, bounded in time, and ended with everything they started."""

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

READY = re.compile(r"^ready: (https?://\S+)", re.MULTILINE)


def free_port() -> int:
    """Gives a port on 127.0.0.1 that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ended(process: subprocess.Popen[bytes]) -> None:
    """Asks a program to end, and makes it end after ten seconds."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=10)


@dataclass
class Served:
    """A program that said `ready: URL`: its address, its process and what it printed so far."""

    process: subprocess.Popen[str]
    url: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def output(self) -> str:
        """Everything the program printed so far, both streams."""
        return "".join(self.lines)

    def kill(self) -> None:
        """Ends the program and its children at once, as kill −9 does."""
        self._signal(signal.SIGKILL)
        self.process.wait(timeout=20)

    def stop(self, *, seconds: float = 20) -> int:
        """Asks the program to end, and makes it end after some seconds; gives its exit status."""
        if self.process.poll() is None:
            self._signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return self.process.wait(timeout=seconds)

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return


@contextmanager
def serve(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None, seconds: float = 60
) -> Iterator[Served]:
    """Runs a server until the block ends; waits for its line `ready: URL`, and raises with its output otherwise."""
    process = subprocess.Popen(
        list(command),
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    served = Served(process)
    arrived: queue.Queue[str] = queue.Queue()

    def listen() -> None:
        for line in process.stdout or ():
            served.lines.append(line)
            arrived.put(line)
        arrived.put("")

    reader = threading.Thread(target=listen, name="server output", daemon=True)
    reader.start()
    try:
        served.url = _address(arrived, seconds=seconds)
        if not served.url:
            message = f"{' '.join(command)} did not become ready:\n{served.output}"
            raise RuntimeError(message)
        yield served
    finally:
        served.stop()
        reader.join(timeout=10)
        if process.stdout is not None:
            process.stdout.close()


def command(*words: str) -> list[str]:
    """Gives the command line of this environment's `egovframe`."""
    return [sys.executable, "-m", "egovframe", *words]


def _address(arrived: "queue.Queue[str]", *, seconds: float) -> str:
    limit = time.monotonic() + seconds
    while (left := limit - time.monotonic()) > 0:
        try:
            line = arrived.get(timeout=left)
        except queue.Empty:
            return ""
        if not line:
            return ""
        if found := READY.match(line):
            return found.group(1)
    return ""
