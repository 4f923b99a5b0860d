"""The code blocks of the documentation: found, checked and executed, page by page, in the order a reader meets them.

What stands in an HTML comment directly before a block decides what happens with it (CONTRIBUTING.md has the table):
`<!-- run: setup=standard_city background exit=1 -->`, `<!-- file: city.py -->`, `<!-- not run: why -->`.
"""

import fnmatch
import json
import os
import re
import subprocess
import sys
import tomllib
from contextlib import ExitStack, chdir
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from shutil import copytree, ignore_patterns
from types import ModuleType, TracebackType
from typing import Self

from egovframe.kernel.database import metadata
from tests.support.processes import free_port, serve

ROOT = Path(__file__).resolve().parents[2]
PYTHON = frozenset({"python", "py"})
SHELL = frozenset({"bash", "sh", "shell", "console"})
FENCE = re.compile(r"^(?P<indent> *)(?P<fence>```+|~~~+)\s*(?P<language>[\w+-]*)[^\n]*$")
DIRECTIVE = re.compile(r"^\s*<!--\s*(?P<kind>run|not run|file)\b:?\s*(?P<rest>.*?)\s*-->\s*$")
COMMENT = re.compile(r"(^|\s)#(?!!).*$")


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, its language, its text, and what the comment before it says."""

    page: Path
    line: int
    language: str
    code: str
    kind: str = ""
    rest: str = ""

    @property
    def executable(self) -> bool:
        """Whether a reader would type this in."""
        return self.language in PYTHON | SHELL and self.kind != "file"

    @property
    def left_out(self) -> bool:
        """Whether the page says that this block is not run."""
        return self.kind == "not run"

    def option(self, name: str) -> str | None:
        """Gives the value of an option of `run:`; the empty text for a bare word, None when it is not there."""
        words = self.rest.split() if self.kind == "run" else []
        found = dict(word.partition("=")[::2] for word in words)
        return found.get(name)

    @property
    def where(self) -> str:
        """Page and line, as an editor opens it."""
        return f"{self.page}:{self.line}"


def pages(*, translated: bool = False) -> list[Path]:
    """Lists the pages of the documentation: those in English, or with `translated` their Korean twins."""
    found = [*ROOT.glob("README*.md"), *ROOT.glob("CONTRIBUTING*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(path for path in found if path.name.endswith(".ko.md") is translated)


def blocks_of(page: Path) -> list[Block]:
    """Reads the fenced blocks of a page (CommonMark §4.5) with the directive before each."""
    found: list[Block] = []
    directive: re.Match[str] | None = None
    lines = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), start=1))
    for number, line in lines:
        if opened := FENCE.match(line):
            body: list[str] = []
            for _, inner in lines:
                if inner.strip().startswith(opened["fence"]) and not inner.strip().strip(opened["fence"][0]):
                    break
                body.append(inner.removeprefix(opened["indent"]))
            kind, rest = (directive["kind"], directive["rest"]) if directive else ("", "")
            found.append(Block(page, number, opened["language"].lower(), "\n".join(body) + "\n", kind, rest))
            directive = None
        elif line.strip():
            directive = DIRECTIVE.match(line)
    return found


def without_comments(block: Block) -> tuple[str, tuple[str, ...]]:
    """Gives what two languages of a page must have in common: the code without comments, docstrings and blank lines."""
    code = re.sub(r'""".*?"""', "", block.code, flags=re.DOTALL)
    lines = (COMMENT.sub("", line).rstrip() for line in code.splitlines())
    return block.language, tuple(line for line in lines if line)


def check_syntax(block: Block) -> None:
    """Raises when a JSON or TOML block could not be read by a program."""
    if block.language == "json":
        json.loads(block.code)
    elif block.language == "toml":
        tomllib.loads(block.code)


@dataclass
class Reader:
    """Works through a page as a reader does: one folder, one Python session, one shell whose variables stay."""

    folder: Path
    port: int = field(default_factory=free_port)

    def __enter__(self) -> Self:
        """Opens the folder; servers started by the page end with the `with` block."""
        self._servers = ExitStack()
        self._home = self.folder / "home"
        self._desk = self.folder / "page"
        self._home.mkdir(parents=True)
        self._desk.mkdir()
        self._at = self._desk
        self._state = self._home / "variables"
        self._state.touch()
        import_module("egovframe.office")  # the library's own tables are no page's: the next page needs them too
        self._tables = set(metadata.tables)
        self._module = ModuleType(f"page_{id(self)}")
        sys.modules[self._module.__name__] = self._module
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops the page's servers and forgets its Python session, with the tables that it declared."""
        self._servers.close()
        for name in set(metadata.tables) - self._tables:
            metadata.remove(metadata.tables[name])
        del sys.modules[self._module.__name__]
        for name, module in list(sys.modules.items()):  # every page's city is called `city`: the next one is another
            if Path(getattr(module, "__file__", None) or "/").is_relative_to(self._desk):
                del sys.modules[name]

    def read(self, block: Block) -> None:
        """Does what the page asks for with one block; raises AssertionError or the block's own error."""
        if (example := block.option("setup")) is not None:
            copytree(ROOT / "examples" / example, self._at, dirs_exist_ok=True, ignore=ignore_patterns("data", "__*__"))
        if block.kind == "file":
            path = self._at / block.rest
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._here(block.code), encoding="utf-8")
        elif block.left_out or not block.executable:
            check_syntax(block)
        elif block.language in PYTHON:
            self._python(block)
        else:
            self._shell(block)

    def _python(self, block: Block) -> None:
        code = compile("\n" * block.line + block.code, str(block.page), "exec", dont_inherit=True)
        before = list(sys.path)
        sys.path.insert(0, str(self._at))
        try:
            with chdir(self._at):
                exec(code, self._module.__dict__)
        finally:
            sys.path[:] = before

    def _shell(self, block: Block) -> None:
        commands, expected = _console(block.code) if block.language == "console" else (block.code, [])
        script = (
            f"set -euo pipefail; set -a; . '{self._state}'; cd '{self._at}'\n{self._here(commands)}\n"
            f"declare -px | grep -v ' BASH\\|readonly' > '{self._state}'; pwd > '{self._home}/folder'\n"
        )
        if block.option("background") is not None:
            self._servers.enter_context(serve(["bash", "-c", script], cwd=self._at, env=self._environment()))
            return
        result = subprocess.run(
            ["bash", "-c", script],
            cwd=self._at,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        said = f"{block.where}\n{result.stdout}{result.stderr}"
        status = int(block.option("exit") or 0)
        assert result.returncode == status, f"exit {result.returncode} instead of {status}: {said}"
        if status == 0:
            self._at = Path((self._home / "folder").read_text(encoding="utf-8").rstrip("\n"))
        _compare(self._here("\n".join(expected)).splitlines(), result.stdout.splitlines(), said)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("EGOVFRAME_", "PYTEST_"))}
        return {
            **kept,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "HOME": str(self._home),
            "PORT": str(self.port),
            "EGOVFRAME_WEB__PORT": str(self.port),
            "NO_COLOR": "1",
            "COLUMNS": "200",
        }

    def _here(self, text: str) -> str:
        """Puts this page's own port in the place of the 8000 that is written on it."""
        return re.sub(r"(127\.0\.0\.1:|localhost:|--port[ =])8000\b", rf"\g<1>{self.port}", text)


def _console(code: str) -> tuple[str, list[str]]:
    """Divides a console block into its commands (`$ …`, continued by `> …`) and the output it shows."""
    lines = code.splitlines()
    commands = [line[2:] for line in lines if line.startswith(("$ ", "> "))]
    return "\n".join(commands), [line for line in lines if line and not line.startswith(("$ ", "> "))]


def _compare(expected: list[str], printed: list[str], said: str) -> None:
    """Asserts that the lines shown on the page come in this order; `…` stands for anything."""
    rest = iter(printed)
    for line in expected:
        pattern = re.sub(r"([\[\]?*])", r"[\1]", line.strip()).replace("…", "*")
        assert any(fnmatch.fnmatchcase(one.strip(), pattern) for one in rest), f"not printed: {line!r}\n{said}"
