"""Every attack on a full city is caught, and the city itself is not touched."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import egovframe.office  # noqa: F401  every component declares its tables
from egovframe.audit.attacks import Exercise
from egovframe.kernel.database import metadata
from egovframe.kernel.watch import is_log, is_watched
from egovframe.testing import open_office
from tests.faults.full_city import fill
from tests.office.city import haneul

WATCHED = sorted(name for name, table in metadata.tables.items() if is_watched(table))
LOG = sorted(name for name, table in metadata.tables.items() if is_log(table))


def fingerprints(folder: Path) -> dict[str, str]:
    """Every file below the folder with the digest of its bytes, without what SQLite keeps beside an open database."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


@pytest.mark.whole
@pytest.mark.asvs("V16.4.2")
@pytest.mark.timeout(300)
def test_every_attack_on_a_full_city_is_caught(damaged: Path) -> None:
    """Each is named by the finding it must be named by; the city's own files are byte for byte what they were."""
    before = fingerprints(damaged)
    with (
        open_office(haneul(), damaged, publish=False) as office,
        Exercise.on(office.database, office.cabinet, storage=office.storage, clock=office.clock) as exercise,
    ):
        names = {attack.name for attack in exercise.attacks}
        missed = [attack.name for attack in exercise.attacks if not exercise.run(attack).caught]
    assert missed == []
    assert fingerprints(damaged) == before
    for table in WATCHED:  # the full city has rows in every watched table
        assert {f"rows.{what}.{table}" for what in ("edited", "deleted", "inserted", "dropped")} <= names
    assert {f"rows.dropped.{table}" for table in LOG} <= names


@pytest.mark.whole
@pytest.mark.postgres
@pytest.mark.timeout(300)
def test_every_attack_on_a_city_on_postgresql_is_caught(postgres_url: str, tmp_path: Path, heavy: bool) -> None:
    """Its trail is read into a copy of the other kind, and verifies there; the city itself still holds afterwards.

    The attacks are those on the full city above: a sample takes each kind once, and every fifth.
    """
    fill(tmp_path, url=postgres_url)
    with open_office(haneul(), tmp_path, url=postgres_url, publish=False) as office:
        before = office.verify()
        with Exercise.on(office.database, office.cabinet, storage=office.storage, clock=office.clock) as exercise:
            attacks = exercise.attacks
            assert len(attacks) > 100
            kinds = {tuple(attack.name.split(".")[:2]): attack for attack in attacks}
            tried = attacks if heavy else dict.fromkeys((*kinds.values(), *attacks[::5]))
            missed = [attack.name for attack in tried if not exercise.run(attack).caught]
        assert missed == []
        assert (office.verify(), before.findings) == (before, [])
