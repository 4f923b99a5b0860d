"""Every address of the application: refused without its permission, answered with it.

The list is the application's own: a new endpoint is walked without a change here, and one for which `examples/` has
nothing to send fails by its name.
"""

from __future__ import annotations

import pytest

from egovframe.web.areas import areas
from egovframe.web.endpoint import Endpoint, Table
from tests.security import examples
from tests.security.asked import EXAMPLES, Example, example_of, key_of
from tests.security.stock import Stock
from tests.security.world import Person, World

pytestmark = pytest.mark.sampled(one_in=3)

ENDPOINTS = Table(areas()).endpoints
assert examples.__all__

SIGN_IN = ("/sign-in?next=", "/sign-in/again?")

every_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=key_of)
guarded = pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if not each.public], ids=key_of)


def known(endpoint: Endpoint) -> Example:
    """The example of an endpoint. Fails the test by name when there is none."""
    found = example_of(endpoint)
    if found is None:
        name = f"{endpoint.handler.__module__}.{endpoint.handler.__qualname__}"
        pytest.fail(f"the walk knows nothing to send to {key_of(endpoint)} ({name}): add it to tests/security/examples")
    return found


def needed(endpoint: Endpoint, example: Example) -> str:
    """The permission that the endpoint or its verb asks for; empty where an account, or nothing, is enough."""
    return endpoint.may or example.inner


def whoever_may(world: World, endpoint: Endpoint, example: Example) -> Person | None:
    """Somebody who holds just what it takes; for deeds somebody new, since acting for another outlasts the request."""
    asked = needed(endpoint, example)
    if asked:
        new = endpoint.method != "GET" or "download" in example.make.__code__.co_names
        return world.only([asked, *example.also], new=new)
    return None if endpoint.public else world.person("idle", new=True)


@pytest.mark.asvs("V7.4.4")
@pytest.mark.parametrize(
    "endpoint",
    [each for each in ENDPOINTS if not each.public and each.method == "GET" and each.area.credentials == "cookie"],
    ids=key_of,
)
def test_every_page_that_needs_an_account_offers_to_sign_out(world: World, endpoint: Endpoint) -> None:
    """In the same place on each, at the top: it leads to the button on the page of the account."""
    example = known(endpoint)
    person = world.person("everything")
    answer = world.ask(endpoint, example.make(Stock(world, owner=person)), person)
    if answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"):
        assert 'href="/account#sign-out"' in answer.text
        assert 'action="/sign-out" id="sign-out"' in world.browser(person).get("/account").text


@pytest.mark.asvs("V8.2.1")
@every_endpoint
def test_whoever_holds_the_permission_is_let_in(world: World, endpoint: Endpoint) -> None:
    """With its permission, and what the example says besides, the endpoint works."""
    example = known(endpoint)
    person = whoever_may(world, endpoint, example)
    stock = Stock(world, owner=person or world.person("idle"))
    answer = world.ask(endpoint, example.make(stock), person)
    if example.works:
        assert answer.status_code in example.works, answer.text
    else:
        assert 200 <= answer.status_code < 400, answer.text
        if not endpoint.public:
            assert not answer.headers.get("location", "").startswith(SIGN_IN), "sent to sign in"


@pytest.mark.asvs("V8.2.1")
@guarded
def test_a_stranger_is_asked_who_it_is(world: World, endpoint: Endpoint) -> None:
    """Without an account: 401, or the way to the sign-in page; and the same with a token that nobody has."""
    example = known(endpoint)
    asked = example.make(Stock(world, owner=world.person("everything")))
    nobody = Person("nobody", "", "no-session-at-all", "no-token-at-all")
    for person in (None, nobody):
        answer = world.ask(endpoint, asked, person)
        if endpoint.area.credentials == "cookie" and endpoint.method == "GET":
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/sign-in?next=")
        else:
            assert answer.status_code == 401, answer.text


@pytest.mark.asvs("V8.2.1")
@every_endpoint
def test_whoever_lacks_the_permission_is_refused(world: World, endpoint: Endpoint) -> None:
    """With every other permission there is, and without this one: 403, or 404 where even its being is not said."""
    example = known(endpoint)
    asked = needed(endpoint, example)
    if not asked:
        return
    person = world.only(example.lacking) if example.lacking else world.but(asked)
    answer = world.ask(endpoint, example.make(Stock(world, owner=world.person("everything"))), person)
    assert answer.status_code in (403, 404), answer.text
    if endpoint.may:
        assert answer.status_code == 403, answer.text


def test_every_example_is_of_an_endpoint_that_is_there() -> None:
    """An example whose endpoint was renamed or removed is named, so that the walk walks what it says."""
    assert set(EXAMPLES) - {key_of(each) for each in ENDPOINTS} == set()
