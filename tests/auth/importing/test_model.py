"""Verdicts, problems and tallies as values, and as JSON."""

from __future__ import annotations

from datetime import date

from egovframe.auth.importing.model import Person, Problem, Row, Tally, Verdict, Wanted
from egovframe.kernel.text import Text

WRONG = Problem(3, "이메일", Text(ko="틀림", en="Wrong"), Text(ko="고치세요", en="Correct it"), "email_invalid")


def test_a_wanted_role_is_written_as_in_a_file() -> None:
    """With its period where it has one."""
    assert str(Wanted("auditor")) == "auditor"
    assert str(Wanted("auditor", "parks", date(2026, 1, 1))) == "auditor@parks 2026-01-01.."
    assert str(Wanted("auditor", None, None, date(2026, 1, 31))) == "auditor ..2026-01-31"


def test_problems_name_the_column_of_the_file() -> None:
    """Of a row and of a person; 0 where the list has no such column."""
    columns = {"email": (3, "이메일")}
    for read in (Row(2, {}, columns), Person(2, "kim", columns=columns)):
        assert read.problem("email", "email_invalid", WRONG.message, WRONG.hint) == WRONG
        assert read.problem("phone", "x", WRONG.message, WRONG.hint).column == 0


def test_a_verdict_is_told_without_what_it_has_not() -> None:
    """Changes, problems and table only where there are any; words in one language."""
    assert Verdict(2, "kim", "unchanged").as_json("en") == {"row": 2, "name": "kim", "outcome": "unchanged"}
    told = Verdict(2, "kim", "error", problems=(WRONG,), place="COMTNGNRLMBER").as_json("ko")
    assert told["table"] == "COMTNGNRLMBER"
    assert told["problems"] == [
        {"column": 3, "heading": "이메일", "code": "email_invalid", "message": "틀림", "hint": "고치세요"}
    ]


def test_a_tally_counts_every_outcome() -> None:
    """And holds as long as no row is wrong."""
    tally = Tally("csv", notes=(Text(ko="읽음", en="Read"),))
    tally.count(Verdict(2, "kim", "new"))
    assert (tally.holds, tally.rows) == (True, 1)
    tally.count(Verdict(3, "lee", "error", problems=(WRONG,)))
    assert (tally.holds, tally.rows) == (False, 2)
    told = tally.as_json("en")
    assert (told["new"], told["error"], told["count"], told["notes"], told["written"]) == (1, 1, 2, ["Read"], False)


def test_a_hash_is_in_no_repr() -> None:
    """Logs and tracebacks show representations."""
    assert "secret" not in repr(Person(2, "kim", scheme="egovframe", hash="secret"))
