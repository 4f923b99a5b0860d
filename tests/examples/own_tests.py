"""Tests that a city or a plug-in brings along, run as its own developers run them."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def run(command: Sequence[str], *, cwd: Path, found_in: Sequence[Path] = ()) -> str:
    """Runs Python with these words in a folder and gives what it printed; fails with all of it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EGOVFRAME_", "PYTEST_", "COV_"))}
    result = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**kept, "PYTHONPATH": os.pathsep.join(map(str, found_in)), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    said = f"{result.stdout}{result.stderr}"
    assert result.returncode == 0, said
    return said


def passing(*tests: Path | str, cwd: Path, found_in: Sequence[Path] = (), more: Sequence[str] = ()) -> str:
    """Runs tests with pytest in one process of their own and gives its report."""
    words = ["-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:cov", *more, *map(str, tests)]
    return run(words, cwd=cwd, found_in=found_in)
