"""The settings of an office: where its database and files are."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.kernel.errors import SettingsError
from egovframe.settings import Settings


def test_an_office_without_settings_keeps_everything_in_its_data_directory(tmp_path: Path) -> None:
    """Database and files lie in `data`, below the folder of the office."""
    settings = Settings.load(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'office.sqlite3'}"
    assert settings.storage_url == str(tmp_path / "data" / "storage")


def test_the_file_and_the_environment_move_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable wins over the file."""
    (tmp_path / "egovframe.toml").write_text('data_dir = "here"\n[database]\nurl = "sqlite:///one.sqlite3"\n')
    monkeypatch.setenv("EGOVFRAME_DATABASE__URL", "postgresql+psycopg://city@db/city")
    monkeypatch.setenv("EGOVFRAME_STORAGE__URL", "s3://bucket/city")
    settings = Settings.load(tmp_path)
    assert settings.data_dir == tmp_path / "here"
    assert settings.database_url == "postgresql+psycopg://city@db/city"
    assert settings.storage_url == "s3://bucket/city"


def test_settings_given_alone_read_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests are not moved by what stands in the environment; a wrong value is still refused."""
    monkeypatch.setenv("EGOVFRAME_LANGUAGE", "en")
    monkeypatch.setenv("EGOVFRAME_NONSENSE", "1")
    assert Settings.only(data_dir=tmp_path).language == "ko"
    with pytest.raises(SettingsError, match=r"web\.port"):
        Settings.only(data_dir=tmp_path, web={"port": 70000})
