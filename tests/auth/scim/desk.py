"""A provisioning system at the gatehouse: the verbs of Users and Groups, as tests call them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from egovframe.auth.scim.groups import Groups
from egovframe.auth.scim.listing import Asked
from egovframe.auth.scim.schemas import USER_URN
from egovframe.auth.scim.users import Users
from egovframe.kernel.permissions import EVERYWHERE, Actor
from tests.auth.gatehouse import Gatehouse

BASE = "https://haneul.example/scim/v2"
HOLDS = ("account.provision", "account.read", "account.manage", "role.read", "role.grant")
CONNECTOR = Actor("service", "connector", "Connector", holds=dict.fromkeys(HOLDS, EVERYWHERE))


def without(permission: str) -> Actor:
    """The provisioning system without one of its permissions."""
    held = [name for name in HOLDS if name != permission]
    return Actor("service", "connector", "Connector", holds=dict.fromkeys(held, EVERYWHERE))


@contextmanager
def users(gate: Gatehouse, by: Actor = CONNECTOR) -> Iterator[Users]:
    """The verbs of Users on a unit of work."""
    with gate.work(by) as work:
        yield Users(work, gate.auth, base=BASE)


@contextmanager
def groups(gate: Gatehouse, by: Actor = CONNECTOR) -> Iterator[Groups]:
    """The verbs of Groups on a unit of work."""
    with gate.work(by) as work:
        yield Groups(work, gate.auth, base=BASE)


def body(name: str = "kim", **more: Any) -> dict[str, Any]:
    """A User's body."""
    return {"schemas": [USER_URN], "userName": name, **more}


def made(gate: Gatehouse, name: str = "kim", **more: Any) -> str:
    """Provision an officer; gives the id."""
    with users(gate) as verbs:
        return str(verbs.create(body(name, **more))["id"])


def found(gate: Gatehouse, **asked: Any) -> list[str]:
    """The names of the Users that meet a filter, in order."""
    with users(gate) as verbs:
        return [each["userName"] for each in verbs.list(Asked.read(asked))[1]]
