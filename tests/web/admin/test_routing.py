"""Rules of routing in administration: added, tried, in conflict, ended, and only by whoever may."""

from __future__ import annotations

import re

import pytest

from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

PATH = "/admin/routing"
RULE = {
    "form": "pothole",
    "field": "where",
    "values": "숲길\n호수",
    "unit": "parks",
    "position": "10",
    "reason": "조직 개편",
}


@pytest.fixture(autouse=True)
def _roles(hall: Hall) -> None:
    """A role that the office makes for it."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("router", may=["route.manage"], reason="배정")


def test_a_rule_sends_petitions_until_it_ends(hall: Hall) -> None:
    """Tried before it is needed, obeyed from then on, ended with a reason that stays sealed."""
    router = hall.officer("han", "router", unit=None)
    added = router.send(router.get(PATH), PATH, RULE)
    page = router.get(added.headers["location"])
    assert_sound(page, language="en")
    assert "The rule counts from now on." in page.text
    for answer, title in (("숲길 3", "공원과"), ("하늘로 12", "도로과")):
        tried = router.get(f"{PATH}?lang=ko&form=pothole&answer={answer}")
        assert f"{title}" in re.findall(r'role="status"><b>([^<]*)', tried.text)[0]
    here = {"where": "숲길 3", "phone": "010-1234-5678"}
    assert hall.state(hall.petition(**here)).unit == "parks"
    route = re.search(r'name="route" value="([^"]+)"', page.text)
    assert route is not None
    ended = router.send(page, f"{PATH}/end", {"route": route[1], "reason": "되돌림"})
    assert ended.headers["location"].endswith("done=ended")
    assert router.send(page, f"{PATH}/end", {"route": route[1]}).headers["location"].endswith("done=gone")
    assert hall.state(hall.petition(**here)).unit == "roads"
    assert "되돌림" not in str(hall.facts("route.ended")[0]["details"])


def test_what_does_not_hold_together_is_shown(hall: Hall) -> None:
    """A rule behind one that takes everything is marked."""
    router = hall.officer("han", "router", unit=None)
    router.send(router.get(PATH), PATH, {**RULE, "field": "", "values": "", "position": "1"})
    assert "never reached" not in router.get(PATH).text
    router.send(router.get(PATH), PATH, RULE)
    page = router.get(PATH)
    assert_sound(page, language="en")
    assert page.text.count("never reached") == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"unit": ""}, "units"),
        ({"values": ""}, "values"),
        ({"field": "nothing"}, "field"),
        ({"position": "x"}, "position"),
        ({"area": "here"}, "area"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(hall: Hall, wrong: dict[str, str], field: str) -> None:
    """The page keeps what was entered."""
    router = hall.officer("han", "router", unit=None)
    answer = router.send(router.get(PATH), PATH, {**RULE, **wrong})
    assert answer.status_code == 422
    assert_sound(answer, language="en")
    assert f'id="rule-{field}-fault"' in answer.text
    assert 'value="조직 개편"' in answer.text


def test_a_unit_settles_its_own_forms(hall: Hall) -> None:
    """Whoever holds it in one unit is offered that unit's forms and no other, and is refused what is not theirs."""
    router = hall.officer("han", "router", unit="roads")
    page = router.get(PATH)
    assert 'value="suggestion"' not in page.text
    assert router.send(page, PATH, RULE).status_code == 403
    assert router.send(router.get(PATH), PATH, {**RULE, "unit": "roads"}).status_code == 303
    assert hall.officer("kim", "road-officer").get(PATH).status_code == 403
