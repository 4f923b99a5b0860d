"""A form whose fee does not hold is not offered: neither one that a city declares, nor one that the office makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from egovframe.forms import Fee
from egovframe.forms.definition import Definition
from egovframe.forms.drafting.model import Surroundings, problems_of
from egovframe.forms.fees.checking import fee_problems, need_fee
from egovframe.forms.fees.fee import LARGEST
from egovframe.kernel.errors import DeclarationError
from egovframe.testing import open_office
from tests.forms.fees.city import COPIES, Certificate, city

CERTIFICATE = Definition.of(Certificate, name="certificate", title="증명서", fee=COPIES)


def codes(fee: Fee | None, *, providers: tuple[str, ...] = ("card",)) -> list[str]:
    """The problems of the certificate with this fee."""
    return [problem.code for problem in fee_problems(fee, CERTIFICATE.questions, providers=providers)]


def test_a_fee_that_holds_has_no_problems() -> None:
    """Nor has a form without a fee, whoever takes none."""
    assert codes(COPIES) == codes(Fee.of(5_000)) == codes(None, providers=()) == []


@pytest.mark.parametrize(
    ("fee", "code"),
    [
        (Fee.of(), "fee_amount"),
        (Fee.of(1, computed=1), "fee_amount"),
        (Fee.of(0), "fee_amount"),
        (Fee.of(-5), "fee_amount"),
        (Fee.of(LARGEST + 1), "fee_amount"),
        (Fee.of(5, "won"), "fee_currency"),
        (Fee.of(5, "KRW\n"), "fee_currency"),
        (Fee.of(computed={"var": "price"}), "fee_unknown_name"),
        (Fee.of(5, free_when={"==": [{"var": "who"}, 1]}), "fee_unknown_name"),
        (Fee.of(5, free_when={"==": [{"var": "reduction"}, "soldier"]}), "fee_unknown_value"),
        (Fee.of(computed={"*": [{"var": "reduction"}, 600]}), "fee_types"),
        (Fee.of(computed={"cat": ["6", "00"]}), "fee_types"),
    ],
)
def test_what_does_not_hold_is_found(fee: Fee, code: str) -> None:
    """Each with a code of its own, at the fee."""
    assert code in codes(fee)
    with pytest.raises(DeclarationError, match="certificate"):
        need_fee("certificate", fee, CERTIFICATE.questions, providers=("card",))


def test_a_fee_needs_somebody_who_takes_it() -> None:
    """A form in the making is not published, and a city that declares one does not open."""
    found = problems_of(CERTIFICATE, Surroundings())
    assert "fee_no_provider" in [problem.code for problem in found if problem.level == "error"]
    there = problems_of(CERTIFICATE, Surroundings(payments={"card"}))
    assert "fee_no_provider" not in [problem.code for problem in there]


def test_a_city_without_a_provider_does_not_open(tmp_path: Path) -> None:
    """The error names the form and the setting."""
    with pytest.raises(DeclarationError, match="certificate") as caught, open_office(city(), tmp_path):
        pass
    assert "[forms.payments]" in (caught.value.hint or "")


def test_messages_are_in_both_languages() -> None:
    """What is unknown is named in each."""
    (problem,) = fee_problems(Fee.of(computed={"var": "price"}), CERTIFICATE.questions, providers=("card",))
    words: dict[str, Any] = problem.message.as_dict()
    assert set(words) == {"ko", "en"}
    assert all("price" in said for said in words.values())
