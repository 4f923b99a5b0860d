"""A request with an Idempotency-Key is done once."""

from __future__ import annotations

from tests.web.api.room import Caller, City, fields
from tests.web.api.test_actions import deed


def test_the_same_request_is_done_once(each_city: City) -> None:
    """Sent again it is answered with the petition as it is now, though its state does not allow it any more."""
    filed = each_city.filed()
    kim = each_city.caller("kim", "road-officer", unit="roads").but(idempotency_key="r-1")
    first = kim.post(deed(filed, "answer"), {"text": "고쳤습니다."})
    each_city.office.run_due_tasks()
    again = kim.post(deed(filed, "answer"), {"text": "고쳤습니다."})
    assert (first.status_code, again.status_code) == (200, 200)
    assert (first.json()["state"], again.json()["state"]) == ("answered", "closed")
    assert len(each_city.facts("petition.answered")) == 1
    other = kim.post(deed(filed, "answer"), {"text": "안 고쳤습니다."})
    assert (other.status_code, other.json()["code"]) == (409, "egov.conflict")


def test_what_failed_can_be_sent_again(city: City) -> None:
    """Nothing is remembered of a request that was refused."""
    filed = city.filed()
    kim = city.caller("kim", "road-officer", unit="roads").but(idempotency_key="r-1")
    assert fields(kim.post(deed(filed, "answer"), {"text": " "})) == {"text"}
    assert kim.post(deed(filed, "answer"), {"text": "고쳤습니다."}).status_code == 200


def test_a_mark_is_ones_own(city: City) -> None:
    """Another officer's, or another petition's, is another request; the holder's key is asked for again."""
    filed, second = city.filed(), city.filed()
    kim, lee = (city.caller(name, "road-officer", unit="roads").but(idempotency_key="r-1") for name in ("kim", "lee"))
    assert kim.post(deed(filed, "start"), {}).status_code == 200
    assert kim.post(deed(second, "start"), {}).status_code == 200
    assert lee.post(deed(filed, "start"), {}).status_code == 409
    holder = Caller(city).but(x_petition_key=filed["key"], idempotency_key="r-1")
    assert [holder.post(deed(filed, "withdraw"), {}).status_code for _ in range(2)] == [200, 200]
    assert Caller(city).but(idempotency_key="r-1").post(deed(filed, "withdraw"), {}).status_code == 401
    assert (
        city.caller("oh", "park-officer", unit="parks")
        .but(idempotency_key="r-1")
        .post(deed(filed, "start"), {})
        .status_code
        == 404
    )


def test_a_mark_that_is_too_long_is_refused(city: City) -> None:
    """After who may."""
    filed = city.filed()
    kim = city.caller("kim", "road-officer", unit="roads").but(idempotency_key="x" * 256)
    assert fields(kim.post(deed(filed, "start"), {})) == {"Idempotency-Key"}
    assert (
        city.caller("oh", "park-officer", unit="parks")
        .but(idempotency_key="x" * 256)
        .post(deed(filed, "start"), {})
        .status_code
        == 404
    )
