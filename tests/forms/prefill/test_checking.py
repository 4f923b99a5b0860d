"""A form names only what the registers of the office have."""

from __future__ import annotations

import pytest

from egovframe.forms import Email, Form, PersonName, ask
from egovframe.forms.prefill.checking import need_prefills, prefill_problems
from egovframe.kernel.errors import DeclarationError
from tests.forms.prefill.register import KINDS, Moving

OFFERS = {"registry": KINDS}


def test_a_form_that_names_what_there_is_holds() -> None:
    """Source, attribute and kind fit."""
    assert prefill_problems(Moving.form_questions.values(), OFFERS) == []


def test_a_short_text_takes_whatever_is_text() -> None:
    """A name may be looked up into a plain text."""

    class Plain(Form):
        """A plain form."""

        who: str = ask("누구", prefill="registry.name")

    assert prefill_problems(Plain.form_questions.values(), OFFERS) == []


@pytest.mark.parametrize(
    ("prefill", "said"),
    [
        ("nowhere.name", "The settings name no such register"),
        ("registry.shoe_size", "The register does not have that"),
        ("registry.phone", "What the register has is an answer of another kind"),
    ],
)
def test_what_does_not_fit_is_named(prefill: str, said: str) -> None:
    """Each misfit is an error at its question, and a declared form with one does not open."""

    class Wrong(Form):
        """A form that asks for too much."""

        mail: Email = ask("전자우편", prefill=prefill)

    (problem,) = prefill_problems(Wrong.form_questions.values(), OFFERS)
    assert (problem.level, problem.field, problem.message.in_("en")) == ("error", "mail", said)
    with pytest.raises(DeclarationError, match="The form wrong cannot look up mail"):
        need_prefills("wrong", Wrong.form_questions.values(), OFFERS)


def test_nothing_is_looked_up_in_a_group() -> None:
    """What is asked of each entry has no one answer."""

    class Child(Form):
        """A child."""

        name: PersonName = ask("이름", prefill="registry.name")

    class Family(Form):
        """A family."""

        children: list[Child] = ask("자녀", default=[])

    (problem,) = prefill_problems(Family.form_questions.values(), OFFERS)
    assert problem.field == "children.name"
