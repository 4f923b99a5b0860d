"""What a city declares: refused when it does not hold, frozen once it is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from egovframe import App, Form, ask
from egovframe.forms import ResidentNumber, working_days
from egovframe.forms.events import Decided
from egovframe.kernel.errors import DeclarationError
from egovframe.records import years
from egovframe.testing import open_office
from tests.office.city import POTHOLE, Pothole, Suggestion, haneul


def test_a_declaration_that_holds_has_no_problems() -> None:
    """Haneul City holds."""
    assert haneul().problems() == []


def test_a_permission_that_there_is_not_is_named_with_the_one_that_was_meant() -> None:
    """A slip in a permission would silently allow nothing."""
    app = App("Haneul City")
    app.role("road-officer", may={"petition.raed", "petition.answer"})
    (problem,) = app.problems()
    assert problem == "The role road-officer may 'petition.raed', which is no permission: did you mean petition.read?"


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ("by", "The form pothole has no handler: say who answers, by=role."),
        ("within", "The form pothole has no processing limit: say within=working_days(7)."),
        ("keep", "The form pothole does not say how long its records are kept: say keep=years(5)."),
    ],
)
def test_a_form_says_who_answers_by_when_and_how_long_it_is_kept(missing: str, says: str) -> None:
    """Each of the three that is left out is named with what to write."""
    app = App("Haneul City")
    role = app.role("road-officer", may={"petition.read", "petition.answer"})
    said: dict[str, Any] = {"by": role, "within": working_days(7), "keep": years(5)}
    del said[missing]
    app.form("pothole", title="도로 파손 신고", **said)(Pothole)
    assert app.problems() == [says]


def test_a_unit_and_a_role_of_nowhere_are_named() -> None:
    """A form of a unit, a unit below a unit, and a role of another app that this city does not know."""
    app = App("Haneul City")
    stranger = App("Elsewhere").role("road-officer", may=())
    app.unit("lanes", parent="roads")
    app.form("pothole", title="x", by=stranger, within=working_days(7), keep=years(5), unit="streets")(Pothole)
    problems = "\n".join(app.problems())
    assert "The unit lanes is below 'roads', which is not declared" in problems
    assert "handled by 'road-officer', which is no role of this city" in problems
    assert "belongs to the unit 'streets', which is not declared" in problems


def test_a_unique_identifier_without_a_law_is_refused() -> None:
    """A resident registration number may be asked only where a law says so (영52)."""
    with pytest.raises(DeclarationError, match="'number' asks for a unique identifier without a legal basis"):

        class Nosy(Form):
            number: ResidentNumber = ask("주민등록번호")


def test_a_form_that_asks_nothing_is_refused() -> None:
    """What the form's own check finds is named with the form."""

    class Silent(Form):
        """Says nothing."""

    app = App("Haneul City")
    role = app.role("clerk", may={"petition.read", "petition.answer"})
    app.form("silent", title="x", by=role, within=working_days(7), keep=years(5))(Silent)
    with pytest.raises(DeclarationError, match="The form silent: The form asks nothing"):
        app.check()


def test_a_handler_of_a_form_that_nobody_declared_is_named() -> None:
    """`on_submit` on a class without `@app.form` would never be called."""
    app = haneul()

    class Forgotten(Form):
        title: str = ask("제목")

    app.on_submit(Forgotten)(lambda _petition, _work: None)
    assert app.problems() == [
        "on_submit names Forgotten, which no form declares: put @app.form(…) above the class.",
    ]


def test_names_are_declared_once() -> None:
    """Two roles, units, record classes or forms of one name are refused at once."""
    app = haneul()
    for again in (
        lambda: app.role("road-officer", may=()),
        lambda: app.unit("roads"),
        lambda: app.record_class("leaflets", keep=years(1)),
        lambda: app.form("pothole", title="x"),
    ):
        with pytest.raises(DeclarationError, match="twice"):
            again()


def test_nothing_is_declared_once_the_city_is_open(tmp_path: Path) -> None:
    """A late declaration would be known to some requests and not to others."""
    app = haneul()
    with open_office(app, tmp_path):
        with pytest.raises(DeclarationError, match="too late"):
            app.role("late", may=())
        with pytest.raises(DeclarationError, match="too late"):
            app.on_submit(Suggestion)


def test_observers_hear_at_once_and_followers_after_the_commit(tmp_path: Path) -> None:
    """`on` runs in the transaction of the deed, `later` through the outbox."""
    app = haneul()
    heard: list[str] = []
    app.on(Decided)(lambda event, work: heard.append(f"{event.outcome} by {work.actor.name}"))
    app.later(Decided, name="tell-the-mayor", may=())(lambda task: heard.append(f"{task.event.outcome} later"))
    from egovframe.kernel.permissions import Actor

    with open_office(app, tmp_path) as office:
        with office.work(by=Actor.visitor()) as work:
            receipt = work.petitions.submit("pothole", POTHOLE).petition.receipt
        with office.work(by=Actor.system("console")) as work:
            work.petitions.answer(receipt, "고쳤습니다.")
        assert heard == ["answered by console"]
        office.run_due_tasks()
    assert heard == ["answered by console", "answered later"]


def test_what_roles_include_reveal_and_exclude_is_checked() -> None:
    """A role, a kind, a deed that there is not, a circle, and a role that includes two held separate, each by name."""
    app = App("Haneul City")
    app.role("clerk", may={"petition.read"}, includes=["mayor"], reveals={"personal"})
    app.apart("petition.paint", "petition.answer")
    problems = "\n".join(app.problems())
    assert "The role clerk includes 'mayor', which is not declared" in problems
    assert "The role clerk narrows what it reveals" in problems
    assert "'petition.paint' is held apart, but is no permission" in problems
    app = App("Haneul City")
    one, two = app.role("one", may={"petition.read"}), app.role("two", may={"petition.answer"})
    app.role("both", includes=[one, two])
    app.separate(one, "two")
    assert app.problems() == [
        "The role 'both' includes 'one' and 'two', which are held separate. Take one of them out."
    ]
    app = App("Haneul City")
    app.role("one", includes=["two"])
    app.role("two", includes=["one"])
    assert "includes itself" in "\n".join(app.problems())
    app.frozen = True
    with pytest.raises(DeclarationError, match="too late"):
        app.separate("one", "two")
    with pytest.raises(DeclarationError, match="too late"):
        app.apart("petition.assign", "petition.answer")
