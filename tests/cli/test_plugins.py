"""Plug-ins by the command line: listed without being imported, described, held to their interface."""

import sys

import pytest

from tests.cli.run_cli import Place


def _broken(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    here.write("broken.py", "raise RuntimeError('it is broken')\n")
    here.write("broken-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    here.write("broken-1.0.dist-info/entry_points.txt", "[egovframe.records.vaults]\nabyss = broken:Abyss\n")
    monkeypatch.syspath_prepend(str(here.folder))


def test_list_names_what_is_installed_and_used(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its package; listing imports none of them, so that a broken one is listed as well."""
    _broken(here, monkeypatch)
    items = {(each["group"], each["name"]): each for each in here.run("plugins", "list", "--json").json}
    assert items["egovframe.jurisdictions", "kr"]["used"] is True
    assert items["egovframe.auth.policies", "networks"]["used"] is False
    assert items["egovframe.records.vaults", "abyss"]["distribution"] == "broken 1.0"
    assert "broken" not in sys.modules


def test_describe_gives_the_settings(here: Place) -> None:
    """Name, type and default of each; a plug-in that is not there names those that are."""
    found = here.run("plugins", "describe", "kr", "--json").json
    assert found["group"] == "egovframe.jurisdictions"
    assert {setting["name"] for setting in found["settings"]} >= {"zone", "hours", "end_of_day", "decrees"}
    assert "end_of_day" in here.run("plugins", "describe", "kr").out
    missing = here.run("plugins", "describe", "mars")
    assert missing.status == 2
    assert "kr" in missing.err


@pytest.mark.parametrize(("name", "setting"), [("totp", "digits"), ("recovery", "codes"), ("email", "password")])
def test_describe_knows_every_family_of_ways_to_sign_in(here: Place, name: str, setting: str) -> None:
    """Not only those that check a secret."""
    found = here.run("plugins", "describe", name, "--json").json
    assert found["group"] == "egovframe.auth.authenticators"
    assert setting in {each["name"] for each in found["settings"]}


def test_check_finds_what_cannot_be_used(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours can be used; one that cannot be imported ends the check with 1 and is named."""
    assert here.run("plugins", "check", "kr").status == 0
    _broken(here, monkeypatch)
    found = here.run("plugins", "check", "--json")
    assert found.status == 1
    assert [each["name"] for each in found.json if not each["holds"]] == ["abyss"]
    assert "it is broken" in here.run("plugins", "check", "abyss").out
