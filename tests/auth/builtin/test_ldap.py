"""Signing in with a directory's names and passwords, at a real OpenLDAP server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from ldap3.core.exceptions import LDAPEntryAlreadyExistsResult
from pydantic import ValidationError

from egovframe.auth import AUTHENTICATORS, Given, SignInFailed, SourceUnavailable
from egovframe.auth.builtin.ldap import Ldap
from egovframe.kernel.errors import PluginError
from egovframe.testing.suites import SourceSuite
from tests.auth.gatehouse import Gatehouse
from tests.support.listening import passing_on, serving, silent
from tests.support.slapd import BASE, GROUPS, PASSWORD, PEOPLE, SERVICE_PASSWORD, Slapd

CHEAP = {"memory_kib": 8, "passes": 1}


def plugin(directory: Slapd, **more: Any) -> Ldap:
    """The plug-in, set up for the directory."""
    return Ldap(**directory.options(**more))


@pytest.fixture
def town(directory: Slapd, sqlite_url: str, tmp_path: Path) -> Iterator[Gatehouse]:
    """An office whose people the directory knows; its groups give roles."""
    roles = [
        {"group": f"CN=town-roads, {GROUPS}", "role": "road-officer", "unit": "roads"},
        {"group": f"cn=town-audit,{GROUPS}", "role": "auditor"},
    ]
    gate = Gatehouse(sqlite_url, tmp_path, authenticators={"password": CHEAP, "ldap": directory.options(roles=roles)})
    yield gate
    gate.database.close()


def test_it_is_found_by_its_name(directory: Slapd) -> None:
    """`[auth.authenticators.ldap]`."""
    assert isinstance(AUTHENTICATORS.load("ldap", directory.options()), Ldap)


# ---------------------------------------------------------------------------------------------------- the plug-in


@pytest.mark.parametrize("way", ["StartTLS", "TLS", "template", "plain"])
def test_the_right_password(directory: Slapd, way: str) -> None:
    """Says who it is: by the identifier that never changes, with name and address for a first profile."""
    ways: dict[str, dict[str, Any]] = {
        "StartTLS": {},
        "TLS": {"urls": [directory.secure_url]},
        "template": {"user": "", "password": "", "template": f"uid={{name}},{PEOPLE}"},
        "plain": {"plain": True},
    }
    found = plugin(directory, **ways[way]).check("KIM", PASSWORD)
    assert found is not None
    assert (found.issuer, found.subject) == ("ldap", directory.identifier(f"uid=kim,{PEOPLE}"))
    assert (found.name, found.title, found.email) == ("kim", "김도로", "kim@haneul.example")
    assert (found.evidence.method, found.evidence.assurance) == ("pwd", 1)
    assert found.roles == ()
    assert PASSWORD not in repr(found)


@pytest.mark.parametrize("name", ["kim", "nobody", "*", "kim)(uid=*", "", "\0", "x" * 10_000, "\ud800"])
@pytest.mark.parametrize("secret", ["wrong", "", "\0", f"{PASSWORD}\0", "\ud800", "x" * 10_000])
def test_everything_else_is_a_plain_no(directory: Slapd, name: str, secret: str) -> None:
    """Never an error for what was typed."""
    assert plugin(directory).check(name, secret) is None


@pytest.mark.parametrize("template", ["", f"uid={{name}},{PEOPLE}"])
def test_an_empty_password_is_never_sent(directory: Slapd, template: str) -> None:
    """The server is not even asked: it may take an empty one for a bind of nobody in particular (RFC 4513 §5.1.2)."""
    account = {"user": "", "password": ""} if template else {}
    with serving(passing_on(directory.port)) as heard:
        book = plugin(directory, urls=[f"ldap://127.0.0.1:{heard.port}"], plain=True, template=template, **account)
        assert book.check("kim", "") is None
        assert heard.came == 0
        assert book.check("kim", PASSWORD) is not None
    assert heard.came == 1


def test_somebody_who_was_locked_or_left_out_stays_out(directory: Slapd) -> None:
    """By the directory's own lock (ppolicy), and by the filter that says who may sign in."""
    dn = directory.add_person("yoon", employeeType="former")
    assert plugin(directory).check("yoon", PASSWORD) is not None
    assert plugin(directory, filter="(&(objectClass=person)(!(employeeType=former)))").check("yoon", PASSWORD) is None
    with directory.changing() as connection:
        connection.modify(dn, {"pwdAccountLockedTime": [("MODIFY_REPLACE", ["000001010000Z"])]})
    assert plugin(directory).check("yoon", PASSWORD) is None
    with directory.changing() as connection:
        connection.modify(dn, {"pwdAccountLockedTime": [("MODIFY_DELETE", [])]})
    assert plugin(directory).check("yoon", PASSWORD) is not None
    with directory.changing() as connection:
        connection.modify(dn, {"pwdReset": [("MODIFY_REPLACE", ["TRUE"])]})
    assert plugin(directory).check("yoon", PASSWORD) is None, "it was set for them, and is to be changed first"


def test_people_type_the_attribute_that_the_city_chose(directory: Slapd) -> None:
    """Perhaps one of several; nothing else of the entry is their name."""
    book = plugin(directory, names=["mail", "uid"])
    for name in ("kim", "KIM@haneul.example"):
        found = book.check(name, PASSWORD)
        assert found is not None
        assert found.name == "kim@haneul.example", "the first attribute makes the account's name"
    assert plugin(directory, names=["mail"]).check("kim", PASSWORD) is None


def test_groups_give_roles(directory: Slapd) -> None:
    """However the settings write the group's name; other groups give none; twice the same role is one."""
    dn = directory.add_person("jung")
    group, _ = directory.group("b-roads", [dn]), directory.group("b-other", [dn])
    roles = [
        {"group": group.upper(), "role": "road-officer", "unit": "roads"},
        {"group": group, "role": "road-officer", "unit": "roads"},
        {"group": group.replace(",", ", "), "role": "auditor"},
        {"group": f"cn=b-nobody,{GROUPS}", "role": "admin"},
    ]
    for more in ({}, {"groups_base": GROUPS}):
        found = plugin(directory, roles=roles, **more).check("jung", PASSWORD)
        assert found is not None
        assert found.roles == (Given("road-officer", "roads"), Given("auditor"))


def test_the_next_server_is_asked_when_one_is_away(directory: Slapd) -> None:
    """In the order of the settings, within the same time; an answer is an answer, also a no."""
    assert plugin(directory, urls=["ldap://127.0.0.1:1", directory.url]).check("kim", PASSWORD) is not None
    with serving(silent) as heard:
        slow = f"ldap://127.0.0.1:{heard.port}"
        book = plugin(directory, urls=[slow, directory.secure_url], timeout=2)
        assert book.check("kim", PASSWORD) is not None
        began = time.monotonic()
        with pytest.raises(SourceUnavailable, match=r"did not answer|cannot be asked"):
            plugin(directory, urls=[slow, slow], timeout=0.6).check("kim", PASSWORD)
        assert time.monotonic() - began < 5
    with serving(passing_on(directory.port)) as second:
        both = [directory.url, f"ldap://127.0.0.1:{second.port}"]
        assert plugin(directory, urls=both).check("kim", "wrong") is None
        assert second.came == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"certificates": "stranger.pem"},
        {"password": "not the office's"},
        {"base": "ou=nowhere,dc=haneul,dc=example"},
        {"identifier": "employeeNumber"},
        {"urls": ["ldap://127.0.0.1:1"]},
    ],
)
def test_a_directory_that_cannot_tell_is_an_error(directory: Slapd, wrong: dict[str, Any]) -> None:
    """With the next step, and without a word of what was typed."""
    if "certificates" in wrong:
        wrong = {"certificates": directory.papers[wrong["certificates"]]}
    with pytest.raises(SourceUnavailable) as away:
        plugin(directory, **wrong).check("kim", PASSWORD)
    assert away.value.hint
    for secret in (PASSWORD, SERVICE_PASSWORD, "not the office's"):
        assert secret not in f"{away.value} {away.value.__cause__!r}"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"urls": []}, "at least 1"),
        ({"urls": ["https://ldap.city.example"]}, "names no directory"),
        ({"plain": True, "urls": ["ldap://ldap.city.example"]}, "on this machine only"),
        ({"plain": True, "urls": ["ldap://127.0.0.1", "ldaps://127.0.0.1"]}, "on this machine only"),
        ({"user": ""}, "set user and password"),
        ({"password": ""}, "set user and password"),
        ({"user": "", "password": ""}, "set user and password"),
        ({"template": "uid={name},dc=x"}, "set user and password"),
        ({"user": "", "password": "", "template": "uid=kim,dc=x"}, "no {name}"),
        ({"base": "people"}, "no name of an entry"),
        ({"roles": [{"group": "roads", "role": "x"}]}, "no name of an entry"),
        ({"filter": "objectClass=person)"}, "no filter"),
        ({"filter": "(&(objectClass=person)"}, "no filter"),
        ({"groups_filter": "(member={dn}"}, "no filter"),
        ({"names": ["uid)(cn"]}, "pattern"),
        ({"names": []}, "at least 1"),
        ({"certificates": "/no/such/file.pem"}, "cannot be read"),
        ({"password_file": "/no/such/file"}, "not both"),
        ({"password": "", "password_file": "/no/such/file"}, "cannot be read"),
        ({"timeout": 0}, "greater than"),
        ({"timeout": 31}, "less than"),
        ({"no_such_setting": 1}, "Extra inputs"),
    ],
)
def test_what_could_never_work_is_refused_at_the_start(directory: Slapd, wrong: dict[str, Any], why: str) -> None:
    """With the setting and the reason; the office's password stands in no error."""
    with pytest.raises(PluginError) as refused:
        AUTHENTICATORS.load("ldap", directory.options(**wrong))
    assert why in str(refused.value)
    assert SERVICE_PASSWORD not in str(refused.value)


def test_the_password_may_stand_in_a_file(directory: Slapd, tmp_path: Path) -> None:
    """Without the end of its line; one that is empty is none."""
    (tmp_path / "password").write_text(f"{SERVICE_PASSWORD}\n", encoding="utf-8")
    book = plugin(directory, password="", password_file=tmp_path / "password")
    assert book.check("kim", PASSWORD) is not None
    assert SERVICE_PASSWORD not in repr(book)
    (tmp_path / "password").write_text("\n", encoding="utf-8")
    with pytest.raises(ValidationError, match="set user and password"):
        plugin(directory, password="", password_file=tmp_path / "password")


def test_it_is_a_frozen_value(directory: Slapd) -> None:
    """One instance serves many threads; its password is not shown."""
    book = plugin(directory)
    with pytest.raises(ValidationError):
        book.base = BASE  # type: ignore[misc]
    assert SERVICE_PASSWORD not in repr(book)


# ---------------------------------------------------------------------------------------------------- the office


def test_the_first_sign_in_makes_an_account_with_a_profile(town: Gatehouse, directory: Slapd) -> None:
    """An officer of that name; nothing of the password is kept, and what happened are facts."""
    session = town.enter("kim")[1]
    assert (session.actor.kind, session.actor.name, session.authenticator) == ("officer", "kim", "ldap")
    assert session.methods == ("pwd",)
    with town.database.read() as conn:
        profile = town.auth.profile_of(conn, session.account)
        assert conn.exec_driver_sql("SELECT count(*) FROM credentials").scalar_one() == 0
    assert profile is not None
    assert (profile.display_name, profile.email) == ("김도로", "kim@haneul.example")
    assert [note.action for note in town.facts.notes] == [
        "account.added",
        "factor.added",
        "profile.changed",
        "sign-in.succeeded",
    ]
    assert town.enter("kim")[1].account == session.account
    for name in ("kim", "nobody"):
        with pytest.raises(SignInFailed):
            town.enter(name, "wrong")


def test_somebody_who_is_renamed_or_moved_stays_the_same(town: Gatehouse, directory: Slapd) -> None:
    """The account is linked with the identifier; whoever gets the old name later is somebody else."""
    dn = directory.add_person("oldname")
    account = town.enter("oldname")[1].account
    with directory.changing() as connection:
        connection.modify_dn(dn, "uid=newname")
    assert town.enter("newname")[1].account == account
    directory.add_person("oldname", cn="somebody else")
    assert town.enter("oldname")[1].account != account


def test_roles_follow_the_groups_at_each_sign_in(town: Gatehouse, directory: Slapd) -> None:
    """A group that was joined gives its role, one that was left takes it back; facts say on whose word."""
    dn = directory.add_person("han")
    directory.group("town-roads", [dn])
    directory.group("town-audit", [])
    session = town.enter("han")[1]
    assert session.actor.may("petition.read", unit="bridges")
    assert not session.actor.may("audit.read")
    granted = town.facts.of("role.granted")
    assert [(note.details["role"], note.details["unit"]) for note in granted] == [("road-officer", "roads")]
    assert granted[0].actor.id == "system:source:ldap"
    directory.group("town-audit", [dn])
    directory.group("town-roads", [])
    token, session = town.enter("han")
    assert session.actor.may("audit.read")
    assert not session.actor.may("petition.read", unit="roads")
    assert [note.details["role"] for note in town.facts.of("role.revoked")] == ["road-officer"]
    assert len(town.facts.of("role.granted")) == 2
    directory.group("town-audit", [])
    town.enter("han")
    again = town.auth.session(token)
    assert again is not None
    assert not again.actor.may("audit.read"), "in sessions that were open before, too"


def test_a_shut_account_stays_shut(town: Gatehouse, directory: Slapd) -> None:
    """Whatever the directory says; and no role moves."""
    dn = directory.add_person("seo")
    directory.group("town-audit", [])
    town.enter("seo")
    with town.work() as work:
        town.accounts(work).disable("seo")
    directory.group("town-audit", [dn])
    with pytest.raises(SignInFailed):
        town.enter("seo")
    assert town.facts.of("role.granted") == []


# ---------------------------------------------------------------------------------------------------- who left


@pytest.mark.parametrize("leaving", ["removed", "shut", "moved away"])
def test_whoever_left_the_directory_is_signed_out(town: Gatehouse, directory: Slapd, leaving: str) -> None:
    """Removed, left out by the filter, or below another entry: the session ends, and the roles that it gave."""
    name = f"leaver-{leaving[:4]}".replace(" ", "")
    dn = directory.add_person(name, title="officer")
    directory.group("town-roads", [dn])
    source = town.auth.sources["ldap"]
    assert isinstance(source, Ldap)
    town.auth.sources["ldap"] = source.model_copy(update={"filter": "(title=officer)"})
    token, session = town.auth.sign_in(name, PASSWORD)
    assert session.actor.may("petition.answer", unit="roads")
    assert town.auth.departures.look() == 0
    with directory.changing() as connection:
        if leaving == "removed":
            connection.delete(dn)
        elif leaving == "shut":
            connection.modify(dn, {"title": [("MODIFY_REPLACE", ["former officer"])]})
        else:
            connection.modify_dn(dn, f"uid={name}", new_superior=GROUPS)
    assert town.auth.departures.look() == 1
    assert town.auth.session(token) is None
    assert town.facts.of("role.revoked")[-1].details["role"] == "road-officer"


def test_whoever_is_renamed_stays(town: Gatehouse, directory: Slapd) -> None:
    """The identifier is the same: nothing ends."""
    dn = directory.add_person("renamed-one")
    token, _ = town.auth.sign_in("renamed-one", PASSWORD)
    with directory.changing() as connection:
        connection.modify_dn(dn, "uid=renamed-two")
    assert town.auth.departures.look() == 0
    assert town.auth.session(token) is not None


def test_many_are_asked_about_and_nobody_where_the_office_may_not_look(directory: Slapd) -> None:
    """More than one question's worth, none twice; with a template the office looks nobody up."""
    known = directory.identifier(f"uid=kim,{PEOPLE}")
    strangers = [str(UUID(int=number)) for number in range(50)]
    texts = [*strangers, known, "", "x" * 5000, "\ud800"]
    assert plugin(directory).gone(texts) == frozenset({*strangers, "\ud800"})
    template = plugin(directory, user="", password="", template=f"uid={{name}},{PEOPLE}")
    assert template.gone(texts) == frozenset()
    assert plugin(directory).gone([]) == frozenset()
    with pytest.raises(SourceUnavailable):
        plugin(directory, password="wrong").gone([known])


class TestLdap(SourceSuite):
    """What every directory must do, at OpenLDAP."""

    @pytest.fixture
    def source(self, directory: Slapd) -> Ldap:
        """Two people are there besides."""
        for name, secret in self.PEOPLE:
            with suppress(LDAPEntryAlreadyExistsResult):
                directory.add_person(name, userPassword=secret)
        return plugin(directory)

    @pytest.fixture
    def unreachable(self, directory: Slapd) -> Ldap:
        """Nobody listens there."""
        return plugin(directory, urls=["ldap://127.0.0.1:9"])

    @pytest.fixture
    def people(self) -> list[tuple[str, str]]:
        """Their names and secrets."""
        return self.PEOPLE

    PEOPLE: ClassVar = [("suite-one", "노란 우산 아래 사과나무 8"), ("suite-two", "사과나무 아래 노란 우산 9")]
