"""A certified OpenID provider (npm: oidc-provider) behind a small program of ours (tools/oidc), on 127.0.0.1.

Its packages are installed by `npm ci`, once for each lock file, into the user's cache: never into this repository.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.support.left_out import leave_out
from tests.support.processes import Served, serve

SOURCE = Path(__file__).resolve().parents[2] / "tools" / "oidc"
OLDEST_NODE = 20
HINT = "the tests against a certified OpenID provider, for want of {}; see tools/node"


@dataclass(frozen=True)
class RealProvider:
    """One provider that runs: its address, which is its issuer, and its process."""

    url: str
    process: Served

    def register(self, **metadata: Any) -> dict[str, Any]:
        """Register a client (OpenID Connect Dynamic Client Registration 1.0); gives what it was registered with."""
        answer = httpx.post(f"{self.url}/reg", json=metadata, timeout=20)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def rotate(self) -> None:
        """Give the provider new keys; the old ones are gone."""
        assert httpx.post(f"{self.url}/control/rotate", timeout=20).status_code == 204

    def stop(self) -> None:
        """End it before its time."""
        self.process.stop()


@contextmanager
def running_provider(env: Mapping[str, str] | None = None) -> Iterator[RealProvider]:
    """Lends a provider; leaves the test out where there is no Node.js or its packages cannot be installed."""
    node = shutil.which("node")
    if node is None or _version(node) < OLDEST_NODE:
        leave_out(HINT.format(f"Node.js from {OLDEST_NODE} on"))
    program = _installed()
    with serve([node, str(program)], cwd=program.parent, env=env) as served:
        yield RealProvider(served.url, served)


def _version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    major = said.strip().lstrip("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def _installed() -> Path:
    """Gives our program beside its packages; the first process that comes installs them, the others wait."""
    npm = shutil.which("npm")
    if npm is None:
        leave_out(HINT.format("npm"))
    wanted = [(SOURCE / name).read_bytes() for name in ("package.json", "package-lock.json")]
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "egovframe-tests"
    root.mkdir(parents=True, exist_ok=True)
    folder = root / f"oidc-{hashlib.sha256(b''.join(wanted)).hexdigest()[:16]}"
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "installed").is_file():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for name, content in zip(("package.json", "package-lock.json"), wanted, strict=True):
                (folder / name).write_bytes(content)
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=150, check=False)
            if result.returncode:
                leave_out(HINT.format(f"its packages (npm ci: {result.stderr.strip()[-300:]})"))
            (folder / "installed").touch()
        program = (SOURCE / "server.mjs").read_bytes()
        placed = folder / f"server-{hashlib.sha256(program).hexdigest()[:16]}.mjs"
        if not placed.is_file():
            placed.write_bytes(program)
    return placed
