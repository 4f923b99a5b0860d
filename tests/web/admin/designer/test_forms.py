"""The office's forms in administration: the list, beginning, publishing and withdrawing, end to end."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from egovframe import App
from egovframe.forms.definition import Definition, question_as_json
from egovframe.testing import SetClock, open_office
from egovframe.web.admin.designer.entries import entered_of
from tests.forms.test_source import declared, module_of, standard_city
from tests.web.client import Browser
from tests.web.desk.hall import Hall

FORMS = "/admin/forms"


def designer_of(hall: Hall) -> Browser:
    """An administrator, who may design and publish."""
    return hall.officer("root", "admin", unit=None)


def bare_city() -> App:
    """The sample city without its forms: its roles, units and record classes, and a class for each form."""
    spec = importlib.util.spec_from_file_location("bare_city", Path(standard_city.__code__.co_filename))
    assert spec is not None
    full = standard_city()
    app = App(full.name)
    for role in full.roles.values():
        app.role(role.name, may=role.may, title=role.title)
    for unit in full.units.values():
        app.unit(unit.name, title=unit.title, parent=unit.parent)
    for kept in full.record_classes.values():
        app.record_class(kept.id, keep=kept.keep, title=kept.title)
    for name, form in full.forms.items():
        if name not in app.record_classes and not hasattr(form.keep, "id"):
            app.record_class(name, keep=form.keep, title=form.title)  # type: ignore[arg-type]
    sys.modules.pop("bare_city", None)
    return app


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The bare city, open, with a designer who signed in."""
    clock = SetClock()
    with open_office(bare_city(), tmp_path_factory.mktemp("studio"), clock=clock) as office:
        yield Hall(office, clock)


@pytest.fixture(scope="module")
def designer(studio: Hall) -> Browser:
    """Somebody who may design and publish."""
    return designer_of(studio)


def wanted(name: str) -> Definition:
    """The hand-written form; where it says a period itself, a class of records says it here."""
    definition = declared(standard_city(), name)
    data = definition.as_json()
    if definition.keep[0].isdigit():
        data["keep"] = name
    return Definition.parse(data)


@pytest.mark.parametrize("name", sorted(standard_city().forms))
def test_the_designer_builds_the_forms_of_the_sample_city(
    studio: Hall, designer: Browser, tmp_path: Path, name: str
) -> None:
    """Every form, filled in page by page, published; the class that is taken away equals the hand-written one."""
    definition = wanted(name)
    words = definition.title.as_dict()
    assert designer.send(designer.get(f"{FORMS}/_new"), f"{FORMS}/_new", {"name": name, **words}).status_code == 303
    for question in definition.questions:
        page = designer.get(f"{FORMS}/{name}/question")
        sent = designer.send(page, f"{FORMS}/{name}/question", entered_of(question_as_json(question)))
        assert sent.status_code == 303, sent.text
    about = definition.about.as_dict() if definition.about else {}
    fields = {**words, **{f"about-{tag}": text for tag, text in about.items()}, "role": definition.role or ""}
    fields |= {"unit": definition.unit or "", "limit": definition.limit, "keep": definition.keep, "assurance": "0"}
    shown = designer.send(designer.get(f"{FORMS}/{name}"), f"{FORMS}/{name}", fields, follow=True)
    assert "Nothing: it can be published." in shown.text
    source = designer.get(f"{FORMS}/{name}/export.py")
    assert source.headers["content-disposition"].startswith("attachment")
    city = bare_city()
    module_of(source.text, tmp_path).declare(city)
    assert declared(city, name) == definition
    assert Definition.parse(designer.get(f"{FORMS}/{name}/export.json").text) == definition
    assert "offered now" in designer.send(shown, f"{FORMS}/{name}/publish", {}, follow=True).text
    assert studio.office.forms.current(name).definition.digest == definition.digest
    assert Browser(studio.app).get(f"/forms/{name}").status_code == 200


def test_a_form_is_made_filed_changed_and_withdrawn(hall: Hall) -> None:
    """From nothing to a petition, to a second version, to an end."""
    designer = designer_of(hall)
    new = {"name": "benches", "ko": "의자", "en": "Benches", "copy": "suggestion"}
    designer.send(designer.get(f"{FORMS}/_new?copy=suggestion"), f"{FORMS}/_new", new)
    draft = designer.get(f"{FORMS}/benches")
    assert "based on version" not in draft.text
    assert "It does not say in which class its records are kept" in draft.text
    assert designer.send(draft, f"{FORMS}/benches/publish", {}).status_code == 422
    about = {
        "ko": "의자",
        "en": "Benches",
        "role": "road-officer",
        "unit": "parks",
        "limit": "7d",
        "keep": "suggestion",
    }
    draft = designer.send(draft, f"{FORMS}/benches", about, follow=True)
    published = designer.send(draft, f"{FORMS}/benches/publish", {}, follow=True)
    assert "The form is offered now." in published.text
    receipt = hall.petition("benches", title="더 많이")
    assert hall.state(receipt).unit == "parks"
    designer.send(published, f"{FORMS}/benches/begin", {})
    draft = designer.get(f"{FORMS}/benches")
    assert "based on version 1" in draft.text
    designer.send(draft, f"{FORMS}/benches/order", {"do": "remove:0"})
    added = {"label-en": "How many?", "name": "many", "kind": "whole-number", "need": "required", "ge": "1"}
    designer.send(designer.get(f"{FORMS}/benches/question"), f"{FORMS}/benches/question", added)
    designer.send(designer.get(f"{FORMS}/benches"), f"{FORMS}/benches/publish", {})
    assert hall.state(hall.petition("benches", many=2)).form_version == 2
    assert hall.state(receipt).form.title == "더 많이"
    assert "“How many?” was added" in designer.get(f"{FORMS}/benches/versions?lang=en").text
    asked = designer.get(f"{FORMS}/benches/withdraw")
    assert designer.send(asked, f"{FORMS}/benches/withdraw", {"reason": ""}).status_code == 422
    gone = designer.send(asked, f"{FORMS}/benches/withdraw", {"reason": "겨울"}, follow=True)
    assert "offered no longer" in gone.text
    assert Browser(hall.app).get("/forms/benches").status_code == 404
    assert "withdrawn" in gone.text
    designer.send(gone, f"{FORMS}/benches/begin", {})
    designer.send(designer.get(f"{FORMS}/benches"), f"{FORMS}/benches/discard", {})
    assert designer.get(f"{FORMS}/benches").status_code == 404


def test_faults_of_a_new_form(hall: Hall) -> None:
    """A name that cannot be, a declared one, no title: at the field, with what was typed."""
    designer = designer_of(hall)
    page = designer.get(f"{FORMS}/_new")
    for name, words in (("Bad", "small letters"), ("pothole", "The city declares a form of that name")):
        answer = designer.send(page, f"{FORMS}/_new", {"name": name, "en": "Title"})
        assert (answer.status_code, words in answer.text) == (422, True)
        assert f'value="{name}"' in answer.text
    assert 'href="#form-ko"' in designer.send(page, f"{FORMS}/_new", {"name": "fine"}).text


def test_who_comes_second_is_told(hall: Hall) -> None:
    """Whatever the second one was about to do: the first one's draft stands."""
    designer = designer_of(hall)
    designer.send(designer.get(f"{FORMS}/_new"), f"{FORMS}/_new", {"name": "benches", "en": "Benches"})
    old, question = designer.get(f"{FORMS}/benches"), designer.get(f"{FORMS}/benches/question")
    added = {"label-en": "Where?", "name": "where", "kind": "text", "need": "required"}
    designer.send(question, f"{FORMS}/benches/question", added)
    for path, fields in (
        ("", {"en": "Other"}), ("/order", {"do": "remove:0"}), ("/publish", {}), ("/discard", {}),
    ):  # fmt: skip
        answer = designer.send(old, f"{FORMS}/benches{path}", fields)
        assert answer.status_code == 409
        assert "Somebody else changed this form meanwhile" in answer.text
    again = designer.send(question, f"{FORMS}/benches/question", {**added, "name": "other"})
    assert again.status_code == 409
    assert 'value="other"' in again.text
    assert "Where?" in designer.get(f"{FORMS}/benches").text


def test_only_who_may_design_gets_in(hall: Hall) -> None:
    """An officer without the permission is refused."""
    kim = hall.officer("kim", "road-officer")
    for path in ("", "/_new", "/pothole/versions", "/pothole/preview", "/pothole/export.json"):
        assert kim.get(f"{FORMS}{path}").status_code == 403
