"""What the linter finds in rules before a form is published."""

from __future__ import annotations

from typing import Any

from egovframe.forms import Form, Won, ask
from egovframe.forms.logic.findings import findings, page_numbers
from tests.forms.damage import Damage
from tests.forms.everything import Everything


def found(form: type[Form]) -> list[tuple[str, str]]:
    """The codes with the questions at which they stand; each with different words in both languages."""
    every = list(findings(tuple(form.form_questions.values())))
    for each in every:
        for words in (each.message.as_dict(), each.hint.as_dict()):
            assert set(words) == {"ko", "en"}
            assert words["ko"] != words["en"]
    return [(each.code, each.field) for each in every]


def test_good_forms_have_no_findings() -> None:
    """With rules or without."""
    assert found(Damage) == found(Everything) == []


def test_each_mistake_is_found_at_its_question() -> None:
    """Also in a group, whose rules see the form around it."""

    class Item(Form):
        price: Won = ask("값")
        why: str | None = ask("왜", when={"and": [{"var": "urgent"}, {"var": "cost"}]})

    class Wrong(Form):
        urgent: bool = ask("급함")
        colour: str | None = ask("색", choices=[], when={"==": [{"var": "urgent"}, "yes"]})
        total: Won = ask("합계", computed={"cat": [{"var": "note"}, "!"]})
        items: list[Item] = ask("것")
        note: str | None = ask("말", when={"and": [{"var": "urgent"}, {"!": {"var": "urgent"}}]})
        after: str | None = ask("그 뒤", when={"!=": [{"var": "note"}, None]})

    assert found(Wrong) == [
        ("rule_types", "colour"),
        ("rule_result", "total"),
        ("rule_unknown_name", "items.why"),
        ("rule_never_holds", "colour"),
        ("rule_never_holds", "note"),
        ("rule_never_holds", "after"),
    ]


def test_pages_that_nobody_sees_are_found() -> None:
    """And conditions that look ahead."""

    class Paged(Form):
        kind: bool = ask("종류", page="하나")
        early: str | None = ask("먼저", when={"var": "late"}, page="하나")
        never: str | None = ask("없음", when={"==": [{"var": "kind"}, None]}, page="둘")
        late: bool = ask("나중", page="셋")

    assert found(Paged) == [
        ("rule_reads_later", "early"),
        ("rule_never_holds", "never"),
        ("page_never_shown", "never"),
    ]
    assert page_numbers(tuple(Paged.form_questions.values())) == {"kind": 0, "early": 0, "never": 1, "late": 2}
    assert set(page_numbers(tuple(Everything.form_questions.values())).values()) == {0}
    nothing: dict[str, Any] = page_numbers(())
    assert nothing == {}
