"""Programs of other people in Python whose packages do not go with ours: an environment of its own for each.

tools/NAME/requirements.txt names them by version and hash; they are installed once, into the user's cache.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.left_out import leave_out

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def packages(name: str, *, tests: str) -> Path:
    """Gives the Python of an environment with the packages of tools/NAME; leaves out `tests` where that cannot be."""
    wanted = TOOLS / name / "requirements.txt"
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "egovframe-tests"
    root.mkdir(parents=True, exist_ok=True)
    mark = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = root / f"{name}-{mark}"
    python = folder / "bin" / "python"
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "installed").is_file():
            shutil.rmtree(folder, ignore_errors=True)
            made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True, check=False)
            command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
            if made.returncode == 0:
                made = subprocess.run(
                    [*command, "-r", str(wanted)], capture_output=True, text=True, timeout=150, check=False
                )
            if made.returncode:
                leave_out(f"{tests}, for want of their packages (pip: {made.stderr.strip()[-300:]})")
            (folder / "installed").touch()
    return python
