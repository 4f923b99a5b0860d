"""Reading petitions by the API: officers of the unit, and whoever has the key."""

from __future__ import annotations

import json
from hashlib import sha256

from egovframe.audit.proofs import Proof
from egovframe.forms import working_days
from egovframe.forms.similar.service import sketch_new
from egovframe.testing import SetClock
from tests.support.clocks import extended, paused
from tests.web.api.room import City, fields


def test_an_officer_of_the_unit_reads_with_personal_answers_masked(each_city: City) -> None:
    """Enough to tell two people apart, nothing more, and the reading is a fact."""
    filed = each_city.filed()
    answer = each_city.caller("kim", "road-officer", unit="roads").get(f"/petitions/{filed['receipt']}")
    assert answer.status_code == 200
    petition = answer.json()
    assert petition["answers"]["where"] == "하늘로 12"
    assert petition["answers"]["phone"] == "010-****-5678"
    assert "010-1234" not in answer.text
    assert "1980-02-29" not in answer.text
    assert (petition["state"], petition["due"]) == ("received", filed["due"])
    assert {"assign", "start", "answer", "refuse", "extend", "pause", "transfer"} <= set(petition["actions"])
    assert not {"supplement", "resume", "consent", "reveal", "mark_urgent", "close"} & set(petition["actions"])
    assert petition["takes"]["extend"] == {"required": ["by", "reason"], "optional": ["consent"]}
    assert set(petition["takes"]) == set(petition["actions"])
    assert each_city.facts("petition.read")[0]["details"]["masked"] == 1


def test_the_holder_reads_everything_with_the_key(each_city: City) -> None:
    """The key came once, with the receipt; no account is needed."""
    filed = each_city.filed()
    answer = each_city.caller().but(x_petition_key=filed["key"]).get(f"/petitions/{filed['receipt']}")
    petition = answer.json()
    assert (petition["answers"]["phone"], petition["answers"]["born"]) == ("010-1234-5678", "1980-02-29")
    assert set(petition["actions"]) == {"amend", "withdraw"}
    assert petition["history"][0]["kind"] == "received"


def test_another_units_petition_is_not_there(each_city: City) -> None:
    """404 for whoever may not see it, the same as for a number that nobody has."""
    receipt = each_city.filed()["receipt"]
    parks = each_city.caller("oh", "park-officer", unit="parks")
    other = parks.get(f"/petitions/{receipt}")
    nothing = parks.get("/petitions/7K4-RM2-X9H")
    assert (other.status_code, nothing.status_code) == (404, 404)
    without = [{**answer.json(), "request": ""} for answer in (other, nothing)]
    assert without[0] == without[1]
    assert parks.get("/petitions").json()["items"] == []
    assert parks.get(f"/petitions/{receipt}/proof").status_code == 404


def test_neither_token_nor_key_is_nobody(city: City) -> None:
    """401, whether there is such a petition or not."""
    receipt = city.filed()["receipt"]
    assert city.caller().get(f"/petitions/{receipt}").status_code == 401
    assert city.caller().get("/petitions/nonsense").status_code == 401


def test_guessing_keys_has_to_wait(each_city: City) -> None:
    """A wrong key is 404, too many are 429 with the seconds to wait; the right key needs no patience."""
    filed = each_city.filed()
    path, guess = f"/petitions/{filed['receipt']}", each_city.caller().but(x_petition_key="mapa-nuri-soda-kebi-7291")
    answers = [guess.get(path) for _ in range(30)]
    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429
    assert answers[-1].json()["code"] == "forms.too_many_tries"
    assert int(answers[-1].headers["retry-after"]) > 0
    assert guess.post(f"{path}/actions/withdraw", {}).status_code == 429
    assert each_city.caller().but(x_petition_key=filed["key"]).get(path).status_code == 200


def test_four_digits_of_a_phone_are_no_key(city: City) -> None:
    """They show a person where a petition stands on a page; they do not let a program change it."""
    filed = city.filed()
    caller = city.caller().but(x_petition_key="5678")
    assert caller.get(f"/petitions/{filed['receipt']}").status_code == 404
    assert caller.post(f"/petitions/{filed['receipt']}/actions/withdraw", {}).status_code == 404


def test_lists_are_paged_newest_first(each_city: City) -> None:
    """`next` leads through all of them, each once."""
    receipts = [each_city.filed(lanes=number)["receipt"] for number in range(5)]
    caller = each_city.caller("kim", "road-officer", unit="roads")
    seen: list[str] = []
    query: dict[str, str] = {}
    for _ in range(3):
        page = caller.get("/petitions", limit=2, **query).json()
        seen += [item["receipt"] for item in page["items"]]
        query = {"cursor": page["next"]}
    assert seen == receipts[::-1]
    assert page["next"] is None
    assert '-5678"' not in caller.get("/petitions").text


def test_lists_are_narrowed_by_form_and_state(city: City) -> None:
    """Both, either or none."""
    receipt = city.filed()["receipt"]
    city.filed()
    caller = city.caller("kim", "road-officer", unit="roads")
    caller.post(f"/petitions/{receipt}/actions/assign", {})
    assert [item["receipt"] for item in caller.get("/petitions", state="assigned").json()["items"]] == [receipt]
    assert len(caller.get("/petitions", form="pothole").json()["items"]) == 2
    assert caller.get("/petitions", form="suggestion").json()["items"] == []


def test_the_queue_shows_what_presses_most_first(each_city: City, clock: SetClock) -> None:
    """With the office time left; one's own, or what nobody has, on their own; nothing personal is opened."""
    first = each_city.filed()
    clock.forward(days=1)
    second = each_city.filed()
    kim = each_city.caller("kim", "road-officer", unit="roads")
    kim.post(f"/petitions/{second['receipt']}/actions/assign")
    whole = kim.get("/queue").json()
    assert [item["receipt"] for item in whole["items"]] == [first["receipt"], second["receipt"]]
    assert whole["items"][0]["left"] < whole["items"][1]["left"]
    assert (whole["counts"]["all"], whole["items"][0]["band"]) == (2, "fine")
    assert [item["receipt"] for item in kim.get("/queue", view="mine").json()["items"]] == [second["receipt"]]
    assert [item["receipt"] for item in kim.get("/queue", view="unassigned").json()["items"]] == [first["receipt"]]
    assert kim.get("/queue", band="late").json()["items"] == []
    assert fields(kim.get("/queue", view="all")) == {"view"}
    assert each_city.caller("oh", "park-officer", unit="parks").get("/queue").json()["counts"]["all"] == 0


def test_a_list_that_cannot_be_is_refused(each_city: City) -> None:
    """By the name of the field."""
    kim = each_city.caller("kim", "road-officer", unit="roads")
    for query in ({"state": "dancing"}, {"cursor": "nonsense"}, {"form": "a\0b"}, {"limit": "-1"}):
        answer = kim.get("/petitions", **query)
        assert (answer.status_code, fields(answer)) == (422, set(query))


def test_the_proof_holds_offline(each_city: City) -> None:
    """Once sealed, officer and holder get a tlog-proof that the log's key alone verifies; before that 409."""
    filed = each_city.filed()
    holder = each_city.caller().but(x_petition_key=filed["key"])
    path = f"/petitions/{filed['receipt']}/proof"
    waiting = holder.get(path)
    assert (waiting.status_code, waiting.json()["code"]) == (409, "audit.not_sealed")
    assert int(waiting.headers["retry-after"]) >= 1
    each_city.office.seal()
    for caller in (holder, each_city.caller("kim", "road-officer", unit="roads")):
        answer = caller.get(path)
        assert answer.headers["content-type"].startswith("text/plain")
        entry = Proof.parse(answer.text).verify(each_city.office.trail.vkey)
        assert b'"petition.submitted"' in entry
        assert b"-5678" not in entry
        stated = f"{filed['receipt']}:{filed['code']}".encode()
        assert sha256(stated).hexdigest() == json.loads(entry)["details"]["receipt"]
    for refused in (each_city.caller(), each_city.caller().but(x_petition_key="mapa-nuri-soda-kebi-7291")):
        assert refused.get(path).status_code in (401, 404)


def test_the_deadline_is_explained(each_city: City) -> None:
    """The ledger sums to the limit with its extension, and names pause, reason and article."""
    filed = each_city.filed()
    extended(each_city.office, filed["receipt"], working_days(2), "자재가 늦습니다.")
    paused(each_city.office, filed["receipt"], "hearing")
    petition = each_city.caller().but(x_petition_key=filed["key"]).get(f"/petitions/{filed['receipt']}").json()
    deadline = petition["deadline"]
    assert sum(span["counted"] for span in deadline["ledger"]) == int(petition["limit"][:-1]) + 2
    assert deadline["due"] == petition["due"]
    assert deadline["extensions"] == [{"by": "2d", "reason": "자재가 늦습니다.", "consented": False}]
    assert [(pause["reason"], pause["article"][-4:]) for pause in deadline["pauses"]] == [("hearing", "조제4호")]
    assert "의견청취" in [span["why"] for span in deadline["ledger"]] or "hearing or opinions" in str(deadline)


def test_similar_petitions(city: City) -> None:
    """Petitions whose open answers resemble those of one, for whoever may read both."""
    text = "하늘로 12번지 앞 도로가 깊이 파여 있어 자전거가 넘어졌습니다"
    first, second = (city.filed(where=text)["receipt"] for _ in range(2))
    sketch_new(city.office.database, city.office.forms)
    officer = city.caller("kim", "road-officer", unit="roads")
    (found,) = officer.get(f"/petitions/{first}/similar").json()["items"]
    assert (found["receipt"], found["likeness"]) == (second, 1.0)
    stranger = city.caller("lee", "park-officer", unit="parks")
    assert stranger.get(f"/petitions/{first}/similar").status_code == 404
