"""The demos fail as they say; the scanner does what every scanner must."""

import pytest
from egovframe_failing_demos import EicarScanner, FailingChannel, FailingPayments, FailingPrefill, FailingScanner

from egovframe.forms.interfaces import Charge, Message, Person
from egovframe.testing.suites import PaymentsSuite, ScannerSuite

SOMEBODY = Person(account="0198a", name="hong", assurance=2)
NOTICE = Message(id="1", kind="result", receipt="PK4M-T7Q2", language="ko", subject="답변", text="가")

CHARGE = Charge(
    reference="0198a", amount=5_000, currency="KRW", description="Fee", language="en", back="https://city.example/back"
)


class TestEicarScanner(ScannerSuite):
    """The scanner passes the suite of all scanners."""

    @pytest.fixture
    def scanner(self) -> EicarScanner:
        """Return the scanner."""
        return EicarScanner()


def test_what_raises_raises() -> None:
    """Each of them raises when it is to."""
    with pytest.raises(RuntimeError):
        FailingPrefill(how="raises").look_up(SOMEBODY, frozenset())
    with pytest.raises(RuntimeError):
        FailingChannel(how="raises").send(NOTICE)
    with pytest.raises(RuntimeError):
        FailingScanner(how="raises").scan([])


def test_what_talks_nonsense_does() -> None:
    """What comes back is of a kind that the interface does not know."""
    assert not isinstance(FailingPrefill(how="nonsense").look_up(SOMEBODY, frozenset({"name"}))["name"], str)
    assert FailingChannel(how="nonsense").send(NOTICE).reference is None
    assert FailingScanner(how="nonsense").scan([]) is None


SUITE = PaymentsSuite()


def _nobody_pays(payment: str) -> None:
    """There is no page to pay on."""


HELD = {
    "pending": lambda failing: SUITE.test_what_is_begun_is_pending_with_its_amount(failing, CHARGE),
    "paid": lambda failing: SUITE.test_what_was_paid_is_paid_in_full(failing, _nobody_pays, CHARGE),
    "again": lambda failing: SUITE.test_begun_again_it_is_the_same_payment(failing, CHARGE),
    "unknown": SUITE.test_knows_nothing_of_an_unknown_payment,
}


@pytest.mark.parametrize(
    ("how", "caught"),
    [
        ("raises", {"pending", "paid", "again", "unknown"}),
        ("nonsense", {"pending", "paid", "again", "unknown"}),
        ("wrong-amount", {"pending", "paid", "unknown"}),
        ("always-paid", {"pending", "unknown"}),
        ("pays-twice", {"pending", "again", "unknown"}),
    ],
)
def test_the_suite_of_providers_catches_each_of_them(how: str, caught: set[str]) -> None:
    """Each breaks the sentences of the contract that it is to break, and no other of these."""
    failing = FailingPayments(how=how)  # type: ignore[arg-type]
    found = set()
    for name, held in HELD.items():
        try:
            held(failing)
        except BaseException:  # noqa: BLE001 - what pytest fails with is no Exception
            found.add(name)
    assert found == caught
