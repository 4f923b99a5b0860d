"""Rights in a whole office: two processes on one database, and what the log says of who decided by which policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from egovframe import App
from egovframe.auth.access.errors import RolesExclude
from egovframe.kernel.errors import NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.office import Office
from egovframe.testing import SetClock, open_office
from tests.office.city import PASSWORD, POTHOLE, haneul

CONSOLE, VISITOR = Actor.system("console"), Actor.visitor()
SUGGESTION = {"title": "버스", "name": "홍길동"}


def city() -> App:
    """Haneul City with roles that include, exclude and narrow each other."""
    app = haneul()
    chief = app.role("chief", may={"petition.assign"}, includes=[app.roles["road-officer"]])
    app.role("counter", may={"petition.read", "petition.reveal"}, reveals={"sensitive"})
    app.separate(chief, "park-officer")
    app.apart("petition.assign", "petition.answer")
    return app


@pytest.fixture
def offices(office_url: str, tmp_path: Path, clock: SetClock) -> Iterator[tuple[Office, Office]]:
    """Two processes of one office."""
    with (
        open_office(city(), tmp_path, url=office_url, clock=clock) as one,
        open_office(city(), tmp_path, url=office_url, clock=clock) as other,
    ):
        with one.work(by=CONSOLE) as work:
            for name in ("kim", "lee"):
                work.accounts.add(name, password=PASSWORD)
        yield one, other


def entries(office: Office, action: str) -> list[dict[str, Any]]:
    """The entries of this action as they stand in the log, the oldest first."""
    with office.database.read() as conn:
        found = [json.loads(bytes(row[0])) for row in conn.execute(sa.text("SELECT entry FROM facts ORDER BY n"))]
    return [each for each in found if each["action"] == action]


def actor(office: Office, token: str) -> Actor:
    """Who the token stands for."""
    session = office.auth.session(token)
    assert session is not None
    return session.actor


def test_a_right_given_or_taken_counts_at_the_next_request_of_every_process(offices: tuple[Office, Office]) -> None:
    """Grants, roles of the office and units: changed here, asked there."""
    here, there = offices
    token, _ = here.auth.sign_in("kim", PASSWORD)
    assert not actor(there, token).may("petition.read")
    with here.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "chief", unit="roads")
    assert actor(there, token).may("petition.answer", unit="roads")
    with here.work(by=CONSOLE) as work:
        work.access.roles.define("auditors", may={"audit.read"})
        work.accounts.grant("kim", "auditors")
    assert actor(there, token).may("audit.read", unit="roads")
    with there.work(by=CONSOLE) as work:
        work.access.roles.retire("auditors")
        work.access.units.close("roads")
    assert not actor(here, token).may("audit.read")
    assert not actor(here, token).may("petition.answer")


def test_an_officer_for_one_form_sees_that_form(offices: tuple[Office, Office]) -> None:
    """In lists and one by one; a form that the city does not offer is refused."""
    office, _ = offices
    with office.work(by=VISITOR) as work:
        pothole = work.petitions.submit("pothole", POTHOLE).petition
        suggestion = work.petitions.submit("suggestion", SUGGESTION).petition
    with office.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "road-officer", form="suggestion")
        with pytest.raises(NotFound, match="offers no form 'passport'"):
            work.accounts.grant("kim", "road-officer", form="passport")
        work.accounts.grant("lee", "chief")
        with pytest.raises(RolesExclude, match="'park-officer'"):
            work.accounts.grant("lee", "park-officer", form="suggestion")
    token, _ = office.auth.sign_in("kim", PASSWORD)
    kim = actor(office, token)
    with office.work(by=kim) as work:
        assert [each.id for each in work.petitions.list().items] == [suggestion.id]
        work.petitions.get(suggestion.receipt)
        with pytest.raises(NotFound):
            work.petitions.get(pothole.receipt)


def test_a_role_that_reveals_some_kinds_shows_those(offices: tuple[Office, Office]) -> None:
    """The counter reveals sensitive answers; a phone number is none."""
    office, _ = offices
    with office.work(by=VISITOR) as work:
        receipt = work.petitions.submit("pothole", POTHOLE).petition.receipt
    with office.work(by=CONSOLE) as work:
        work.accounts.grant("kim", "counter", unit="roads")
        work.accounts.grant("lee", "road-officer", unit="roads")
    for name, shown in (("kim", {}), ("lee", {"phone": "010-1234-5678"})):
        token, _ = office.auth.sign_in(name, PASSWORD)
        with office.work(by=actor(office, token)) as work:
            assert work.petitions.reveal(receipt, "확인") == shown


def test_facts_carry_the_version_of_the_policy(offices: tuple[Office, Office]) -> None:
    """Every denial, and every deed on personal data, whoever does it; another policy has another version."""
    office, _ = offices
    with office.work(by=VISITOR) as work:
        work.petitions.submit("pothole", POTHOLE)
    token, _ = office.auth.sign_in("kim", PASSWORD)
    first = actor(office, token).policy
    with office.work(by=actor(office, token)) as work, pytest.raises(Forbidden):
        work.petitions.list()
    with office.work(by=CONSOLE) as work:
        work.access.roles.define("auditors", may={"audit.read"})
        work.accounts.grant("kim", "auditors")
    second = actor(office, token).policy
    with office.work(by=CONSOLE) as work:
        work.petitions.submit("pothole", POTHOLE)
    assert first != second
    assert [each["policy"] for each in entries(office, "petition.submitted")] == [first, second]
    assert entries(office, "access.denied")[0]["details"] == {
        "permission": "petition.read",
        "unit": "",
        "policy": first,
    }
    assert entries(office, "access.denied")[0]["reason"] == "no role grants it"
    assert "policy" not in entries(office, "role.defined")[0]
    office.seal()
    assert office.verify().holds
    handled = [each for each in office.trail.search() if office.trail.types[each["action"]].handles]
    assert {each["action"] for each in handled} >= {"petition.submitted", "sign-in.succeeded", "role.granted"}
    assert all(each["policy"] in (first, second) for each in handled)


def test_whose_data_it_is_reads_both_names(offices: tuple[Office, Office]) -> None:
    """The log has both; the person reads that somebody acted in another's place, and of which department both are."""
    office, _ = offices
    with office.work(by=CONSOLE) as work:
        citizen = work.accounts.add("hong", kind="citizen")
        work.accounts.grant("kim", "road-officer", unit="roads")
        work.accounts.grant("lee", "park-officer", unit="parks")
    hong = Actor("citizen", citizen.id, "hong")
    with office.work(by=hong) as work:
        receipt = work.petitions.submit("pothole", POTHOLE).petition.receipt
    token, _ = office.auth.sign_in("kim", PASSWORD)
    with office.work(by=actor(office, token)) as work:
        lent = work.access.delegations.lend("lee", until=_later(office), reason="휴가")
    token, session = office.auth.sign_in("lee", PASSWORD)
    office.auth.act(session, f"delegation:{lent.id}")
    lee = actor(office, token)
    with office.work(by=lee) as work:
        work.petitions.get(receipt)
    assert entries(office, "petition.read")[-1]["actor"] == {"kind": "officer", "id": lee.id, "for": lent.lender}
    office.seal()
    with office.look(by=hong) as look:
        seen = look.seen.list(look.seen.me(), kind="looked").items
    assert seen[0].by.in_("en") == "An officer of Parks, in the place of: An officer of Roads"
    assert seen[0].by.in_("ko") == "공원과 담당자 (도로과 담당자의 권한으로)"
    assert office.verify().holds


def _later(office: Office) -> Any:
    from datetime import timedelta

    return office.clock.now() + timedelta(days=1)
