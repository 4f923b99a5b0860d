"""The Go team's own log packages, behind a small program of ours (tests/conformance/go), built when it is asked for.

`EGOVFRAME_TEST_GO` names another `go`, `EGOVFRAME_TEST_GO_MOD` another folder of golang.org/x/mod. Nothing is fetched.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support.left_out import leave_out

SOURCE = Path(__file__).resolve().parents[1] / "conformance" / "go"
MODULE = Path("/usr/share/gocode/src/golang.org/x/mod")
HINT = "the tests against the Go team's log, for want of {}; as root: apt-get install golang-go golang-golang-x-mod-dev"


class Refused(Exception):
    """The Go program does not accept what it was given; the text is its reason."""


@dataclass(frozen=True)
class Conform:
    """The built program."""

    path: Path

    def __call__(self, *words: str | Path, given: bytes = b"") -> bytes:
        """Runs a command and gives what it printed; raises Refused with its reason otherwise."""
        result = subprocess.run(
            [self.path, *map(str, words)], input=given, capture_output=True, timeout=120, check=False
        )
        if result.returncode:
            raise Refused(result.stderr.decode(errors="replace").strip())
        return result.stdout


def built(folder: Path) -> Conform:
    """Builds the program in a folder; leaves the test out where there is no Go or not its packages."""
    go = shutil.which(os.environ.get("EGOVFRAME_TEST_GO", "go"))
    if go is None:
        leave_out(HINT.format("a Go compiler"))
    module = Path(os.environ.get("EGOVFRAME_TEST_GO_MOD", MODULE))
    if not (module / "sumdb" / "tlog").is_dir():
        leave_out(HINT.format("golang.org/x/mod"))
    source = folder / "source"
    shutil.copytree(SOURCE, source)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GO")},
        "CGO_ENABLED": "0",
        "GO111MODULE": "on",
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "-mod=mod",
        "GOPATH": str(folder / "path"),
        "GOPROXY": "off",
        "GOSUMDB": "off",
        "GOTOOLCHAIN": "local",
    }
    for command in (
        ["mod", "edit", f"-replace=golang.org/x/mod={module}"],
        ["vet", "."],
        ["build", "-o", str(folder / "conform"), "."],
    ):
        result = subprocess.run(
            [go, *command], cwd=source, env=environment, capture_output=True, text=True, timeout=170, check=False
        )
        assert result.returncode == 0, f"go {command[0]}: {result.stderr}"
    shutil.rmtree(folder / "cache")
    return Conform(folder / "conform")
