"""Reviewing a month of handling from the command line."""

from __future__ import annotations

from tests.cli.run_cli import Place


def test_a_month_is_looked_through_and_signed_once(here: Place) -> None:
    """A unit in which nothing was late is signed without findings; what is wrong says what to write."""
    assert here.run("petitions", "review", "2026-01", "--json").json["units"] == []
    unit = here.run("units", "list", "--json").json[0]["name"]
    seen = here.run("petitions", "review", "2026-01", "--sign", unit, "--findings", "없음", "--json").json
    assert (seen["until"], [each["state"] for each in seen["units"]]) == ("2026-02-05", ["signed"])
    assert seen["units"][0]["findings"] == "없음"
    assert unit in here.run("petitions", "review", "2026-01").out
    assert here.run("petitions", "review", "2026-01", "--sign", unit).status == 2
    assert here.run("petitions", "review", "2026-13").status == 2
    assert here.run("petitions", "review", "2026-01", "--sign", "moon").status == 2
