"""The database: durable, fair among writers, one moment for readers, and clear when it cannot be reached."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from egovframe.kernel import database as database_module
from egovframe.kernel.database import Database, FairLock
from egovframe.kernel.errors import Busy, DatabaseError, NotText, SettingsError
from tests.kernel.place import SmallOffice, things


def thing(name: str, size: int = 1) -> dict[str, object]:
    """A row of the tests' table."""
    return {"id": name, "colour": None, "size": size}


def test_the_lock_goes_to_whoever_waited_longest() -> None:
    """Ten threads queue up one after the other and are served in that order."""
    lock, served = FairLock(), []
    lock.acquire(1)

    def queue_up(number: int) -> None:
        lock.acquire(30)
        served.append(number)
        lock.release()

    threads = []
    for number in range(10):
        threads.append(threading.Thread(target=queue_up, args=(number,)))
        threads[-1].start()
        while len(lock._queue) <= number:
            time.sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join()
    assert served == list(range(10))
    lock.acquire(0)


def test_who_waits_too_long_is_told_and_leaves_the_queue() -> None:
    """The next release does not hand the lock to somebody who went away."""
    lock = FairLock()
    lock.acquire(0)
    with pytest.raises(Busy):
        lock.acquire(0.01)
    lock.release()
    lock.acquire(0)


def test_a_read_sees_one_moment(office_on_both: SmallOffice) -> None:
    """What others commit meanwhile is not seen before the next read."""
    database, count = office_on_both.database, sa.select(sa.func.count()).select_from(things)
    with database.read() as conn:
        assert conn.execute(count).scalar_one() == 0
        with database.write() as other:
            other.execute(things.insert(), thing("a"))
        assert conn.execute(count).scalar_one() == 0
    with database.read() as conn:
        assert conn.execute(count).scalar_one() == 1


def test_a_read_changes_nothing_that_lasts(office_on_both: SmallOffice) -> None:
    """A write by way of a read is refused, or gone at the end."""
    with office_on_both.database.read() as conn, suppress(sa.exc.DBAPIError):
        conn.execute(things.insert(), thing("a"))
    assert office_on_both.rows() == []
    with office_on_both.database.write() as conn:  # the connection is not left read-only
        conn.execute(things.insert(), thing("b"))
    assert [row["id"] for row in office_on_both.rows()] == ["b"]


def test_an_error_rolls_back_and_gives_the_turn_on(office_on_both: SmallOffice) -> None:
    """Nothing of the failed block stays, and the next writer gets in."""
    with pytest.raises(ZeroDivisionError), office_on_both.database.write() as conn:
        conn.execute(things.insert(), thing("a", 1 // len(office_on_both.rows())))
    with office_on_both.database.write() as conn:
        conn.execute(things.insert(), thing("b"))
    assert [row["id"] for row in office_on_both.rows()] == ["b"]


def test_a_commit_that_fails_leaves_no_lock_behind(
    office_on_both: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes next, from here or from another process, waits for nobody."""
    database = office_on_both.database

    def broken(_connection: object) -> None:
        raise OSError("Input/output error")

    with monkeypatch.context() as disk:
        disk.setattr(database.engine.dialect, "do_commit", broken)
        with pytest.raises(OSError, match="Input/output"), database.write() as conn:
            conn.execute(things.insert(), {"id": "lost", "size": 1})
    other = Database.open(database.engine.url.render_as_string(hide_password=False))
    try:
        for number, one in enumerate((other, database)):
            with one.write() as conn:
                assert conn.execute(sa.select(sa.func.count()).select_from(things)).scalar_one() == number
                conn.execute(things.insert(), {"id": f"kept {number}", "size": 1})
    finally:
        other.close()


def test_sqlite_is_set_up_to_survive_a_power_cut(office: SmallOffice) -> None:
    """WAL, FULL (2) and foreign keys, on every connection of the pool."""
    with office.database.read() as one, office.database.read() as other:
        for conn in (one, other):
            found = [
                conn.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
            assert found == ["wal", 2, 1]


def test_what_was_removed_is_scrubbed_from_the_files(office: SmallOffice, tmp_path: Path) -> None:
    """From the pages and the write-ahead log; one that reads an older state is waited for by the writes that follow."""
    database, secret = office.database, "a colour that nobody may find again"

    def files() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    with database.write() as conn:
        conn.execute(things.insert(), [{"id": str(n), "size": n, "colour": secret} for n in range(300)])
    assert secret.encode() in files()
    with database.read() as reader:
        assert reader.execute(sa.select(sa.func.count()).select_from(things)).scalar_one() == 300
        with database.write() as conn:
            conn.execute(things.delete())
        assert not database.scrub()
        assert secret.encode() in files()
    with database.write() as conn:
        conn.execute(things.insert(), {"id": "next", "size": 1})
    assert secret.encode() not in files()
    assert database.scrub()
    assert not list(tmp_path.glob("*-wal")) or not next(tmp_path.glob("*-wal")).read_bytes()


def test_what_an_earlier_process_could_not_scrub_is_scrubbed_by_the_next(sqlite_url: str, tmp_path: Path) -> None:
    """It was killed before the log was emptied: the first write of whoever opens the file does it."""
    script = (
        "import os, sys, sqlalchemy as sa\n"
        "from egovframe.kernel.database import Database\n"
        "database = Database.open(sys.argv[1])\n"
        "for words in ('CREATE TABLE t (x)', \"INSERT INTO t VALUES ('sec' || 'ret')\", 'DELETE FROM t'):\n"
        "    with database.write() as conn: conn.exec_driver_sql(words)\n"
        "os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, sqlite_url], check=False).returncode == 9
    (log,) = tmp_path.glob("*-wal")
    assert b"secret" in log.read_bytes()
    database = Database.open(sqlite_url)
    try:
        with database.write() as conn:
            conn.exec_driver_sql("INSERT INTO t VALUES ('kept')")
        assert all(b"secret" not in path.read_bytes() for path in tmp_path.iterdir())
    finally:
        database.close()


def test_who_opens_a_new_file_waits_for_whoever_is_setting_it_up(sqlite_url: str) -> None:
    """SQLite refuses to switch a file to WAL while another process writes to it, and does not wait by itself."""
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    tried = threading.Event()
    database = Database.open(sqlite_url)

    @sa.event.listens_for(database.engine, "do_connect")
    def _connecting(*_: object) -> None:
        tried.set()

    def finish() -> None:
        tried.wait(30)
        time.sleep(0.05)
        other.execute("COMMIT")

    thread = threading.Thread(target=finish)
    thread.start()
    try:
        with database.read() as conn:
            assert conn.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    finally:
        thread.join()
        other.close()
        database.close()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///{file}/below-a-file.sqlite3",
        "sqlite:///{file}",
        pytest.param("postgresql+psycopg://clerk:hunter2@127.0.0.1:1/city", marks=pytest.mark.postgres),
    ],
)
def test_an_unreachable_database_is_named_without_its_password(tmp_path: Path, url: str) -> None:
    """The error says which database and what to do, and never the password."""
    (tmp_path / "file").write_text("no database, but a letter that somebody saved under its name")
    with pytest.raises(DatabaseError) as caught, Database.open(url.format(file=tmp_path / "file")).read():
        pass
    assert "hunter2" not in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("url", ["mysql://user:hunter2@host/city", "no url at all", "", "sqlite"])
def test_a_database_of_another_kind_is_refused(url: str) -> None:
    """Named by its setting, without what may be secret in it."""
    with pytest.raises(SettingsError) as caught:
        Database.open(url)
    assert "database.url" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.postgres
def test_a_city_can_have_a_schema_of_its_own(postgres_url: str) -> None:
    """Two cities in one PostgreSQL database: the same table in both, and neither sees the other's rows."""
    cities = [Database.open(postgres_url, schema=name) for name in ("haneul", "bada")]
    for number, city in enumerate(cities):
        with city.write() as conn:
            conn.execute(sa.schema.CreateSchema(str(city.schema)))
            things.create(conn)
            conn.execute(things.insert(), thing(str(city.schema), number))
    for city in cities:
        with city.read() as conn:
            assert conn.execute(sa.select(things.c.id)).scalars().all() == [city.schema]
        city.close()


def test_a_nul_from_outside_is_nobodys_fault(office_on_both: SmallOffice) -> None:
    """PostgreSQL neither keeps it nor looks for it, and says so as an error that is told; SQLite finds nothing."""
    database = office_on_both.database
    expected = pytest.raises(NotText, match="NUL") if database.dialect == "postgresql" else nullcontext()
    with expected, database.read() as conn:
        assert conn.execute(sa.select(things.c.id).where(things.c.id == "a\0b")).scalars().all() == []
    with database.read() as conn:
        assert conn.execute(sa.select(things.c.id)).scalars().all() == []


@pytest.mark.postgres
def test_a_schema_needs_a_plain_name(postgres_url: str) -> None:
    """Letters, digits and underscores: nothing that could end the quotation."""
    for name in ('a"b', "a b", "", "1a"):
        with pytest.raises(SettingsError, match=r"database\.schema"):
            Database.open(postgres_url, schema=name)


@pytest.mark.postgres
def test_a_connection_that_lay_idle_is_asked_whether_it_still_stands(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that was restarted in the night has ended it: whoever comes first in the morning gets another one."""
    monkeypatch.setattr(database_module, "IDLE_SECONDS", 0)
    opened, other = Database.open(postgres_url, pool_size=1), Database.open(postgres_url, pool_size=1)
    with opened.read() as conn:
        first = conn.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
    with other.write() as conn:
        assert conn.execute(sa.text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": first}).scalar_one()
    with opened.read() as conn:
        assert conn.execute(sa.text("SELECT pg_backend_pid()")).scalar_one() != first
    opened.close()
    other.close()


@pytest.mark.postgres
def test_a_connection_that_was_just_used_is_not_asked(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """That would be one more round trip for each unit of work."""
    opened = Database.open(postgres_url, pool_size=1)
    asked: list[object] = []

    def ask(connection: object) -> bool:
        asked.append(connection)
        return True

    monkeypatch.setattr(opened.engine.dialect, "do_ping", ask)
    for _ in range(3):
        with opened.read() as conn:
            conn.execute(sa.text("SELECT 1"))
    assert not asked
    monkeypatch.setattr(database_module, "IDLE_SECONDS", 0)
    with opened.read() as conn:
        conn.execute(sa.text("SELECT 1"))
    assert len(asked) == 1
    opened.close()
