"""A city whose accounts are provisioned from outside, the way provisioning systems do it: over HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import httpx

from egovframe.auth.scim.patching import PATCH_URN
from egovframe.auth.scim.schemas import GROUP_URN, USER_URN
from egovframe.office import Office
from egovframe.web import scim
from egovframe.web.application import Application
from tests.web.api.room import CONSOLE
from tests.web.client import Browser

V2 = "/scim/v2"
USERS = "/Users"
MEDIA = "application/scim+json"
PASSWORD = "사과나무 아래 노란 우산 7"


def user(name: str = "kim", **more: Any) -> dict[str, Any]:
    """A User's body."""
    return {"schemas": [USER_URN], "userName": name, **more}


def group(name: str, *members: str) -> dict[str, Any]:
    """A Group's body."""
    return {"schemas": [GROUP_URN], "displayName": name, "members": [{"value": each} for each in members]}


def patch(*operations: dict[str, Any]) -> dict[str, Any]:
    """A PATCH body."""
    return {"schemas": [PATCH_URN], "Operations": list(operations)}


@dataclass
class Town:
    """An open office and its SCIM server."""

    office: Office
    site: Application = field(init=False)

    def __post_init__(self) -> None:
        """Put the server before the office."""
        self.site = Application(self.office, list(scim.areas))

    def token(self, name: str, *roles: str, kind: str = "service") -> str:
        """Return the token of a new account with these roles."""
        with self.office.work(by=CONSOLE) as work:
            work.accounts.add(name, kind=kind)
            for role in roles:
                work.accounts.grant(name, role)
            return str(work.accounts.token(name))

    @cached_property
    def connector(self) -> Connector:
        """The provisioning system, with every permission that it needs."""
        return Connector(self, self.token("connector", "admin"))


@dataclass
class Connector:
    """A program that provisions."""

    town: Town
    token: str = ""

    def send(self, method: str, path: str, body: Any = None, **more: Any) -> httpx.Response:
        """Send anything below /scim/v2."""
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        headers.update(more.pop("headers", {}))
        if body is not None:
            more["json"] = body
            headers.setdefault("content-type", MEDIA)
        answer = Browser(self.town.site).request(method, V2 + path, headers=headers, **more)
        if answer.status_code not in (204, 304):
            assert answer.headers["content-type"] == MEDIA, answer.text
        return answer

    def get(self, path: str, **query: Any) -> httpx.Response:
        """Fetch something."""
        return self.send("GET", path, params=query)

    def post(self, path: str, body: Any) -> httpx.Response:
        """Send something."""
        return self.send("POST", path, body)

    def made(self, name: str = "kim", **more: Any) -> dict[str, Any]:
        """Provision an officer; return the resource."""
        answer = self.post("/Users", user(name, **more))
        assert answer.status_code == 201, answer.text
        resource: dict[str, Any] = answer.json()
        return resource
