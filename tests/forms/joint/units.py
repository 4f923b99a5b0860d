"""Officers of three units, a petition that the roads lead, and what is asked of the others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from egovframe.forms.joint.model import Part
from egovframe.office import Office
from tests.forms.routing.town import actor, file, people

QUESTION = "가로수를 옮겨도 되나요? 010-1234-5678로 전화가 왔습니다."


def team(office: Office) -> str:
    """Adds the officers (kim leads; lee and its chief oh are of the parks, jung of the lights) and files a petition."""
    people(
        office,
        ("kim", "officer", "roads"), ("lee", "officer", "parks"), ("oh", "chief", "parks"),
        ("jung", "officer", "lights"),
    )  # fmt: skip
    return str(file(office, phone="010-9182-7364").receipt)


def asked(office: Office, receipt: str, unit: str = "parks", *, days: float = 2, officer: str = "") -> Part:
    """Has kim ask a unit for its part; returns it as kim sees it."""
    with office.work(by=actor(office, "kim")) as work:
        by = work.at + timedelta(days=days)
        work.petitions.ask_part(receipt, unit, "가로수", QUESTION, reply_by=by, officer=officer)
    return parts(office, receipt)[-1]


def parts(office: Office, receipt: str, *, by: str = "kim") -> list[Part]:
    """The parts of a petition, as an officer sees them."""
    with office.look(by=actor(office, by)) as work:
        return list(work.parts.of(receipt))


def replied(office: Office, part: Part, result: str = "agreed", *, by: str = "lee", **said: str) -> Part:
    """Has an officer reply."""
    with office.work(by=actor(office, by)) as work:
        found: Part = work.parts.reply(part.id, result, **said)
    return found


def done(office: Office, name: str, verb: str, *args: Any, **said: Any) -> Any:
    """Has an officer use a verb of petitions."""
    with office.work(by=actor(office, name)) as work:
        return getattr(work.petitions, verb)(*args, **said)
