"""Forms of five other systems, published here: the portal draws every question, takes a petition, shows it all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from egovframe import App
from egovframe.forms import Definition, working_days
from egovframe.forms.checking import check_form
from egovframe.forms.formats.choosing import FORMATS, format_of
from egovframe.forms.questions import Question
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import open_office
from egovframe.web import build
from tests.forms.damage import Damage
from tests.forms.formats import conftest
from tests.forms.formats.sample import report
from tests.web.client import Browser
from tests.web.html import assert_sound

CONSOLE = Actor.system("console")

documents = conftest.documents


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A city that makes forms in administration."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    clerk = app.role("clerk", may={"petition.read"})
    keep = app.record_class("cases", title=Text(ko="민원", en="Cases"), keep=years(5))
    declared = app.form("damage", title="파손", by=clerk, within=working_days(7), keep=keep, unit="roads")
    declared(Damage)
    with open_office(app, tmp_path_factory.mktemp("city")) as opened:
        yield opened


def without_rules(questions: tuple[Question, ...], wrong: set[str], at: str = "") -> tuple[Question, ...]:
    """Return the questions without the rules that the linter faults; without its condition a question is asked."""
    mended = []
    for each in questions:
        inner = without_rules(each.questions, wrong, f"{at}{each.name}.")
        each = replace(each, questions=inner)  # noqa: PLW2901 - the same question, mended
        mended.append(replace(each, when=None, computed=None) if f"{at}{each.name}" in wrong else each)
    return tuple(mended)


def publish(office: Office, found: Definition, name: str) -> Definition:
    """Publish a form under this name, with what an office adds: who handles it, how long, and for what law."""
    questions = tuple(
        replace(each, basis=Text.of("법")) if each.personal == "unique-id" and each.basis is None else each
        for each in found.questions
    )
    made = replace(
        found, name=name, version=0, questions=questions, role="clerk", unit="roads", keep="cases", limit="7d"
    )
    errors = [each for each in check_form(made) if each.level == "error"]
    assert all(each.code.startswith("rule_") for each in errors), errors  # nothing else is left to mend by hand
    made = replace(made, questions=without_rules(made.questions, {each.field for each in errors}))
    with office.work(by=CONSOLE) as work:
        work.drafts.save(made)
        work.drafts.publish(name)
    return made


def assert_drawn(office: Office, form: Definition) -> None:
    """Every question that an empty form asks stands on its page; pages are sound."""
    browser = Browser(build(office))
    first = browser.get(f"/forms/{form.name}?lang=en")
    assert first.status_code == 200, first.text[:500]
    assert_sound(first, language="en")
    drawn = 0
    for question in form.questions:
        if question.when is not None:
            continue
        page = browser.send(first, f"/forms/{form.name}", {"form-step": f"change:{question.name}"})
        assert page.status_code == 200, question.name
        assert f'"q-{question.name}' in page.text, question.name
        drawn += 1
    assert drawn


BY_HAND = {"file", "files", "group", "signature"}
"""Kinds that `answers` does not answer; nor does it what must match a pattern."""


def answers(question: Question) -> dict[str, str]:
    """Return what a person would type, for the kinds that need no more than that."""
    name, kind = question.name, question.kind
    if kind in ("choice", "choices"):
        return {name: question.choices[0].value}
    if kind in ("whole-number", "number", "money"):
        return {name: str(question.limits.ge if question.limits.ge is not None else 1)}
    if kind in ("date", "birth-date"):
        return {f"{name}-y": "2001", f"{name}-m": "2", f"{name}-d": "3"}
    known = {
        "yes-no": {name: "yes"},
        "consent": {name: "yes"},
        "phone": {name: "010-1234-5678"},
        "email": {name: "hong@example.com"},
        "time": {name: "09:30"},
        "place": {f"{name}-lat": "37.5", f"{name}-lon": "127.0"},
        "postal-address": {f"{name}-zip": "04524", f"{name}-road": "세종대로 110"},
        "period": {f"{name}-start": "2026-09-18", f"{name}-end": "2026-09-19"},
        "business-number": {name: "120-81-47521"},
    }
    return known.get(kind, {name: "홍길동"[: question.limits.max_length]})


def assert_filed(office: Office, form: Definition) -> None:
    """A petition with an answer to all that must be answered is taken, after everything was shown once more."""
    required = [each for each in form.questions if each.required and each.computed is None]
    data: dict[str, str] = {}
    for each in required:
        data |= answers(each)
    browser = Browser(build(office))
    first = browser.get(f"/forms/{form.name}?lang=en")
    kept = {"csrf-token": first.text.partition('name="csrf-token" value="')[2].partition('"')[0]}
    check = browser.post(f"/forms/{form.name}", {**kept, **data, "form-step": "check"})
    assert check.status_code == 200, check.text.partition('class="errors"')[2][:800]
    filed = browser.send(check, f"/forms/{form.name}", {"form-step": "file"})
    assert filed.status_code == 303
    assert filed.headers["location"].startswith("/receipts/")


@pytest.mark.parametrize("name", FORMATS)
def test_a_form_that_went_out_and_came_back_is_drawn(name: str, office: Office) -> None:
    """A form with something of everything, written in each format and read again, stands in the portal."""
    form = format_of(name)
    back = form.read(form.write(report(), language="en").content, name="accident").definition
    assert_drawn(office, publish(office, back, f"came-back-{name}"))


@pytest.mark.parametrize("name", FORMATS)
def test_forms_of_others_are_drawn_and_filed(name: str, office: Office, documents: Path) -> None:
    """What other people made with their own tools: published, drawn question by question, and a petition filed."""
    files = sorted(each for each in (documents / name).iterdir() if "submission_schema" not in each.name)
    assert files
    filed = 0
    for number, file in enumerate(files):
        found = format_of(name).read(file.read_bytes(), name="theirs").definition
        made = publish(office, found, f"theirs-{name}-{number}")
        assert_drawn(office, made)
        required = [each for each in made.questions if each.required]
        if not any(each.kind in BY_HAND or each.limits.pattern for each in required):
            assert_filed(office, made)
            filed += 1
    assert filed
