"""Forms from other systems, and for them, by the command line."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from egovframe.forms.formats.choosing import FORMATS
from tests.cli.run_cli import Place

POTHOLE = {
    "name": "lamp",
    "title": "Street lamp",
    "components": [
        {"type": "textfield", "key": "where", "label": "Where?", "validate": {"required": True}},
        {"type": "captcha", "key": "robot"},
    ],
}


def test_a_form_is_taken_in_as_a_draft(here: Place) -> None:
    """Named after the file's own name or ours; what is not carried is listed; nothing is offered yet."""
    file = here.write("lamp.json", json.dumps(POTHOLE))
    ran = here.run("forms", "import", str(file), "--from", "formio", "--json")
    assert ran.json == {
        "form": "lamp",
        "not_carried": [{"item": "captcha robot", "reason": "There is no such question here"}],
    }
    ran = here.run("forms", "import", str(file), "--from", "formio", "--name", "street-lamp")
    assert "Saved as the draft street-lamp. Not carried over, or not as it was: 1." in ran.out
    assert [each["name"] for each in here.run("forms", "list", "--json").json] == ["pothole"]
    exported = here.run("forms", "export", "street-lamp", "--to", "jsonschema").json
    assert exported["properties"]["where"]["title"] == "Where?"


def test_a_form_goes_out(here: Place) -> None:
    """The document on standard output, what has no place in it on standard error."""
    schema = here.run("forms", "export", "pothole", "--to", "jsonschema", "--language", "en").json
    assert (schema["title"], schema["required"]) == ("Pothole", ["where"])
    ran = here.run("forms", "export", "pothole", "--to", "govuk")
    assert ran.json["steps"][0]["data"]["question_text"] == "Where?"
    assert "where: limits" in ran.err


def test_a_binary_file_goes_out_as_it_is(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive is bytes."""
    taken = io.BytesIO()
    monkeypatch.setattr("egovframe.cli.carrying.binary", lambda: taken)
    assert here.run("forms", "export", "pothole", "--to", "openforms").status == 0
    assert "forms.json" in zipfile.ZipFile(taken).namelist()


def test_standard_output_takes_bytes(here: Place) -> None:
    """In a process of its own."""
    command = [sys.executable, "-m", "egovframe", "forms", "export", "pothole", "--to", "openforms"]
    ran = subprocess.run(command, cwd=here.folder, capture_output=True, timeout=60, check=True)
    assert "forms.json" in zipfile.ZipFile(io.BytesIO(ran.stdout)).namelist()


@pytest.mark.parametrize("name", FORMATS)
def test_what_goes_out_comes_in_again(here: Place, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """In each format, under another name."""
    taken = io.BytesIO()
    monkeypatch.setattr("egovframe.cli.carrying.binary", lambda: taken)
    ran = here.run("forms", "export", "pothole", "--to", name)
    file = here.folder / f"form{FORMATS[name].suffix}"
    file.write_bytes(taken.getvalue() or ran.out.encode())
    ran = here.run("forms", "import", str(file), "--from", name, "--name", "again", "--json")
    assert (ran.status, ran.json["form"]) == (0, "again")


def test_what_cannot_be_taken_in_is_usage(here: Place) -> None:
    """An unknown format, no such file, a file of another kind, the name of a form that the city declares."""
    file = here.write("lamp.json", json.dumps(POTHOLE))
    for words in (
        (str(file), "--from", "word"),
        ("nothing.json", "--from", "formio"),
        (str(file), "--from", "govuk"),
        (str(file), "--from", "xlsform"),
        (str(file), "--from", "formio", "--name", "pothole"),
    ):
        ran = here.run("forms", "import", *words)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err
    assert here.run("forms", "export", "nothing", "--to", "govuk").status == 2
