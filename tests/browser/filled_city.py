"""A city with one form of three pages, with conditions, a group, and answers of several parts."""

from __future__ import annotations

from egovframe import App
from egovframe.forms import cosigners, working_days
from egovframe.kernel.text import Text
from egovframe.records import years
from tests.forms.damage import Damage


def declared() -> App:
    """Declare the city anew: an app freezes when it is opened."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    officer = app.role("road-officer", may={"petition.read", "petition.answer"}, title=Text(ko="도로 담당", en="Roads"))
    app.form(
        "damage",
        title=Text(ko="피해 배상", en="Damages"),
        by=officer,
        within=working_days(14),
        keep=years(5),
        unit="roads",
        cosigners=cosigners(at_least=1, at_most=3),
    )(Damage)
    return app


app = declared()
