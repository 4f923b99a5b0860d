"""Users: accounts as a provisioning system makes, changes and shuts them, and what the trail tells of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from egovframe.auth import AccountExists, AccountNotFound, SignInFailed
from egovframe.auth.scim import users as module
from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.listing import Asked
from egovframe.auth.scim.schemas import ENTERPRISE_URN
from egovframe.auth.scim.users import Users
from egovframe.kernel.errors import Invalid
from egovframe.kernel.permissions import Actor, Forbidden
from tests.auth.gatehouse import PASSWORD, Gatehouse
from tests.auth.scim.desk import body, found, made, users, without
from tests.auth.scim.people_of_rfc import patch

EMAILS = [{"value": "kim@haneul.example", "type": "work", "primary": True}]


def test_an_account_is_provisioned_and_signs_in(gate: Gatehouse) -> None:
    """Account, profile and password in one unit of work, each with its fact."""
    enrolled = gate.auth.enrol(PASSWORD)
    with users(gate) as verbs:
        kim = verbs.create(body(displayName="김하늘", emails=EMAILS, externalId="E-7"), enrolled)
    assert gate.enter("kim")
    assert (kim["displayName"], kim["emails"], kim["externalId"]) == ("김하늘", EMAILS, "E-7")
    assert "password" not in kim
    assert [note.action for note in gate.facts.notes if note.actor.id == "connector"] == [
        "account.added",
        "profile.changed",
    ]
    with users(gate) as verbs:
        assert verbs.get(kim["id"]) == kim


def test_a_name_that_is_taken_is_taken_in_every_case(gate: Gatehouse) -> None:
    """Also by somebody whom provisioning does not see."""
    made(gate)
    with gate.work() as work:
        gate.accounts(work).add("citizen", kind="citizen")
    for name in ("KIM", "Citizen"):
        with pytest.raises(AccountExists), users(gate) as verbs:
            verbs.create(body(name))


def test_what_does_not_hold_makes_no_account(small: Gatehouse) -> None:
    """Neither half of it is kept."""
    with pytest.raises(Invalid), users(small) as verbs:
        verbs.create(body(emails=[{"value": "nowhere"}]))
    assert found(small) == []


def test_a_user_is_replaced(gate: Gatehouse) -> None:
    """What the body does not name is unknown afterwards, but for whether the account is open."""
    kim = made(gate, emails=EMAILS, displayName="Kim", active=False)
    with users(gate) as verbs:
        after = verbs.replace(kim, body(locale="ko-KR"))
    assert (after["locale"], after["active"]) == ("ko-KR", False)
    assert not {"emails", "displayName"} & set(after)
    with users(gate) as verbs:
        assert verbs.replace(kim, body(active=True))["active"] is True


def test_a_user_is_patched_and_renamed(gate: Gatehouse) -> None:
    """The id stays, the old name is free, the fact seals both names for the subject."""
    kim, _lee = made(gate), made(gate, "lee")
    with users(gate) as verbs:
        after = verbs.patch(kim, patch({"op": "replace", "value": {"userName": "Kim.H", "displayName": "K"}}))
    assert (after["id"], after["userName"], after["displayName"]) == (kim, "Kim.H", "K")
    (fact,) = gate.facts.of("account.renamed")
    assert (fact.private, fact.details) == ({"from": "kim", "to": "Kim.H"}, {})
    with pytest.raises(AccountExists), users(gate) as verbs:
        verbs.patch(kim, patch({"op": "replace", "path": "userName", "value": "LEE"}))
    with users(gate) as verbs:  # only the case is another
        assert verbs.patch(kim, patch({"op": "replace", "path": "userName", "value": "kim.h"}))["userName"] == "kim.h"
    assert made(gate, "kim") != kim


def test_shutting_an_account_ends_its_sessions(gate: Gatehouse) -> None:
    """`active: false` counts at once; `active: true` opens it again; nothing else is known of it."""
    gate.add()
    (row,) = [each for each in _all(gate) if each["userName"] == "kim"]
    token, _session = gate.enter()
    with users(gate) as verbs:
        verbs.patch(row["id"], patch({"op": "Replace", "path": "active", "value": "False"}))
    assert gate.auth.session(token) is None
    with pytest.raises(SignInFailed):
        gate.enter()
    with users(gate) as verbs:
        verbs.patch(row["id"], patch({"op": "replace", "value": {"active": True}}))
    assert gate.enter()
    with pytest.raises(ScimRefused) as raised, users(gate) as verbs:
        verbs.patch(row["id"], patch({"op": "remove", "path": "active"}))
    assert raised.value.scim_type == "mutability"


def _all(gate: Gatehouse) -> list[dict[str, Any]]:
    with users(gate) as verbs:
        return verbs.list(Asked())[1]


def test_a_new_password_ends_sessions(small: Gatehouse) -> None:
    """As for everybody who gets a new password."""
    small.add()
    token, _session = small.enter()
    (kim,) = _all(small)
    enrolled = small.auth.enrol("푸른 언덕 위의 하얀 집 42")
    with users(small) as verbs:
        verbs.patch(kim["id"], patch({"op": "replace", "path": "password", "value": "x"}), enrolled=enrolled)
    assert small.auth.session(token) is None
    assert small.enter("kim", "푸른 언덕 위의 하얀 집 42")


def test_a_deleted_user_is_gone_for_provisioning_and_kept_for_the_office(gate: Gatehouse) -> None:
    """Shut, without roles and tokens; its facts stay. The name is free for another account with another id."""
    kim = made(gate)
    with gate.work() as work:
        gate.accounts(work).grant("kim", "road-officer", unit="roads")
        gate.accounts(work).grant("kim", "admin", since=work.at + timedelta(days=1))
        bearer = gate.accounts(work).token("kim")
    with users(gate) as verbs:
        verbs.delete(kim)
    assert gate.auth.bearer(bearer) is None
    assert found(gate) == []
    deeds: list[Callable[[Users], object]] = [
        lambda verbs: verbs.get(kim),
        lambda verbs: verbs.delete(kim),
        lambda verbs: verbs.replace(kim, body()),
        lambda verbs: verbs.patch(kim, patch({"op": "remove", "path": "locale"})),
    ]
    for deed in deeds:
        with pytest.raises(AccountNotFound), users(gate) as verbs:
            deed(verbs)
    with gate.work() as work:
        assert gate.accounts(work).get("kim").disabled is not None
        assert all(grant.revoked for grant in gate.accounts(work).grants("kim", history=True)), "those to come as well"
    assert gate.facts.of("role.revoked")[-1].private["reason"] == "SCIM"
    again = made(gate, "KIM")
    assert again != kim
    with gate.work() as work:
        assert gate.accounts(work).named(kim) == f"kim~{kim[-12:]}"
        assert gate.accounts(work).get("kim").id == again


def test_an_administrator_brings_a_deleted_user_back(small: Gatehouse) -> None:
    """Whoever opens the account decides; provisioning sees it again."""
    kim = made(small)
    with users(small) as verbs:
        verbs.delete(kim)
    with small.work() as work:
        small.accounts(work).enable("kim")
    assert found(small) == ["kim"]


def test_a_change_may_ask_for_a_version(gate: Gatehouse) -> None:
    """412 where somebody else changed the resource since it was read (RFC 7644, 3.14)."""
    kim = made(gate)
    with users(gate) as verbs:
        version = verbs.get(kim)["meta"]["version"]
        after = verbs.patch(kim, patch({"op": "add", "path": "locale", "value": "ko-KR"}), match=version)
    assert after["meta"]["version"] != version
    deeds: list[Callable[[Users], object]] = [
        lambda verbs: verbs.replace(kim, body(), match=version),
        lambda verbs: verbs.patch(kim, patch({"op": "remove", "path": "locale"}), match=version),
        lambda verbs: verbs.delete(kim, match=version),
    ]
    for deed in deeds:
        with pytest.raises(ScimRefused) as raised, users(gate) as verbs:
            deed(verbs)
        assert raised.value.status == 412


@pytest.fixture
def staff(gate: Gatehouse) -> Gatehouse:
    """Four officers, one of them shut, and a citizen."""
    made(gate, "ahn", displayName="안하늘", emails=[{"value": "ahn@haneul.example", "type": "work"}])
    made(gate, "Bae", displayName="배바다", externalId="E-2", locale="ko-KR")
    made(gate, "choi", displayName="최바다", active=False, **{ENTERPRISE_URN: {"employeeNumber": "3"}})
    made(gate, "do", emails=[{"value": "do@haneul.example"}, {"value": "ahn@haneul.example", "type": "home"}])
    with gate.work() as work:
        gate.accounts(work).add("citizen", kind="citizen")
        gate.accounts(work).grant("do", "auditor")
    return gate


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('userName eq "BAE"', ["Bae"]),
        ('externalId eq "E-2"', ["Bae"]),
        ('emails.value eq "AHN@haneul.example"', ["ahn", "do"]),
        ('emails[type eq "work"].value eq "ahn@haneul.example"', ["ahn"]),
        ("active eq false", ["choi"]),
        ('active eq true and displayName co "바다"', ["Bae"]),
        ('displayName co "바다"', ["Bae", "choi"]),
        ('userName sw "b" or userName sw "d"', ["Bae", "do"]),
        ("not (displayName pr)", ["do"]),
        ('groups.value eq "auditor"', ["do"]),
        (f'{ENTERPRISE_URN}:employeeNumber eq "3"', ["choi"]),
        ('meta.created gt "2020-01-01T00:00:00Z" and locale eq "ko-kr"', ["Bae"]),
        ('userName eq "citizen"', []),
        ("userName eq \"x' OR '1'='1\"", []),
        ('userName eq "x\\" or \\"1\\"=\\"1"', []),
        ('userName co "%"', []),
        ('emails.value eq "%@haneul.example"', []),
        ('id eq "\'; DROP TABLE accounts; --"', []),
    ],
)
def test_filters_find_whom_they_mean_and_nobody_else(staff: Gatehouse, text: str, names: list[str]) -> None:
    """On each database: what it decides itself, what is evaluated, and what tries to break out of the statement."""
    assert found(staff, filter=text) == names
    assert len(found(staff)) == 4


def test_pages_and_sorting(staff: Gatehouse) -> None:
    """By the database where it can, by evaluation otherwise; pages join without a gap or a person twice."""
    assert found(staff, sortBy="userName") == ["ahn", "Bae", "choi", "do"]
    assert found(staff, sortBy="userName", sortOrder="descending", count=2) == ["do", "choi"]
    assert found(staff, sortBy="displayName") == ["Bae", "ahn", "choi", "do"]
    assert found(staff, sortBy="displayName", startIndex=2, count=2) == ["ahn", "choi"]
    assert [found(staff, startIndex=n, count=1) for n in range(1, 6)] == [["ahn"], ["Bae"], ["choi"], ["do"], []]
    with users(staff) as verbs:
        assert verbs.list(Asked.read({"count": 0})) == (4, [])
        assert verbs.page(Asked.read({"count": 1, "attributes": "userName"}))["Resources"][0]["userName"] == "ahn"


def test_too_many_people_are_not_looked_through(staff: Gatehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """400 tooMany (RFC 7644, table 9), and how to ask instead."""
    monkeypatch.setattr(module, "MOST_EVALUATED", 3)
    with pytest.raises(ScimRefused) as raised:
        found(staff, filter='displayName co "x"')
    assert raised.value.scim_type == "tooMany"
    assert found(staff, filter='active eq true and displayName co "바다"') == ["Bae"]


def test_who_was_seen_is_in_the_trail(staff: Gatehouse) -> None:
    """A list names everybody on the page, a look at one names that one; one's own look leaves no fact."""
    (do,) = [each for each in _all(staff) if each["userName"] == "do"]
    staff.facts.notes.clear()
    found(staff, filter='userName eq "do"')
    (fact,) = staff.facts.of("profile.listed")
    assert (fact.subjects, fact.details) == ((f"account:{do['id']}",), {"count": 1})
    with users(staff) as verbs:
        verbs.get(do["id"])
    assert [note.subjects for note in staff.facts.of("profile.read")] == [(f"account:{do['id']}",)]


def test_me_is_whoever_asks(small: Gatehouse) -> None:
    """Of whatever kind the account is; nobody without one."""
    with small.work() as work:
        robot = small.accounts(work).add("robot", kind="service")
        small.accounts(work).grant("robot", "admin")
    actor = Actor("service", robot.id, "robot", holds=without("").holds)
    with users(small, actor) as verbs:
        assert verbs.me()["userName"] == "robot"
    with pytest.raises(AccountNotFound), users(small) as verbs:
        verbs.me()


READS: dict[str, Callable[[Users, str], object]] = {
    "get": lambda verbs, kim: verbs.get(kim),
    "list": lambda verbs, _kim: verbs.list(Asked()),
}
CHANGES: dict[str, Callable[[Users, str], object]] = {
    "create": lambda verbs, _kim: verbs.create(body("lee")),
    "replace": lambda verbs, kim: verbs.replace(kim, body()),
    "patch": lambda verbs, kim: verbs.patch(kim, patch({"op": "replace", "path": "active", "value": False})),
    "delete": lambda verbs, kim: verbs.delete(kim),
    "name_of": lambda verbs, kim: verbs.name_of(kim),
    "may_change": lambda verbs, _kim: verbs.may_change(),
}


@pytest.mark.parametrize("deed", [*READS, *CHANGES])
def test_every_verb_asks_for_its_permissions(small: Gatehouse, deed: str) -> None:
    """Provisioning and the verb's own; without either, nothing is done and the refusal is a fact."""
    kim = made(small)
    verb = {**READS, **CHANGES}[deed]
    for permission in ("account.provision", "account.read" if deed in READS else "account.manage"):
        with pytest.raises(Forbidden), users(small, without(permission)) as verbs:
            verb(verbs, kim)
        assert small.facts.of("access.denied")[-1].details["permission"] == permission
    with users(small, without("role.grant")) as verbs:
        verb(verbs, kim)
