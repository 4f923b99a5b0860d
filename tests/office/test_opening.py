"""How an office is opened: the log's name, its units, and where notices written to files go."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe import App
from egovframe.kernel.errors import SettingsError
from egovframe.office import opening
from egovframe.testing.office import settings_for
from tests.office.city import haneul


def test_the_log_is_named_by_where_people_see_the_city(tmp_path: Path) -> None:
    """A city with an address signs under it; one without has a name that can be nobody else's."""
    assert (
        opening.origin_of(settings_for(tmp_path, web={"public_url": "https://haneul.example"})) == "haneul.example/log"
    )
    assert opening.origin_of(settings_for(tmp_path)) == "office.invalid/log"


def test_the_office_as_a_whole_is_a_unit() -> None:
    """Forms that name no unit belong to it; a city that declares a unit `office` keeps its own."""
    assert [unit.name for unit in opening.units_of(haneul())] == ["office", "roads", "parks"]
    app = App("Haneul City")
    app.unit("office", title="Main office")
    assert [str(unit.title) for unit in opening.units_of(app)] == ["Main office"]


def test_nobody_else_may_look_into_the_data_directory(tmp_path: Path) -> None:
    """Made for the office's own account alone; one that cannot be made is named with what to do."""
    opening.data_directory(settings_for(tmp_path / "city" / "data"))
    assert (tmp_path / "city" / "data").stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be made"):
        opening.data_directory(settings_for(tmp_path / "file" / "data"))


def test_files_of_notices_go_into_the_data_directory(tmp_path: Path) -> None:
    """A relative folder is taken from the data directory, whatever folder a command runs in; others stay as given."""
    file = settings_for(tmp_path, forms={"channel": "file", "options": {"folder": "mail"}})
    assert opening.channel_options(file) == {"folder": tmp_path / "mail"}
    absolute = settings_for(tmp_path, forms={"channel": "file", "options": {"folder": "/srv/mail"}})
    assert opening.channel_options(absolute) == {"folder": Path("/srv/mail")}
    assert opening.channel_options(settings_for(tmp_path)) == {}


def test_the_forms_take_their_law_from_the_jurisdiction() -> None:
    """Calendar, rules, papers, and what steps rest on where the statutory procedure's articles are not that law's."""
    from egovframe.forms.builtin.kr import Korea
    from egovframe.forms.builtin.py import Paraguay

    korea, paraguay = opening.law_of(Korea()), opening.law_of(Paraguay())
    assert set(korea) == {"calendar", "rules", "papers", "law", "privacy", "many", "publicity", "identifiers"}
    assert (korea["law"], "6715" in paraguay["law"]) == (None, True)
    assert korea["papers"] != paraguay["papers"]
