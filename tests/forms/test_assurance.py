"""A form that asks how sure the office is who files it."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovframe import App, Form, ask
from egovframe.forms import working_days
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import Actor, AssuranceNeeded
from egovframe.records import years
from egovframe.testing import open_office


def city() -> App:
    """A city with one form for people with two factors."""
    app = App("Haneul City")
    clerk = app.role("clerk", may={"petition.read", "petition.import"})

    @app.form("move", title="Moving house", by=clerk, within=working_days(1), keep=years(1), assurance=2)
    class Move(Form):
        """Tell us where you live now."""

        where: str = ask("Where?", max_length=100, public=True)

    return app


@pytest.mark.parametrize(("level", "taken"), [(0, False), (1, False), (2, True), (3, True)])
def test_only_a_sign_in_that_is_sure_enough_files_it(tmp_path: Path, level: int, taken: bool) -> None:
    """Below the level nothing is received, and the error says which one it takes."""
    citizen = Actor(kind="citizen", id="kim", name="kim", assurance=level)
    with open_office(city(), tmp_path) as office:
        if taken:
            with office.work(by=citizen) as work:
                assert work.petitions.submit("move", {"where": "here"}).petition.receipt
            return
        with pytest.raises(AssuranceNeeded) as needed, office.work(by=citizen) as work:
            work.petitions.submit("move", {"where": "here"})
        assert needed.value.level == 2


def test_the_office_itself_takes_in_what_came_on_paper(tmp_path: Path) -> None:
    """A clerk who may import is not the person who files it."""
    with open_office(city(), tmp_path) as office, office.work(by=Actor.system("import")) as work:
        assert work.petitions.submit("move", {"where": "here"}, channel="import").petition.receipt


def test_a_level_that_there_is_not_is_refused_at_once() -> None:
    """The declaration says so, with the levels that there are."""
    app = App("Haneul City")
    with pytest.raises(DeclarationError, match="assurance level 4"):
        app.form("x", title="x", assurance=4)
