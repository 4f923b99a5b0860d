"""The document is valid, whole and true; that it is true, every answer of every other test is held to."""

from __future__ import annotations

import re

from openapi_spec_validator import validate

from egovframe.web.api.operation import api
from egovframe.web.areas import areas
from tests.web.api.room import City
from tests.web.client import Browser


def test_the_document_is_openapi_3_1(city: City) -> None:
    """The specification's own schema and its rules beyond it hold."""
    document = city.document.raw
    assert document["openapi"] == "3.1.0"
    assert document["info"]["title"] == "Haneul City API"
    validate(document)


def test_every_endpoint_is_described_and_nothing_else(city: City) -> None:
    """What answers and what the document says are the same list."""
    served = {(e.method, e.path) for e in city.site.table.endpoints if e.path.startswith("/api/v1/")}
    described = {(method.upper(), path) for path, methods in city.document.raw["paths"].items() for method in methods}
    assert described == served
    assert len(described) == len(api.operations)


def test_public_operations_are_those_without_security(city: City) -> None:
    """A program knows from the document alone where it needs a token."""
    public = {
        operation["operationId"]
        for methods in city.document.raw["paths"].values()
        for operation in methods.values()
        if "security" not in operation
    }
    assert public == {
        "list_forms",
        "get_form",
        "file_petition",
        "send_file",
        "get_file",
        "list_classes",
        "public_statistics",
        "list_public_petitions",
        "get_public_petition",
        "sign_public_petition",
        "confirm_signature",
        "withdraw_by_link",
    }


def test_names_are_there_once_and_every_hole_is_described(city: City) -> None:
    """Generated clients take their method names from operationId."""
    names = [op["operationId"] for methods in city.document.raw["paths"].values() for op in methods.values()]
    assert len(names) == len(set(names))
    for path, methods in city.document.raw["paths"].items():
        for operation in methods.values():
            holes = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
            assert holes == set(re.findall(r"\{(\w+)\}", path))
            assert operation["summary"].endswith(".")


def test_a_query_field_has_no_null(city: City) -> None:
    """What may be left out of a query is left out; there is no way to write null there."""
    operation = city.document.operation("GET", "/api/v1/petitions")
    assert operation is not None
    state = next(each for each in operation["parameters"] if each["name"] == "state")
    assert state["schema"]["type"] == "string"
    assert "null" not in str(operation["parameters"])


def test_the_api_and_the_log_are_parts_of_every_city() -> None:
    """Nothing has to be switched on."""
    assert {"api", "log"} <= {area.name for area in areas()}


def test_the_document_is_open_to_everybody(city: City) -> None:
    """Programs read it before they have a token."""
    answer = Browser(city.site).get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
