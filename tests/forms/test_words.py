"""What people read when an answer does not hold."""

from __future__ import annotations

from typing import get_args

from egovframe.forms.questions import KindName
from egovframe.forms.words import NOT_AS_KIND, OF_TYPE, code_of, is_blank, message
from egovframe.kernel.text import LANGUAGES
from tests.forms.damage import Damage
from tests.forms.everything import Everything

Q = Everything.form_questions


def test_every_code_of_every_question_has_words_in_both_languages() -> None:
    """Different ones, that end without a full stop so that a page may set them."""
    codes = {*OF_TYPE.values(), *NOT_AS_KIND.values(), "pattern"}
    for question in (*Q.values(), *Damage.form_questions.values(), None):
        for code in codes:
            words = message(code, question).as_dict()
            assert set(words) == set(LANGUAGES)
            assert words["ko"] != words["en"]
            assert not words["en"].endswith(".") or words["en"].endswith("3.5")


def test_every_kind_has_a_code() -> None:
    """A new kind of question cannot be forgotten."""
    assert set(NOT_AS_KIND) == set(get_args(KindName))


def test_limits_are_named() -> None:
    """The words say the number that would do."""
    assert message("too_long", Q["title"]).in_("en") == "Write at most 50 characters"
    assert message("too_short", Q["title"]).in_("ko") == "2자 이상 적으세요"
    assert message("too_large", Q["lanes"]).in_("en") == "Write 8 or less"
    assert message("too_small", Q["cost"]).in_("ko") == "0 이상으로 적으세요"
    assert message("too_large", Q["depth"]).in_("en") == "Write a number below 5"
    assert message("too_small", Q["when"]).in_("en") == "Write 2020-01-01 or a later date"
    assert message("too_small", Q["born"]).in_("en") == "Write 1900-01-01 or a later date"
    assert message("too_many", Q["days"]).in_("en") == "Choose at most 2"
    assert message("missing", Q["phone"]).in_("en") == "Write the telephone number"


def test_codes_of_pydantics_types() -> None:
    """An answer that cannot be seen is missing, whatever pydantic found first."""
    assert code_of("string_pattern_mismatch", Q["title"], "\u3164") == "missing"
    assert code_of("string_pattern_mismatch", Q["code"], "x") == "pattern"
    assert code_of("string_pattern_mismatch", Q["email"], "x") == "not_an_email"
    assert code_of("something_new", Q["lanes"], "x") == "not_a_whole_number"
    assert code_of("something_new", None, "x") == "unknown"
    assert is_blank(" \t\u200b\u2800")
    assert not is_blank("\u200bㄱ")


def test_answers_that_are_worked_out_or_agreed_to_have_their_own_words() -> None:
    """Whatever pydantic found."""
    asked = Damage.form_questions
    assert code_of("missing", asked["total"], None) == "not_worked_out"
    assert code_of("missing", asked["agree"], None) == code_of("literal_error", asked["agree"], False) == "must_agree"
    assert code_of("too_short", asked["things"], []) == "missing"
    assert message("missing", asked["things"]).in_("ko") == "하나 이상 적으세요"
    assert message("too_many", asked["things"]).in_("en") == "Give at most 5"
