"""Who saw my data: each sees the facts about themselves, and nobody sees anybody else's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from egovframe.audit import Statement
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.facts import Origin
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.office import Office
from egovframe.office.seen import KINDS, Sight, Whose, account
from egovframe.testing import SetClock
from tests.office.city import POTHOLE
from tests.support.deeds import deed
from tests.support.words import said

VISITOR, CONSOLE = Actor.visitor(), Actor.system("console")
SECRET = "phone call of 21 September"


def citizen(office: Office, name: str) -> Actor:
    """A citizen with an account."""
    with office.work(by=CONSOLE) as work:
        made = work.accounts.add(name, kind="citizen")
    return Actor(kind="citizen", id=made.id, name=name)


def filed(office: Office, by: Actor = VISITOR) -> tuple[str, str]:
    """File a petition; gives its receipt number and its key."""
    with office.work(by=by, why="pothole filed on the portal", origin=Origin(address="192.0.2.7")) as work:
        submission = work.petitions.submit("pothole", POTHOLE)
    return submission.petition.receipt, submission.key


def revealed(office: Office, kim: Actor, receipt: str, reason: str = SECRET) -> None:
    """Have the officer see the personal answers of a petition."""
    origin = Origin(address="10.0.0.1", session="s-9", agent="desk")
    with office.work(by=kim, why="personal answers looked at", origin=origin) as work:
        work.petitions.reveal(receipt, reason)


def mine(office: Office, by: Actor, **how: Any) -> Sight:
    """What a citizen sees of their own data."""
    with office.look(by=by) as work:
        return work.seen.list(work.seen.me(), **how)


def held(office: Office, receipt: str, known: str, by: Actor = VISITOR) -> tuple[Whose, Sight]:
    """What the holder of a petition sees, and whose data that is."""
    with office.look(by=by, why="who saw it, by the holder") as work:
        whose = work.seen.of(work.petitions.holder(receipt, known))
        return whose, work.seen.list(whose)


def actions(sight: Sight) -> list[str]:
    """Name what happened, the newest first."""
    return [told.fact.action for told in sight.items]


def test_a_citizen_sees_who_looked_and_why(office: Office, kim: Actor) -> None:
    """In the words of the officer's reason, the department instead of the name, and which answers were seen."""
    lee = citizen(office, "lee")
    receipt, _ = filed(office, lee)
    revealed(office, kim, receipt)
    (seen, submitted, added) = mine(office, lee).items
    assert (seen.fact.action, seen.by.in_("ko"), seen.by.in_("en")) == (
        "petition.revealed", "도로과 담당자", "An officer of Roads",
    )  # fmt: skip
    assert (seen.reason, seen.receipt, [field.in_("ko") for field in seen.fields]) == (
        SECRET, receipt, ["연락받을 전화번호"],
    )  # fmt: skip
    assert seen.basis is not None
    assert seen.basis.in_("en") == "Personal Information Protection Act, article 29"
    assert (submitted.fact.action, submitted.you) == ("petition.submitted", True)
    assert added.by.in_("en") == "A system administrator"


def test_two_citizens_never_see_each_others_facts(office: Office, kim: Actor) -> None:
    """Neither in the list nor in the statement: no fact, no reason, no receipt number of the other."""
    lee, park = citizen(office, "lee"), citizen(office, "park")
    of_lee, of_park = filed(office, lee)[0], filed(office, park)[0]
    revealed(office, kim, of_lee, "reason about lee")
    revealed(office, kim, of_park, "reason about park")
    with office.look(by=kim, why="queue at the desk") as work:
        work.petitions.queue()
    for me, other, receipt in ((lee, "park", of_lee), (park, "lee", of_park)):
        sight = mine(office, me)
        assert actions(sight)[:2] == ["petition.listed", "petition.revealed"]
        assert sight.items[0].count == 2
        told = str([(each.reason, each.receipt, each.purpose, each.by) for each in sight.items])
        assert f"reason about {other}" not in told
        assert {each.receipt for each in sight.items} <= {"", receipt}
        with office.look(by=me) as work:
            whose = work.seen.me()
        text = str(office.statement(whose, by=me, why="statement taken"))
        assert f"reason about {me.name}" in text
        assert f"reason about {other}" not in text
        entries = [json.loads(fact["entry"]) for fact in json.loads(text)["statement"]["facts"]]
        assert all(f"account:{me.id}" in entry["subjects"] for entry in entries)


def test_the_holder_by_key_sees_and_takes_the_statement(office: Office, kim: Actor) -> None:
    """Without an account; by the four digits not, for others may know them. Where anybody acted from stays sealed."""
    receipt, key = filed(office)
    revealed(office, kim, receipt)
    digits = str(POTHOLE["phone"])[-4:]
    with office.look(by=VISITOR, why="status shown to the holder") as work:
        work.petitions.holder(receipt, digits)
    with pytest.raises(Forbidden):
        held(office, receipt, digits)
    whose, sight = held(office, receipt, key)
    assert actions(sight) == ["petition.read", "petition.revealed", "petition.submitted"]
    by = [told.by.in_("en") for told in sight.items]
    assert by == [
        "Whoever knows the receipt number and the last four digits of the phone",
        "An officer of Roads",
        "Somebody who was not signed in",
    ]
    statement = office.statement(whose, by=VISITOR, why="statement taken by the holder")
    statement.verify(office.trail.vkey)
    assert SECRET in str(statement)
    for hidden in ("192.0.2.7", "10.0.0.1", "s-9", "kim"):
        assert not said(hidden, str(statement))
    assert office.trail.search(limit=1)[0]["action"] == "statement.given"


def test_the_account_learns_that_a_key_holder_took_a_statement(office: Office) -> None:
    """The fact of the giving names the petition and the account behind it."""
    lee = citizen(office, "lee")
    receipt, key = filed(office, lee)
    whose, _ = held(office, receipt, key)
    office.statement(whose, by=VISITOR, why="statement taken by the holder")
    assert actions(mine(office, lee))[0] == "statement.given"


def test_only_whoever_may_read_the_trail_sees_it_for_others(office: Office, kim: Actor) -> None:
    """An officer of the unit without the permission is refused; with it, the look is a fact about the person."""
    receipt, key = filed(office)
    with pytest.raises(Forbidden), office.look(by=kim) as work:
        work.seen.of(work.petitions.get(receipt))
    with office.look(by=CONSOLE) as work:
        whose = work.seen.of(work.petitions.get(receipt))
        work.seen.list(whose)
    assert not whose.own
    assert actions(held(office, receipt, key)[1])[0] == "fact.shown"


def test_a_statement_for_somebody_else_is_made_for_a_reason(office: Office) -> None:
    """Which the person concerned reads later; without one nothing is made and no fact is left."""
    receipt, key = filed(office)
    with office.look(by=CONSOLE) as work:
        whose = work.seen.about(receipt)
    for reason in ("", " \n"):
        with pytest.raises(Invalid):
            office.statement(whose, by=CONSOLE, why="statement made at the desk", reason=reason)
    assert office.trail.search(action="statement.handed") == []
    office.statement(whose, by=CONSOLE, why="statement made at the desk", reason="She asked by letter.")
    (handed,) = office.trail.search(action="statement.handed")
    assert handed["due"] is True
    told = held(office, receipt, key)[1].items[0]
    assert (told.fact.action, told.reason) == ("statement.handed", "She asked by letter.")


def test_looking_at_ones_own_data_leaves_no_fact(office: Office) -> None:
    """A list that grew with every look would hide what it is for; taking the statement is a fact."""
    lee = citizen(office, "lee")
    before = len(office.trail.search())
    mine(office, lee)
    assert len(office.trail.search()) == before
    with office.look(by=lee) as work:
        whose = work.seen.me()
    office.statement(whose, by=lee, why="own")
    assert [fact["action"] for fact in office.trail.search(limit=2)] == ["statement.given", "account.added"]


@pytest.mark.parametrize("actor", [VISITOR, CONSOLE], ids=lambda actor: actor.id)
def test_whoever_has_no_account_has_no_data_by_account(office: Office, actor: Actor) -> None:
    """All visitors have one id: that must never become one person."""
    with pytest.raises(Forbidden), office.look(by=actor) as work:
        work.seen.me()


def test_page_by_page_and_by_kind(office: Office, kim: Actor, clock: SetClock) -> None:
    """`next` is `before` of the page after it; each kind has its own deeds, and together they are all there are."""
    lee = citizen(office, "lee")
    receipt, _ = filed(office, lee)
    for _ in range(3):
        clock.forward(seconds=1)
        revealed(office, kim, receipt)
    with office.look(by=lee) as work:
        whose = work.seen.me()
    office.statement(whose, by=lee, why="own")
    pages, before = [], None
    while True:
        sight = mine(office, lee, before=before, limit=2)
        pages += actions(sight)
        if (before := sight.next) is None:
            break
    assert pages == ["statement.given", *["petition.revealed"] * 3, "petition.submitted", "account.added"]
    by_kind = {kind: len(mine(office, lee, kind=kind).items) for kind in KINDS}
    assert by_kind == {"looked": 3, "taken": 1, "changed": 2, "entered": 0}


def test_whoever_was_erased_is_told_so(office: Office, kim: Actor) -> None:
    """Reasons are gone with the key; facts stay, and the statement verifies."""
    receipt, key = filed(office)
    revealed(office, kim, receipt)
    whose, _ = held(office, receipt, key)
    with office.work(by=CONSOLE) as work:
        work.cabinet.destroy_key(work, whose.ids[0])
        work.note(deed("case.erased"), object=whose.ids[0], subjects=whose.ids)
    with office.look(by=CONSOLE) as work:
        told = work.seen.list(whose).items
    assert [each.reason for each in told] == [""] * len(told)
    assert any(each.erased for each in told)
    statement = office.statement(whose, by=VISITOR, why="statement taken by the holder")
    assert SECRET not in str(statement)
    assert any(fact.erased for fact in statement.statement.facts)
    Statement.parse(str(statement)).verify(office.trail.vkey)


def test_several_together_and_up_to_a_moment(office: Office, kim: Actor, clock: SetClock) -> None:
    """One statement for an account and a petition that it did not file, of what was before a moment."""
    lee = citizen(office, "lee")
    receipt, _ = filed(office)
    clock.forward(days=1)
    until = clock.now()
    revealed(office, kim, receipt)
    with office.look(by=CONSOLE) as work:
        whose = work.seen.about("lee").and_(work.seen.about(receipt)).and_(work.seen.about("petition:x"))
    statement = office.statement(whose, by=CONSOLE, why="asked", reason="by letter", until=until)
    assert [fact["action"] for fact in statement.facts] == ["account.added", "petition.submitted"]
    assert statement.statement.subjects[0] == f"account:{lee.id}"
    with office.look(by=CONSOLE) as work, pytest.raises(NotFound):
        work.seen.about("nobody")
    with office.look(by=kim) as work, pytest.raises(Forbidden):
        work.seen.about("lee")


def test_an_account_of_another_name_for_the_same_words() -> None:
    """An account stands for its own petitions, whoever asks for it."""
    assert account("a-1", own=True) == Whose(("account:a-1",), ("account:a-1",), own=True, accounts=("a-1",))
