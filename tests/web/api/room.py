"""A city whose API is called the way programs call it; every answer is held to the OpenAPI document."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import httpx
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from egovframe import App, Form, ask
from egovframe.forms import BirthDate, Phone, cosigners, working_days
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.web import api, log
from egovframe.web.application import Application
from tests.web.client import Browser

CONSOLE = Actor.system("console")
POTHOLE = {"where": "하늘로 12", "lanes": 1, "phone": "010-1234-5678", "born": "1980-02-29"}
V1 = "/api/v1"


class Pothole(Form):
    """Tell us where the road is broken."""

    where: str = ask(Text(ko="어디인가요?", en="Where is it?"), max_length=200, public=True)
    lanes: int = ask("몇 개 차로가 막혔나요?", ge=0, le=8, default=0, public=True)
    phone: Phone = ask("연락받을 전화번호")
    born: BirthDate | None = ask("생년월일")


class Suggestion(Form):
    """Tell us what could be better."""

    title: str = ask("제목", public=True)
    kind: Literal["praise", "complaint"] | None = ask("종류")


def haneul() -> App:
    """Declare the city anew: an app freezes when it is opened."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    app.unit("parks", title=Text(ko="공원과", en="Parks"))
    roads = app.role("road-officer", may={"petition.read", "petition.answer"})
    parks = app.role("park-officer", may={"petition.read", "petition.answer"})
    app.role("chief", may={"petition.read", "petition.answer", "petition.assign", "petition.reveal"})
    app.role("approver", may={"petition.read", "petition.answer", "petition.approve"})
    app.role("auditor", may={"audit.read"})
    app.role("counter", may={"statistics.read"})
    app.role("reviewer", may={"audit.read", "audit.review"})
    app.role("keeper", may={"audit.read", "audit.reveal", "audit.hold", "audit.dispose", "account.read"})
    app.role("clerk", may={"record.read", "record.declare"})
    leaflets = app.record_class("leaflets", keep=years(1), title=Text(ko="안내문", en="Leaflets"))
    within, keep = working_days(7), years(5)
    title = Text(ko="도로 파손 신고", en="Broken road")
    asked = cosigners(at_least=1, at_most=2)
    app.form("pothole", title=title, by=roads, within=within, keep=keep, unit="roads", cosigners=asked)(Pothole)
    app.form("suggestion", title="제안", by=parks, within=within, keep=leaflets, unit="parks")(Suggestion)
    return app


@dataclass
class Document:
    """The OpenAPI document, and what it says of an answer. Objects are closed: what it does not name must not come."""

    raw: dict[str, Any]

    @cached_property
    def _registry(self) -> Registry[Any]:
        empty: Registry[Any] = Registry()
        filled: Registry[Any] = empty.with_resource("urn:api", DRAFT202012.create_resource(_closed(self.raw)))
        return filled

    @cached_property
    def _operations(self) -> list[tuple[str, re.Pattern[str], str, dict[str, Any]]]:
        return [
            (method.upper(), re.compile(re.sub(r"\{[a-z_]+\}", "[^/]+", path)), path, operation)
            for path, methods in sorted(self.raw["paths"].items(), key=lambda item: "{" in item[0])
            for method, operation in methods.items()
        ]

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        """Return what the document says of a method at an address, None where it says nothing."""
        found = (each for verb, pattern, _, each in self._operations if verb == method and pattern.fullmatch(path))
        return next(found, None)

    def holds(self, value: Any, schema: Mapping[str, Any]) -> bool:
        """Say whether a value is what a schema of the document says."""
        return not list(self._validator(schema).iter_errors(value))

    def check(self, answer: httpx.Response, schema: Mapping[str, Any]) -> None:
        """Assert that a JSON answer is what a schema of the document says."""
        errors = [f"{error.json_path}: {error.message}" for error in self._validator(schema).iter_errors(answer.json())]
        assert errors == [], answer.text

    def check_answer(self, method: str, path: str, answer: httpx.Response) -> None:
        """Assert that the document has this answer: its status, its media type and its shape."""
        operation = self.operation(method, path)
        media = answer.headers["content-type"].partition(";")[0]
        if operation is None:
            assert answer.status_code in {404, 405}, answer.text
            assert media == "application/problem+json"
            self.check(answer, {"$ref": "#/components/schemas/Problem"})
            return
        said = operation["responses"].get(str(answer.status_code))
        assert said is not None, f"{method} {path} answered {answer.status_code}: {answer.text}"
        if "$ref" in said:
            said = self.raw["components"]["responses"][said["$ref"].rpartition("/")[2]]
        content = said["content"].get(media, said["content"].get("*/*"))
        assert content is not None, f"{method} {path} answered in {media}"
        if "schema" in content:
            self.check(answer, content["schema"])

    def check_request(self, method: str, path: str, body: Any) -> None:
        """Assert that a body that was taken is one that the document describes."""
        operation = self.operation(method, path)
        assert operation is not None
        assert self.holds(body, operation["requestBody"]["content"]["application/json"]["schema"]), body

    def _validator(self, schema: Mapping[str, Any]) -> Draft202012Validator:
        ref = schema.get("$ref")
        return Draft202012Validator({"$ref": f"urn:api{ref}"} if ref else dict(schema), registry=self._registry)


def _closed(document: dict[str, Any]) -> dict[str, Any]:
    closed = copy.deepcopy(document)
    for schema in closed["components"]["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return closed


@dataclass
class City:
    """An open office and its API."""

    office: Office
    site: Application = field(init=False)

    def __post_init__(self) -> None:
        """Put the API and the public log before the office."""
        self.site = Application(self.office, [*api.areas, *log.areas])

    @cached_property
    def document(self) -> Document:
        """The OpenAPI document as programs get it."""
        return Document(Browser(self.site).get("/api/openapi.json").json())

    def caller(self, name: str = "", *roles: str, unit: str | None = None, kind: str = "officer") -> Caller:
        """Return a program with the token of a new account with these roles; without a name, one without a token."""
        if not name:
            return Caller(self)
        with self.office.work(by=CONSOLE) as work:
            work.accounts.add(name, kind=kind)
            for role in roles:
                work.accounts.grant(name, role, unit=unit)
            token = work.accounts.token(name)
        return Caller(self, {"authorization": f"Bearer {token}"})

    def filed(self, **answers: Any) -> dict[str, Any]:
        """File a pothole and return what the holder got."""
        answer = self.caller().post("/forms/pothole/petitions", {"answers": {**POTHOLE, **answers}})
        assert answer.status_code == 201, answer.text
        filed: dict[str, Any] = answer.json()
        return filed

    def facts(self, action: str) -> list[dict[str, Any]]:
        """Return the facts of an action, the newest first."""
        return self.office.trail.search(action=action)


@dataclass
class Caller:
    """A program that calls the API; each answer is held to the document."""

    city: City
    headers: dict[str, str] = field(default_factory=dict)
    address: str = "127.0.0.1"

    def but(self, **headers: str) -> Caller:
        """Return the same program with more headers (`x_petition_key=…`)."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return Caller(self.city, {**self.headers, **more}, self.address)

    def get(self, path: str, **query: Any) -> httpx.Response:
        """Fetch something below /api/v1."""
        return self.send("GET", path, params=query)

    def post(self, path: str, body: Any = None) -> httpx.Response:
        """Send JSON; None is no body at all."""
        answer = self.send("POST", path, **({} if body is None else {"json": body}))
        if answer.is_success:
            self.city.document.check_request("POST", V1 + path, {} if body is None else body)
        return answer

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send anything below /api/v1."""
        more["headers"] = {**self.headers, **more.get("headers", {})}
        answer = Browser(self.city.site, address=self.address).request(method, V1 + path, **more)
        self.city.document.check_answer(method, V1 + path.partition("?")[0], answer)
        return answer


def fields(answer: httpx.Response) -> set[str]:
    """Return the names of the fields that an answer complains about."""
    return {error["field"] for error in answer.json()["errors"]}
