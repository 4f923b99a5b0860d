"""Batches: a JSON line in, a JSON line out; one bad line does not stop the others."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from egovframe.cli import batch
from egovframe.kernel.errors import Conflict, SettingsError


def _double(line: Mapping[str, int]) -> Mapping[str, object]:
    if line["value"] < 0:
        raise Conflict("It is negative.", hint="Give another.")
    return {"id": line["id"], "twice": 2 * line["value"]}


def test_every_line_is_answered_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Blank lines are passed over; what fails is answered with its id, its line and the reason."""
    file = tmp_path / "lines.jsonl"
    file.write_text('{"id": "a", "value": 2}\n\n{"id": "b", "value": -1}\n{oops\n{"id": "c", "value": 4}\n')
    assert batch.run(file, _double) is False
    first, second, third, fourth = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first, fourth) == ({"id": "a", "twice": 4}, {"id": "c", "twice": 8})
    assert second == {
        "id": "b",
        "line": 3,
        "error": {"code": "egov.conflict", "message": "It is negative. Give another."},
    }
    assert (third["line"], third["error"]["code"]) == (4, "cli.not_json")


def test_a_batch_in_which_all_can_be_computed_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also an empty one."""
    file = tmp_path / "lines.jsonl"
    file.write_text("")
    assert batch.run(file, _double) is True
    file.write_text('{"id": 1, "value": 2}')
    assert batch.run(file, _double) is True
    assert capsys.readouterr().out == '{"id":1,"twice":4}\n'


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """It is a matter of usage, not of a line."""
    with pytest.raises(SettingsError, match="nothing"):
        batch.run(tmp_path / "nothing", _double)
