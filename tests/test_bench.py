"""The bench measures what it says and prints it as a document; no number of it is asserted, machines are shared."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.upload import uploads


@pytest.mark.whole
def test_the_bench_prints_one_document(repository: Path) -> None:
    """Values beside their floors, and where the time of one submission goes: parts that add up to the whole."""
    words = [sys.executable, "-m", "bench", "values", "--json"]
    done = subprocess.run(words, cwd=repository, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert {"cores", "python", "egovframe"} <= set(document["machine"])
    assert len(document["results"]) >= 3
    for result in document["results"]:
        assert result["ours"] > 0
        assert result["ratio"] is None or abs(result["ratio"] * result["floor"] - result["ours"]) < result["ours"] / 50
    *parts, over_http = document["submission"].values()
    *inside, process, http = parts
    assert abs(sum(inside) - process) < 1
    assert abs(process + http - over_http) < 1


@pytest.mark.whole
def test_an_upload_is_measured_on_both_sides() -> None:
    """The file is kept by the city and by the floor, else it raises; what it cost in memory stands beside the rate."""
    rate, memory = uploads(rounds=1, size=2)
    assert rate.ours > 0
    assert rate.floor
    assert "2 MiB" in rate.name
    assert (memory.unit, memory.higher, memory.must) == ("MB", False, "+≤ 50 MB")
