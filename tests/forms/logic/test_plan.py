"""The logic of a form: hidden answers are dropped, needed ones are asked for, totals are worked out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms import Definition, Form, FormInvalid, Won, ask, bind
from egovframe.forms.logic.plan import Plan, as_answer, by_name, in_order, plain
from egovframe.kernel.errors import DeclarationError
from tests.forms.damage import ANSWERS, Damage, Thing

DEFINITION = Definition.of(Damage, name="damage", title="피해")


def faults(answers: dict[str, Any], form: Any = Damage, *, posted: bool = False) -> dict[str, str]:
    """The codes of the faults by field."""
    with pytest.raises(FormInvalid) as caught:
        bind(form, answers, posted=posted)
    return {fault.field: fault.code for fault in caught.value.faults}


@pytest.mark.parametrize("form", [Damage, DEFINITION])
def test_answers_to_questions_that_are_not_asked_are_dropped(form: Any) -> None:
    """Whatever was sent for them, right or wrong; the class and the definition agree."""
    kept = bind(form, {**ANSWERS, "how": 5, "total": "x"}).model_dump(mode="json")
    assert (kept["how"], kept["total"]) == (None, 330_000)
    assert kept["things"][0] == {"what": "타이어", "price": 90_000, "receipt": None}
    hidden = [{"what": "타이어", "price": 1, "receipt": "9"}]
    assert bind(form, {**ANSWERS, "things": hidden}).model_dump(mode="json")["things"][0]["receipt"] is None


@pytest.mark.parametrize("form", [Damage, DEFINITION])
def test_an_answer_is_needed_only_where_it_is_asked(form: Any) -> None:
    """Also inside a group; `default=None` lets it be left out even there."""
    assert faults({**ANSWERS, "hurt": True}, form) == {"how": "missing"}
    assert faults({**ANSWERS, "hurt": True, "how": None}, form) == {"how": "missing"}
    assert bind(form, {**ANSWERS, "hurt": True, "how": "넘어짐"}).model_dump()["how"] == "넘어짐"
    dear = [*ANSWERS["things"], {"what": "문", "price": 500_000}]
    assert faults({**ANSWERS, "things": dear}, form) == {"things.2.receipt": "missing"}


def test_a_form_made_in_a_program_follows_the_same_rules() -> None:
    """Also with entries that are forms themselves."""
    answers = {**ANSWERS, "things": [Thing(what="문", price=5), {"what": "휠", "price": 7}], "how": "x"}
    form = Damage(**answers)
    assert (form.total, form.how) == (12, None)
    assert Damage.model_validate(answers) == form
    with pytest.raises(ValueError, match="how"):
        Damage(**{**ANSWERS, "hurt": True})


class Chain(Form):
    """Each question hangs on the one before it."""

    a: bool = ask("a", default=True)
    b: int | None = ask("b", when={"var": "a"}, default=3)
    c: Decimal | None = ask("c", when={">": [{"var": "b"}, 2]})
    d: Won | None = ask(
        "d", computed={"*": [{"var": "c"}, 10]}, when={"and": [{"var": "c"}, {"<": [{"var": "c"}, 100]}]}
    )
    e: Literal["x", "y"] | None = ask("e", computed={"if": [{"var": "d"}, "x", "z"]})


def test_rules_see_defaults_and_each_others_results() -> None:
    """A default counts as the answer; what is not asked counts as none."""
    form = bind(Chain, {"c": "0.25"})
    assert form.model_dump() == {"a": True, "b": 3, "c": Decimal("0.25"), "d": 3, "e": "x"}
    assert bind(Chain, {"c": "20", "d": 9, "e": "y"}).model_dump()["d"] == 200


def test_what_cannot_be_worked_out_is_a_fault() -> None:
    """Named at the computed question, whatever its rule gave."""
    assert faults({"a": False}, Chain) == {"e": "not_worked_out"}

    class Share(Form):
        of: int = ask("전체")
        part: Decimal = ask("몫", computed={"/": [1, {"var": "of"}]}, le=1)

    assert bind(Share, {"of": 4}).part == Decimal("0.25")  # type: ignore[attr-defined]
    assert faults({"of": 0}, Share) == {"part": "not_worked_out"}


def test_a_circle_is_refused() -> None:
    """With the names on it, at the declaration."""
    with pytest.raises(DeclarationError, match="one → two → one"):

        class Circle(Form):
            one: int | None = ask("1", when={"var": "two"})
            two: int | None = ask("2", when={"var": "one"})

    assert in_order({"c": {"b"}, "a": set(), "b": {"a"}}) == ["a", "b", "c"]
    chain = {str(n): {str(n + 1)} for n in range(5_000)}
    assert in_order(chain)[0] == "4999", "a long chain needs no deep stack"


def test_rules_in_a_group_see_the_entry_and_then_the_form() -> None:
    """Its own answers come first."""

    class Item(Form):
        name: str = ask("이름")
        why: str | None = ask("왜", when={"and": [{"var": "urgent"}, {"==": [{"var": "name"}, "x"]}]})

    class Order(Form):
        urgent: bool = ask("급함")
        name: str = ask("이름")
        items: list[Item] = ask("것")

    things = [{"name": "x", "why": "곧"}, {"name": "y", "why": "곧"}]
    for urgent, kept in ((True, ["곧", None]), (False, [None, None])):
        form = bind(Order, {"urgent": urgent, "name": "x", "items": things})
        assert [item.why for item in form.items] == kept  # type: ignore[attr-defined]


def test_a_form_without_rules_has_no_plan() -> None:
    """And so pays nothing for them."""

    class Plain(Form):
        it: str = ask("뭐?")

    assert Plain.form_plan is None
    assert Plan.of(by_name(DEFINITION.question("home").questions)) is None


def test_answers_as_rules_see_them() -> None:
    """Texts, numbers, dates as ISO texts; what makes no sense counts as none."""
    questions = Damage.form_questions
    assert plain(questions["at"], dt.time(7, 40)) == plain(questions["at"], "07:40") == "07:40"
    assert plain(questions["hurt"], "maybe") is None
    assert plain(questions["without"], ANSWERS["without"])["end"] == "2026-09-20"
    assert plain(questions["where"], {"lat": 1.5, "lon": 1e9}) == {"lat": Decimal("1.5"), "lon": None}
    assert plain(questions["things"], [Thing(what="문", price=5), 7])[0]["price"] == 5
    assert plain(Chain.form_questions["c"], "x") is plain(Chain.form_questions["c"], 0.5) is None
    assert as_answer(Chain.form_questions["d"], Decimal("2.5")) == 3, "money is rounded half up"
    assert as_answer(Chain.form_questions["d"], "x") is None


@given(
    st.dictionaries(
        st.sampled_from([*ANSWERS, "how", "total", "note"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=4)
        | st.lists(st.dictionaries(st.text(max_size=5), st.integers())),
    )
)
def test_any_answers_give_a_form_or_faults(answers: dict[str, Any]) -> None:
    """Whatever is sent, from a program or from a page, nothing else is raised."""
    for posted in (False, True):
        try:
            form = bind(Damage, answers, posted=posted)
        except FormInvalid as error:
            assert error.faults  # noqa: PT017 - see above
        else:
            assert (form.how is None) is not form.hurt  # type: ignore[attr-defined]
