"""Commands run in this process, in a folder of their own, as a person runs them there."""

import importlib.util
import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from egovframe import App
from egovframe.cli.program import run
from egovframe.office import Office
from egovframe.settings import Settings

CITY = '''
from egovframe import App, Form, ask
from egovframe.forms import working_days
from egovframe.records import years

app = App("Test City")
roads = app.unit("roads")
officer = app.role("road-officer", may={"petition.read", "petition.answer"})


@app.form("pothole", title="Pothole", by=officer, within=working_days(7), keep=years(5), unit=roads)
class Pothole(Form):
    """Tell us."""

    where: str = ask("Where?", max_length=200, public=True)
'''
QUICK = "[auth.authenticators.password]\nmemory_kib = 8\npasses = 1\n"


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document that it printed."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Place:
    """An office's folder."""

    folder: Path
    patch: pytest.MonkeyPatch

    def run(self, *words: str, stdin: str = "") -> Ran:
        """Runs a command there; modules of cities are forgotten afterwards, as between two processes."""
        out, err = io.StringIO(), io.StringIO()
        before, path = set(sys.modules), list(sys.path)
        self.patch.chdir(self.folder)
        self.patch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            with redirect_stdout(out), redirect_stderr(err):
                status = run(words)
        finally:
            sys.path[:] = path
            for name in set(sys.modules) - before:
                file = getattr(sys.modules[name], "__file__", None) or ""
                if Path(file).is_relative_to(self.folder):
                    del sys.modules[name]
        return Ran(status, out.getvalue(), err.getvalue())

    def office(self) -> Office:
        """Opens the office of the folder, beside the commands."""
        spec = importlib.util.spec_from_file_location("own_city", self.folder / "city.py")
        assert spec is not None
        assert spec.loader is not None
        city = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(city)
        app: App = city.app
        return app.open(Settings.load(self.folder))

    def write(self, name: str, text: str) -> Path:
        """Writes a file of the folder; what was compiled of an earlier text is never taken for it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for stale in self.folder.glob("__pycache__/*"):
            stale.unlink()
        return path


def place(folder: Path, patch: pytest.MonkeyPatch) -> Place:
    """Gives a folder with a city and its settings."""
    for name in [name for name in os.environ if name.startswith("EGOVFRAME_")]:
        patch.delenv(name)
    made = Place(folder, patch)
    made.write("city.py", CITY)
    made.write("egovframe.toml", f'app = "city:app"\n\n{QUICK}')
    return made
