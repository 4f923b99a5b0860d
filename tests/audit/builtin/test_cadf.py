"""Facts as CADF events, held against pycadf, which OpenStack writes its audit with."""

from __future__ import annotations

import json
import warnings
from typing import Any
from uuid import UUID

import pytest

from egovframe.audit.builtin.cadf import CadfExporter, identified
from egovframe.audit.deeds import DEEDS
from egovframe.audit.interfaces import Exporter
from egovframe.testing.suites import ExporterSuite
from egovframe.testing.suites.exporters import EVERY_KIND, HANEUL, a_fact
from tests.audit.builtin.reading import flat

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its libraries are older than the newest Python
    from pycadf import attachment, cadftaxonomy, event, host, reason, resource, tag


def parsed(told: dict[str, Any]) -> event.Event:
    """Build pycadf's own event from ours: it refuses what does not hold, and warns of an id that is no UUID."""
    assert told["typeURI"] == event.TYPE_URI_EVENT
    known = {*event.EVENT_KEYNAMES}
    assert set(told) <= known
    built = event.Event(
        eventType=told["eventType"],
        id=told["id"],
        eventTime=told["eventTime"],
        action=told["action"],
        outcome=told["outcome"],
        initiator=_resource(told["initiator"]),
        target=_resource(told["target"]),
        observer=_resource(told["observer"]),
        name=told["name"],
        reason=reason.Reason(**told["reason"]) if "reason" in told else None,
    )
    for each in told["tags"]:
        built.add_tag(each)
    for each in told.get("attachments", ()):
        built.add_attachment(attachment.Attachment(each["typeURI"], each["content"], each["name"]))
    assert built.is_valid()
    return built


def _resource(told: dict[str, Any]) -> resource.Resource:
    where = host.Host(**told["host"]) if "host" in told else None
    return resource.Resource(**{**told, "host": where})


def told(**fields: Any) -> dict[str, Any]:
    """Return one fact as an event, through the bytes."""
    (line,) = b"".join(CadfExporter().export([a_fact(**fields)], product=HANEUL)).splitlines()
    return dict(json.loads(line))


class TestCadfExporter(ExporterSuite):
    """The suite for exporters, on CADF; every event that is read is valid."""

    @pytest.fixture
    def exporter(self) -> Exporter:
        """The exporter under test."""
        return CadfExporter()

    def read(self, content: bytes) -> list[str]:
        """Read with pycadf, and return what it says again."""
        return [flat(parsed(json.loads(line)).as_dict()) for line in content.decode().split("\n")[:-1]]


def test_pycadf_refuses_what_is_wrong() -> None:
    """The check itself is no formality."""
    for wrong in (
        {"action": "look"},
        {"outcome": "done"},
        {"eventType": "deed"},
        {"target": {"id": "", "typeURI": "x"}},
    ):
        with pytest.raises(ValueError):
            parsed(told() | wrong)
    with pytest.warns(UserWarning, match="Invalid uuid"):
        parsed(told() | {"id": "4711"})


def test_every_action_is_a_word_of_the_taxonomy() -> None:
    """Or a path below one, and never merely a text that begins like one."""
    found = {
        told(action=f"petition.{verb}", does=does)["action"]
        for does, verb in (
            *((fact.does, "done") for fact in EVERY_KIND),
            ("sign-in", "ended"),
            *(("change", verb) for verb in "added deleted enabled disabled granted revoked renewed sent".split()),
        )
    }
    words = cadftaxonomy.ACTION_TAXONOMY
    assert {action for action in found if action not in words and action.partition("/")[0] not in words} == set()
    assert len(found) == len(DEEDS)


@pytest.mark.parametrize(
    ("does", "action"),
    [("read", "read"), ("list", "read/list"), ("download", "read/download"), ("sign-in", "authenticate/login")],
)
def test_what_is_done_is_an_action_of_cadf(does: str, action: str) -> None:
    """Also where CADF has one word for several of ours: the path says which."""
    assert told(does=does)["action"] == action


@pytest.mark.parametrize(("outcome", "said"), [("done", "success"), ("denied", "failure"), ("failed", "failure")])
def test_how_it_ended_is_an_outcome_of_cadf(outcome: str, said: str) -> None:
    """With the reason, and the legal basis as the policy."""
    found = told(outcome=outcome, reason="")
    assert found["outcome"] == said
    assert found["reason"]["policyId"] == "민원처리법 제18조"
    assert found["reason"].get("reasonCode") == (None if outcome == "done" else outcome)


def test_the_same_person_has_the_same_id_everywhere() -> None:
    """The UUID that is in a reference, else one made of log and reference: equal in every event, unequal elsewhere."""
    assert told()["initiator"]["id"] == "019ab5c0-1111-7000-8000-000000000001"
    visitor = told(actor="visitor")["initiator"]
    assert visitor["name"] == "visitor"
    assert UUID(visitor["id"]).version == 5
    assert visitor["id"] == identified("visitor", origin="haneul.example/log")
    assert visitor["id"] != identified("visitor", origin="bada.example/log")


def test_data_subjects_are_attached_and_places_are_hosts() -> None:
    """Whose data it was, where the actor was, and which city saw it."""
    found = told()
    attached = {each["name"]: each["content"] for each in found["attachments"]}
    assert tuple(attached["subjects"]) == a_fact().subjects
    assert found["initiator"]["host"] == {"address": "192.0.2.7", "agent": "Firefox on Linux"}
    assert found["observer"]["name"] == "하늘시"
    assert found["eventTime"] == "2026-11-22T12:04:42.123+00:00"
    assert tag.generate_name_value_tag("does", "read") in found["tags"]
    assert told(object="record:1")["target"]["typeURI"] == "data/file/record"
