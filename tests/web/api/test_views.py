"""Petitions as JSON."""

from __future__ import annotations

import json
from typing import Any

from egovframe.forms import Petition
from egovframe.web.api.views import TakesView, answers, item, view
from tests.web.api.room import CONSOLE, POTHOLE, City


def test_masked_answers_are_json_whatever_they_were(city: City) -> None:
    """A masked date is a text; questions without an answer are left out; nothing warns."""
    with city.office.work(by=CONSOLE) as work:
        whole: Petition[Any] = work.petitions.submit("pothole", POTHOLE).petition
        bare: Petition[Any] = work.petitions.submit("pothole", {"where": "강변로", "phone": "010-9999-0000"}).petition
    with city.office.look(by=CONSOLE) as work:
        masked = work.petitions.get(whole.receipt)
    assert answers(whole) == POTHOLE
    assert answers(bare) == {"where": "강변로", "lanes": 0, "phone": "010-9999-0000"}
    assert json.loads(json.dumps(answers(masked)))["born"] != POTHOLE["born"]


def test_what_can_be_done_comes_with_its_fields(city: City) -> None:
    """By name, and with what must and what may be sent."""
    takes: dict[str, TakesView] = {"answer": {"required": ["text"], "optional": []}}
    with city.office.work(by=CONSOLE) as work:
        petition: Petition[Any] = work.petitions.submit("pothole", POTHOLE).petition
        deadline = city.office.forms.clockwork(work).deadline_of(petition)
        shown = view(petition, steps=[], takes=takes, deadline=deadline, language="en")
    assert (shown["actions"], shown["takes"]) == (["answer"], takes)
    assert item(petition, "en")["title"] == "Broken road"
