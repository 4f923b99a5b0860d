"""Ids of what is somebody else's open nothing: for whoever holds the permission in another unit, or is another person.

Nothing is seen and nothing is changed, and the answer is the one for an id that nothing has: not even that it is there
can be found out. Which endpoints take ids is asked of the application itself: what stands in a hole of a path, and
every field of a body or query of the API, has to be known by its kind; what the pages read is held by `test_ids`.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from egovframe.web.api.operation import api
from egovframe.web.endpoint import Endpoint
from tests.security.asked import FURTHER, Ask, Example, example_of, key_of
from tests.security.stock import Missing, Stock
from tests.security.test_walk import ENDPOINTS, known, needed
from tests.security.world import PARKS, Person, World

pytestmark = pytest.mark.sampled(one_in=3)

_PASSING = re.compile(
    r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b|"  # the number of the request
    r'(?<=name="csrf-token" value=")[^"]+|'
    r'(?<=name="form-once" value=")[^"]+'
)

FIELDS = {
    "account": {"to", "actors", "of", "officer", "line"},
    "role": {"role"},
    "petitions that the deed rests on": {"earlier"},
    "a factor of the account in the path": {"factor"},
    "unit": {"unit", "units"},
    "a part of the petition in the path": {"joint_part"},
    "another petition": {"other", "others"},
    "the key of a link to sign by, which is itself what opens it": {"key"},
    "a paper of the petition in the path": {"paper"},
    "whose data; asked for beside a permission for the whole office": {"subject", "subjects", "object", "actor"},
    "a place in a list, which opens only what the list may show": {"cursor"},
    "a way to sign in of the account that the path names": {"factor"},
    "no id": set(
        "answers text reason basis remedy action actions trace does outcome since until unexplained limit state form "
        "view band class title content completed task_ends on lifted month counted remark judgement kind name "
        "password own field values area position note months by days words "
        "consent body question reply reply_by score same email result "
        "review joined persons households original names by_office "
        "q sort page open phone checked ground provider findings channel notices seen".split()
    ),
}
"""What each field of a body or query of the API may hold."""

ASKED = [
    (endpoint, number)
    for endpoint in ENDPOINTS
    for number in range(1 + len(FURTHER.get(key_of(endpoint), ())))
    if example_of(endpoint)
]
every_example = pytest.mark.parametrize(
    ("endpoint", "number"),
    ASKED,
    ids=[f"{key_of(endpoint)}{f' {number}' if number else ''}" for endpoint, number in ASKED],
)


def stranger_to(world: World, endpoint: Endpoint, example: Example) -> Person | None:
    """Whoever holds the permission in another unit; another officer where an account is enough; else a visitor."""
    if asked := needed(endpoint, example):
        return world.only([asked, *example.also], unit=PARKS)
    return None if endpoint.public else world.person("everything", unit=PARKS)


def normal(answer: httpx.Response, stock: Stock) -> tuple[Any, ...]:
    """An answer without what differs each time, and without the ids that were asked for."""
    texts = [answer.text, answer.headers.get("location", "")]
    made = (value for made in stock.made.values() for value in (made if isinstance(made, tuple) else (made,)))
    values = {value for value in made if isinstance(value, str)}
    written = {
        form for value in values for form in (value, quote(value, safe=""), escape(value), value.replace("-", ""))
    }
    for each in sorted(written - {""}, key=len, reverse=True):  # `person-2` is no part of `person-21`
        texts = [re.sub(re.escape(each) + r"(?![0-9A-Za-z])", "<id>", text) for text in texts]
    text, onward = texts
    return answer.status_code, answer.headers.get("content-type"), onward, _PASSING.sub("<passing>", text)


def deeds_of(world: World, person: Person | None) -> set[str]:
    """The facts of what somebody has seen or done of something, refusals left out."""
    world.office.seal()
    found = world.facts(actor="visitor" if person is None else person.id, limit=1_000)
    return {f"{fact['action']} {fact['object']} {fact['id']}" for fact in found if fact["outcome"] == "done"}


def example_number(endpoint: Endpoint, number: int) -> Example:
    """The example of an endpoint, or one of the further ones."""
    return FURTHER[key_of(endpoint)][number - 1] if number else known(endpoint)


@pytest.mark.asvs("V8.2.2")
@every_example
def test_what_is_somebody_elses_opens_nothing(world: World, endpoint: Endpoint, number: int) -> None:
    """The answer is that for an id that is not there, and no fact says that anything was seen or changed."""
    example = example_number(endpoint, number)
    make = example.other or example.make
    there = Stock(world, owner=world.person("everything", new=True))
    asked = make(there)
    if example.proof:
        return  # what is named is the proof itself
    if not there.kinds:
        if "unit" in there.made and endpoint.method != "GET" and needed(endpoint, example):
            refused_in_another_unit(world, endpoint, example, asked)
        return
    nowhere = Missing(world, owner=there.owner)
    absent = make(nowhere)
    person = stranger_to(world, endpoint, example)
    before = deeds_of(world, person)
    answer = world.ask(endpoint, asked, person)
    new = {deed for deed in deeds_of(world, person) - before if not _of_oneself(deed, person)}
    assert new == set(), answer.text
    assert normal(answer, there) == normal(world.ask(endpoint, absent, person), nowhere)


def refused_in_another_unit(world: World, endpoint: Endpoint, example: Example, asked: Ask) -> None:
    """What a unit is called is no secret, but nothing is done in it by whoever holds the permission in another one."""
    person = stranger_to(world, endpoint, example)
    before = deeds_of(world, person)
    answer = world.ask(endpoint, asked, person)
    assert answer.status_code in (403, 404), answer.text
    assert deeds_of(world, person) == before


def _of_oneself(deed: str, person: Person | None) -> bool:
    """Whether a deed is one on a list, which says no id, or on somebody's own account."""
    _action, about, _id = deed.split(" ")
    return not about or (person is not None and about == f"account:{person.id}")


@every_example
def test_what_stands_in_a_path_is_of_a_known_kind(world: World, endpoint: Endpoint, number: int) -> None:
    """Every hole is filled with a thing of the stock; one that is filled by hand would not be tried by a stranger."""
    stock = Stock(world, owner=world.person("everything"))
    holes = example_number(endpoint, number).make(stock).holes
    values = {made for made in stock.made.values() if isinstance(made, str)}
    named = {hole.partition(":")[0] for hole in Ask.left_in(endpoint.path)}
    unknown = {hole for hole in named if holes.get(hole) not in values}
    assert unknown == set(), f"say in the example of {key_of(endpoint)} what kind of thing {unknown} names"


def test_every_field_of_the_api_is_of_a_known_kind() -> None:
    """A new field of a body or query has to be said to be an id, or none."""
    every = set().union(*FIELDS.values())
    unknown = {
        f"{operation.method} {operation.path}: {field.alias or name}"
        for operation in api.operations
        for model in (operation.body, operation.query)
        if model is not None
        for name, field in model.model_fields.items()
        if (field.alias or name) not in every
    }
    assert unknown == set(), "say in FIELDS what these fields may hold"


OF_UNITS = {
    "petition.read",
    "petition.answer",
    "petition.assign",
    "petition.approve",
    "petition.publish",
    "petition.reveal",
    "payment.refund",
    "petition.supervise",
    "record.read",
    "record.declare",
    "holiday.declare",
    "notice.word",
    "route.manage",
    "statistics.read",
    "unit.manage",
}
"""Permissions that are held in units: their lists show what is theirs."""


@pytest.mark.parametrize(
    "endpoint",
    [each for each in ENDPOINTS if each.may and each.may not in OF_UNITS and each.method == "GET"],
    ids=key_of,
)
def test_what_is_the_whole_offices_is_not_opened_from_a_unit(world: World, endpoint: Endpoint) -> None:
    """Accounts, roles, the trail, the outbox: who holds the permission in one unit only is refused."""
    if endpoint.path.startswith((*PUBLISHED, *EMPTY_FORMS)):
        return
    example = known(endpoint)
    person = world.only([str(endpoint.may), *example.also], unit=PARKS)
    answer = world.ask(endpoint, example.make(Stock(world, owner=world.person("everything"))), person)
    assert answer.status_code in (403, 404), answer.text


EMPTY_FORMS = ("/admin/users/import", "/admin/account/act", "/admin/roles/retire", "/admin/clients/add")
"""Forms in which nothing of the office stands yet; what they send is refused."""

PUBLISHED = (
    "/scim/v2/ServiceProviderConfig",
    "/scim/v2/ResourceTypes",
    "/scim/v2/Schemas",
    "/scim/v2/Me",
)
"""What the protocol of provisioning says of itself, the same for everybody, and one's own account."""
