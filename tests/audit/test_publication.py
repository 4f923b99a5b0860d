"""What the log shows to everyone."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from egovframe.audit.errors import TileInvalid, TrailBroken
from egovframe.audit.publication import Publication
from egovframe.audit.tiles import bundle_names, tile_names, unpack_entries
from egovframe.audit.tree import leaf_hash
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import open_office
from tests.office.city import haneul
from tests.support.deeds import deed
from tests.support.elsewhere import elsewhere

CONSOLE = Actor.system("console")


def grown(office: Office, *batches: int) -> Publication:
    """Seal so many facts in each batch; between two, as many numbers are drawn for nothing."""
    for count in batches:
        with office.work(by=CONSOLE) as work:
            for number in range(count):
                work.note(deed("test.counted"), details={"number": number})
        office.seal()
        with contextlib.suppress(ZeroDivisionError), office.work(by=CONSOLE) as work:
            work.note(deed("test.undone"))
            raise ZeroDivisionError
    return Publication(office.database)


def test_every_tile_is_there_and_fits_its_bundle(database_url: str, tmp_path: Path) -> None:
    """Also where the facts' numbers have gaps: what was rolled back is in no bundle."""
    with open_office(haneul(), tmp_path, url=database_url) as office:
        log = grown(office, 200, 40, 60)
        size = office.trail.status()["size"]
        bundles = [log.file(name.path) for name in bundle_names(size)]
        entries = [entry for bundle in bundles if bundle is not None for entry in unpack_entries(bundle)]
        assert len(entries) == size
        assert not any(b"test.undone" in entry for entry in entries)
        tiles = [log.file(name.path) for name in tile_names(size) if name.level == 0]
        assert b"".join(tile for tile in tiles if tile) == b"".join(map(leaf_hash, entries))
        assert log.checkpoint() == office.trail.checkpoint().encode()  # type: ignore[union-attr]


def test_a_tile_keeps_every_width_it_had(tmp_path: Path) -> None:
    """A wider one begins with the narrower; one hash more than there are is not there."""
    with open_office(haneul(), tmp_path) as office:
        log = grown(office, 5, 5)
        size = office.trail.status()["size"]
        widest = log.file(f"tile/0/000.p/{size}")
        assert widest is not None
        assert log.file("tile/0/000.p/3") == widest[: 3 * 32]
        assert log.file(f"tile/0/000.p/{size + 1}") is None
        assert log.file(f"tile/entries/000.p/{size + 1}") is None
        with pytest.raises(TileInvalid):
            log.file("tile/0/0")


def test_a_log_that_lacks_a_part_says_so(tmp_path: Path) -> None:
    """A missing row is never published as a shorter bundle."""
    with open_office(haneul(), tmp_path) as office:
        log = grown(office, 5)
        with elsewhere(office.database) as conn:
            conn.exec_driver_sql("DELETE FROM facts WHERE n = 2")
            conn.exec_driver_sql("DELETE FROM tiles")
        size = office.trail.status()["size"]
        for path in (f"tile/entries/000.p/{size}", f"tile/0/000.p/{size}"):
            with pytest.raises(TrailBroken):
                log.file(path)
