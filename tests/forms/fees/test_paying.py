"""From the office to the provider and back: the office asks the provider, and believes nobody else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from egovframe.forms.fees.model import NothingToPay, PaymentUnavailable
from egovframe.forms.fees.paying import Paying
from egovframe.forms.interfaces import NotPayable, Standing
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from tests.forms.fees.city import begun, ended, fee_of, filed, folder, gone, officer
from tests.forms.fees.provider import Strange, providers


def with_provider(office: Office, strange: Strange) -> Paying:
    """Paying through a provider of the test's own, under the name of the office's."""
    return Paying(office, providers(strange, sign=b"k"))


def go(paying: Paying, office: Office, submission: Any) -> Any:
    """Begins to pay, and goes."""
    return paying.go(begun(office, submission), receipt="PK4M-T7Q2", language="en", url=lambda path: f"https://x{path}")


def test_one_pays_at_the_provider_and_the_office_asks_it(office_anywhere: Office) -> None:
    """The whole way: fixed, begun, taken up, paid; the trail tells each step and vouches for each row."""
    office = office_anywhere
    submission = filed(office)
    payment, address = gone(office, submission)
    assert address == f"https://city.example/demo-payments/{payment.reference}"
    assert office.paying.ask(payment.id).state == "pending"
    ended(office, payment)
    assert office.paying.ask(payment.id).state == "paid"
    stands = fee_of(office, submission)
    assert stands is not None
    assert (stands.state, stands.amount) == ("paid", 1_800)
    told = [fact["action"] for fact in office.trail.search() if fact["action"].startswith("payment.")]
    assert told[::-1] == ["payment.due", "payment.begun", "payment.taken_up", "payment.paid"]
    office.seal()
    assert office.verify().holds


def test_the_provider_learns_our_reference_the_amount_and_no_name(office: Office) -> None:
    """What is sent: the amount that the office fixed, one line with the receipt number, and where to come back to."""
    submission = filed(office)
    strange = Strange()
    payment, _ = go(with_provider(office, strange), office, submission)
    (charge,) = strange.charges
    assert (charge.reference, charge.amount, charge.currency) == (payment.id, 1_800, "KRW")
    assert charge.description == "Petition fee PK4M-T7Q2"
    assert charge.back.startswith(f"https://x/payments/{payment.id}.")


def test_begun_again_the_provider_is_asked_first(office: Office) -> None:
    """Who paid, closed the window and presses the button once more learns that it is paid."""
    submission = filed(office)
    payment, address = gone(office, submission)
    assert gone(office, submission) == (payment, address)
    ended(office, payment)
    again, nowhere = gone(office, submission)
    assert (again.state, nowhere) == ("paid", "")
    assert len(list(folder(office).glob("*.json"))) == 1


def test_the_office_asks_for_what_is_pending_by_itself(office_anywhere: Office) -> None:
    """Whoever does not come back has paid all the same; what is not paid yet goes on waiting."""
    office = office_anywhere
    submissions = [filed(office) for _ in range(4)]
    tried = [gone(office, each)[0] for each in submissions[:3]]
    for payment, how in zip(tried, ("paid", "expired"), strict=False):
        ended(office, payment, how)
    assert office.paying.ask_pending() == 2
    assert [fee.state for fee in (fee_of(office, each) for each in submissions) if fee] == [
        "paid", "expired", "pending", "due",
    ]  # fmt: skip
    assert office.paying.ask_pending() == 0


def test_a_silent_provider_holds_nothing_up(office: Office) -> None:
    """The person hears that it goes later; the payment waits, with the same reference, and the petition is received."""
    submission = filed(office)
    strange = Strange(how="raises")
    paying = with_provider(office, strange)
    with pytest.raises(PaymentUnavailable):
        go(paying, office, submission)
    strange.how = "answers"
    payment, address = go(paying, office, submission)
    assert address
    assert {charge.reference for charge in strange.charges} == {payment.id}
    strange.how = "raises"
    assert paying.ask_pending() == 0
    strange.how, strange.state = "answers", "paid"
    assert paying.ask_pending() == 1


def test_what_the_provider_never_takes_has_failed(office: Office) -> None:
    """The fee can then be paid through another one."""
    submission = filed(office)
    with pytest.raises(NotPayable):
        go(with_provider(office, Strange(how="refuses")), office, submission)
    stands = fee_of(office, submission)
    assert stands is not None
    assert stands.state == "failed"
    assert gone(office, submission)[0].state == "pending"


def test_what_the_provider_does_not_know_any_more_has_failed(office: Office) -> None:
    """Otherwise nobody could ever pay it."""
    submission = filed(office)
    payment, _ = gone(office, submission)
    for file in folder(office).glob("*.json"):
        file.unlink()
    assert office.paying.ask(payment.id).state == "failed"


def test_a_wrong_amount_at_the_provider_is_looked_into(office: Office) -> None:
    """Whatever the provider's own records say, the fee is not paid."""
    payment, _ = gone(office, filed(office))
    (file,) = folder(office).glob("*.json")
    file.write_text(json.dumps({**json.loads(file.read_text()), "amount": 1, "state": "paid"}), encoding="utf-8")
    assert office.paying.ask_pending() == 1
    assert office.paying.ask(payment.id).state == "disputed"


def test_a_fee_is_given_back_once_by_whoever_may(office_anywhere: Office) -> None:
    """The reason is kept with the fact, under the applicant's key."""
    office = office_anywhere
    submission = filed(office)
    payment, _ = gone(office, submission)
    ended(office, payment)
    office.paying.ask(payment.id)
    cashier = officer(office, "kim", "cashier")

    def refund() -> Any:
        return office.paying.refund(
            submission.petition.receipt, "두 번 냄",
            look=lambda: office.look(by=cashier), work=lambda: office.work(by=cashier),
        )  # fmt: skip

    assert refund().state == "refunded"
    with pytest.raises(NothingToPay):
        refund()
    (fact,) = office.trail.search(action="payment.refunded")
    assert fact["actor"]["id"] == cashier.id
    assert "두 번" not in json.dumps(fact["details"], ensure_ascii=False)
    demo: Any = office.payments.all["card"].plugin
    assert demo.standing(payment.reference).state == "refunded"
    office.seal()
    assert office.verify().holds


def test_a_refund_that_the_provider_does_not_make_is_none(office: Office) -> None:
    """The fee stays paid until the provider says that it gave it back."""
    submission = filed(office)
    strange = Strange(state="paid")
    paying = with_provider(office, strange)
    payment, _ = go(paying, office, submission)
    assert paying.ask(payment.id).state == "paid"
    cashier = officer(office, "kim", "cashier")
    for how, error in (("raises", PaymentUnavailable), ("refuses", NotPayable), ("forgets", NotPayable)):
        strange.how = how
        with pytest.raises(error):
            paying.refund(
                submission.petition.receipt, "두 번 냄",
                look=lambda: office.look(by=cashier), work=lambda: office.work(by=cashier),
            )  # fmt: skip
    strange.how = "answers"  # and says that it stands as before
    with pytest.raises(NotPayable):
        paying.refund(
            submission.petition.receipt, "두 번 냄",
            look=lambda: office.look(by=cashier), work=lambda: office.work(by=cashier),
        )  # fmt: skip
    stands = fee_of(office, submission)
    assert stands is not None
    assert stands.state == "paid"


def test_no_transaction_is_open_while_the_provider_is_asked(office: Office) -> None:
    """Others write meanwhile: a slow provider stops nobody."""
    submission = filed(office)
    strange = Strange()

    def somebody_else() -> None:
        with office.work(by=Actor.visitor()) as work:
            work.petitions.submit("permit", {"where": "중앙로 12"})

    strange.before = somebody_else
    assert go(with_provider(office, strange), office, submission)[1]


def test_nobody_is_sent_to_a_provider_that_is_not_asked_any_more(office: Office) -> None:
    """Who chose another provider while the first one was slow pays there alone."""
    submission = filed(office)
    strange = Strange()
    paying = with_provider(office, strange)
    payment = begun(office, submission)

    def chosen_elsewhere() -> None:
        strange.before = None
        with office.work(by=Actor.system("payments")) as work:
            work.fees.settle(payment.id, Standing(state="expired", amount=0, currency="KRW"))
        begun(office, submission)

    strange.before = chosen_elsewhere
    kept, address = paying.go(payment, receipt="PK4M-T7Q2", language="en", url=lambda path: f"https://x{path}")
    assert (kept.state, address) == ("expired", "")
