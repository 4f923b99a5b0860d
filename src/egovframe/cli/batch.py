"""Batches: a JSON line in, a JSON line out, in order; one bad line does not stop the others."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from egovframe.cli.output import document
from egovframe.cli.words import words
from egovframe.kernel.errors import EgovError, SettingsError

Compute = Callable[[Any], Mapping[str, object]]


def run(file: Path, compute: Compute) -> bool:
    """Print what each line of the file comes to, and say whether every line could be computed.

    A line that cannot gives `{"id", "line", "error": {"code", "message"}}`; the file `-` is standard input. Raises
    SettingsError for a file that cannot be read.
    """
    if str(file) == "-":
        return _lines(sys.stdin.buffer, compute)
    try:
        with file.open("rb") as lines:
            return _lines(lines, compute)
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.", hint="Check its name and rights.") from error


def _lines(lines: Iterable[bytes], compute: Compute) -> bool:
    holds = True
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        answer = _line(number, raw, compute)
        holds = holds and "error" not in answer
        document(answer)
    return holds


def _line(number: int, raw: bytes, compute: Compute) -> Mapping[str, object]:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        message = words("This line is not JSON.", "이 줄은 JSON이 아닙니다.")
        return {"line": number, "error": {"code": "cli.not_json", "message": message}}
    try:
        return compute(line)
    except EgovError as error:
        known = {"id": line["id"]} if isinstance(line, dict) and "id" in line else {}
        return {**known, "line": number, "error": {"code": error.code, "message": str(error)}}
