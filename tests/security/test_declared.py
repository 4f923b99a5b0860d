"""What does not say who may use it does not start: addresses, operations, commands and handlers alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from egovframe import App, Form, Petition, Work, ask
from egovframe.forms import working_days
from egovframe.forms.events import Closed, Submitted
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.permissions import Forbidden
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import open_office
from egovframe.web.api.operation import Api
from egovframe.web.application import Application
from egovframe.web.endpoint import Routes
from egovframe.web.response import Response
from tests.security.world import CONSOLE, VISITOR, city


class Note(Form):
    """Tell us anything."""

    text: str = ask("내용", public=True)


def declared() -> tuple[App, type[Note]]:
    """A city with one form."""
    app = App("Small City")
    clerk = app.role("clerk", may={"petition.read", "petition.answer"})
    app.form("note", title="Note", by=clerk, within=working_days(7), keep=years(1))(Note)
    return app, Note


@pytest.mark.parametrize("said", [{}, {"public": True, "signed_in": True}, {"public": True, "may": "audit.read"}])
def test_an_address_says_who_may_use_it(said: dict[str, Any]) -> None:
    """Nothing, or two things: the city does not start."""
    with pytest.raises(DeclarationError, match="says"):
        Routes("new").get("/new", **said)(lambda _page: Response(b""))


def test_an_operation_of_the_api_says_it_too() -> None:
    """The declaration of an operation makes its endpoint."""

    def look(_call: Any) -> dict[str, Any]:
        """Look at something."""
        return {}

    with pytest.raises(DeclarationError, match="says nothing"):
        Api().get("/new", gives=None)(look)


def test_the_permission_of_an_address_is_one_that_there_is(tmp_path: Path) -> None:
    """A misspelt one would be held by nobody but the office itself, and is named at the start."""
    routes = Routes("new")
    routes.get("/new", may="audit.raed")(lambda _page: Response(b""))
    with open_office(city(), tmp_path) as office, pytest.raises(DeclarationError, match=r"audit\.raed"):
        Application(office, [routes])


def test_a_follower_says_what_it_may(tmp_path: Path) -> None:
    """Through the outbox it acts as the office: a city in which one says nothing does not open."""
    app, _form = declared()
    app.later(Closed, name="tell-the-mayor")(lambda _task: None)
    with pytest.raises(DeclarationError, match="tell-the-mayor"), open_office(app, tmp_path):
        pass


def followers_of(office: Office) -> dict[str, frozenset[str] | None]:
    """Every follower of an office, with what it declares."""
    return {name: office.observers.may(event, name) for event, name in office.observers.followers}


def test_every_follower_of_ours_declares_and_keeps_to_it(tmp_path: Path) -> None:
    """A petition goes from its answer to its record by what the followers declare; without any of it, it does not."""
    app, _form = declared()
    with open_office(app, tmp_path) as office:
        found = followers_of(office)
        assert found
        assert None not in found.values()
        for name in ("send-result", "keep-record"):
            for lacking in found[name] or ():
                with office.work(by=VISITOR) as work:
                    receipt = work.petitions.submit("note", {"text": "안녕하세요"}).petition.receipt
                with office.work(by=CONSOLE) as work:
                    work.petitions.answer(receipt, "고맙습니다.")
                key = next(key for key in office.observers.followers if key[1] == name)
                office.observers._may[key] = (found[name] or frozenset()) - {lacking}
                office.run_due_tasks()
                denied = office.trail.search(action="access.denied")
                assert denied[0]["details"]["permission"] == lacking
                office.observers._may[key] = found[name] or frozenset()
                with office.database.write() as conn:
                    from egovframe.kernel import outbox

                    outbox.retry(conn, now=office.clock.now())
                office.run_due_tasks()
                with office.look(by=CONSOLE) as look:
                    assert look.petitions.get(receipt).state == "closed"


def test_a_handler_acts_as_whoever_caused_the_event(tmp_path: Path) -> None:
    """What it does with the petition that is being filed goes through; anything else is what the person may."""
    app, form = declared()
    heard: list[object] = []

    @app.on_submit(form)
    def urgent(petition: Petition[Any], work: Work) -> None:
        work.petitions.mark_urgent(petition)

    @app.on(Submitted)
    def look_around(_event: Submitted, work: Work) -> None:
        heard.append((work.actor.name, len(work.petitions.list().items)))

    with open_office(app, tmp_path) as office:
        with office.work(by=VISITOR) as work:
            receipt = work.petitions.submit("note", {"text": "안녕하세요"}).petition.receipt
        assert heard == []
        denied = office.trail.search(action="access.denied")[0]
        assert (denied["actor"]["id"], denied["details"]["permission"]) == ("visitor", "petition.read")
        assert office.trail.search(action="handler.failed")[0]["details"]["error"] == Forbidden.__name__
        with office.look(by=CONSOLE) as look:
            assert look.petitions.get(receipt).urgent
        with office.work(by=CONSOLE) as work:
            work.petitions.submit("note", {"text": "또 안녕하세요"})
        assert heard == [("console", 2)]


@pytest.mark.asvs("V6.3.2")
def test_a_new_office_has_no_accounts(tmp_path: Path) -> None:
    """Nobody can sign in before somebody at the console added them."""
    with open_office(city(), tmp_path) as office, office.look(by=CONSOLE) as look:
        assert look.accounts.list() == []
