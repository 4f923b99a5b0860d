"""The linter: what a form must say before anyone may answer it."""

from __future__ import annotations

from dataclasses import replace

from egovframe.forms import Definition, check_form
from egovframe.kernel.text import LANGUAGES
from tests.forms.damage import Damage
from tests.forms.everything import Everything

GOOD = Definition.of(Everything, name="everything", title="모두", limit="7d", keep="5y", unit="roads", role="officer")


def codes(definition: Definition) -> list[tuple[str, str, str]]:
    """Level, code and field of each problem; every problem says in both languages what to do."""
    problems = check_form(definition)
    for problem in problems:
        for text in (problem.message, problem.hint):
            assert set(text.as_dict()) == set(LANGUAGES)
    return [(problem.level, problem.code, problem.field) for problem in problems]


def test_a_form_that_says_everything_passes() -> None:
    """Handler, basis, retention: nothing is left to say."""
    assert codes(GOOD) == []


def test_a_handler_and_a_question_are_needed() -> None:
    """Nobody would answer, nothing would be asked."""
    assert codes(replace(GOOD, role=None)) == [("error", "no_handler", "")]
    assert codes(replace(GOOD, questions=())) == [("error", "no_questions", "")]


def test_personal_answers_need_a_retention() -> None:
    """개인정보 보호법 15②3: each personal question is named; errors come first."""
    found = codes(replace(GOOD, keep=""))
    assert {code for _, code, _ in found} == {"no_retention"}
    assert [field for _, _, field in found] == ["phone", "email", "name", "home", "born", "number", "illness"]


def test_identifiers_and_sensitive_data_need_a_basis() -> None:
    """An identifier without a law is an error (24의2), sensitive data without one a warning (23)."""
    bare = tuple(replace(question, basis=None) for question in GOOD.questions)
    assert codes(replace(GOOD, questions=bare)) == [("error", "no_basis", "number"), ("warning", "no_basis", "illness")]


def test_a_personal_answer_is_never_public() -> None:
    """Whatever a definition written elsewhere says."""
    phone = replace(GOOD.question("phone"), public=True)
    assert codes(replace(GOOD, questions=(phone,))) == [("error", "public_personal", "phone")]


DAMAGE = Definition.of(Damage, name="damage", title="피해", limit="7d", keep="5y", unit="roads", role="officer")


def test_questions_in_groups_are_looked_at_too() -> None:
    """Each by its own dotted name; a group as a whole is not blamed for what it asks."""
    assert codes(DAMAGE) == []
    things = DAMAGE.question("things")
    named = replace(things.questions[0], name="owner", kind="person-name", personal="personal")
    changed = replace(things, personal="personal", questions=(*things.questions, named))
    others = tuple(changed if question.name == "things" else question for question in DAMAGE.questions)
    found = codes(replace(DAMAGE, keep="", questions=others))
    assert ("error", "no_retention", "things.owner") in found
    assert not [field for _, _, field in found if field == "things"]


def test_a_needed_consent_says_what_refusing_means() -> None:
    """개인정보 보호법 15②4."""
    agree = replace(DAMAGE.question("agree"), refusal=None)
    others = tuple(agree if question.name == "agree" else question for question in DAMAGE.questions)
    assert codes(replace(DAMAGE, questions=others)) == [("warning", "no_refusal", "agree")]


def test_rules_are_looked_at() -> None:
    """A mistake in one keeps the form from being published."""
    how = DAMAGE.question("how")
    others = tuple(question for question in DAMAGE.questions if question.name != "hurt")
    assert how.when is not None
    assert ("error", "rule_unknown_name", "how") in codes(replace(DAMAGE, questions=others))
