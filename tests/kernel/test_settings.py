"""Settings: the file, the environment and arguments, checked whole; a typo never goes unnoticed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from egovframe.kernel.errors import SettingsError
from egovframe.kernel.settings import BaseOfficeSettings, load


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("EGOVFRAME_")]:
        monkeypatch.delenv(name)


def written(folder: Path, text: str) -> BaseOfficeSettings:
    """Write the settings file and load it."""
    (folder / "egovframe.toml").write_text(text, encoding="utf-8")
    return load(BaseOfficeSettings, folder=folder)


def test_an_office_without_a_file_has_usable_settings(tmp_path: Path) -> None:
    """Everything has a default but what must be made on purpose; data lies below the office's folder."""
    settings = load(BaseOfficeSettings, folder=tmp_path)
    assert settings.data_dir == tmp_path.resolve() / "data"
    assert (settings.profile, settings.keyring.plugin, settings.language) == ("embedded", "file", "ko")


def test_arguments_win_over_variables_and_those_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one key of a section can come from each."""
    text = 'app = "a:a"\nlanguage = "en"\n[web]\nport = 1\nworkers = 3\n'
    assert written(tmp_path, text).app == "a:a"
    monkeypatch.setenv("EGOVFRAME_APP", "b:b")
    monkeypatch.setenv("EGOVFRAME_WEB__PORT", "2")
    settings = load(BaseOfficeSettings, folder=tmp_path, app="c:c")
    assert (settings.app, settings.language, settings.web.port, settings.web.workers) == ("c:c", "en", 2, 3)


def test_a_section_of_a_plug_in_takes_its_own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`[keyring]` names the plug-in; what stands beside is the plug-in's, from the environment too."""
    settings = written(tmp_path, '[keyring]\nplugin = "vault"\naddress = "https://10.0.0.1"\n')
    assert (settings.keyring.plugin, settings.keyring.options) == ("vault", {"address": "https://10.0.0.1"})
    monkeypatch.setenv("EGOVFRAME_KEYRING__ROLE", "city")
    assert load(BaseOfficeSettings, folder=tmp_path).keyring.options["role"] == "city"


@pytest.mark.parametrize(
    ("text", "culprit", "hint"),
    [
        ('langauge = "en"', "langauge", "Did you mean language?"),
        ("[web]\nprot = 1", "web.prot", "Did you mean port?"),
        ('[database]\nschem = "x"', "database.schem", "Did you mean schema?"),
        ("[zzz]\na = 1", "zzz", "There are: app, "),
        ('[web]\nport = "many"', "web.port", "Correct it"),
        ("[web]\nport = 70000", "web.port", "Correct it"),
        ('profile = "prod"', "profile", "Correct it"),
        ('web = "x"', "web", "Correct it"),
    ],
)
def test_what_does_not_hold_is_named_with_its_place(tmp_path: Path, text: str, culprit: str, hint: str) -> None:
    """The key, the file and the next step."""
    with pytest.raises(SettingsError) as caught:
        written(tmp_path, text)
    assert f"setting {culprit} " in str(caught.value)
    assert str(tmp_path.resolve() / "egovframe.toml") in str(caught.value)
    assert caught.value.hint.startswith(hint)


def test_a_wrong_variable_is_named_as_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the file, which nobody needs to look at."""
    monkeypatch.setenv("EGOVFRAME_WEB__PORT", "many")
    with pytest.raises(SettingsError, match="the environment variable EGOVFRAME_WEB__PORT"):
        load(BaseOfficeSettings, folder=tmp_path)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("EGOVFRAME_LANGAUGE", "EGOVFRAME_LANGUAGE"), ("EGOVFRAME_WEB__PROT", "EGOVFRAME_WEB__PORT"), ("EGOVFRAME_Q", "")],
)
def test_a_variable_that_sets_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, hint: str
) -> None:
    """Its value, which may be a secret, is not repeated."""
    monkeypatch.setenv(name, "hunter2")
    with pytest.raises(SettingsError, match=f"{name} is no setting") as caught:
        load(BaseOfficeSettings, folder=tmp_path)
    assert hint in caught.value.hint
    assert "hunter2" not in str(caught.value)


def test_alone_reads_neither_file_nor_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests and programs that say everything themselves."""
    monkeypatch.setenv("EGOVFRAME_LANGUAGE", "en")
    monkeypatch.setenv("EGOVFRAME_Q", "x")
    (tmp_path / "egovframe.toml").write_text("no TOML at all")
    assert load(BaseOfficeSettings, folder=tmp_path, alone=True).language == "ko"


def test_an_absolute_data_folder_stays(tmp_path: Path) -> None:
    """Only relative paths are taken from the office's folder; `~` is the person's home."""
    assert written(tmp_path, 'data_dir = "/srv/city"').data_dir == Path("/srv/city")
    assert written(tmp_path, 'data_dir = "~/city"').data_dir == Path.home() / "city"


@pytest.mark.parametrize("content", [b"a = ", b'app = "\xff"'])
def test_a_file_that_is_no_toml(tmp_path: Path, content: bytes) -> None:
    """One clear line, with the file's name."""
    (tmp_path / "egovframe.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"egovframe\.toml is not valid TOML"):
        load(BaseOfficeSettings, folder=tmp_path)


def test_settings_are_frozen(tmp_path: Path) -> None:
    """Nobody changes them after the start, sections neither."""
    settings = load(BaseOfficeSettings, folder=tmp_path)
    with pytest.raises(ValueError):
        settings.language = "en"  # type: ignore[misc]
    with pytest.raises(ValueError):
        settings.web.port = 1  # type: ignore[misc]
