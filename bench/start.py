"""How long people wait for a program to begin: import, help, a cold start to ready."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.measure import Result, seconds_of
from tests.support.processes import command, free_port, serve

ROOT = Path(__file__).resolve().parent.parent


def _run(*words: str) -> float:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = [sys.executable, *words]
    return median(
        seconds_of(lambda: subprocess.run(run, check=True, capture_output=True, env=env, timeout=60)) for _ in range(5)
    )


def beginnings() -> list[Result]:
    """Import and help beside a Python that does nothing; a new embedded office until it says that it is ready."""
    bare = _run("-c", "pass")
    imported = _run("-c", "import egovframe") - bare
    helped = _run("-m", "egovframe", "--help")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        env = {"EGOVFRAME_DATA_DIR": str(folder / "data"), "EGOVFRAME_LOG__LEVEL": "WARNING", "PYTHONPATH": str(ROOT)}
        words = command("--app", "bench.city:app", "run", "--port", str(free_port()))
        begun = time.perf_counter()
        with serve(words, cwd=folder, env=env) as served:
            ready = time.perf_counter() - begun
            memory = _memory(served.process.pid)
    return [
        Result("import egovframe", imported * 1000, None, "ms", "≤ 200 ms", higher=False),
        Result("egovframe --help", helped * 1000, bare * 1000, "ms", "≤ 400 ms", higher=False),
        Result("cold start of a new office to ready", ready * 1000, None, "ms", "≤ 3,000 ms", higher=False),
        Result("memory of an idle server", memory, None, "MB", "≤ 150 MB", higher=False),
    ]


def _memory(pid: int) -> float:
    import psutil

    return float(psutil.Process(pid).memory_info().rss) / 1_000_000


ALL = (beginnings,)
