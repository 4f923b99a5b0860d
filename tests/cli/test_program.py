"""Every mistake of a person becomes one clear line with the next step, exit 2, and never a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from egovframe.cli.program import hoisted
from tests.cli.run_cli import CITY, Place, Ran
from tests.support.processes import command


def _one_line(ran: Ran) -> str:
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.startswith("egovframe: ")
    assert "Traceback" not in ran.err
    return ran.err


BAD: dict[str, tuple[Callable[[Place], object], tuple[str, ...]]] = {
    "a wrong setting": (
        lambda here: here.write("egovframe.toml", 'app = "city:app"\n[web]\nprot = 9000\n'),
        ("web.prot", "Did you mean port?", "[settings.invalid]"),
    ),
    "a plug-in that is not installed": (
        lambda here: here.write("egovframe.toml", 'app = "city:app"\n[forms]\nchannel = "pigeon"\n'),
        ("'pigeon'", "Install", "[plugins.broken]"),
    ),
    "a form without a handler": (
        lambda here: here.write("city.py", CITY.replace("by=officer, ", "")),
        ("pothole has no handler", "by=role", "[app.declaration]"),
    ),
    "an unknown permission": (
        lambda here: here.write("city.py", CITY.replace('"petition.answer"', '"petition.anwser"')),
        ("petition.anwser", "did you mean petition.answer?", "[app.declaration]"),
    ),
    "a missing module": (
        lambda here: here.write("egovframe.toml", 'app = "town:app"\n'),
        ("no module town", "egovframe.toml", "[cli.no_city]"),
    ),
    "a module that cannot be imported": (
        lambda here: here.write("city.py", "import nothing_of_that_name\n"),
        ("nothing_of_that_name", "city.py, line 1", "[cli.no_city]"),
    ),
    "a module that cannot be read": (
        lambda here: here.write("city.py", "app = = 1\n"),
        ("city.py, line 1", "[cli.no_city]"),
    ),
    "something that is no city": (
        lambda here: here.write("egovframe.toml", 'app = "city:roads"\n'),
        ("a Unit, not an App", "app", "[cli.no_city]"),
    ),
    "an attribute that is not there": (
        lambda here: here.write("egovframe.toml", 'app = "city:ap"\n'),
        ("no ap", "Did you mean app?", "[cli.no_city]"),
    ),
    "no city at all": (lambda here: here.write("egovframe.toml", ""), ("No city", "--app", "[cli.no_city]")),
    "settings that are no TOML": (
        lambda here: here.write("egovframe.toml", "app = \n"),
        ("not valid TOML", "[settings.invalid]"),
    ),
}


@pytest.mark.parametrize("mistake", BAD)
@pytest.mark.parametrize("words", [("check",), ("forms", "list")])
def test_a_mistake_is_one_line_with_the_next_step(here: Place, mistake: str, words: tuple[str, ...]) -> None:
    """Whatever is wrong is named, with what to do, before anything is made."""
    make, parts = BAD[mistake]
    make(here)
    said = _one_line(here.run(*words))
    for part in parts:
        assert part in said


def test_a_broken_plug_in_is_named_with_its_package(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that the settings name and that cannot be imported stops the start; not named, it harms nothing."""
    here.write("broken.py", "raise RuntimeError('it is broken')\n")
    here.write("broken-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    here.write("broken-1.0.dist-info/entry_points.txt", "[egovframe.forms.channels]\npigeon = broken:Pigeon\n")
    monkeypatch.syspath_prepend(str(here.folder))
    assert here.run("check").status == 0
    here.write("egovframe.toml", 'app = "city:app"\n[forms]\nchannel = "pigeon"\n')
    said = _one_line(here.run("check"))
    assert "broken 1.0" in said
    assert "it is broken" in said


def test_a_missing_extra_says_what_to_install(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the web server's package `run` names the extra, and opens nothing."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    said = _one_line(here.run("run"))
    assert "pip install 'egovframe[web]'" in said
    assert not (here.folder / "data").exists()


def test_a_database_of_newer_code_is_left_alone(here: Place) -> None:
    """It was written by a release that knows more: this one says so and touches nothing."""
    import sqlite3

    assert here.run("migrate").status == 0
    with sqlite3.connect(here.folder / "data" / "office.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for words in (("users", "list"), ("migrate",), ("verify",)):
        said = _one_line(here.run(*words))
        assert "9999" in said
        assert "[database.newer]" in said


def test_a_file_that_is_no_database_is_one_line(here: Place) -> None:
    """Also what the database driver raises is said in a line."""
    here.write("data/office.sqlite3", "this is no database, whatever its name says\n" * 100)
    assert "not a database" in _one_line(here.run("users", "list"))


def test_an_unexpected_error_says_how_to_see_more(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours ends with 70 and one line; EGOVFRAME_TRACE=1 shows where it is."""
    monkeypatch.setattr("egovframe.cli.house.checked", lambda _settings: 1 / 0)
    ran = here.run("check")
    assert ran.status == 70
    assert ran.err.count("\n") == 1
    assert "EGOVFRAME_TRACE=1" in ran.err
    monkeypatch.setenv("EGOVFRAME_TRACE", "1")
    assert "Traceback" in here.run("check").err


def test_wrong_words_are_wrong_usage(here: Place) -> None:
    """A command or an option that there is not ends with 2."""
    assert here.run("sing").status == 2
    assert here.run("users", "add").status == 2
    assert here.run("forms", "due", "--when", "now").status == 2


def test_app_and_json_stand_anywhere() -> None:
    """Before or after the command; what follows `--` is left alone."""
    assert hoisted(["verify", "--json", "--app", "city:app"]) == ["--json", "--app", "city:app", "verify"]
    assert hoisted(["--app=a:b", "check"]) == ["--app=a:b", "check"]
    assert hoisted(["users", "add", "--", "--json"]) == ["users", "add", "--", "--json"]


def test_the_module_runs_as_the_command_does(tmp_path: Path) -> None:
    """`python -m egovframe` is `egovframe`, and asking for help loads neither the office nor its database."""
    loaded = "print(sorted({'sqlalchemy', 'pydantic'} & set(sys.modules)))"
    code = f"import sys, egovframe.cli.program as p; p.run(['--help']); {loaded}"
    helped = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert helped.stdout.endswith("[]\n")
    env = {**os.environ, "EGOVFRAME_LANGUAGE": "ko"}
    korean = subprocess.run(command("--help"), capture_output=True, text=True, cwd=tmp_path, env=env, check=True)
    assert "검증" in korean.stdout
