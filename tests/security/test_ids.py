"""Every id that an endpoint takes, wherever it travels, stands in an example: a stranger tries it in `test_elsewhere`.

What is read is noted while each endpoint answers. A name that nobody has said to be an id or none, and an id that no
example holds, fail by the endpoint's name.
"""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import egovframe.web
from egovframe.web.endpoint import Endpoint
from egovframe.web.page import Page
from tests.security.asked import FURTHER, Ask, key_of
from tests.security.ids import BODIES, KINDS, NO_ID, SPECIAL, WALKED, holds, kinds_of, names_of, takes_unsaid, walks
from tests.security.reading import Read, noting
from tests.security.stock import Stock
from tests.security.test_walk import ENDPOINTS, every_endpoint, known, whoever_may
from tests.security.world import World

pytestmark = pytest.mark.sampled(one_in=3)


@pytest.mark.asvs("V8.2.2")
@every_endpoint
def test_every_id_that_travels_is_tried(world: World, endpoint: Endpoint) -> None:
    """In the query, a form, a body or a header: its name is known, and an example holds a thing of the stock there."""
    tried: list[tuple[Ask, Stock]] = []
    read: set[Read] = set()
    for example in (known(endpoint), *FURTHER.get(key_of(endpoint), ())):
        person = whoever_may(world, endpoint, example)
        stock = Stock(world, owner=person or world.person("idle"))
        asked = example.make(stock)
        tried.append((asked, stock))
        with noting() as found:
            world.ask(endpoint, asked, person)
        read |= found
    name = key_of(endpoint)
    assert not walks(endpoint, read), f"{name} walks over all its fields: say in WALKED (ids.py) which hold ids"
    assert not any(takes_unsaid(endpoint, asked) for asked, _ in tried), (
        f"say in BODIES (ids.py) where ids stand in {name}"
    )
    kinds = {each: kinds_of(endpoint, each) for each in names_of(endpoint, read)}
    unknown = {each for each, known_as in kinds.items() if known_as is None}
    assert unknown == set(), f"say in ids.py what {name} takes under these names"
    untried = {
        each
        for each, known_as in kinds.items()
        if known_as and not any(holds(asked, each, stock, known_as) for asked, stock in tried)
    }
    assert untried == set(), f"no example of {name} holds an id under these names: tests/security/examples"


def test_what_is_said_of_names_is_of_endpoints_that_are_there() -> None:
    """What is left over of an endpoint that was renamed or removed is named."""
    there = {key_of(each) for each in ENDPOINTS}
    said = {*FURTHER, *WALKED, *BODIES, *(each.rpartition(" ")[0] for each in SPECIAL)}
    assert said - there == set()


def literals() -> set[str]:
    """Every name that the pages read, where the name stands there in so many words: `….query.get("name")`."""
    found: set[str] = set()
    for path in Path(egovframe.web.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(
                        value=ast.Attribute(attr="query" | "form") | ast.Name(id="query" | "form" | "fields"),
                        attr="get" | "all",
                    ),
                    args=[ast.Constant(value=str() as name), *_],
                ):
                    found.add(name)
                case _:
                    pass
    return found


def test_what_no_example_reaches_is_known_too() -> None:
    """A field behind a branch that no request of the walk takes: its name has to be known all the same."""
    known_names = NO_ID | set(KINDS) | {each.rpartition(" ")[2] for each in SPECIAL}
    found = literals()
    assert {"delegation", "receipt", "client"} <= found
    assert found - known_names == set(), "say in ids.py what these names hold"


FORM = (b"content-type", b"application/x-www-form-urlencoded")


def test_what_is_read_is_noted() -> None:
    """One name of each kind, a walk over all; the links to other languages are no reading."""
    scope = {"method": "POST", "path": "/x", "query_string": b"a=1&b=2", "headers": [(b"x-key", b"k"), FORM]}
    site: Any = SimpleNamespace()
    with noting() as found:
        page = Page(site, scope, address="127.0.0.1", number="1")
        page.body = b"c=3"
        assert (page.query.get("a"), page.form.all("c"), page.header("X-Key")) == ("1", ["3"], "k")
        assert page.in_language("en") == "/x?a=1&b=2&lang=en"
        assert Read("query", "*") not in found
        assert list(page.query) == ["a", "b"]
        assert "d" not in page.form
    assert {("query", "a"), ("form", "c"), ("header", "x-key"), ("query", "*"), ("form", "d")} <= found
    assert Read("query", "b") not in found
