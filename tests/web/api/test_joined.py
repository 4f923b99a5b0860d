"""Petitions of many applicants by the API; every answer is held to the document."""

from __future__ import annotations

from tests.web.api.room import City, fields


def neighbours(city: City, many: int = 5) -> list[str]:
    """The numbers of petitions of so many neighbours."""
    return [str(city.filed(phone=f"010-1234-{person:04}")["receipt"]) for person in range(many)]


def test_decree_6_6_joined_and_handled_as_one(city: City) -> None:
    """From five applicants on; one step is taken with all, one is taken out, and another goes first."""
    first, *others = neighbours(city)
    kim, lee = city.caller("kim", "road-officer", unit="roads"), city.caller("lee", "road-officer", unit="parks")
    path = f"/petitions/{first}/actions/"
    assert fields(kim.post(path + "join", {"others": others[:3]})) == {"others"}
    joined = kim.post(path + "join", {"others": others})
    assert joined.status_code == 200
    assert [each["receipt"] for each in joined.json()["others"]] == others
    assert joined.json() == kim.get(f"/petitions/{first}/joined").json()
    assert joined.json()["applicants"] == 5
    out = kim.post(f"/petitions/{others[0]}/actions/take_out", {"reason": "다른 길"})
    assert (out.json()["under"], out.json()["lead"]) == (False, None)
    carried = kim.post(path + "carry", {"action": "extend", "by": "2d", "reason": "비"})
    assert carried.json() == {"receipt": first, "done": others[1:], "left": [], "unseen": 0}
    led = kim.post(f"/petitions/{others[1]}/actions/lead", {})
    assert [each["receipt"] for each in led.json()["others"]] == [first, *others[2:]]
    assert kim.get(f"/petitions/{first}/joined").json()["lead"]["receipt"] == others[1]
    assert kim.post(path + "lead", {}).status_code == 200
    for action, said in (("join", {"others": others}), ("carry", {"action": "start"}), ("lead", {})):
        assert lee.post(path + action, said).status_code == 404
    assert fields(kim.post(path + "carry", {"action": "withdraw"})) == {"action"}
    answered = kim.post(path + "carry", {"action": "answer", "text": "고쳤습니다."}).json()
    assert len(answered["done"]) == 3
    assert kim.post(path + "carry", {"action": "answer", "text": "고쳤습니다."}).status_code == 409


def test_act_2_6_marked_as_one_of_many(city: City) -> None:
    """Persons and households from five on; who speaks for them; taken off with a reason."""
    receipt = city.filed()["receipt"]
    kim = city.caller("kim", "road-officer", unit="roads")
    path = f"/petitions/{receipt}/actions/"
    assert kim.post(path + "represent", {"names": ["홍길동"]}).status_code == 409
    few = kim.post(path + "mark_many", {"persons": 4, "households": 5, "original": True})
    assert fields(few) == {"persons"}
    marked = kim.post(path + "mark_many", {"persons": 12, "households": 7, "original": False}).json()
    assert {name: marked["crowd"][name] for name in ("persons", "households", "original")} == {
        "persons": 12,
        "households": 7,
        "original": False,
    }
    assert kim.post(path + "represent", {"names": ["홍길동", "김영희"]}).status_code == 200
    assert fields(kim.post(path + "unmark_many", {"reason": ""})) == {"reason"}
    assert kim.post(path + "unmark_many", {"reason": "한 세대입니다."}).json()["crowd"] is None
