"""The settings of an office: where its database and files are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from egovframe.auth import AUTHENTICATORS
from egovframe.auth.builtin.oidc import Oidc
from egovframe.kernel.errors import PluginError, SettingsError
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


def test_a_variable_sets_a_value_in_an_open_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`__` nests below the keys of a table too: a secret stays out of the file, beside what stands in it."""
    (tmp_path / "egovframe.toml").write_text(
        '[auth.oidc.city]\nissuer = "https://id.example"\nclient_id = "city"\nclient_secret = "old"\n'
        '[auth.oidc.My-City]\nissuer = "https://other.example"\n[auth.authenticators.password]\npasses = 2\n'
    )
    secrets = {"city": "00123456789", "My-City": "true"}
    monkeypatch.setenv("EGOVFRAME_AUTH__OIDC__CITY__CLIENT_SECRET", secrets["city"])
    monkeypatch.setenv("EGOVFRAME_AUTH__OIDC__MY_CITY__CLIENT_SECRET", secrets["My-City"])
    monkeypatch.setenv("EGOVFRAME_AUTH__OIDC__NEW__ISSUER", "https://new.example")
    monkeypatch.setenv("EGOVFRAME_AUTH__AUTHENTICATORS__LDAP__URLS", '["ldaps://one.example"]')
    monkeypatch.setenv("EGOVFRAME_AUTH__AUTHENTICATORS__PASSWORD__PASSES", "3")
    monkeypatch.setenv("EGOVFRAME_AUTH__OIDC__CITY__LABEL", "")
    auth = Settings.load(tmp_path).auth
    assert {key: each.get("client_secret") for key, each in auth.oidc.items()} == {**secrets, "new": None}
    assert auth.oidc["city"] == {"issuer": "https://id.example", "client_id": "city", "client_secret": secrets["city"]}
    assert auth.oidc["new"] == {"issuer": "https://new.example"}
    assert auth.authenticators == {"password": {"passes": "3"}, "ldap": {"urls": ["ldaps://one.example"]}}


def test_what_a_variable_says_is_what_the_plug_in_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts become what the plug-in's settings are; a name that it does not know stops the start."""
    (tmp_path / "egovframe.toml").write_text('[auth.oidc.city]\nissuer = "https://id.example"\nclient_id = "city"\n')
    variables = {"CLIENT_SECRET": "12345678", "CREATE": "true", "TIMEOUT": "PT3S", "LEVELS": '{"gold": 2}'}
    for name, value in variables.items():
        monkeypatch.setenv(f"EGOVFRAME_AUTH__OIDC__CITY__{name}", value)
    provider = AUTHENTICATORS.load("oidc", Settings.load(tmp_path).auth.oidc["city"])
    assert isinstance(provider, Oidc)
    assert provider.client_secret.get_secret_value() == "12345678"
    assert (provider.create, provider.timeout, provider.levels) == (True, timedelta(seconds=3), {"gold": 2})
    monkeypatch.setenv("EGOVFRAME_AUTH__OIDC__CITY__CLIENT_SECERT", "x")
    with pytest.raises(PluginError, match="client_secert"):
        AUTHENTICATORS.load("oidc", Settings.load(tmp_path).auth.oidc["city"])


@pytest.mark.parametrize(
    ("variables", "culprit", "words"),
    [
        ({"EGOVFRAME_AUTH__OIDC__CITY__LEVELS": "{gold"}, "EGOVFRAME_AUTH__OIDC__CITY__LEVELS", "JSON"),
        (
            {"EGOVFRAME_AUTH__OIDC__CITY": "x", "EGOVFRAME_AUTH__OIDC__CITY__ISSUER": "y"},
            "EGOVFRAME_AUTH__OIDC__CITY__ISSUER",
            "into a value",
        ),
        ({"EGOVFRAME_AUTH__ODIC__CITY__ISSUER": "y"}, "EGOVFRAME_AUTH__ODIC__CITY__ISSUER", "no setting"),
    ],
)
def test_a_variable_that_cannot_be_taken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], culprit: str, words: str
) -> None:
    """With what is wrong, and nothing of its value."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        Settings.load(tmp_path)
    assert culprit in refused.value.message
    assert words in refused.value.message
    assert refused.value.hint
    assert "gold" not in str(refused.value)
