"""The doctor looks at every part, changes none, and says the next step where something is wrong."""

from datetime import datetime, timedelta, tzinfo

import pytest

from egovframe.cli import doctor
from egovframe.kernel.errors import MissingExtra
from tests.cli.run_cli import Place


def test_the_doctor_looks_at_every_part(here: Place) -> None:
    """Settings that do not hold, or a city, are problems with a next step; the other parts are still looked at."""
    well = here.run("doctor", "--json")
    assert well.status == 0
    parts = [check["part"] for check in well.json["checks"]]
    assert parts == "environment clock settings declaration plug-ins database keys storage disk review pdf".split()
    here.write("city.py", "app = 1\n")
    sick = here.run("doctor")
    assert sick.status == 1
    assert "problem: declaration: city:app is a int" in sick.out
    assert "ok: disk" in sick.out
    here.write("egovframe.toml", "[wbe]\n")
    assert "problem: settings: There is no setting wbe" in here.run("doctor").out


def test_a_production_office_is_made_on_purpose(here: Place) -> None:
    """It refuses an empty database and missing keys, and says which command makes each."""
    here.write("egovframe.toml", 'app = "city:app"\nprofile = "production"\n')
    sick = here.run("doctor", "--json")
    assert sick.status == 1
    hints = {check["part"]: check["hint"] for check in sick.json["checks"] if not check["ok"]}
    assert "egovframe migrate" in hints["database"]
    assert "egovframe keys make" in hints["keys"]
    assert not (here.folder / "data").exists()

    assert here.run("users", "list").status == 2
    assert here.run("keys", "make").status == 0
    assert "egovframe migrate" in here.run("users", "list").err
    assert here.run("migrate").status == 0
    assert here.run("users", "list").status == 0
    assert here.run("doctor").status == 0


def test_missing_libraries_are_no_problem_but_said(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office without PDF files works; the doctor says what is not there and which packages bring it."""
    missing = MissingExtra("PDF files need system libraries.", hint="apt-get install libpango-1.0-0")
    monkeypatch.setattr("egovframe.web.pdf.lacking", lambda: missing)
    told = here.run("doctor")
    assert told.status == 0
    assert "ok: pdf: No PDF files are offered. PDF files need system libraries. apt-get install libpango" in told.out


def test_a_review_that_is_overdue(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a month more has ended, the month is named with the command to run; before, all is well."""

    def found() -> tuple[int, dict[str, object]]:
        ran = here.run("doctor", "--json")
        return ran.status, next(check for check in ran.json["checks"] if check["part"] == "review")

    assert found()[1]["ok"] is True  # nothing has happened yet
    here.run("users", "add", "kim")
    month = here.run("audit", "review", "--json").json[0]["month"]
    status, well = found()
    assert (status, well["ok"]) == (0, True)

    class Later(datetime):
        """The machine's clock, seventy days on."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Later":
            return super().now(tz) + timedelta(days=70)

    monkeypatch.setattr(doctor, "datetime", Later)
    status, late = found()
    assert (status, late["ok"]) == (1, False)
    assert f"overdue: {month}" in str(late["text"])
    assert "audit review" in str(late["hint"])
