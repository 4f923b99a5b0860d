"""The office for tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe.kernel.permissions import Actor
from egovframe.testing import open_office
from tests.office.city import POTHOLE, haneul


def test_an_office_for_tests_is_real_and_reads_nothing_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database file, keys and a trail that verifies, all in the folder given."""
    monkeypatch.setenv("EGOVFRAME_DATA_DIR", str(tmp_path / "elsewhere"))
    with open_office(haneul(), tmp_path / "here", web={"public_url": "https://haneul.example"}) as office:
        with office.work(by=Actor.visitor()) as work:
            work.petitions.submit("pothole", POTHOLE)
        office.seal()
        assert office.verify().holds
        assert office.settings.web.public_url == "https://haneul.example"
    assert {path.name for path in (tmp_path / "here").iterdir()} >= {"office.sqlite3", "keys"}
    assert not (tmp_path / "elsewhere").exists()
