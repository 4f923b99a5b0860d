"""Office hours by the command line: entered, listed, taken back."""

from __future__ import annotations

from tests.cli.run_cli import Place

TIMES = ("--opens", "09:00", "--closes", "20:00", "--decree", "시장 지시")


def test_entered_listed_taken_back(here: Place) -> None:
    """What was entered is listed until it is taken back."""
    found = here.run("hours", "enter", "2999-01-01", *TIMES)
    assert found.status != 0  # beyond the calendar
    found = here.run("hours", "enter", "2099-03-02", *TIMES, "--until", "2099-03-31", "--json").json
    assert (found["hours"], found["weekdays"], found["unit"]) == ("09:00–12:00, 13:00–20:00", "0 1 2 3 4", None)
    assert [each["id"] for each in here.run("hours", "list", "--json").json] == [found["id"]]
    assert "2099-03-02" in here.run("hours", "list").out
    assert "2099-03-02" in here.run("hours", "revoke", found["id"]).out
    assert here.run("hours", "list", "--json").json == []
    assert "2099-04-01" in here.run("hours", "enter", "2099-04-01", *TIMES).out


def test_without_lunch_and_for_a_unit(here: Place) -> None:
    """No break, and other days of the week."""
    more = ("--lunch", "", "--weekdays", "1 2 3", "--unit", "roads", "--json")
    found = here.run("hours", "enter", "2099-03-02", *TIMES, *more).json
    assert (found["hours"], found["weekdays"], found["unit"]) == ("09:00–20:00", "1 2 3", "roads")


def test_what_cannot_be_entered(here: Place) -> None:
    """A past day, an unknown unit, a lunch that is none, days that the law does not count, something never entered."""
    for wrong in (
        ("--lunch", "noon"),
        ("--lunch", "12:00"),
        ("--unit", "moon"),
        ("--weekdays", "0 5"),
        ("--weekdays", "0 x 7"),
    ):
        assert here.run("hours", "enter", "2099-03-02", *TIMES, *wrong).status != 0
    assert "--weekdays" in here.run("hours", "enter", "2099-03-02", *TIMES, "--weekdays", "Mon Tue").err
    assert "egov.invalid" in here.run("hours", "enter", "2020-03-02", *TIMES).err
    assert here.run("hours", "revoke", "nothing").status != 0
