"""The sample cities keep what their own tests promise, and are what the documentation shows."""

from pathlib import Path
from typing import Any

import pytest

from egovframe.forms import Submission
from egovframe.kernel.permissions import Actor
from egovframe.settings import Settings
from egovframe.testing import open_office
from examples.hello_city import city as hello_city
from examples.standard_city import city as standard_city
from tests.examples.own_tests import passing
from tests.support.blocks import blocks_of


@pytest.mark.parametrize("name", ["hello_city", "standard_city"])
def test_a_sample_city_passes_its_own_tests(repository: Path, name: str) -> None:
    """As its developer runs them: in its folder, in a process of their own."""
    report = passing("tests", cwd=repository / "examples" / name)
    assert " passed" in report
    assert "failed" not in report


@pytest.mark.parametrize("name", ["hello_city", "standard_city"])
def test_the_folder_of_a_sample_city_holds_its_settings(repository: Path, name: str) -> None:
    """`egovframe run` in the folder finds the city: the settings name it and hold."""
    assert Settings.load(repository / "examples" / name).app == "city:app"


def test_the_first_page_shows_the_hello_city_as_it_stands(repository: Path) -> None:
    """What README.md calls a whole city is the file that is tested here, line for line."""
    shown = [block.code for block in blocks_of(repository / "README.md") if block.rest == "city.py"]
    assert shown == [(repository / "examples" / "hello_city" / "city.py").read_text(encoding="utf-8")]


def test_both_cities_declare_what_holds() -> None:
    """Nothing in either declaration is missing or misspelt."""
    assert hello_city.app.problems() == []
    assert standard_city.app.problems() == []


def test_the_standard_city_has_what_others_rely_on() -> None:
    """Forms, units, roles and the class of one year that scripts, tests and pages name."""
    app = standard_city.app
    assert {"pothole", "suggestion"} <= set(app.forms)
    assert (app.forms["pothole"].unit, app.forms["pothole"].by) == ("roads", app.roles["road-officer"])
    assert {"roads", "parks", "welfare"} <= set(app.units)
    assert app.units["roads"].parent == "streets"
    assert "1y" in {str(record_class.keep) for record_class in app.record_classes.values()}
    questions = standard_city.Suggestion.form_questions
    assert {name for name, question in questions.items() if question.required} == {"category", "title", "content"}
    assert {name for name, question in questions.items() if question.personal} == {"name", "email"}


def test_a_suggestion_keeps_its_text_as_it_was_sent(tmp_path: Path) -> None:
    """Blanks, line ends and length stay: 25,000 characters come back as they were written."""
    content = "  처음 두 칸\r\n\r\n끝에 두 칸  " + "가" * 25_000
    with open_office(standard_city.app, tmp_path) as office:
        with office.work(by=Actor.visitor()) as work:
            answers = {"category": "교통", "title": "신호", "content": content}
            sent: Submission[Any] = work.petitions.submit("suggestion", answers)
        with office.look(by=Actor.visitor()) as look:
            shown = look.petitions.holder(sent.petition.receipt, sent.key)
    assert shown.form.content == content
