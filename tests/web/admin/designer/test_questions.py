"""One question of a form in the making, on its page."""

from __future__ import annotations

from typing import get_args

import pytest

from egovframe.forms.definition import Definition
from egovframe.forms.questions import KindName
from egovframe.kernel.permissions import Actor
from egovframe.web.admin.designer.questions import KINDS
from tests.forms.test_source import RULED
from tests.web.client import Browser
from tests.web.desk.hall import Hall

PAGE = "/admin/forms/ruled/question"


@pytest.fixture
def designer(hall: Hall) -> Browser:
    """Somebody who may design; a form with rules and a group is in the making."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse(RULED))
    return hall.officer("root", "admin", unit=None)


def draft(hall: Hall) -> Definition:
    """The form as it is kept."""
    with hall.office.look(by=Actor.system("console")) as work:
        found: Definition = work.drafts.get("ruled").definition
    return found


def test_every_kind_has_words() -> None:
    """Whatever a question may take, the designer offers it."""
    assert set(KINDS) == set(get_args(KindName))


def test_a_question_is_changed_where_it_stands(hall: Hall, designer: Browser) -> None:
    """The page shows what it says; what is sent takes its place, in a group too, and the rest stays."""
    page = designer.get(f"{PAGE}?at=3.0")
    assert 'value="Price"' in page.text
    fields = {"at": "3.0", "label-en": "Cost", "name": "price", "kind": "money", "need": "required"}
    assert designer.send(page, PAGE, fields).headers["location"].endswith("#q-3.0")
    questions = draft(hall).questions
    assert questions[3].questions[0].label.in_("en") == "Cost"
    assert [each.name for each in questions] == [each["name"] for each in RULED["questions"]]
    group = {"at": "3", "label-en": "Goods", "name": "things", "kind": "group", "need": "required"}
    designer.send(designer.get(f"{PAGE}?at=3"), PAGE, group)
    assert [each.name for each in draft(hall).questions[3].questions] == ["price", "owner"]


def test_a_new_group_begins_with_one_question_and_takes_more(hall: Hall, designer: Browser) -> None:
    """A group that asks nothing cannot be."""
    fields = {"label-en": "Trees", "name": "trees", "kind": "group", "need": "required"}
    designer.send(designer.get(PAGE), PAGE, fields)
    at = len(RULED["questions"])
    inner = {"in": str(at), "label-en": "Height", "name": "height", "kind": "number", "need": "required"}
    designer.send(designer.get(f"{PAGE}?in={at}"), PAGE, inner)
    assert [each.name for each in draft(hall).questions[-1].questions] == ["item", "height"]


def test_faults_stand_at_their_fields_with_what_was_typed(designer: Browser) -> None:
    """What the page can tell, and what only the form as a whole tells."""
    page = designer.get(PAGE)
    wrong = {"label-ko": "", "name": "car", "kind": "text", "need": "required", "hint-en": "keep me"}
    answer = designer.send(page, PAGE, wrong)
    assert answer.status_code == 422
    assert 'href="#question-name"' in answer.text
    assert 'href="#question-label-ko"' in answer.text
    assert 'value="keep me"' in answer.text
    number = {"label-en": "Number", "name": "number", "kind": "resident-number", "need": "required"}
    answer = designer.send(page, PAGE, number)
    assert answer.status_code == 422
    assert "legal basis" in answer.text


@pytest.mark.parametrize("where", ["?at=99", "?at=x", "?in=0", "?at=0.0"])
def test_a_place_that_is_not_there(designer: Browser, where: str) -> None:
    """Somebody may have moved it."""
    assert designer.get(PAGE + where).status_code == 404
