"""Finding somebody: one entry for a name, the same questions whether or not somebody has it, and the groups."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.auth import SourceUnavailable
from egovframe.auth.ldap.address import Address
from egovframe.auth.ldap.line import open_line
from egovframe.auth.ldap.lookup import Found, Groups, Lookup
from tests.support.listening import passing_on, serving
from tests.support.slapd import GROUPS, ODD, PASSWORD, PEOPLE, SERVICE, SERVICE_PASSWORD, Slapd

BIND, SEARCH, GOODBYE = 0x60, 0x63, 0x42


def lookup(**more: Any) -> Lookup:
    """How people are found here, by the service account unless said otherwise."""
    usual: dict[str, Any] = {
        "base": PEOPLE,
        "names": ("uid",),
        "filter": "(objectClass=person)",
        "attributes": ("entryUUID",),
        "groups": Groups(),
        "user": SERVICE,
        "password": SERVICE_PASSWORD.encode(),
    }
    return Lookup(**{**usual, **more})


def asked(directory: Slapd, found: Lookup, name: str, secret: str = PASSWORD) -> tuple[Found | None, list[int]]:
    """Who was found, and the operations that the directory was asked for."""
    with (
        serving(passing_on(directory.port)) as heard,
        open_line(Address("127.0.0.1", heard.port, tls=False), None, seconds=20) as line,
    ):
        came = found.find(line, name, secret.encode())
    return came, heard.requests()


def test_one_is_found_by_name_and_password(directory: Slapd) -> None:
    """The office looks up, then binds as the entry; what was asked for comes along."""
    found, requests = asked(directory, lookup(), "Kim")
    assert found is not None
    assert found.entry.dn == f"uid=kim,{PEOPLE}"
    assert found.entry.identifier("entryUUID") == directory.identifier(f"uid=kim,{PEOPLE}")
    assert requests == [BIND, SEARCH, BIND, GOODBYE]


@pytest.mark.parametrize("groups", [Groups(), Groups(base=GROUPS)])
@pytest.mark.parametrize(
    "name", ["kim", "nobody", "*", "kim*", ")(uid=*", "*)(uid=*))(|(uid=*", "\\", "\\2a", "kim)(cn=*", "(", "a+b,c=d"]
)
def test_a_name_that_nobody_has_takes_the_same_way(directory: Slapd, name: str, groups: Groups) -> None:
    """Known and unknown, harmless or not: the same questions, in the same order, and nobody comes of it."""
    found, requests = asked(directory, lookup(groups=groups), name, "wrong")
    assert found is None
    assert requests == ([BIND, SEARCH, SEARCH, BIND, GOODBYE] if groups.base else [BIND, SEARCH, BIND, GOODBYE])


@pytest.mark.parametrize(
    "name", ["nobody", "*", "kim*", ")(uid=*", "*)(uid=*))(|(uid=*", "kim)(cn=*", "kim,ou=people", "kim\\00"]
)
@pytest.mark.parametrize("template", ["", f"uid={{name}},{PEOPLE}"])
def test_nothing_typed_means_somebody_else(directory: Slapd, name: str, template: str) -> None:
    """A right password does not help: the signs stand for themselves in the filter and in the entry's name."""
    found, _ = asked(directory, lookup(template=template), name)
    assert found is None


def test_a_name_may_hold_every_sign(directory: Slapd) -> None:
    """Somebody who is called so is found, by exactly that."""
    found, _ = asked(directory, lookup(), ODD)
    assert found is not None
    assert found.entry.dn == f"cn=odd,{PEOPLE}"


def test_by_a_template_the_password_comes_first(directory: Slapd) -> None:
    """Nobody looks up: the person binds, and reads what is theirs; a wrong password ends it."""
    by_template = lookup(template=f"uid={{name}},{PEOPLE}", user="", password=b"")
    found, requests = asked(directory, by_template, "kim")
    assert found is not None
    assert found.entry.dn == f"uid=kim,{PEOPLE}"
    assert requests == [BIND, SEARCH, GOODBYE]
    for name in ("kim", "nobody"):
        assert asked(directory, by_template, name, "wrong") == (None, [BIND, GOODBYE])
    narrow = lookup(template=f"uid={{name}},{PEOPLE}", filter="(employeeType=officer)")
    assert asked(directory, narrow, "kim")[0] is None, "the filter counts here too"


def test_a_name_that_means_two_is_nobodys(directory: Slapd) -> None:
    """Nobody can say which was meant; so it is when a name and another's address are the same."""
    other = directory.add_person("twin-2", dn=f"cn=second,{PEOPLE}", uid="twin")
    first = directory.add_person("twin")
    try:
        assert asked(directory, lookup(), "twin") == (None, [BIND, SEARCH, BIND, GOODBYE])
    finally:
        directory.remove(other)
    assert asked(directory, lookup(), "twin")[0] is not None
    directory.remove(first)


def test_what_the_directory_folds_is_another_name(directory: Slapd) -> None:
    """It finds full-width letters and soft hyphens too; the office does not let a person have many names."""
    for name in ("\uff4b\uff49\uff4d", "k\u00adim"):
        assert asked(directory, lookup(), name)[0] is None
        assert asked(directory, lookup(template=f"uid={{name}},{PEOPLE}"), name)[0] is None


def test_groups_by_their_members_or_by_the_person(directory: Slapd) -> None:
    """Either the entry says which it is in, or groups are searched that name it, or its name."""
    person = directory.add_person("choi")
    roads, parks = directory.group("lookup-roads", [person]), directory.group("lookup-parks", [person])
    for groups in (Groups(), Groups(base=GROUPS)):
        found, _ = asked(directory, lookup(groups=groups), "choi")
        assert found is not None
        assert sorted(found.groups) == sorted([roads, parks])
    found, _ = asked(directory, lookup(groups=Groups(GROUPS, "(&(member={dn})(cn=lookup-p*)(!(cn={name})))")), "choi")
    assert found is not None
    assert found.groups == (parks,)


def test_a_directory_that_tells_nothing_is_an_error(directory: Slapd) -> None:
    """A place that is not there is no missing person."""
    for wrong in (
        lookup(base="ou=nowhere,dc=haneul,dc=example"),
        lookup(groups=Groups(base="ou=x,dc=haneul,dc=example")),
    ):
        for name in ("kim", "nobody"):
            with pytest.raises(SourceUnavailable, match="cannot be searched below"):
                asked(directory, wrong, name)
