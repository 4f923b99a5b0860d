"""What every provider of payments must do, as tests that a plug-in's author runs by naming fixtures.

    class TestOurGateway(PaymentsSuite):
        @pytest.fixture
        def payments(self, sandbox):
            return OurGateway(address=sandbox.address)

        @pytest.fixture
        def pay(self, sandbox):
            return sandbox.press_pay  # what a person does on the provider's page, by the provider's id

Each test is one sentence of the contract in `egovframe.forms.interfaces.Payments`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import ValidationError

from egovframe.forms.interfaces import Charge, NotPayable, PaymentBegun, Payments, Standing, UnknownPayment
from egovframe.kernel.ids import new_id

BACK = "https://city.example/payments/back"


class PaymentsSuite:
    """Subclass it, name it `Test…`, and give it the fixtures `payments` and `pay`; `currency` where it is not KRW."""

    @pytest.fixture
    def payments(self) -> Payments:
        """Return the provider under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `payments` that returns the provider under test")

    @pytest.fixture
    def pay(self) -> Callable[[str], None]:
        """Return what pays a payment by its id, as the person does. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `pay` that pays the payment with the given id")

    @pytest.fixture
    def currency(self) -> str:
        """Return a currency that the provider takes (ISO 4217)."""
        return "KRW"

    @pytest.fixture
    def charge(self, currency: str) -> Charge:
        """Return a charge that nobody made before."""
        return _charge(currency)

    # --- The plug-in ---

    def test_is_a_provider_of_this_version(self, payments: Payments) -> None:
        """The plug-in is a Payments and was written for this version of the interface."""
        assert isinstance(payments, Payments)
        assert type(payments).version == Payments.version, f"written for version {type(payments).version}"

    def test_is_a_frozen_value(self, payments: Payments) -> None:
        """A provider never changes: many threads share it, and settings hold until the next start."""
        assert type(payments).model_config.get("frozen"), "a provider is a frozen pydantic model"
        for name in type(payments).model_fields:
            with pytest.raises(ValidationError):
                setattr(payments, name, getattr(payments, name))

    def test_refuses_an_unknown_setting(self, payments: Payments) -> None:
        """A misspelt setting fails the start instead of being ignored."""
        with pytest.raises(ValidationError):
            type(payments)(**(payments.model_dump() | {"no_such_setting": 1}))

    # --- begin ---

    def test_what_is_begun_is_pending_with_its_amount(self, payments: Payments, charge: Charge) -> None:
        """A payment just begun is pending, about exactly the amount and currency that were asked."""
        begun = payments.begin(charge)
        assert isinstance(begun, PaymentBegun)
        assert payments.standing(begun.id) == Standing(state="pending", amount=charge.amount, currency=charge.currency)

    def test_begun_again_it_is_the_same_payment(self, payments: Payments, charge: Charge) -> None:
        """The same reference never makes a second payment."""
        assert payments.begin(charge).id == payments.begin(charge).id

    def test_another_reference_is_another_payment(self, payments: Payments, currency: str) -> None:
        """Two references never share a payment, not even over the same amount."""
        one, other = payments.begin(_charge(currency)), payments.begin(_charge(currency))
        assert one.id != other.id

    def test_a_reference_does_not_change_its_amount(self, payments: Payments, charge: Charge) -> None:
        """What was begun over one amount is refused over another, and stays what it was."""
        begun = payments.begin(charge)
        with pytest.raises(Exception):  # noqa: B017, PT011 - any error will do
            payments.begin(charge.model_copy(update={"amount": charge.amount + 1}))
        assert payments.standing(begun.id).amount == charge.amount

    # --- standing ---

    def test_what_was_paid_is_paid_in_full(
        self, payments: Payments, pay: Callable[[str], None], charge: Charge
    ) -> None:
        """Once the person has paid, the payment is paid, over the amount that was asked."""
        begun = payments.begin(charge)
        pay(begun.id)
        assert payments.standing(begun.id) == Standing(state="paid", amount=charge.amount, currency=charge.currency)

    def test_what_was_paid_stays_paid_when_it_is_begun_again(
        self, payments: Payments, pay: Callable[[str], None], charge: Charge
    ) -> None:
        """Beginning a paid payment again neither takes it back nor makes a new one."""
        begun = payments.begin(charge)
        pay(begun.id)
        assert payments.begin(charge).id == begun.id
        assert payments.standing(begun.id).state == "paid"

    def test_paying_one_pays_no_other(self, payments: Payments, pay: Callable[[str], None], currency: str) -> None:
        """Two payments of the same amount are kept apart."""
        one, other = payments.begin(_charge(currency)), payments.begin(_charge(currency))
        pay(one.id)
        assert payments.standing(other.id).state == "pending"

    def test_knows_nothing_of_an_unknown_payment(self, payments: Payments) -> None:
        """An id that the provider never gave stands nowhere: it is not paid, and not pending either."""
        for unknown in ("no-such-payment", "0" * 32, "../no-such", ""):
            with pytest.raises(UnknownPayment):
                payments.standing(unknown)
            with pytest.raises(UnknownPayment):
                payments.refund(unknown)

    def test_asking_changes_nothing(self, payments: Payments, charge: Charge) -> None:
        """Asked twice, the provider says the same twice."""
        begun = payments.begin(charge)
        assert payments.standing(begun.id) == payments.standing(begun.id)

    # --- refund ---

    def test_gives_back_what_was_paid_once(
        self, payments: Payments, pay: Callable[[str], None], charge: Charge
    ) -> None:
        """A paid payment is given back whole; asked again, it is the same refund."""
        begun = payments.begin(charge)
        pay(begun.id)
        given = payments.refund(begun.id)
        assert given == Standing(state="refunded", amount=charge.amount, currency=charge.currency)
        assert payments.refund(begun.id) == given == payments.standing(begun.id)

    def test_gives_nothing_back_that_was_not_paid(self, payments: Payments, charge: Charge) -> None:
        """A pending payment has nothing to give back, and stays pending."""
        begun = payments.begin(charge)
        with pytest.raises(NotPayable):
            payments.refund(begun.id)
        assert payments.standing(begun.id).state == "pending"

    # --- who may read it ---

    def test_nothing_of_the_payment_is_logged(
        self, payments: Payments, charge: Charge, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Neither what is paid for nor the address to pay on stands in a log."""
        with caplog.at_level(logging.DEBUG):
            begun = payments.begin(charge)
        assert charge.description not in caplog.text
        assert begun.address not in caplog.text

    # --- many at once ---

    def test_many_threads_begin_at_once(self, payments: Payments, charge: Charge, currency: str) -> None:
        """Eight threads begin at once: one reference is one payment, others are others."""
        charges = [charge if number % 2 else _charge(currency) for number in range(16)]
        with ThreadPoolExecutor(8) as pool:
            begun = list(pool.map(payments.begin, charges))
        assert len({each.id for each in begun[1::2]}) == 1
        assert len({each.id for each in begun}) == 9


def _charge(currency: str) -> Charge:
    return Charge(
        reference=new_id(),
        amount=5_000,
        currency=currency,
        description="Fee of petition PK4M-T7Q2",
        language="en",
        back=BACK,
    )
