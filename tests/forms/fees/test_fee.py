"""What a petition costs, and the same as data and as the Python that a city writes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms import Definition, Fee, Form, ask
from egovframe.forms.errors import DefinitionInvalid
from egovframe.forms.fees.fee import LARGEST
from egovframe.forms.source import python_source
from egovframe.kernel.errors import DeclarationError
from tests.forms.fees.city import COPIES, Certificate, Permit

FEES = (
    Fee.of(5_000),
    Fee.of(1_250, "EUR"),
    Fee.of(5_000, free_when={"==": [{"var": "reduction"}, "veteran"]}),
    COPIES,
)


def defined(fee: Fee | None, form: type[Form] = Certificate) -> Definition:
    """A form with this fee."""
    return Definition.of(form, name="certificate", title="증명서", limit="7d", keep="5y", unit="u", role="r", fee=fee)


def test_a_fixed_fee_is_what_it_says() -> None:
    """Whatever the answers."""
    assert Fee.of(5_000).due(Permit(where="중앙로 12")) == 5_000


@given(st.integers(1, 20))
def test_a_computed_fee_follows_the_answers(copies: int) -> None:
    """So much a copy."""
    assert COPIES.due(Certificate(copies=copies, reduction="none", phone=None)) == copies * 600


def test_it_is_free_where_the_rule_holds() -> None:
    """Nothing is to be paid by a veteran."""
    assert COPIES.due(Certificate(copies=3, reduction="veteran", phone=None)) == 0
    assert Fee.of(5_000, free_when={"==": [1, 1]}).due(Permit(where="x")) == 0


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ({"-": [0, 5]}, 0),
        ({"/": [{"var": "copies"}, 0]}, 0),
        ({"/": [{"var": "copies"}, 2]}, 2),
        ({"cat": ["a", "b"]}, 0),
        ({"==": [1, 1]}, 0),
        ({"*": [{"var": "copies"}, LARGEST]}, LARGEST),
    ],
)
def test_a_rule_that_says_no_amount_charges_nothing(rule: Any, due: int) -> None:
    """Less than nothing is nothing, halves are rounded up, and no fee is beyond all bounds."""
    assert Fee.of(computed=rule).due(Certificate(copies=3, reduction="none", phone=None)) == due


@pytest.mark.parametrize("fee", FEES)
def test_class_data_and_source_say_the_same(fee: Fee) -> None:
    """One to one each way."""
    definition = defined(fee)
    assert Definition.parse(definition.text()) == definition
    namespace: dict[str, Any] = {}
    exec(python_source(definition), namespace)
    from egovframe import App

    app = App("City")
    app.unit("u", title="U")
    app.role("r", may=set())
    namespace["declare"](app)
    assert app.forms["certificate"].fee == fee


def test_a_form_without_a_fee_says_nothing_of_one() -> None:
    """Definitions that were published before there were fees keep their digests."""
    assert "fee" not in defined(None).as_json()


def test_a_change_of_the_fee_is_told() -> None:
    """Whoever publishes sees it."""
    (change,) = defined(Fee.of(6_000)).diff(defined(Fee.of(5_000)))
    assert (change.aspect, change.before["amount"], change.after["amount"]) == ("fee", 5_000, 6_000)


@pytest.mark.parametrize(
    ("data", "at"),
    [
        ({"currency": "KRW"}, "fee"),
        ({"amount": 1, "computed": 1, "currency": "KRW"}, "fee"),
        ({"amount": -1, "currency": "KRW"}, "fee/amount"),
        ({"amount": True, "currency": "KRW"}, "fee/amount"),
        ({"amount": LARGEST + 1, "currency": "KRW"}, "fee/amount"),
        ({"amount": 1}, "fee/currency"),
        ({"amount": 1, "currency": "KRW", "free_when": {"nope": 1}}, "fee/free_when"),
        ({"amount": 1, "currency": "KRW", "provider": "x"}, "fee"),
        ("5000", "fee"),
    ],
)
def test_data_that_is_no_fee_is_refused_with_its_place(data: Any, at: str) -> None:
    """What is wrong is named."""
    with pytest.raises(DefinitionInvalid) as caught:
        Definition.parse({**defined(None).as_json(), "fee": data})
    assert f"/{at}" in f"{caught.value.message} "


def test_a_rule_that_cannot_be_read_is_refused_at_once() -> None:
    """Where the city declares it."""
    with pytest.raises(DeclarationError):
        Fee.of(computed={"no-such-operator": 1})


def test_fees_read_groups_too() -> None:
    """A sum over the entries of a group."""

    class Thing(Form):
        """One thing."""

        price: int = ask("값", ge=0, public=True)

    class Things(Form):
        """Many things."""

        things: list[Thing] = ask("물건들", public=True)

    fee = Fee.of(computed={"sum": [{"map": [{"var": "things"}, {"var": "price"}]}]})
    assert fee.due(Things(things=[Thing(price=200), Thing(price=300)])) == 500
