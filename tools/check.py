"""All gates of `make check`, each run to its end, so that one round shows everything that is amiss."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CODE = ("src", "tests", "tools", "bench", "examples")
"""The folders that hold Python; all is typed, tests and tools too."""

GATES: dict[str, list[str]] = {
    "format (ruff)": ["ruff", "format", "--check", "--quiet"],
    "lint and docstrings (ruff)": ["ruff", "check", "--quiet"],
    "types (mypy)": ["mypy", *(name for name in CODE if next((ROOT / name).rglob("*.py"), None))],
    "types users see (pyright)": ["pyright", "--pythonpath", sys.executable],
    "contracts between rooms (import-linter)": ["lint-imports"],
    "message catalogues": ["python", "tools/messages.py", "--check"],
    "security requirements (ASVS)": ["python", "tools/asvs.py", "--check"],
}
WHAT_MENDS = {
    "format (ruff)": "make format",
    "security requirements (ASVS)": "python tools/asvs.py --update, or @pytest.mark.asvs on the test that shows it",
    "message catalogues": "make messages, then translate what is new in src/egovframe/locale/",
}


def environment() -> dict[str, str]:
    """Gives the gates this environment's commands first, and keeps pyright from asking the network for news."""
    return {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }


def run(name: str, command: list[str]) -> bool:
    """Runs one gate; shows what it said only when it found something."""
    started = time.monotonic()
    result = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = result.returncode == 0
    print(f"{'passed' if passed else 'FAILED'}  {name}  ({time.monotonic() - started:.1f} s)", flush=True)
    if not passed:
        print(result.stdout.rstrip())
        if name in WHAT_MENDS:
            print(f"What mends it: {WHAT_MENDS[name]}")
        print(flush=True)
    return passed


def main(words: list[str]) -> int:
    """Runs all gates, or those whose name holds one of the words: `tools/check.py mypy ruff`."""
    chosen = {name: command for name, command in GATES.items() if not words or any(word in name for word in words)}
    failed = [name for name, command in chosen.items() if not run(name, command)]
    print(
        f"\n{len(chosen) - len(failed)} of {len(chosen)} checks passed"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
