"""What commands print lines up for people and stays exact for programs."""

import pytest

from egovframe.cli.output import columns, document, progress


def test_columns_line_up_with_korean_letters(capsys: pytest.CaptureFixture[str]) -> None:
    """A Korean letter is two cells wide; nothing is an empty cell."""
    columns(["unit", "due"], [["도로과", "2026-10-01"], ["x", None]])
    assert capsys.readouterr().out == "unit    due\n도로과  2026-10-01\nx\n"


def test_a_document_is_one_line_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Korean stays Korean, and a break within a text breaks no line."""
    document({"text": "가\n나"})
    assert capsys.readouterr().out == '{"text":"가\\n나"}\n'


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither stream gets a sign."""
    with progress("Working") as show:
        show(1, 2)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")
