"""The bench measures what it says and prints it as a document; no number of it is asserted, machines are shared."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


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
