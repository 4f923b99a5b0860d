"""A city whose petitions are supervised: kim handles, boss heads the roads, sim supervises all."""

from __future__ import annotations

from typing import Any

from egovframe import App
from egovframe.office import Office
from egovframe.office.falling_due import look_for_due
from tests.forms.routing.town import CONSOLE, actor, file, people, town


def supervised(*ladders: Any) -> App:
    """Declares the city anew, with a supervisor's role and perhaps ladders of its own."""
    app = town()
    app.role("supervisor", may={"petition.read", "petition.supervise"})
    for ladder in ladders:
        app.ladder(ladder)
    return app


def team(office: Office) -> str:
    """Adds the people, and files a petition that kim has: seven days from 21 September are over on 1 October, 18:00."""
    people(office, ("kim", "officer", "roads"), ("boss", "officer", "roads"), ("sim", "supervisor", None))
    with office.work(by=CONSOLE) as work:
        work.access.units.set_head("roads", "boss", reason="과장")
    receipt = str(file(office).receipt)
    with office.work(by=actor(office, "kim")) as work:
        work.petitions.assign(receipt)
    return receipt


def climbed(office: Office) -> list[tuple[str, list[str]]]:
    """The rungs that the office tells of now: their names, and who is told."""
    before = {fact["id"] for fact in office.trail.search(action="petition.escalated")}
    look_for_due(office)
    facts = [fact for fact in office.trail.search(action="petition.escalated") if fact["id"] not in before]
    if not facts:
        return []
    with office.look(by=CONSOLE) as work:
        names = {work.accounts.get(name).id: name for name in ("kim", "boss", "sim")}
    return [
        (fact["details"]["rung"], sorted(names[each] for each in fact["details"]["to"])) for fact in reversed(facts)
    ]
