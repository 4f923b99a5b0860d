"""Operations: declared whole or not at all; who may comes before what is wrong; nothing that is sent breaks us."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egovframe.kernel.errors import DeclarationError
from egovframe.web.api.actions import Answering
from egovframe.web.api.operation import Api, Call, Operation, api
from tests.web.api.room import Caller, City

HOLES = {"{name}": "pothole", "{receipt}": "7K4-RM2-X9H", "{id}": "01990000-0000-7000-8000-000000000000"}
TAKING = [operation for operation in api.operations if operation.body is not None]


def address(operation: Operation) -> str:
    """Return an address of the operation at which there is nothing but, perhaps, a form."""
    path = operation.path
    for hole, value in HOLES.items():
        path = path.replace(hole, value)
    return path


def test_without_a_token_nothing_is_told_of_what_is_wrong(city: City) -> None:
    """401 whatever the body is, unless anybody may."""
    visitor = city.caller()
    for operation in api.operations:
        answer = visitor.send(operation.method, address(operation), content=b"nonsense")
        assert (answer.status_code == 401) is not operation.public, operation.name


def test_whoever_may_not_is_told_that_first(city: City) -> None:
    """An account without roles gets 403 (or 404), never 400, 415 or 422, for a body that nobody can read."""
    nobody = city.caller("nobody")
    for operation in TAKING:
        answer = nobody.send(operation.method, address(operation), content=b"nonsense")
        assert answer.status_code in ({415} if operation.public else {403, 404}), operation.name


def test_a_refusal_is_a_fact(city: City) -> None:
    """Somebody without the permission tried: the trail says so."""
    assert city.caller("nobody").get("/petitions").status_code == 403
    assert city.facts("access.denied")[0]["details"]["permission"] == "petition.read"


def test_a_cookie_is_no_token(city: City) -> None:
    """What a browser sends by itself opens nothing here, so that no page can make it call the API."""
    answer = city.caller("kim", "admin").but(authorization="", cookie="egov-session=abc").get("/users")
    assert answer.status_code == 401


def test_an_operation_says_what_it_does_and_refuses() -> None:
    """Without a docstring, or with a status that has no words, it is not declared."""

    def silent(call: Call) -> dict[str, Any]:
        return {}

    with pytest.raises(DeclarationError, match="docstring"):
        Api().get("/silent", public=True, gives=dict)(silent)
    silent.__doc__ = "Say nothing."
    with pytest.raises(DeclarationError, match="418"):
        Api().get("/silent", public=True, gives=dict, refuses={418})(silent)
    with pytest.raises(DeclarationError, match="who may"):
        Api().get("/silent", gives=dict)(silent)


def test_an_operation_reads_only_what_it_declares(city: City) -> None:
    """Otherwise the document would describe another body."""
    operation = next(each for each in api.operations if each.name == "list_forms")
    with pytest.raises(TypeError, match="declares"):
        Call(page=None, operation=operation).read(Answering)  # type: ignore[arg-type]


_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_names = st.sampled_from(
    ["answers", "class", "title", "content", "completed", "unit", "text", "reason", "basis", "remedy", "to", "role",
     "until", "name", "kind", "password", "where", "lanes", "phone", "born", "task_ends"]
) | st.text(max_size=3)  # fmt: skip
_values = st.recursive(
    _scalars | st.sampled_from(["2026-09-18", "9999-12-31", "leaflets", "roads", "010-1234-5678", "\0", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=4),
    max_leaves=8,
)
_bodies = st.dictionaries(_names, _values, max_size=6) | _values


def sent_to(city: City, everything: Caller, operation: Operation, body: Any) -> httpx.Response:
    """What an operation answers to this JSON, on a petition that was filed just now."""
    filed = city.filed() if "{receipt}" in operation.path else {"receipt": "", "key": ""}
    name = "pothole" if operation.path.startswith("/forms") else "kim"
    path = operation.path.replace("{receipt}", filed["receipt"]).replace("{name}", name)
    answer = everything.but(x_petition_key=filed["key"]).send(
        operation.method, path, content=json.dumps(body).encode(), headers={"content-type": "application/json"}
    )
    assert answer.status_code < 500, answer.text
    if answer.status_code == 422:
        assert answer.json()["errors"]
    if answer.is_success:
        city.document.check_request(operation.method, f"/api/v1{path}", json.loads(json.dumps(body)))
    return answer


def test_no_body_breaks_the_office(each_city: City) -> None:
    """Whatever JSON is sent to whatever operation by whoever may everything: never a 5xx, and 422 names fields."""
    everything = each_city.caller("max", "admin", "chief", "clerk")
    each_city.caller("kim", "road-officer")

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(operation=st.sampled_from(TAKING), body=_bodies, wrapped=st.booleans())
    def send(operation: Operation, body: Any, wrapped: bool) -> None:
        if wrapped and operation.body is not None and "answers" in operation.body.model_fields:
            body = {"answers": body}
        sent_to(each_city, everything, operation, body)

    send()


def test_what_is_sent_is_looked_at_and_not_turned_away_before(city: City) -> None:
    """More than half of all operations, each tried once, refuse a body for what stands in it."""
    everything = city.caller("max", "admin", "chief", "clerk")
    city.caller("kim", "road-officer")
    seen = Counter(sent_to(city, everything, operation, ["no", "object"]).status_code for operation in TAKING)
    assert seen[422] > sum(seen.values()) / 2
