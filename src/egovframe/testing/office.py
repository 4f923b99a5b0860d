"""An office for tests: real database, trail and files in a folder that the test gives; only hashing is cheap."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egovframe.auth.settings import AuthSettings
from egovframe.kernel import migrations
from egovframe.kernel.database import Database, metadata, supported
from egovframe.kernel.settings import DatabaseSettings, PluginChoice
from egovframe.settings import Settings

if TYPE_CHECKING:
    from egovframe.app import App
    from egovframe.kernel.clock import Clock
    from egovframe.office import Office


@contextmanager
def open_office(
    app: App,
    folder: Path,
    *,
    url: str | None = None,
    clock: Clock | None = None,
    publish: bool = True,
    **settings: Any,
) -> Iterator[Office]:
    """Lend an open office whose data is in `folder`; nothing of the environment or of a settings file is read.

    `url` names another database than the folder's own SQLite file, `publish` is that of `App.open`, `settings` are
    sections: `web={"public_url": …}`. Threads are not started: call `office.run_due_tasks()` and `office.seal()`, or
    `office.start()`.
    """
    made = settings_for(folder, url=url, **settings)
    _furnish(made)
    with app.open(made, clock=clock, publish=publish) as office:
        yield office


def settings_for(folder: Path, *, url: str | None = None, **settings: Any) -> Settings:
    """Return the settings of an office for tests. Raises SettingsError for a setting that does not hold."""
    given: dict[str, Any] = {
        "data_dir": folder,
        "auth": AuthSettings.quick(),
        "database": DatabaseSettings(url=url or ""),
        "keyring": PluginChoice(plugin="file"),
        **settings,
    }
    return Settings.only(**given)


def _furnish(settings: Settings) -> None:
    """Give a new office on SQLite its keys, and its tables as a copy of some that were made once: that is quicker."""
    from egovframe.office import opening  # it imports every component

    url = supported(settings.database_url)
    if url.get_backend_name() != "sqlite" or settings.profile != "embedded" or url.database in (None, "", ":memory:"):
        return
    path = Path(url.database)
    if path.exists():
        return
    opening.data_directory(settings)
    with closing(Database.open(settings.database_url)) as database:
        opening.keyring_for(settings, database)
    path.write_bytes(_tables())


@cache
def _tables() -> bytes:
    """Return an SQLite file with the tables of an office in which nothing has happened."""
    import egovframe.office  # noqa: F401  every component declares its tables

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "office.sqlite3")
        with closing(Database.open(f"sqlite:///{path}")) as database:
            migrations.migrate(database, metadata=metadata)
        return path.read_bytes()
