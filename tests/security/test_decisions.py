"""Every decision that denies, and every one on personal data, is a fact that names the policy which decided.

Walked over all addresses: whoever lacks the permission leaves `access.denied`, whoever holds it and gets to see or
change somebody's data leaves a fact about that person. Both carry the version of the policy of that moment.
"""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.web.endpoint import Endpoint
from tests.security.asked import key_of
from tests.security.stock import Stock
from tests.security.test_walk import ENDPOINTS, every_endpoint, known, needed, whoever_may
from tests.security.world import PARKS, Person, World

denying = pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if each.may], ids=key_of)


def facts_of(world: World, person: Person) -> list[dict[str, Any]]:
    """Everything that somebody did or was refused, the newest first."""
    world.office.seal()
    return world.facts(actor=person.id, limit=1_000)


@pytest.mark.asvs("V16.3.2")
@denying
def test_a_denial_is_a_fact_with_its_policy(world: World, endpoint: Endpoint) -> None:
    """Who was refused what, and by which policy."""
    example = known(endpoint)
    person = world.but(needed(endpoint, example))
    asked = example.make(Stock(world, owner=world.person("everything")))
    before = len(facts_of(world, person))
    world.ask(endpoint, asked, person)
    new = facts_of(world, person)[: len(facts_of(world, person)) - before]
    denied = [fact for fact in new if fact["outcome"] == "denied"]
    assert [fact["details"]["permission"] for fact in denied] == [endpoint.may]
    assert denied[0]["details"]["policy"] == world.office.rule.version
    assert denied[0]["reason"]


@pytest.mark.sampled(one_in=2)
@pytest.mark.asvs("V16.3.2")
@every_endpoint
def test_what_touches_somebodys_data_is_a_fact_about_them(world: World, endpoint: Endpoint) -> None:
    """A petition or an account that was seen or changed is named by the fact, and so is the policy that let it be."""
    example = known(endpoint)
    person = whoever_may(world, endpoint, example)
    if person is None:
        return  # holders and visitors act by a proof, not by a decision of the policy
    stock = Stock(world, owner=person)
    asked = example.make(stock)
    before = {fact["id"] for fact in facts_of(world, person)}
    answer = world.ask(endpoint, asked, person)
    new = [fact for fact in facts_of(world, person) if fact["id"] not in before]
    assert {fact.get("policy") for fact in new if fact.get("subjects")} <= {world.office.rule.version}
    if stock.kinds & {"petition", "sealed_petition"} and answer.is_success and endpoint.area.name != "admin-outbox":
        subjects = {subject for fact in new for subject in fact.get("subjects", ())}
        assert any(subject.startswith("petition:") for subject in subjects), key_of(endpoint)


def test_what_another_unit_keeps_is_denied_with_its_name(world: World) -> None:
    """Where the answer is that nothing is there, the fact says what was asked for, and where it is."""
    person = world.only(["petition.read"], unit=PARKS, new=True)
    receipt, _key = world.petition()
    (endpoint,) = (each for each in ENDPOINTS if key_of(each) == "GET /desk/petitions/{receipt}")
    stock = Stock(world, owner=person)
    stock.made["petition"] = receipt
    assert world.ask(endpoint, known(endpoint).make(stock), person).status_code == 404
    (denied,) = (fact for fact in facts_of(world, person) if fact["outcome"] == "denied")
    assert (denied["action"], denied["details"]["unit"]) == ("access.denied", "roads")
    assert denied["object"].startswith("petition:")
    assert denied["reason"] == "held in other units only"
