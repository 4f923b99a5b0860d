"""One's own missing reasons at the desk."""

from __future__ import annotations

from egovframe.kernel.permissions import Actor
from egovframe.records.facts import DOWNLOADED
from tests.web.desk.hall import Hall

PATH = "/desk/reasons"


def owed(hall: Hall, name: str) -> str:
    """A copy that an officer took without a reason."""
    with hall.office.look(by=Actor.system("console")) as work:
        found = work.accounts.get(name)
    with hall.office.work(by=Actor(kind="officer", id=found.id, name=name)) as work:
        fact = work.note(DOWNLOADED, object="record:1", details={"part": "content"})
    hall.office.seal()
    return fact


def test_an_officer_answers_for_their_own(hall: Hall) -> None:
    """And for nobody else's; afterwards nothing is owed."""
    kim, lee = hall.officer("kim", "road-officer"), hall.officer("lee", "road-officer")
    assert "You owe no reason." in kim.get(PATH).text
    fact = owed(hall, "kim")
    page = kim.get(PATH)
    assert f'value="{fact}"' in page.text
    assert fact not in lee.get(PATH).text
    nothing = kim.send(page, PATH, {"fact": fact, "reason": " "})
    assert nothing.status_code == 422
    assert f'id="reason-{fact}-fault"' in nothing.text
    others = lee.send(lee.get(PATH), PATH, {"fact": fact, "reason": "mine"})
    assert others.status_code == 403
    given = kim.send(page, PATH, {"fact": fact, "reason": "정보공개 청구"})
    assert given.status_code == 303
    assert "The reason is written down." in kim.get(given.headers["location"]).text
    assert "You owe no reason." in kim.get(PATH).text
    assert kim.send(page, PATH, {"fact": fact, "reason": "again"}).status_code == 303
    [explained] = hall.facts("download.explained")
    assert explained["details"] == {"asked": False}
