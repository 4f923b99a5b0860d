"""Everything that a person reads about records is there in Korean and in English."""

from __future__ import annotations

import ast
from pathlib import Path

from egovframe.kernel.messages import known_messages, translate
from egovframe.records import checks, service

SENTENCE_OF = {"Invalid": 0, "Fault": 1}
"""Which argument of these calls is a sentence for a person."""


def sentences() -> set[str]:
    """The sentences of all faults in the code."""
    found: set[str] = set()
    for module in (checks, service):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SENTENCE_OF:
                sentence = node.args[SENTENCE_OF[node.func.id]]
                assert isinstance(sentence, ast.Constant), f"line {node.lineno}: a sentence is written where it is used"
                found.add(str(sentence.value))
    return found


def test_every_fault_is_in_both_catalogues() -> None:
    """A person who entered something wrong reads about it in their language."""
    assert len(sentences()) > 8
    for language in ("ko", "en"):
        assert sentences() <= known_messages(language)
    for sentence in sentences():
        assert translate(sentence, "en") == sentence != translate(sentence, "ko")
