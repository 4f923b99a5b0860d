"""A real virus scanner for the tests: ClamAV's daemon, with one signature of our own that knows the EICAR test file."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from egovframe.testing.suites.scanners import EICAR
from tests.support.left_out import leave_out
from tests.support.processes import ended, free_port

NAME = "Haneul.Eicar"
"""What the signature calls it; clamd adds that it is no official one."""
LARGEST = 12 << 20
"""The largest file that it takes, in bytes."""

CONFIGURATION = """
Foreground yes
LocalSocket {folder}/clamd.ctl
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {folder}/signatures
StreamMaxLength {largest}
TemporaryDirectory {folder}
Bytecode no
MaxThreads 8
"""


@dataclass
class Clamd:
    """A running clamd: its socket, its port, its process."""

    path: str
    port: int
    process: subprocess.Popen[bytes] = field(repr=False)


@contextmanager
def running_clamd(folder: Path) -> Iterator[Clamd]:
    """Lends a clamd in this folder; ended afterwards, by its process."""
    program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        leave_out("the tests with a virus scanner; as root: apt-get install clamav-daemon")
    signatures = folder / "signatures"
    signatures.mkdir(parents=True)
    (signatures / "own.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
    port = free_port()
    configuration = folder / "clamd.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port, largest=LARGEST))
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [program, "--config-file", str(configuration)],
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        _listening(process, port, folder)
        yield Clamd(str(folder / "clamd.ctl"), port, process)
    finally:
        ended(process)


def _listening(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if process.poll() is None and probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = f"clamd did not begin to listen:\n{(folder / 'said').read_text(encoding='utf-8', errors='replace')}"
    raise RuntimeError(message)
