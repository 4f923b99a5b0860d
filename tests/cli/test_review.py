"""Reviewing a month from the command line."""

from __future__ import annotations

from tests.cli.run_cli import Place


def test_months_are_listed_and_the_running_one_is_not_signed(here: Place) -> None:
    """It can be looked at; signing it is refused, and so is signing none."""
    here.run("users", "add", "kim", "--kind", "citizen")
    [month] = [each for each in here.run("audit", "review", "--json").json if each["state"] == "running"]
    assert (month["open"], month["signed_by"]) == (0, "")
    assert month["month"] in here.run("audit", "review").out
    seen = here.run("audit", "review", month["month"], "--json").json
    assert seen["report"]["log"]["holds"] is True
    assert "account.added" in [each["action"] for each in seen["report"]["deeds"]]
    refused = here.run("audit", "review", month["month"], "--sign")
    assert (refused.status, "[audit.month_running]" in refused.err) == (2, True)
    assert here.run("audit", "review", "--sign").status == 2
    assert here.run("audit", "review", "2026-13").status == 2


def test_a_missing_reason_is_shown(here: Place) -> None:
    """Facts were handed over without one: the month says so, in both languages."""
    here.run("audit", "facts", "--format", "csv")
    month = here.run("audit", "review", "--json").json[0]["month"]
    seen = here.run("audit", "review", month, "--json").json
    assert seen["report"]["reasons"]["open"] == 1
    assert seen["findings"] == ["open-reasons"]
    assert [each["action"] for each in seen["missing"]] == ["fact.exported"]
    assert "! Reasons are missing" in here.run("audit", "review", month).out
