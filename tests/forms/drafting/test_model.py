"""What a form in the making must meet before anyone may answer it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.definition import Definition
from egovframe.forms.drafting.model import NAME, DraftUnready, problems_of
from tests.forms.drafting.test_service import AROUND, TREES, trees


def test_a_form_that_fits_the_office_has_no_problem() -> None:
    """Role, unit, class and limit are there, and everything is in both languages."""
    assert problems_of(trees(), AROUND) == []


@pytest.mark.parametrize(
    ("part", "value", "code", "field"),
    [
        ("role", "gardener", "unknown_role", "role"),
        ("unit", "sky", "unknown_unit", "unit"),
        ("unit", None, "unknown_unit", "unit"),
        ("keep", "5y", "unknown_class", "keep"),
        ("limit", "soon", "no_limit", "limit"),
        ("kind", "엉뚱민원", "unknown_kind", "kind"),
    ],
)
def test_what_does_not_fit_is_an_error_at_its_field(part: str, value: str | None, code: str, field: str) -> None:
    """Each names where to mend it."""
    definition = Definition.parse({name: each for name, each in {**TREES, part: value}.items() if each is not None})
    (problem,) = problems_of(definition, AROUND)
    assert (problem.level, problem.code, problem.field) == ("error", code, field)


def test_decree_17_a_form_takes_no_longer_than_the_law_allows_its_kind() -> None:
    """영17: a grievance is answered within seven days; another kind may take longer, and the field is named."""
    law = replace(AROUND, kinds=Korea().kinds, longest=Korea().longest)
    assert problems_of(trees(kind="고충민원", limit="7d"), law) == []
    assert problems_of(trees(kind="건의민원", limit="14d"), law) == []
    (problem,) = problems_of(trees(kind="고충민원", limit="2w"), law)
    assert (problem.level, problem.code, problem.field) == ("error", "long_limit", "limit")
    assert problem.hint.in_("en") == "Write 7d or less"


def test_words_in_one_language_are_a_warning_after_the_errors() -> None:
    """Of the title and of each question."""
    question = {"name": "where", "label": {"ko": "어디"}, "kind": "text"}
    found = problems_of(trees(title="나무", questions=[question], limit="soon"), AROUND)
    assert [(each.level, each.code, each.field) for each in found] == [
        ("error", "no_limit", "limit"),
        ("warning", "one_language", "title"),
        ("warning", "one_language", "where"),
    ]


def test_the_error_of_an_unready_draft_names_the_first_thing_and_holds_all() -> None:
    """For logs and for programs."""
    problems = tuple(problems_of(trees(limit="soon", role="gardener"), AROUND))
    error = DraftUnready(problems)
    assert "role" in error.message or "limit" in error.message
    assert error.problems == problems
    assert "Problems in all: 2." in error.hint


@pytest.mark.parametrize(("name", "holds"), [("a", True), ("a-1", True), ("1a", False), ("a-", False), ("A", False)])
def test_names(name: str, holds: bool) -> None:
    """What can stand in an address."""
    assert bool(NAME.fullmatch(name)) is holds
