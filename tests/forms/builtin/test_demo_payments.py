"""The demo provider does what every provider must; and the suite catches providers that do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from egovframe.forms.builtin.demo_payments import DemoPayments
from egovframe.forms.interfaces import Charge, UnknownPayment
from egovframe.testing.suites import PaymentsSuite

CHARGE = Charge(
    reference="0198a", amount=5_000, currency="KRW", description="Petition fee PK4M-T7Q2", language="en",
    back="https://city.example/payments/0198a.x",
)  # fmt: skip


class TestDemoPayments(PaymentsSuite):
    """The demo passes the suite of all providers."""

    @pytest.fixture
    def payments(self, tmp_path: Path) -> DemoPayments:
        """The demo, with a folder that is not there yet."""
        return DemoPayments(folder=tmp_path / "payments")

    @pytest.fixture
    def pay(self, payments: DemoPayments) -> Callable[[str], None]:
        """What the page of the demo does."""
        return lambda payment: payments.end(payment, "paid")


def test_one_pays_on_a_page_of_the_office_itself_and_comes_back(tmp_path: Path) -> None:
    """The page is at the same address as the office, whatever its name."""
    demo = DemoPayments(folder=tmp_path)
    begun = demo.begin(CHARGE)
    assert begun.address == f"https://city.example/demo-payments/{begun.id}"
    assert demo.back(begun.id) == CHARGE.back


def test_what_has_ended_stays_as_it_is(tmp_path: Path) -> None:
    """Nothing can be paid to a payment that failed or expired, and nothing fails that was paid."""
    demo = DemoPayments(folder=tmp_path)
    for number, ending in enumerate(("paid", "failed", "expired")):
        begun = demo.begin(CHARGE.model_copy(update={"reference": str(number)}))
        demo.end(begun.id, ending)  # type: ignore[arg-type]
        demo.end(begun.id, "paid")
        assert DemoPayments(folder=tmp_path).standing(begun.id).state == ending


def test_files_are_for_the_office_alone_and_whole(tmp_path: Path) -> None:
    """No half-written file is left, and nobody else reads them."""
    demo = DemoPayments(folder=tmp_path / "payments")
    begun = demo.begin(CHARGE)
    demo.begin(CHARGE)
    (file,) = (tmp_path / "payments").iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == (f"{begun.id}.json", 0o600)


def test_an_id_is_no_path(tmp_path: Path) -> None:
    """What is no id is unknown, before any file is looked for."""
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    demo = DemoPayments(folder=tmp_path / "payments")
    for bad in ("../x", "x", "", "0" * 31, "0" * 32):
        with pytest.raises(UnknownPayment):
            demo.back(bad)
