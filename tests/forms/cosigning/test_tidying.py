"""Links to co-sign that nobody used in time."""

from __future__ import annotations

from pathlib import Path

from egovframe import App
from egovframe.forms import cosigners, working_days
from egovframe.forms.cosigning.tables import cosigners as kept
from egovframe.forms.cosigning.tidying import ExpiringLinks
from egovframe.kernel.permissions import Actor
from egovframe.records import years
from egovframe.testing import SetClock, open_office
from tests.forms.desk import POTHOLE, Pothole

VISITOR = Actor.visitor()


def test_only_what_is_over_and_unused_expires(tmp_path: Path) -> None:
    """Who it was for is erased, and every row has its fact."""
    app, clock = App("Haneul City"), SetClock()
    officer = app.role("officer", may={"petition.answer"})
    how = {"title": "Pothole", "by": officer, "within": working_days(7), "keep": years(5)}
    app.form("pothole", **how, cosigners=cosigners(at_most=3))(Pothole)  # type: ignore[arg-type]
    with open_office(app, tmp_path, clock=clock) as office:
        with office.work(by=VISITOR) as work:
            filed = work.petitions.submit("pothole", POTHOLE)
        keys = []
        for name in ("하나", "둘"):
            with office.work(by=VISITOR) as work:
                petition = work.petitions.holder(filed.petition.receipt, filed.key)
                keys.append(work.cosigners.invite(petition, name=name).key)
        with office.work(by=VISITOR) as work:
            work.cosigners.sign(keys[0], "장보고")
        assert ExpiringLinks(office)() == 0
        clock.forward(days=30)
        assert ExpiringLinks(office)() == 1
        assert ExpiringLinks(office)() == 0
        with office.database.read() as conn:
            rows = conn.execute(kept.select().order_by(kept.c.id)).all()
        assert [(row.state, row.sealed is None) for row in rows] == [("signed", False), ("expired", True)]
        office.seal()
        assert office.verify().findings == []
