"""An office for tests: real database, trail and files in a folder that the test gives; only hashing is cheap."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egovframe.auth.settings import AuthSettings
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
    with app.open(settings_for(folder, url=url, **settings), clock=clock, publish=publish) as office:
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
