"""`make bench`: everything that is measured, beside its floor, as a table or (`--json`) as a document."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import access, clock, lifecycle, million, signatures, start, submit, thousand, trail, upload, values, where
from bench.measure import Result

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
GROUPS: dict[str, tuple[Callable[[], Result | list[Result]], ...]] = {
    "values": values.ALL,
    "clock": clock.ALL,
    "thousand": thousand.ALL,
    "access": access.ALL,
    "trail": trail.ALL,
    "million": million.ALL,
    "start": start.ALL,
    "submit": submit.ALL,
    "lifecycle": lifecycle.ALL,
    "signatures": signatures.ALL,
    "upload": upload.ALL,
}
LIBRARIES = ("egovframe", "pydantic", "SQLAlchemy", "cryptography", "uvicorn", "fastapi", "psycopg")


def machine() -> dict[str, Any]:
    """Return what was measured on."""
    cpu = next((line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    return {
        "cores": os.cpu_count(),
        "cpu": cpu or platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in LIBRARIES},
        "day": datetime.now(UTC).date().isoformat(),
    }


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def number(value: float | None) -> str:
    """Return a number as one reads it in a table."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def table(results: Iterable[Result], *, earlier: str = "") -> str:
    """Return the results as a table in Markdown; the lines of an earlier page that were not measured anew stay."""
    new = {line.split("|")[1]: line for line in _rows(results)}
    old = {line.split("|")[1]: line for line in earlier.partition("## ")[0].splitlines() if line.startswith("| ")}
    kept = [new.pop(name, line) for name, line in old.items() if name != " what "]
    head = ["| what | ours | floor | unit | ours ÷ floor | must reach | note |", "|---|---:|---:|---|---:|---|---|"]
    return "\n".join([*head, *kept, *new.values()])


def _rows(results: Iterable[Result]) -> Iterator[str]:
    for each in results:
        ratio = "–" if each.ratio is None else f"{each.ratio:.2f}×"
        cells = (each.name, number(each.ours), number(each.floor), each.unit, ratio, each.must, each.note)
        yield f"| {' | '.join(cells)} |"


def written(results: list[Result], parts: list[tuple[str, float]], on: dict[str, Any], *, earlier: str = "") -> str:
    """Return the page of results; what was not measured anew stays as it stood on the earlier page."""
    facts = ", ".join(f"{name} {value}" for name, value in on.items() if name not in ("cpu", "cores", "day"))
    where_it_goes = "\n".join(f"| {name} | {microseconds:,.0f} |" for name, microseconds in parts)
    return f"""# Measured

Made by `make bench BENCH=--write`: ours and a floor written by hand for the same durable work (`bench/floor.py` and
beside each measurement), in turn, medians. Ratios are what to look at: machines are shared and noisy.
`python -m bench submit --write` measures a part anew; the day and the versions are those of the last run.

{on["day"]}, {on["cores"]} cores, {on["cpu"]}; {facts}.

{table(results, earlier=earlier)}

For rates more is better, for ms and MB less.

## Where the time of one submission goes

| part | µs |
|---|---:|
{where_it_goes}
"""


def main() -> int:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="what to measure (default: everything)")
    parser.add_argument("--json", action="store_true", help="print one document")
    parser.add_argument("--write", action="store_true", help="also write bench/RESULTS.md, its other lines as they are")
    arguments = parser.parse_args()
    results: list[Result] = []
    for name in arguments.groups or GROUPS:
        for measured in GROUPS[name]:
            print(f"measuring {name}: {measured.__name__} …", file=sys.stderr, flush=True)
            found = measured()
            results += found if isinstance(found, list) else [found]
    parts = where.parts()
    on = machine()
    if arguments.json:
        print(json.dumps({"machine": on, "results": [each.as_json() for each in results], "submission": dict(parts)}))
    else:
        print(table(results))
        print("\n".join(f"{microseconds:>8,.0f} µs  {name}" for name, microseconds in parts))
    if arguments.write:
        RESULTS.write_text(written(results, parts, on, earlier="\n".join(_lines(str(RESULTS)))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
