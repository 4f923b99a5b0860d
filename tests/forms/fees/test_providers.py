"""Providers are asked within their time, and what they say is believed only where it makes sense."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from egovframe.forms.fees.model import PaymentUnavailable
from egovframe.forms.interfaces import Charge, NotPayable, UnknownPayment
from egovframe.kernel.patience import MOST_HANGING
from tests.forms.fees.provider import Strange, providers

CHARGE = Charge(
    reference="1", amount=1_800, currency="KRW", description="Petition fee", language="en", back="https://x/1"
)


def test_what_a_provider_says_is_returned() -> None:
    """Begun, standing, given back."""
    all_ = providers(Strange(state="refunded"), sign=b"k")
    assert all_.begin("card", CHARGE).id == "s-1"
    assert all_.standing("card", "s-1").state == all_.refund("card", "s-1").state == "refunded"


@pytest.mark.parametrize(("how", "error"), [("refuses", NotPayable), ("forgets", UnknownPayment)])
def test_a_refusal_of_the_provider_reaches_who_asked(how: str, error: type[Exception]) -> None:
    """It is final, and nobody tries again."""
    with pytest.raises(error):
        providers(Strange(how=how), sign=b"k").refund("card", "1")


def test_a_refusal_that_answers_another_question_is_no_answer() -> None:
    """A payment that is begun cannot be unknown, nor can one be looked at that nobody takes."""
    with pytest.raises(PaymentUnavailable):
        providers(Strange(how="forgets"), sign=b"k").begin("card", CHARGE)
    with pytest.raises(PaymentUnavailable):
        providers(Strange(how="refuses"), sign=b"k").standing("card", "1")


def test_what_goes_wrong_is_no_answer_and_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The log names the provider and the type of the error, and nothing that it said."""
    with caplog.at_level(logging.DEBUG), pytest.raises(PaymentUnavailable):
        providers(Strange(how="raises"), sign=b"k").begin("card", CHARGE)
    assert "card" in caplog.text
    assert "secret-of-hong" not in caplog.text


def test_nonsense_is_no_answer() -> None:
    """A provider that answers with something else is not believed."""

    class Nonsense(Strange):
        """Says nothing that makes sense."""

        def begin(self, charge: Charge) -> None:  # type: ignore[override]
            """Forgets to answer."""

    with pytest.raises(PaymentUnavailable):
        providers(Nonsense(), sign=b"k").begin("card", CHARGE)


def test_an_unknown_provider_gives_no_answer() -> None:
    """The settings may have changed since somebody began."""
    with pytest.raises(PaymentUnavailable):
        providers(Strange(), sign=b"k").standing("bank", "1")


def test_one_that_hangs_is_not_waited_for_and_soon_not_asked() -> None:
    """Until one of its questions ends."""
    going = threading.Event()
    strange = Strange(before=going.wait)
    all_ = providers(strange, sign=b"k", seconds=0.01)
    for _ in range(MOST_HANGING + 3):
        with pytest.raises(PaymentUnavailable):
            all_.begin("card", CHARGE)
    assert len(strange.charges) == MOST_HANGING
    going.set()
    for thread in threading.enumerate():
        if thread.name == "payments card":
            thread.join(5)
    patient = providers(strange, sign=b"k")
    assert patient.begin("card", CHARGE).id == "s-1"


def test_many_who_pay_at_once_are_all_answered() -> None:
    """A provider that answers within its time does not hang, however many ask it at the same moment."""
    many = MOST_HANGING * 3
    together = threading.Barrier(many)
    all_ = providers(Strange(before=lambda: together.wait(30)), sign=b"k", seconds=60)
    with ThreadPoolExecutor(many) as people:
        begun = list(people.map(lambda _: all_.begin("card", CHARGE).id, range(many)))
    assert begun == ["s-1"] * many


def test_a_ticket_is_read_by_who_made_it_alone() -> None:
    """Whoever knows a payment's id from the public log cannot look at it."""
    ours, theirs = providers(Strange(), sign=b"k"), providers(Strange(), sign=b"o")
    ticket = ours.ticket("0198a")
    assert ours.read(ticket) == "0198a"
    assert theirs.read(ticket) is None
    for bad in ("", "0198a", "0198a.", f"0198b.{ticket.partition('.')[2]}", f"{ticket}x", "é.é"):
        assert ours.read(bad) is None
