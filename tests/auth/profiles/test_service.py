"""Profiles: who may see and change them, what the trail tells of it, and that erasing the key erases them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from egovframe.auth.accounts import Accounts
from egovframe.auth.errors import AccountNotFound
from egovframe.auth.profiles import Contact, Profile, ProfileChanged, find_by_external_id
from egovframe.auth.profiles.facts import CHANGED
from egovframe.auth.profiles.model import OWN
from egovframe.auth.profiles.tables import profiles
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from tests.auth.gatehouse import NOBODY, READER, Gatehouse

MANAGER = Actor("officer", "manager", "Manager", holds={"account.manage": EVERYWHERE})
MAIL = "kim@haneul.example"


def kim(gate: Gatehouse, **changes: object) -> str:
    """An officer with a profile; gives the account's id."""
    found = gate.add()
    said = {
        "display_name": "김하늘",
        "emails": (Contact(MAIL, "work", primary=True),),
        "employee_number": "7",
        **changes,
    }
    with gate.work() as work:
        gate.accounts(work).set_profile("kim", **said)
    return found


def test_a_profile_is_kept_and_found(gate: Gatehouse) -> None:
    """What was set is there again; the address finds the account, whatever its case."""
    account = kim(gate, external_id="E-7")
    with gate.work() as work:
        found = gate.accounts(work).profile("KIM")
    assert (found.display_name, found.email, found.employee_number) == ("김하늘", MAIL, "7")
    with gate.database.read() as conn:
        assert gate.auth.profile_of(conn, account) == found
        assert gate.auth.profile_of(conn, "nobody") is None
        assert gate.auth.find_by_email(conn, " KIM@Haneul.example") == [account]
        assert gate.auth.find_by_email(conn, "other@haneul.example") == []
        assert gate.auth.find_by_email(conn, " ") == []
        assert find_by_external_id(gate.cabinet, conn, "E-7") == [account]
        assert find_by_external_id(gate.cabinet, conn, "e-7") == []
        assert find_by_external_id(gate.cabinet, conn, "") == []


def test_only_the_primary_address_finds_the_account(small: Gatehouse) -> None:
    """Whoever writes somebody else's address behind their own gets nothing that is meant for that person."""
    kim(small, emails=(Contact(MAIL, primary=True), Contact("lee@haneul.example")))
    with small.database.read() as conn:
        assert small.auth.find_by_email(conn, "lee@haneul.example") == []


def test_nothing_personal_can_be_read_in_the_table(gate: Gatehouse) -> None:
    """Values are sealed, digests are keyed."""
    kim(gate, phones=(Contact("02-120-7777"),))
    with gate.database.read() as conn:
        row = conn.execute(sa.select(profiles)).mappings().one()
    kept = repr([bytes(value) if isinstance(value, memoryview) else value for value in row.values()])
    for secret in (MAIL, "haneul.example", "김하늘", "02-120", "\\xea\\xb9\\x80"):
        assert secret not in kept


def test_a_change_is_a_fact_that_names_fields_and_no_values(small: Gatehouse) -> None:
    """What was set again as it was is no change; who wants to know is told once."""
    told: list[ProfileChanged] = []
    small.observers.on(ProfileChanged, lambda event, _work: told.append(event))
    account = kim(small)
    with small.work() as work:
        small.accounts(work).set_profile("kim", display_name="김하늘")
    (fact,) = small.facts.of("profile.changed")
    assert fact.subjects == (f"account:{account}",)
    assert fact.details == {"fields": ["display_name", "emails", "employee_number"]}
    assert MAIL not in repr(fact)
    assert [event.account_id for event in told] == [account]


def test_a_look_at_somebody_elses_profile_is_a_fact(small: Gatehouse) -> None:
    """It names the data subject; one's own look leaves none (안전성 확보조치 기준 §8)."""
    account = kim(small)
    with small.work(READER) as work:
        small.accounts(work).profile("kim")
    (fact,) = small.facts.of("profile.read")
    assert (fact.actor.id, fact.subjects, fact.fact.does) == ("reader", (f"account:{account}",), "read")
    with small.work(Actor("officer", account, "kim")) as work:
        assert small.accounts(work).profile("kim").email == MAIL
    assert len(small.facts.of("profile.read")) == 1


@pytest.mark.asvs("V8.2.3")
def test_people_change_how_they_are_reached_and_nothing_else(small: Gatehouse) -> None:
    """Display name, addresses, phones and locale are one's own; numbers and identifiers are the employer's."""
    owner = Actor("officer", kim(small), "kim")
    with small.work(owner) as work:
        small.accounts(work).set_profile("kim", display_name="Kim", locale="en-GB", phones=(Contact("1"),))
    assert {"display_name", "emails", "phones", "locale"} == OWN
    with pytest.raises(Forbidden), small.work(owner) as work:
        small.accounts(work).set_profile("kim", employee_number="8")
    with pytest.raises(Forbidden), small.work(owner) as work:
        small.accounts(work).set_profile("kim", display_name="x", external_id="8")


DEEDS: dict[str, Callable[[Accounts], object]] = {
    "see": lambda accounts: accounts.profile("kim"),
    "change": lambda accounts: accounts.set_profile("kim", locale="ko-KR"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_without_the_permission_nothing_is_seen_or_changed(small: Gatehouse, deed: str) -> None:
    """Others' profiles need `account.read` or `account.manage`; who may not see learns not even who has an account."""
    kim(small)
    may, may_not = (READER, MANAGER) if deed == "see" else (MANAGER, READER)
    with small.work(may) as work:
        DEEDS[deed](small.accounts(work))
    for actor in (NOBODY, may_not):
        with pytest.raises(Forbidden), small.work(actor) as work:
            DEEDS[deed](small.accounts(work))
    with pytest.raises(Forbidden), small.work(NOBODY) as work:
        small.accounts(work).profile("nobody-has-this-name")
    with pytest.raises(AccountNotFound), small.work(READER) as work:
        small.accounts(work).profile("a\x00b")


def test_what_does_not_hold_changes_nothing(small: Gatehouse) -> None:
    """The fault names the field."""
    kim(small)
    with pytest.raises(Invalid), small.work() as work:
        small.accounts(work).set_profile("kim", emails=(Contact("nowhere"),))
    with small.work() as work:
        assert small.accounts(work).profile("kim").email == MAIL


def test_erasing_the_key_erases_the_profile(gate: Gatehouse) -> None:
    """Nothing of it opens any more; a new profile can be kept afterwards, under a new key."""
    account = kim(gate)
    with gate.work() as work:
        gate.cabinet.destroy_key(work, f"account:{account}")
        work.note(CHANGED, object=f"account:{account}", subjects=(f"account:{account}",), details={"fields": []})
    with gate.database.read() as conn:
        assert gate.auth.profile_of(conn, account) is None
    with gate.work() as work:
        assert gate.accounts(work).profile("kim") == Profile()
        gate.accounts(work).set_profile("kim", display_name="누구")
    with gate.database.read() as conn:
        assert gate.auth.profile_of(conn, account) == Profile(display_name="누구")
