"""The city is found by option, variable or settings file, in that order, and its office makes itself once."""

import pytest

from tests.cli.run_cli import CITY, Place


def test_option_variable_and_file_name_the_city(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option wins over the variable, the variable over the file."""
    for name in ("one", "two"):
        here.write(f"{name}.py", CITY.replace("Test City", f"City {name}").replace('"pothole"', f'"{name}"'))
    assert here.run("forms", "list", "--json").json[0]["name"] == "pothole"
    monkeypatch.setenv("EGOVFRAME_APP", "one:app")
    assert here.run("forms", "list", "--json").json[0]["name"] == "one"
    assert here.run("--app", "two:app", "forms", "list", "--json").json[0]["name"] == "two"
    assert here.run("forms", "list", "--app=two:app", "--json").json[0]["name"] == "two"


def test_an_embedded_office_makes_itself_once(here: Place) -> None:
    """Database and keys are there after the first command; without the keys the office does not go on with others."""
    assert here.run("users", "add", "kim").status == 0
    assert (here.folder / "data" / "office.sqlite3").is_file()
    assert [each["name"] for each in here.run("users", "list", "--json").json] == ["kim"]
    (here.folder / "data" / "keys" / "keyring.json").unlink()
    lost = here.run("users", "list")
    assert lost.status == 2
    assert "no keyring" in lost.err
    assert "backup" in lost.err


def test_what_a_command_did_is_sealed(here: Place) -> None:
    """Nothing waits for a server to seal it."""
    here.run("users", "add", "kim")
    assert here.run("verify", "--json").json["unsealed"] == 0
