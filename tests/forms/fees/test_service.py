"""What a petition costs is fixed as it is received; from then on it is paid, begun again or given back."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.fees.model import NothingToPay
from egovframe.forms.interfaces import Standing
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.office import Office
from tests.forms.fees.city import begun, ended, fee_of, filed, gone, officer

PAID = Standing(state="paid", amount=1_800, currency="KRW")


def facts(office: Office) -> list[str]:
    """What the trail tells of payments, the oldest first."""
    return [fact["action"] for fact in office.trail.search() if fact["action"].startswith("payment.")][::-1]


def settled(office: Office, payment_id: str, standing: Standing) -> Any:
    """Keeps what a provider says, as the office does."""
    with office.work(by=Actor.system("payments")) as work:
        return work.fees.settle(payment_id, standing)


def test_the_office_itself_fixes_the_fee_as_it_receives_the_petition(office_anywhere: Office) -> None:
    """It is worked out from the answers that were checked, and the receipt is there at once (법9)."""
    office = office_anywhere
    copies, permit = filed(office), filed(office, "permit")
    found = [fee_of(office, each) for each in (copies, permit)]
    assert [(each.amount, each.currency, each.state) for each in found if each] == [
        (1_800, "KRW", "due"), (5_000, "KRW", "due"),
    ]  # fmt: skip
    assert copies.petition.state == "received"
    assert facts(office) == ["payment.due", "payment.due"]
    office.seal()
    assert office.verify().holds


def test_nobody_sends_an_amount_of_their_own(office: Office) -> None:
    """A form that names its fee among the answers is refused: there is no such question."""
    with pytest.raises(Invalid), office.work(by=Actor.visitor()) as work:
        work.petitions.submit("permit", {"where": "중앙로 12", "amount": 1})


def test_where_it_is_free_there_is_nothing_to_pay(office: Office) -> None:
    """That it was free is a fact; nothing can be begun."""
    submission = filed(office, reduction="veteran")
    assert fee_of(office, submission) is None
    assert facts(office) == ["payment.free"]
    with pytest.raises(NothingToPay):
        begun(office, submission)


def test_the_same_request_sent_again_is_no_second_fee(office: Office) -> None:
    """A petition sent again with its mark is the same petition, with the same fee."""
    for _ in range(2):
        with office.work(by=Actor.visitor()) as work:
            work.petitions.submit("permit", {"where": "중앙로 12"}, once="a")
    assert facts(office) == ["payment.due"]


def test_what_is_imported_costs_nothing(office: Office) -> None:
    """Petitions of another system were paid there."""
    with office.work(by=Actor.system("import")) as work:
        work.petitions.submit("permit", {"where": "중앙로 12"}, channel="import")
    assert facts(office) == []


def test_only_the_holder_begins_to_pay(office: Office) -> None:
    """The last four digits of a phone show the petition and pay nothing; nor does an officer."""
    submission = filed(office)
    with pytest.raises(NotFound), office.work(by=Actor.visitor()) as work:
        work.fees.begin(work.petitions.holder(submission.petition.receipt, "5678"), "card")
    cashier = officer(office, "kim", "cashier")
    with pytest.raises(NotFound), office.work(by=cashier) as work:
        work.fees.begin(work.petitions.get(submission.petition.receipt), "card")


def test_a_provider_that_there_is_not_cannot_be_chosen(office: Office) -> None:
    """What is wrong is the field of the provider."""
    with pytest.raises(Invalid) as caught:
        begun(office, filed(office), "cash")
    assert [fault.field for fault in caught.value.faults] == ["provider"]


def test_a_payment_goes_on_where_it_was_begun(office: Office) -> None:
    """Begun twice it is one payment: nobody pays twice."""
    submission = filed(office)
    one, other = begun(office, submission), begun(office, submission)
    assert (one.id, one.state) == (other.id, "pending")
    assert facts(office) == ["payment.due", "payment.begun"]


def test_what_failed_or_expired_is_begun_anew(office_anywhere: Office) -> None:
    """Each try is a payment of its own, over the same amount."""
    office = office_anywhere
    submission = filed(office)
    first = begun(office, submission)
    settled(office, first.id, Standing(state="expired", amount=0, currency="KRW"))
    second = begun(office, submission)
    settled(office, second.id, Standing(state="failed", amount=1_800, currency="KRW"))
    third = begun(office, submission)
    assert len({first.id, second.id, third.id}) == 3
    assert third.amount == first.amount
    settled(office, third.id, PAID)
    with pytest.raises(NothingToPay):
        begun(office, submission)
    assert facts(office)[1:] == [
        "payment.begun", "payment.expired", "payment.begun", "payment.failed", "payment.begun", "payment.paid",
    ]  # fmt: skip
    office.seal()
    assert office.verify().holds


@pytest.mark.parametrize(("amount", "currency"), [(1_799, "KRW"), (1_801, "KRW"), (1_800, "JPY")])
def test_another_amount_is_no_payment(office: Office, amount: int, currency: str) -> None:
    """What is paid over another amount or currency is to be looked into, and cannot be paid again meanwhile."""
    submission = filed(office)
    payment = begun(office, submission)
    wrong = settled(office, payment.id, Standing(state="paid", amount=amount, currency=currency))
    assert wrong.state == "disputed"
    assert facts(office)[-1] == "payment.disputed"
    with pytest.raises(NothingToPay):
        begun(office, submission)


def test_what_is_settled_stays(office: Office) -> None:
    """A provider that changes its mind later changes nothing."""
    payment = begun(office, filed(office))
    settled(office, payment.id, PAID)
    after = settled(office, payment.id, Standing(state="failed", amount=0, currency="KRW"))
    assert after.state == "paid"


def test_only_the_office_itself_keeps_what_a_provider_says(office: Office) -> None:
    """Neither whoever pays nor an officer can say that it is paid."""
    payment = begun(office, filed(office))
    for by in (Actor.visitor(), officer(office, "kim", "cashier")):
        with pytest.raises(Forbidden), office.work(by=by) as work:
            work.fees.settle(payment.id, PAID)
        with pytest.raises(Forbidden), office.work(by=by) as work:
            work.fees.taken_up(payment.id, "x", by="card")


def test_only_the_provider_that_was_chosen_takes_a_payment_up(office: Office) -> None:
    """One that answers late, after another was chosen, is not believed."""
    payment = begun(office, filed(office))
    for by, reference in (("bank", None), ("card", "x")):
        with office.work(by=Actor.system("payments")) as work:
            assert work.fees.taken_up(payment.id, "x", by=by).reference == reference


def test_a_petition_that_is_closed_is_not_paid_any_more(office: Office) -> None:
    """Who withdrew owes nothing that could be begun."""
    submission = filed(office)
    with office.work(by=Actor.visitor()) as work:
        work.petitions.holder(submission.petition.receipt, submission.key)
        work.petitions.withdraw(submission.petition.receipt, "")
    with pytest.raises(NothingToPay):
        begun(office, submission)


def test_giving_back_needs_the_permission_a_reason_and_a_fee_that_was_paid(office: Office) -> None:
    """An officer who answers petitions gives nothing back; nothing is given back twice."""
    submission = filed(office)
    receipt = submission.petition.receipt
    cashier, clerk = officer(office, "kim", "cashier"), officer(office, "lee", "officer")
    with pytest.raises(NothingToPay), office.look(by=cashier) as work:
        work.fees.refundable(receipt, "두 번 냄")
    payment, _ = gone(office, submission)
    ended(office, payment)
    office.paying.ask(payment.id)
    with pytest.raises(Forbidden), office.look(by=clerk) as work:
        work.fees.refundable(receipt, "두 번 냄")
    with pytest.raises(Invalid), office.look(by=cashier) as work:
        work.fees.refundable(receipt, " ")
    with office.look(by=cashier) as work:
        assert work.fees.refundable(receipt, "두 번 냄").state == "paid"


@pytest.mark.parametrize("paid", [Standing(state="paid", amount=3_600, currency="KRW"), PAID])
def test_what_was_paid_over_another_amount_is_given_back_and_the_fee_due_again(
    office_anywhere: Office, paid: Standing
) -> None:
    """Who paid twice the fee gets all of it back, and pays the fee; who paid the fee and gets it back pays no other."""
    office = office_anywhere
    submission = filed(office)
    payment, _ = gone(office, submission)
    wrong = paid.amount != payment.amount
    settled(office, payment.id, paid)
    cashier = officer(office, "kim", "cashier")
    with office.work(by=cashier) as work:
        given = Standing(state="refunded", amount=paid.amount, currency="KRW")
        assert work.fees.refunded(submission.petition.receipt, "두 번 냄", given).state == "refunded"
    again = fee_of(office, submission)
    assert again is not None
    assert (again.state, again.amount, again.id != payment.id) == ("due" if wrong else "refunded", 1_800, wrong)
    assert facts(office)[-1] == ("payment.due" if wrong else "payment.refunded")
    with pytest.raises(NothingToPay), office.look(by=cashier) as work:
        work.fees.refundable(submission.petition.receipt, "두 번 냄")
    if wrong:
        assert begun(office, submission).id == again.id
    office.seal()
    assert office.verify().holds


def test_what_was_paid_for_a_petition_that_is_closed_is_given_back_alone(office: Office) -> None:
    """Its fee is due no more."""
    submission = filed(office)
    payment, _ = gone(office, submission)
    settled(office, payment.id, Standing(state="paid", amount=3_600, currency="KRW"))
    receipt, cashier = submission.petition.receipt, officer(office, "kim", "cashier")
    with office.work(by=Actor.visitor()) as work:
        work.petitions.holder(receipt, submission.key)
        work.petitions.withdraw(receipt, "")
    with office.work(by=cashier) as work:
        work.fees.refunded(receipt, "두 번 냄", Standing(state="refunded", amount=3_600, currency="KRW"))
    stands = fee_of(office, submission)
    assert stands is not None
    assert stands.state == "refunded"


def test_the_trail_keeps_the_amount_that_was_paid_not_the_fee(office: Office) -> None:
    """Who looks into a payment, or into what was given back, reads what the provider said."""
    submission = filed(office)
    payment, _ = gone(office, submission)
    settled(office, payment.id, Standing(state="paid", amount=3_600, currency="KRW"))
    with office.work(by=officer(office, "kim", "cashier")) as work:
        given = Standing(state="refunded", amount=3_600, currency="KRW")
        work.fees.refunded(submission.petition.receipt, "두 번 냄", given)
    told = {each.action: each.private.get("amount") for each in office.trail.facts(private=True)}
    assert {action: told[action] for action in ("payment.due", "payment.disputed", "payment.refunded")} == {
        "payment.due": "KRW 1,800", "payment.disputed": "KRW 3,600", "payment.refunded": "KRW 3,600",
    }  # fmt: skip
