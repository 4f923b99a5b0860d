"""The records centre of an office: its classes, its vault, and the way to work with both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.plugins import Plugins
from egovframe.records import store
from egovframe.records.errors import RecordsError, VaultFailed
from egovframe.records.interfaces import GROUP, Digest, Vault, digest_of
from egovframe.records.model import Damage, RecordClass
from egovframe.records.service import Records

if TYPE_CHECKING:
    from egovframe.kernel.database import Database
    from egovframe.kernel.storage import Storage
    from egovframe.kernel.work import UnitOfWork
    from egovframe.records.settings import RecordsSettings


class RecordsCentre:
    """Keeps what the office must not forget. Frozen once made; shared by all threads.

    `storage` is the office's own: content that the vault puts there is vouched for by the trail. `units` are the units
    that may register (None: any); `zone` is where the office's days begin and end.
    """

    def __init__(
        self,
        vault: Vault,
        classes: Iterable[RecordClass] = (),
        *,
        storage: Storage | None = None,
        units: Collection[str] | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        self.vault = vault
        self.storage = storage
        self.units = units
        self.zone = zone
        self.classes: Mapping[str, RecordClass] = MappingProxyType(_by_id(classes))

    @classmethod
    def open(
        cls,
        settings: RecordsSettings,
        classes: Iterable[RecordClass] = (),
        *,
        storage: Storage,
        storage_url: str,
        units: Collection[str] | None = None,
        zone: tzinfo = UTC,
    ) -> Self:
        """Return the centre as the settings name it. Raises PluginError for a vault that cannot be used."""
        options = dict(settings.vault_options)
        if settings.vault == "folder":
            options.setdefault("url", storage_url)
        vault: Vault = Plugins(GROUP, Vault).load(settings.vault, options)  # type: ignore[type-abstract]
        return cls(vault, classes, storage=storage, units=units, zone=zone)

    def at(self, work: UnitOfWork) -> Records:
        """Return the records as the person at work may handle them."""
        return Records(work, self)

    def today(self, at: datetime) -> date:
        """Return the office's day at that moment."""
        return at.astimezone(self.zone).date()

    def put(self, sealed: bytes, work: UnitOfWork) -> Digest:
        """Put sealed content into the vault, and have the next fact vouch for the file when the trail can reach it.

        Raises VaultFailed when the vault breaks its promise.
        """
        digest = self.vault.put(sealed)
        if digest != digest_of(sealed):
            raise VaultFailed(
                f"The vault {type(self.vault).__name__} gave content a wrong name ({digest}).",
                hint="Use another vault, and have its makers run egovframe.testing.suites.VaultSuite.",
            )
        path = self.vault.path(digest)
        if path is not None and self.storage is not None and self.storage.exists(path):
            work.stored(path, digest)
        return digest

    def verify(self, database: Database) -> Iterator[Damage]:
        """Read the content of every record and yield each one that is missing or not what was kept."""
        yield from filter(None, self.checked(database))

    def checked(self, database: Database) -> Iterator[Damage | None]:
        """Read the content of every record; yield for each how it is damaged, None for one that is as it was kept."""
        with database.read() as conn:
            for record in store.every(conn):
                try:
                    self.vault.get(record.digest)
                except RecordsError as error:
                    yield Damage(record.id, record.digest, error.code, error.message, error.hint)
                else:
                    yield None

    def count(self, database: Database) -> int:
        """Return how many records there are."""
        with database.read() as conn:
            return store.count(conn)


def _by_id(classes: Iterable[RecordClass]) -> dict[str, RecordClass]:
    known: dict[str, RecordClass] = {}
    for record_class in classes:
        if known.setdefault(record_class.id, record_class) != record_class:
            raise DeclarationError(
                f"Two record classes are called {record_class.id!r}.", hint="Give each class an id of its own."
            )
    return known
