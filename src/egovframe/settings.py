"""The settings of an office: the kernel's sections and each component's."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from egovframe.audit.settings import AuditSettings
from egovframe.auth.settings import AuthSettings
from egovframe.forms.settings import FormsSettings
from egovframe.kernel.settings import BaseOfficeSettings, load
from egovframe.records.settings import RecordsSettings


class Settings(BaseOfficeSettings):
    """Everything an office can set, in `egovframe.toml` or as `EGOVFRAME_…`."""

    audit: AuditSettings = AuditSettings()
    auth: AuthSettings = AuthSettings()
    forms: FormsSettings = FormsSettings()
    records: RecordsSettings = RecordsSettings()

    @classmethod
    def load(cls, folder: Path | None = None, **given: Any) -> Self:
        """Return the settings of the office in `folder` (default: here). Raises SettingsError naming what is wrong."""
        return load(cls, folder=folder, **given)

    @classmethod
    def only(cls, **given: Any) -> Self:
        """Return settings from these values alone: no file, no environment. Raises SettingsError."""
        return load(cls, alone=True, **given)

    @property
    def database_url(self) -> str:
        """Return where the database is: the setting, or the data directory's own file."""
        return self.database.url or f"sqlite:///{self.data_dir / 'office.sqlite3'}"

    @property
    def storage_url(self) -> str:
        """Return where files are: the setting, or a folder of the data directory."""
        return self.storage.url or str(self.data_dir / "storage")
