"""Facts as OCSF events, held against the published schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

from egovframe.audit.builtin.ocsf import VERSION, OcsfExporter
from egovframe.audit.interfaces import Exporter
from egovframe.testing.suites import ExporterSuite
from egovframe.testing.suites.exporters import EVERY_KIND, HANEUL, a_fact
from tests.audit.builtin.reading import flat

ACCOUNT = "account:019ab5c0-3333-7000-8000-000000000009"
CHANGES = tuple(
    a_fact(
        100 + number,
        action=action,
        does="sign-in" if action.startswith(("sign-in", "session")) else "change",
        object=f"{action.partition('.')[0]}:019ab5c0-6666-7000-8000-000000000001",
        subjects=(ACCOUNT,),
        details={"role": "road-officer"},
    )
    for number, action in enumerate(
        (
            "sign-in.succeeded",
            "sign-in.failed",
            "session.ended",
            "account.added",
            "account.enabled",
            "account.disabled",
            "account.deleted",
            "authenticator.disabled",
            "credential.changed",
            "credential.renewed",
            "token.issued",
            "token.revoked",
            "role.granted",
            "role.revoked",
            "petition.submitted",
            "petition.amended",
            "record.destroyed",
            "notice.sent",
            "key.rotated",
        )
    )
)
BARE = a_fact(
    acting_for="", object="", subjects=(), reason="", basis="", request="", trace="", details={}, private={}, erased=()
)


@cache
def schema(version: str, class_uid: int, *profiles: str) -> tuple[Draft202012Validator, dict[str, Any]]:
    """Return the published schema of a class with its profiles, as JSON Schema and as it is."""
    published = get_ocsf_schema(version=version)
    made = OcsfJsonSchemaEmbedded(published)
    name = made.lookup_class_name_from_uid(class_uid)
    return Draft202012Validator(made.get_class_schema(name, profiles=[*profiles])), published["classes"][name]


def event(**fields: Any) -> dict[str, Any]:
    """Return one fact as an event, through the bytes."""
    (line,) = b"".join(OcsfExporter().export([a_fact(**fields)], product=HANEUL)).splitlines()
    return dict(json.loads(line))


def faults(line: dict[str, Any], version: str) -> list[str]:
    """Return what the schema finds amiss."""
    return [
        f"{'.'.join(map(str, each.path))}: {each.message}"
        for each in schema(version, line["class_uid"], *line["metadata"].get("profiles", ()))[0].iter_errors(line)
    ]


class TestOcsfExporter(ExporterSuite):
    """The suite for exporters, on OCSF; every event that is read is valid."""

    @pytest.fixture
    def exporter(self) -> Exporter:
        """The exporter under test."""
        return OcsfExporter()

    def read(self, content: bytes) -> list[str]:
        """Read line by line and hold a sample of the events against the schema that they name."""
        events = [json.loads(line) for line in content.decode().split("\n")[:-1]]
        assert [fault for each in events[:25] for fault in faults(each, each["metadata"]["version"])] == []
        return [flat(each) for each in events]


def validated() -> Iterator[dict[str, Any]]:
    """Yield events of every kind."""
    for line in b"".join(OcsfExporter().export([*EVERY_KIND, *CHANGES, BARE], product=HANEUL)).splitlines():
        yield json.loads(line)


@pytest.mark.parametrize("version", [VERSION, "1.5.0", "1.6.0", "1.7.0", "1.8.0"])
def test_every_event_holds_in_the_published_schema(version: str) -> None:
    """In the version that it names and in all later ones, additional attributes refused."""
    assert [(each["metadata"]["event_code"], found) for each in validated() if (found := faults(each, version))] == []


def test_every_number_is_named_as_the_schema_names_it() -> None:
    """Class, category, activity, type, severity and status: the captions beside the numbers are the published ones."""
    for line in validated():
        _, published = schema(VERSION, line["class_uid"])
        assert line["class_name"] == published["caption"]
        assert line["category_name"] == published["category_name"]
        assert line["category_uid"] == line["class_uid"] // 1000
        assert line["type_uid"] == line["class_uid"] * 100 + line["activity_id"]
        for number, name in (("severity_id", "severity"), ("status_id", "status")):
            assert line[name] == published["attributes"][number]["enum"][str(line[number])]["caption"]
        if line["activity_id"] == 99:
            assert line["activity_name"] == line["metadata"]["event_code"]
        else:
            activities = published["attributes"]["activity_id"]["enum"]
            assert line["activity_name"] == activities[str(line["activity_id"])]["caption"]


def test_the_schema_finds_what_is_wrong() -> None:
    """The check itself is no formality: a number, a missing and an unknown attribute are each found."""
    assert faults(event(), VERSION) == []
    assert faults(event() | {"type_uid": 300201}, VERSION)
    assert faults({name: value for name, value in event().items() if name != "web_resources"}, VERSION)
    assert faults(event() | {"purpose": "none"}, VERSION)


@pytest.mark.parametrize(
    ("action", "type_uid"),
    [
        ("sign-in.succeeded", 300201),
        ("sign-in.failed", 300201),
        ("session.ended", 300202),
        ("account.added", 300101),
        ("account.enabled", 300102),
        ("credential.changed", 300103),
        ("account.disabled", 300105),
        ("token.issued", 300199),
        ("role.granted", 300501),
        ("role.revoked", 300502),
        ("petition.submitted", 600101),
        ("petition.amended", 600103),
        ("record.destroyed", 600104),
    ],
)
def test_changes_have_the_class_that_ocsf_has_for_them(action: str, type_uid: int) -> None:
    """Sign-ins are Authentication, accounts and roles their own classes, all else Web Resources Activity."""
    (found,) = [each for each in validated() if each["metadata"]["event_code"] == action]
    assert found["type_uid"] == type_uid
    if type_uid < 400000:
        assert found["user"] == {"uid": ACCOUNT}


@pytest.mark.parametrize(
    ("does", "activity"),
    [("read", 2), ("list", 5), ("download", 7), ("print", 7), ("export", 7), ("refusal", 99)],
)
def test_what_shows_data_is_told_by_how_it_shows_it(does: str, activity: int) -> None:
    """Who read, searched, or took a copy away; a refusal is a failure."""
    found = event(does=does, outcome="denied" if does == "refusal" else "done")
    assert (found["class_uid"], found["activity_id"]) == (6001, activity)
    assert (found["status_id"], found["severity_id"]) == ((2, 3) if does == "refusal" else (1, 1))


def test_who_whose_when_and_where_stand_where_an_analyst_looks() -> None:
    """Time in milliseconds, product and log, actor and session, address and each data subject as observables."""
    found = event()
    assert found["time"] == 1795349082123
    assert found["metadata"]["product"] == {"name": "egovframe", "vendor_name": "하늘시", "version": "1.2.3"}
    assert found["metadata"]["log_name"] == "haneul.example/log"
    assert found["actor"]["user"]["uid"] == a_fact().actor
    assert found["src_endpoint"] == {"ip": "192.0.2.7"}
    observed = [(each["type_id"], each["value"]) for each in found["observables"]]
    assert observed == [(31, a_fact().actor), (2, "192.0.2.7"), (31, a_fact().subjects[0]), (99, a_fact().subjects[1])]
    assert found["unmapped"]["why"] == "전화 문의에 답하려고"


def test_a_resource_with_a_long_name_and_an_address_that_is_none_are_still_valid() -> None:
    """OCSF's ids have 64 characters, its addresses are addresses: everything else is a name."""
    found = event(object="form:" + "x" * 100, private={"address": "unix socket"})
    assert faults(found, VERSION) == []
    assert found["web_resources"] == [{"type": "form", "name": "form:" + "x" * 100}]
    assert found["src_endpoint"] == {"name": "unix socket"}
