"""Two cities witness each other; one is put back to an older copy of itself, and the other finds out.

    python two_cities.py [FOLDER]      # everything is kept in FOLDER (default: a temporary one)

Both run on this machine, each as a process of its own with its own folder, database and keys.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
PATIENCE = 60
"""Seconds after which the script gives up waiting for anything."""


@dataclass(frozen=True)
class City:
    """A city: its name, its folder and the port that it is served at."""

    name: str
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """The name of its log."""
        return f"127.0.0.1:{self.port}/log"

    def run(self, *words: str) -> Any:
        """Run a command in the city's folder and return the document that it prints."""
        command = [sys.executable, "-m", "egovframe", *words, "--json"]
        done = subprocess.run(command, cwd=self.folder, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode > 1:
            raise SystemExit(done.stdout + done.stderr)
        return json.loads(done.stdout)

    def settings(self, other: City | None = None) -> None:
        """Write the settings: a witness and, once the other is known, one that knows it and asks it."""
        lines = [
            f'app = "city:{self.name}"',
            f'web.public_url = "{self.url}"',
            'audit.witness_every = "PT1S"',
            "[audit.witness]",
            "serve = true",
        ]
        if other is not None:
            log = other.run("audit", "checkpoint")
            lines += ["[audit.witness.logs]", f'"{log["origin"]}" = ["{log["vkey"]}"]']
            for vkey in other.run("audit", "witness", "--keys")["vkeys"]:
                lines += ["[[audit.witnesses]]", f'vkey = "{vkey}"', f'url = "{other.url}/witness"']
        (self.folder / "egovframe.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve the city until the block ends."""
        command = [sys.executable, "-m", "egovframe", "run", "--port", str(self.port)]
        with (self.folder / "log.txt").open("a") as lines:
            server = subprocess.Popen(command, cwd=self.folder, env=environment(), stdout=lines, stderr=lines)
            try:
                until(f"{self.name} answers", lambda: fetched(f"{self.url}/healthz") is not None)
                yield
            finally:
                server.terminate()
                server.wait(timeout=PATIENCE)

    def ideas(self, count: int) -> None:
        """Send ideas in, as citizens do."""
        for number in range(count):
            body = json.dumps({"answers": {"title": f"Idea {number}"}}).encode()
            headers = {"content-type": "application/json"}
            urlopen(Request(f"{self.url}/api/v1/forms/idea/petitions", body, headers), timeout=PATIENCE).close()


def environment() -> dict[str, str]:
    """Return the environment of the cities: none of our own settings, and the module `city` beside this script."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EGOVFRAME_")}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(HERE), *filter(None, [kept.get("PYTHONPATH")])])}


def fetched(url: str) -> str | None:
    """Return what is at an address, None while there is nothing."""
    try:
        with urlopen(url, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except (HTTPError, URLError, ConnectionError):
        return None


def until(what: str, holds: Any) -> Any:
    """Wait until something holds, and return it."""
    limit = time.monotonic() + PATIENCE
    while not (found := holds()):
        if time.monotonic() > limit:
            raise SystemExit(f"Gave up waiting until {what}.")
        time.sleep(0.1)
    return found


def witnessed(log: City, witness: City, *, beyond: int = 0) -> int:
    """Wait until a witness shows a checkpoint of a log beyond a size; print and return its size."""
    address = f"{witness.url}/witness/{sha256(log.origin.encode()).hexdigest()}/checkpoint"

    def shown() -> str | None:
        note = fetched(address)
        return note if note is not None and int(note.split("\n")[1]) > beyond else None

    note = until(f"{witness.name} cosigns {log.name}", shown)
    lines = [line if len(line) < 120 else f"{line[:110]}…" for line in note.splitlines()]
    say(f"{witness.name} shows what it cosigned of {log.name}:", *(f"    {line}" for line in lines))
    return int(lines[1])


def say(*lines: str) -> None:
    """Print lines."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def alarms(city: City) -> list[Any]:
    """Print and return the alarms of a city."""
    found: list[Any] = city.run("audit", "witness", "--alarms")
    for alarm in found:
        sizes = " and ".join(note.split("\n")[1] for note in (alarm["kept"], alarm["shown"]) if note)
        say(f"    alarm in {city.name}: {alarm['kind']} of {alarm['origin']}, signed at sizes {sizes}")
    return found


def main(folder: Path) -> int:
    """Play it through; 0 when the forged history was caught on both sides."""
    haneul, bada = (City(name, folder / name, free_port()) for name in ("haneul", "bada"))
    for city in (haneul, bada):
        city.folder.mkdir(parents=True)
        city.settings()
    haneul.settings(bada)
    bada.settings(haneul)

    say("", "1. Two cities witness each other.")
    with bada.served():
        with haneul.served():
            haneul.ideas(2)
            bada.ideas(1)
            witnessed(bada, haneul)
            size = witnessed(haneul, bada)
        shutil.copytree(haneul.folder / "data", folder / "yesterday")

        say("", "2. A copy of haneul's data was made. The city goes on, and is witnessed.")
        with haneul.served():
            haneul.ideas(5)
            size = witnessed(haneul, bada, beyond=size + 4)

        say("", "3. Somebody puts haneul back to the copy: five ideas were never sent. The city goes on.")
        shutil.rmtree(haneul.folder / "data")
        shutil.copytree(folder / "yesterday", haneul.folder / "data")
        with haneul.served():
            haneul.ideas(1)
            for outcome in haneul.run("audit", "witness")["witnesses"]:
                say(f"    {outcome['witness']} answers: {outcome['state']}. {outcome['message']}")
            haneul.ideas(9)
            for outcome in haneul.run("audit", "witness")["witnesses"]:
                say(f"    {outcome['witness']} answers: {outcome['state']}. {outcome['message']}")

        say("", "4. Both cities hold the evidence, signed by haneul itself.")
        caught = bool(alarms(haneul)) and bool(alarms(bada))
    say("", "The other city found out." if caught else "Nobody found out.")
    return 0 if caught else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1]).resolve()))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(made)))
