"""The records centre: classes, vault and settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from egovframe.kernel.errors import DeclarationError, PluginError
from egovframe.kernel.storage import Storage
from egovframe.kernel.text import Text
from egovframe.records import Digest, NotFound, RecordClass, RecordsCentre, Vault, VaultFailed, digest_of, years
from egovframe.records.builtin.folder import FolderVault
from egovframe.records.settings import RecordsSettings
from tests.records.room import DIRECTOR, Room


class Elsewhere(Vault):
    """A vault outside the office's storage."""

    root: Path

    def put(self, content: bytes) -> Digest:
        """Keep under the digest."""
        (self.root / digest_of(content)).write_bytes(content)
        return digest_of(content)

    def get(self, digest: Digest) -> bytes:
        """Read."""
        try:
            return (self.root / digest).read_bytes()
        except FileNotFoundError:
            raise NotFound(digest) from None


class Confused(Elsewhere):
    """Returns the digest of something else."""

    def put(self, content: bytes) -> Digest:
        """Keep, but answer wrongly."""
        return super().put(content + b"!")


def test_without_settings_records_lie_in_the_offices_storage(tmp_path: Path) -> None:
    """The built-in vault is found through its entry point and keeps records where the office keeps its files."""
    url = (tmp_path / "storage").as_uri()
    centre = RecordsCentre.open(RecordsSettings(), storage=Storage.open(url), storage_url=url)
    assert centre.vault == FolderVault(url=url)


def test_a_vault_that_is_not_installed_is_named(tmp_path: Path) -> None:
    """The error names the vault and what there is."""
    settings = RecordsSettings(vault="cellar")
    with pytest.raises(PluginError, match="'cellar'"):
        RecordsCentre.open(settings, storage=Storage.open(str(tmp_path)), storage_url=str(tmp_path))


def test_a_wrong_option_is_named(tmp_path: Path) -> None:
    """A misspelt option fails the start."""
    settings = RecordsSettings(vault_options={"ulr": "x"})
    with pytest.raises(PluginError, match="ulr"):
        RecordsCentre.open(settings, storage=Storage.open(str(tmp_path)), storage_url=str(tmp_path))


def test_an_unknown_setting_is_refused() -> None:
    """A misspelt setting is not ignored."""
    with pytest.raises(ValidationError):
        RecordsSettings(volt="folder")  # type: ignore[call-arg]


def test_two_classes_cannot_share_an_id(tmp_path: Path) -> None:
    """The same class may be named twice, two different ones may not have one id."""
    five = RecordClass("works", Text(en="Works"), years(5))
    assert RecordsCentre(Elsewhere(root=tmp_path), [five, five]).classes == {"works": five}
    with pytest.raises(DeclarationError, match="works"):
        RecordsCentre(Elsewhere(root=tmp_path), [five, RecordClass("works", Text(en="Works"), years(10))])


def test_content_kept_elsewhere_is_verified_through_the_vault(room: Room, tmp_path: Path) -> None:
    """A vault outside the storage: no file is vouched for, the record works all the same, and damage is found."""
    root = tmp_path / "elsewhere"
    root.mkdir()
    centre = RecordsCentre(Elsewhere(root=root), room.centre.classes.values(), storage=room.storage)
    with room.work() as work:
        record = centre.at(work).declare("land", "Plot", "text", completed=date(2026, 1, 1))
    assert {write.table for write in room.facts.last("record.declared").writes} == {"records", "data_keys"}
    with room.look() as work:
        assert centre.at(work).content(record.id) == b"text"
    (root / record.digest).unlink()
    assert [damage.record_id for damage in centre.verify(room.database)] == [record.id]


def test_a_vault_that_answers_wrongly_keeps_nothing(room: Room, tmp_path: Path) -> None:
    """A vault whose digest is not that of the content is refused, and no record is registered."""
    centre = RecordsCentre(Confused(root=tmp_path), room.centre.classes.values())
    with pytest.raises(VaultFailed, match="Confused"), room.work() as work:
        centre.at(work).declare("land", "Plot", "text", completed=date(2026, 1, 1))
    with room.look() as work:
        assert centre.at(work).list().items == ()


def test_each_record_is_told_of_as_it_is_read(room: Room) -> None:
    """As many answers as there are records: nothing for what is as it was kept, the damage of what is not."""
    with room.work(by=DIRECTOR) as work:
        kept = [
            room.records(work).declare("leaflets", str(number), str(number), completed=date(2026, 1, 1))
            for number in range(3)
        ]
    assert room.centre.count(room.database) == 3
    assert list(room.centre.checked(room.database)) == [None, None, None]
    (place,) = room.folder.rglob(kept[1].digest.removeprefix("sha256:"))
    place.unlink()
    found = list(room.centre.checked(room.database))
    assert [damage and damage.record_id for damage in found] == [None, kept[1].id, None]
