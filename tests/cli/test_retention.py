"""Legal holds and disposal from the command line."""

from datetime import UTC, datetime, timedelta

import pytest

from egovframe.cli import program
from egovframe.kernel.clock import SystemClock
from tests.cli.run_cli import Place


def years_later(patch: pytest.MonkeyPatch, years: int) -> None:
    """Set the machine's clock, as the office sees it, so many years ahead."""
    patch.setattr(
        SystemClock, "now", lambda _self: datetime.now(UTC).replace(microsecond=0) + timedelta(days=366 * years)
    )


def test_holds_are_placed_listed_and_lifted(here: Place) -> None:
    """Names become ids, days the office's own midnights; what is lifted is listed only when asked for."""
    here.run("users", "add", "kim", "--kind", "citizen")
    placed = here.run(
        "audit", "hold", "place", "--reason", "Lawsuit 2026-1", "--basis", "민사소송법", "--action", "account.*",
        "--subject", "kim", "--actor", "kim", "--since", "2026-01-01", "--until", "2026-12-31", "--json",
    )  # fmt: skip
    assert placed.status == 0, placed.err
    told = placed.json
    assert told["subjects"] == [f"account:{told['actors'][0]}"]
    assert (told["since"], told["until"]) == ("2025-12-31T15:00:00.000Z", "2026-12-31T15:00:00.000Z")
    listed = here.run("audit", "hold", "list").out
    assert told["id"] in listed
    assert "Lawsuit 2026-1" in listed
    assert here.run("audit", "hold", "lift", told["id"], "--reason", "over").status == 0
    assert here.run("audit", "hold", "list", "--json").json == []
    [past] = here.run("audit", "hold", "list", "--lifted", "--json").json
    assert (past["lifted_by"], past["lifted_reason"]) == ("system:console", "over")
    wrong = here.run("audit", "hold", "place", "--reason", "x", "--subject", "nobody")
    assert wrong.status == 2
    assert here.run("audit", "hold", "place", "--reason", "x").status == 2
    facts = here.run("audit", "search", "--object", f"hold:{told['id']}", "--json").json
    assert [fact["action"] for fact in facts] == ["hold.lifted", "hold.placed"]


def test_a_refusal_in_the_readers_language(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong and what to do; a sentence that quotes a value stays in English, its next step does not."""
    bare = ("audit", "hold", "place", "--reason", "x")
    assert "egovframe: The hold is over nothing. " in here.run(*bare).err
    monkeypatch.setattr(program, "LANGUAGE", "ko")
    assert here.run(*bare).err.startswith("egovframe: 보존 명령의 대상이 없습니다. ")
    unknown = here.run("audit", "hold", "lift", "h-1", "--reason", "x").err
    assert "There is no hold h-1. `egovframe audit hold list`로 확인하세요." in unknown


def test_disposal_says_what_went_and_refuses_what_must_stay(here: Place) -> None:
    """Within the floor it names date and rule and ends with 2; beyond it the months go, and the trail verifies."""
    here.run("users", "add", "kim", "--kind", "citizen")
    [kept] = here.run("audit", "retention", "--json").json
    assert (kept["state"], kept["reasons"][0].startswith("Kept until ")) == ("kept", True)
    refused = here.run("audit", "dispose", "--until", kept["month"])
    assert (refused.status, ": Kept until " in refused.err) == (2, True)
    assert here.run("audit", "dispose").out == "Nothing may be disposed of yet.\n"
    years_later(here.patch, 12)
    dry = here.run("audit", "dispose", "--dry-run", "--json").json
    assert (dry["months"], dry["dry_run"], dry["fact"]) == ([kept["month"]], True, "")
    assert here.run("audit", "retention", "--json").json[0]["state"] == "open"
    done = here.run("audit", "dispose", "--until", kept["month"], "--json").json
    assert (done["months"], done["counts"]) == (dry["months"], dry["counts"])
    assert here.run("audit", "verify", "--deep").status == 0
    [fact] = here.run("audit", "search", "--action", "audit.disposed", "--json").json
    assert fact["id"] == done["fact"]
    assert kept["month"] not in [each["month"] for each in here.run("audit", "retention", "--json").json]
