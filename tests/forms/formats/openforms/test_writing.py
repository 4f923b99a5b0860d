"""Writing a form for Open Forms."""

import io
import json
import uuid
import zipfile
from pathlib import Path
from typing import Any

from egovframe.forms import Definition
from egovframe.forms.formats.openforms.reading import read
from egovframe.forms.formats.openforms.writing import write


def opened(content: bytes) -> dict[str, Any]:
    """The files of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.removesuffix(".json"): json.loads(archive.read(name)) for name in archive.namelist()}


def test_a_form_comes_back_whole(accident: Definition) -> None:
    """With pages, rules and all languages."""
    assert read(write(accident).content).definition == accident


def test_the_archive_is_what_an_import_reads(accident: Definition) -> None:
    """Each step has its definition; everything is named by an identifier of its own; the form is not active yet."""
    files = opened(write(accident).content)
    (form,) = files["forms"]
    assert (form["active"], form["slug"], len(form["steps"])) == (False, "accident", 2)
    addresses = {each["url"] for each in files["formDefinitions"]}
    assert {each["form_definition"] for each in files["formSteps"]} == addresses
    known = [each["uuid"] for name in ("forms", "formSteps", "formDefinitions", "formLogic") for each in files[name]]
    assert len(set(known)) == len(known)
    assert all(uuid.UUID(each) for each in known)


def test_rules_stand_outside_of_components(accident: Definition) -> None:
    """Open Forms keeps JSONLogic in rules of the form; a component says simple conditions only."""
    files = opened(write(accident).content)
    (rule,) = files["formLogic"]
    assert rule["json_logic_trigger"] is True
    assert rule["actions"][0]["variable"] == "double"
    assert rule["actions"][0]["action"] == {"type": "variable", "value": {"*": [{"var": "lanes"}, 2]}}
    components = files["formDefinitions"][0]["configuration"]["components"]
    assert components[1]["conditional"] == {"show": True, "when": "harm", "eq": "person"}


def test_a_condition_that_a_component_cannot_say() -> None:
    """Hides the component, and a rule of the form shows it; read again it is the condition that it was."""
    rule = {">": [{"var": "n"}, 5]}
    asked = [
        {"name": "n", "label": {"en": "N"}, "kind": "whole-number"},
        {"name": "why", "label": {"en": "Why?"}, "kind": "text", "when": rule},
    ]
    form = Definition.parse({"name": "f", "title": {"en": "F"}, "questions": asked})
    content = write(form).content
    files = opened(content)
    _, why = files["formDefinitions"][0]["configuration"]["components"]
    assert (why["hidden"], "conditional" in why) == (True, False)
    (logic,) = files["formLogic"]
    assert (logic["json_logic_trigger"], logic["actions"][0]["component"]) == (rule, "why")
    assert logic["actions"][0]["action"]["state"] is False
    assert read(content).definition.question("why").when == form.question("why").when


def test_it_has_what_an_export_of_theirs_has(accident: Definition, documents: Path) -> None:
    """The same files, and in each entry the names that every export of theirs has and an import needs."""
    theirs = opened((documents / "openforms" / "simple_form_2.zip").read_bytes())
    ours = opened(write(accident).content)
    assert set(theirs) - {"_meta"} <= set(ours)
    needed = {"uuid", "name", "slug", "login_required", "internal_name", "configuration", "url"}
    assert needed <= set(theirs["formDefinitions"][0]) & set(ours["formDefinitions"][0])
    assert {"uuid", "index", "slug", "form_definition"} <= set(theirs["formSteps"][0]) & set(ours["formSteps"][0])
