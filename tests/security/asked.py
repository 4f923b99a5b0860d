"""What the walks ask of each endpoint: one example, made of things of whichever kind the walk puts into it.

An endpoint that is new needs a line in one of the files of `examples/`; a GET without holes in its path needs none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from egovframe.web.endpoint import Endpoint
from tests.security.stock import Stock

_HOLE = re.compile(r"\{([a-z_]+(?::path)?)\}")


@dataclass(frozen=True)
class Ask:
    """One request: what stands in the holes of the path, and what goes along."""

    holes: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Any] | None = None
    files: Mapping[str, tuple[str, bytes]] | None = None
    json: Any = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def left_in(path: str) -> list[str]:
        """The holes of a path, as they are written there."""
        return _HOLE.findall(path)


Make = Callable[[Stock], Ask]


@dataclass(frozen=True)
class Example:
    """How an endpoint is asked, and what besides its own permission that takes.

    `inner` is a permission that the verb asks for where the endpoint itself asks for an account only. `also` are those
    that the deed needs besides. `works` are the statuses of a request that is let through; without any, those of 2xx
    and 3xx. `lacking` is what somebody holds who must be refused, where another permission than the one asked for opens
    the endpoint too; without any, everything but that one. `other` is the example with which a stranger tries, where
    the walk is let in by a proof beside the id: a key, or another system's own secret. `proof` says why a stranger need
    not be tried at an endpoint that is public: what is sent is itself what opens it.
    """

    make: Make
    inner: str = ""
    also: tuple[str, ...] = ()
    works: tuple[int, ...] = ()
    lacking: tuple[str, ...] = ()
    other: Make | None = None
    proof: str = ""


EXAMPLES: Final[dict[str, Example]] = {}
"""The examples, by `METHOD path`."""
FURTHER: Final[dict[str, list[Example]]] = {}
"""Further examples of endpoints that take ids in more than one way."""


def example(*endpoints: str, **said: Any) -> Callable[[Make], Make]:
    """Say how these endpoints are asked; see `Example`."""

    def declare(make: Make) -> Make:
        for endpoint in endpoints:
            assert endpoint not in EXAMPLES, f"{endpoint} has two examples"
            EXAMPLES[endpoint] = Example(make, **said)
        return make

    return declare


def further(*endpoints: str, **said: Any) -> Callable[[Make], Make]:
    """Say how else these endpoints are asked, with ids that do not go together with those of their example."""

    def declare(make: Make) -> Make:
        for endpoint in endpoints:
            FURTHER.setdefault(endpoint, []).append(Example(make, **said))
        return make

    return declare


def key_of(endpoint: Endpoint) -> str:
    """The name of an endpoint in the examples and in the names of tests."""
    return f"{endpoint.method} {endpoint.path}"


def example_of(endpoint: Endpoint) -> Example | None:
    """The example of an endpoint; a GET that has no holes needs none. None where the walk knows nothing to send."""
    found = EXAMPLES.get(key_of(endpoint))
    if found is None and endpoint.method == "GET" and not Ask.left_in(endpoint.path):
        return Example(lambda _stock: Ask())
    return found
