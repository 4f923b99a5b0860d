"""The audit trail by the API."""

from __future__ import annotations

from egovframe.audit import Proof
from egovframe.kernel.work import Origin
from tests.web.api.room import CONSOLE, City, fields


def test_facts_are_paged_newest_first(each_city: City) -> None:
    """Each once, as it stands in the log; whoever looks is in it the next time."""
    each_city.filed()
    admin = each_city.caller("root", "admin")
    seen: list[int] = []
    query: dict[str, str] = {}
    while True:
        page = admin.get("/facts", limit=4, **query).json()
        seen += [fact["n"] for fact in page["items"]]
        if page["next"] is None:
            break
        query = {"cursor": page["next"]}
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) > 8
    assert admin.get("/facts", action="fact.listed").json()["items"][0]["actor"]["kind"] == "officer"


def test_facts_are_found_by_action_actor_and_object(city: City) -> None:
    """No value that is personal is among them, only commitments."""
    city.filed()
    admin = city.caller("root", "admin")
    found = admin.get("/facts", action="petition.submitted")
    fact = found.json()["items"][0]
    assert fact["private"]
    assert "1234-5678" not in found.text
    assert admin.get("/facts", object=fact["object"]).json()["items"][-1]["id"] == fact["id"]
    assert admin.get("/facts", actor="visitor").json()["items"][0]["actor"]["id"] == "visitor"


def test_a_question_that_cannot_be_is_refused(each_city: City) -> None:
    """By the name of the field."""
    admin = each_city.caller("root", "admin")
    for query in ({"cursor": "0"}, {"cursor": "x"}, {"cursor": str(2**63)}, {"action": "a\0"}):
        answer = admin.get("/facts", **query)
        assert (answer.status_code, fields(answer)) == (422, set(query))


def test_the_trail_is_not_for_everybody(city: City) -> None:
    """It needs the permission to read it."""
    assert city.caller("kim", "road-officer").get("/facts").status_code == 403


def test_facts_are_found_by_their_trace(city: City) -> None:
    """Whoever has the trace of a request finds what it did; what is no trace is refused."""
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    city.caller().but(traceparent=f"00-{trace}-00f067aa0ba902b7-01").get("/petitions/AAA-AAA-AAA")
    with city.office.work(by=CONSOLE, origin=Origin(trace=trace)) as work:
        work.accounts.add("lee")
    admin = city.caller("root", "admin")
    found = admin.get("/facts", trace=trace).json()["items"]
    assert [(fact["action"], fact["trace"]) for fact in found] == [("account.added", trace)]
    assert admin.get("/facts", trace="0" * 32).json()["items"] == []
    assert admin.get("/facts", trace=trace.upper()).status_code == 422


def test_facts_are_found_by_person_kind_time_and_missing_reason(each_city: City) -> None:
    """A search for a person is a fact about that person; the word that was typed is committed to."""
    receipt = each_city.filed()["receipt"]
    keeper = each_city.caller("han", "keeper")
    found = keeper.get("/facts", subject=receipt, does="change").json()["items"]
    assert "petition.submitted" in [fact["action"] for fact in found]
    subject = found[-1]["subjects"][0]
    [listed] = each_city.facts("fact.listed")
    assert listed["subjects"] == [subject]
    assert receipt not in str(listed)
    at = found[-1]["at"]
    assert keeper.get("/facts", subject=receipt, until=at).json()["items"] == []
    assert keeper.get("/facts", subject=receipt, since=at).json()["items"]
    assert keeper.get("/facts", subject="nobody").json() == {"items": [], "next": None}
    assert keeper.get("/facts", unexplained="true").json()["items"] == []
    assert keeper.get("/facts", outcome="denied").json()["items"] == []
    for query in ({"since": "2026-01-01T00:00:00"}, {"since": "0001-01-01T00:00:00+09:00"}, {"does": "dance"}):
        answer = keeper.get("/facts", **query)
        assert (answer.status_code, fields(answer)) == (422, set(query))


def test_one_fact_whole_and_its_proof(city: City) -> None:
    """Values only for whoever may see them; looking is a fact about the same people; sealed, it is proved."""
    city.filed()
    keeper, auditor = city.caller("han", "keeper"), city.caller("audrey", "auditor")
    fact = city.facts("petition.submitted")[0]
    whole = keeper.get(f"/facts/{fact['id']}").json()
    assert whole["fact"]["id"] == fact["id"]
    assert whole["sees_values"]
    assert "why" in whole["values"]
    hidden = auditor.get(f"/facts/{fact['id']}").json()
    assert (hidden["values"], hidden["sees_values"]) == ({}, False)
    assert [each["subjects"] for each in city.facts("fact.read")] == [fact["subjects"]] * 2
    assert keeper.get(f"/facts/{fact['id']}/proof").status_code == 409
    city.office.seal()
    proof = keeper.get(f"/facts/{fact['id']}/proof").text
    assert fact["id"].encode() in Proof.parse(proof).verify(city.office.trail.vkey)
    assert keeper.get("/facts/nothing").status_code == 404
    assert keeper.get("/facts/nothing/proof").status_code == 404
