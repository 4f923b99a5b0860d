"""Everything that a person reads about petitions is there in Korean and in English."""

from __future__ import annotations

import ast
from pathlib import Path

import egovframe.forms
from egovframe.forms.model import PAST
from egovframe.forms.procedure.guards import WRONG
from egovframe.kernel.messages import translate

FOR_PEOPLE = {
    "access.py",
    "holder.py",
    "looking.py",
    "lines.py",
    "model.py",
    "service.py",
    "store.py",
    "submission.py",
    "validation.py",
}
"""The modules whose errors reach a person at a page, at the desk or through the API."""
ERRORS = {"NotFound", "Conflict", "Invalid", "FormInvalid", "LinesUnreadable", "__init__", "invalid"}


def sentences() -> set[str]:
    """The whole sentences of errors and hints in the code; what quotes a value says it in the context as well."""
    found = {*PAST.values(), *WRONG.values()}
    home = Path(egovframe.forms.__path__[0])
    folders = ("approvals", "joined", "joint", "procedure", "routing")
    rooms = [path for room in folders for path in home.glob(f"{room}/*.py")]
    for path in (*(each for each in home.glob("*.py") if each.name in FOR_PEOPLE), *rooms):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in ERRORS or name == "needed":
                said = [
                    *node.args[: 3 if name == "needed" else 2],
                    *(option.value for option in node.keywords if option.arg == "hint"),
                ]
                found |= {each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return {sentence for sentence in found if sentence.endswith(".")}


def test_every_sentence_is_in_both_catalogues() -> None:
    """A person reads in their language what is the matter and what to do."""
    assert len(sentences()) > 25
    assert [sentence for sentence in sorted(sentences()) if translate(sentence, "en") != sentence] == []
    assert [sentence for sentence in sorted(sentences()) if translate(sentence, "ko") == sentence] == []
