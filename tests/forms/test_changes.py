"""What differs between two versions of a form, told in words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms import Definition, Rule
from egovframe.forms.changes import ASPECTS, changes
from egovframe.forms.parsing import DEFINITION as FORM
from egovframe.forms.parsing import QUESTION
from egovframe.forms.questions import Limits, Question
from egovframe.kernel.text import Text
from tests.forms.damage import Damage

ONE = Definition.of(Damage, name="damage", title="피해", limit="7d", keep="5y", unit="roads", role="officer")


def changed(name: str, **what: object) -> Definition:
    """The form with one question that is asked otherwise."""
    questions = tuple(replace(each, **what) if each.name == name else each for each in ONE.questions)  # type: ignore[arg-type]
    return replace(ONE, questions=questions)


def test_the_same_form_has_no_differences() -> None:
    """Whatever its number."""
    assert ONE.diff(ONE) == ONE.published(7).diff(ONE) == ()


def test_the_form_itself() -> None:
    """Its title, limit and the like."""
    other = replace(ONE, title=Text(ko="손해"), limit="14d", unit=None)
    assert [(each.what, each.field, each.aspect, each.before, each.after) for each in other.diff(ONE)] == [
        ("changed", "", "title", {"ko": "피해"}, {"ko": "손해"}),
        ("changed", "", "limit", "7d", "14d"),
        ("changed", "", "unit", "roads", None),
    ]
    assert [each.words.in_("en") for each in other.diff(ONE)] == [
        "title of “손해”: 피해 → 손해", "processing limit of “손해”: 7d → 14d", "unit of “손해”: roads → nothing",
    ]  # fmt: skip


def test_questions_come_go_and_move() -> None:
    """A question is the same by its name; what was moved is as little as can be."""
    first, *rest = ONE.questions
    moved = replace(ONE, questions=(*rest[:-1], first))
    found = moved.diff(ONE)
    assert [(each.what, each.field) for each in found] == [("removed", "sign"), ("moved", "hurt")]
    assert [(each.what, each.field) for each in ONE.diff(moved)] == [("moved", "hurt"), ("added", "sign")]
    assert [each.words.in_("ko") for each in found] == ["‘서명’ 질문을 뺌", "‘다친 사람이 있나요?’ 질문의 자리를 옮김"]


def test_what_is_asked_otherwise() -> None:
    """Words, limits and rules, before and after, in groups too."""
    when = changed("how", when=Rule.of({"!": {"var": "hurt"}}), required=False, nullable=True).diff(ONE)
    assert [each.aspect for each in when] == ["required", "nullable", "when"]
    assert when[2].words.in_("en") == 'condition of “How?”: {"var":"hurt"} → {"!":{"var":"hurt"}}'
    assert when[0].words.in_("ko") == "‘어떻게 다쳤나요?’의 필수: 예 → 아니요"
    what, *others = ONE.question("things").questions
    longer = changed("things", questions=(replace(what, limits=Limits(max_length=90)), *others)).diff(ONE)
    assert [each.field for each in longer] == ["things.what"]
    assert longer[0].words.in_("en") == "limits of “What is it?”: max_length 50 → max_length 90"


def test_all_that_can_be_said_can_differ() -> None:
    """A new key of a definition cannot be forgotten here."""
    assert set(ASPECTS) == (FORM | QUESTION) - {"version", "questions"}


@given(st.permutations("abcdef"), st.permutations("abcdefgh"))
def test_moving_what_was_moved_gives_the_new_order(before: list[str], after: list[str]) -> None:
    """What is not told as moved or new stands in its old order."""
    one, other = (
        Definition("f", Text(ko="양식"), tuple(Question(name, Text(ko=name), "text") for name in names))
        for names in (before, after)
    )
    told = {each.field for each in changes(one, other)}
    assert [name for name in before if name not in told] == [name for name in after if name not in told]
