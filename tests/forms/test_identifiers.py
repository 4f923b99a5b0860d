"""Kinds of identifiers: declared by a jurisdiction, known by their names, each name once."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Annotated

import pytest

from egovframe.forms import Definition, DefinitionInvalid, Form, ask
from egovframe.forms.builtin.py_identifiers import CEDULA
from egovframe.forms.identifiers import Identifier, declare, declared, identifier, unspaced
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

BADGE = Identifier(
    "test-badge",
    Text(ko="휘장", en="Badge"),
    "tests.forms.test_identifiers:Badge",
    pattern="[A-Z][0-9]{3}",
    example="A123",
    hint=Text(ko="A123처럼", en="Like A123"),
    missing=Text(ko="휘장을 적으세요", en="Write the badge"),
    wrong=Text(ko="휘장을 확인하세요", en="Check the badge"),
    max_length=4,
    holds=lambda written: written != "A000",
    personal=None,
    read=lambda written: unspaced(written).upper(),
    keypad="text",
)
Badge = Annotated[str, BADGE]


def test_a_kind_is_declared_once() -> None:
    """The same again changes nothing; another one, or the name of a plain kind, is refused by name."""
    declare(CEDULA, CEDULA)
    assert identifier("cedula") is CEDULA
    assert [each.name for each in declared()].count("cedula") == 1
    with pytest.raises(DeclarationError, match="'cedula' is declared already"):
        declare(replace(CEDULA, max_length=9))
    with pytest.raises(DeclarationError, match="'text' is declared already"):
        declare(replace(CEDULA, name="text"))
    with pytest.raises(DeclarationError, match="'Tax Number' is no name"):
        declare(replace(CEDULA, name="Tax Number"))
    assert identifier("cedula") is CEDULA


def test_a_class_may_bring_a_kind_of_its_own() -> None:
    """The annotation is enough: the question is checked, worded and read as its identifier says."""

    class Pass(Form):
        """A pass."""

        badge: Badge = ask("휘장", en="Badge")

    question = Pass.form_questions["badge"]
    assert (question.kind, question.personal, question.max_length, question.control) == ("test-badge", None, 4, "input")
    assert question.identifier is BADGE
    assert (BADGE.code, BADGE.error) == ("not_a_test_badge", "test_badge")
    assert identifier("test-badge") is BADGE


def test_nobody_has_a_kind_that_is_not_declared() -> None:
    """It is looked for in every pack that is installed, and is none."""
    assert identifier("no-such-number") is None
    assert identifier("no-such-number") is None
    assert unspaced(" 12 34 ") == "1234"


def test_a_form_as_data_is_read_before_an_office_is_open() -> None:
    """A kind that this process has not met yet is found in the pack that brings it, in a fresh process."""
    program = (
        "import sys; from egovframe.forms import Definition;"
        "data = {'name': 'a', 'title': 'a', 'questions': [{'name': 'n', 'label': 'n', 'kind': 'ruc',"
        " 'required': True, 'personal': 'personal'}]};"
        "assert 'egovframe.forms.builtin.py_identifiers' not in sys.modules;"
        "print(Definition.parse(data).questions[0].identifier.python)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "egovframe.forms.builtin.py_identifiers:Ruc\n"), done.stderr


def test_an_unknown_kind_is_refused_by_name() -> None:
    """The place and what may stand there are said."""
    data = {"name": "a", "title": "a", "questions": [{"name": "n", "label": "n", "kind": "no-such-number"}]}
    with pytest.raises(DefinitionInvalid) as refused:
        Definition.parse(data)
    assert "questions/0/kind" in refused.value.message
    assert "cedula" in str(refused.value.hint)
