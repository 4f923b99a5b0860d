"""Programs of other people on Node.js, behind small programs of ours (tools/…), with packages that a lock file names.

Packages are installed by `npm ci`, once for each lock file, into the user's cache: never into this repository.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from tests.support.left_out import leave_out

TOOLS = Path(__file__).resolve().parents[2] / "tools"
OLDEST_NODE = 20


def program(name: str, *, tests: str) -> tuple[str, Path]:
    """Gives Node.js and our program of tools/NAME beside its packages; leaves out `tests` where one is missing."""
    hint = f"{tests}, for want of {{}}; see tools/node"
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or _version(node) < OLDEST_NODE:
        leave_out(hint.format(f"Node.js from {OLDEST_NODE} on"))
    if npm is None:
        leave_out(hint.format("npm"))
    return node, _placed(npm, name, hint)


def _version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    major = said.strip().lstrip("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def _placed(npm: str, name: str, hint: str) -> Path:
    """Gives our program beside its packages; the first process that comes installs them, the others wait."""
    source = TOOLS / name
    wanted = [(source / each).read_bytes() for each in ("package.json", "package-lock.json")]
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "egovframe-tests"
    root.mkdir(parents=True, exist_ok=True)
    folder = root / f"{name}-{hashlib.sha256(b''.join(wanted)).hexdigest()[:16]}"
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "installed").is_file():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for each, content in zip(("package.json", "package-lock.json"), wanted, strict=True):
                (folder / each).write_bytes(content)
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=150, check=False)
            if result.returncode:
                leave_out(hint.format(f"its packages (npm ci: {result.stderr.strip()[-300:]})"))
            (folder / "installed").touch()
        content = (source / "server.mjs").read_bytes()
        placed = folder / f"server-{hashlib.sha256(content).hexdigest()[:16]}.mjs"
        if not placed.is_file():
            placed.write_bytes(content)
    return placed
