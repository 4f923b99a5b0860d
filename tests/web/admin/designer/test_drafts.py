"""The page of one form in the making."""

from __future__ import annotations

from egovframe.forms.cosigning.model import Cosigners
from egovframe.forms.definition import Definition
from egovframe.kernel.permissions import Actor
from tests.forms.test_source import RULED
from tests.web.desk.hall import Hall

PAGE = "/admin/forms/ruled"


def test_what_it_lacks_and_where_each_question_stands(hall: Hall) -> None:
    """Problems with what to do, questions with what can be done to them."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse(RULED))
    designer = hall.officer("root", "admin", unit=None)
    page = designer.get(PAGE)
    assert "There is no such role" in page.text
    assert 'value="up:0"' not in page.text
    assert 'value="down:0"' in page.text
    assert 'value="remove:3.1"' in page.text
    assert f'href="{PAGE}/question?in=3"' in page.text


def test_what_is_wrong_with_the_form_itself(hall: Hall) -> None:
    """No title, a limit that is none: at the fields, and nothing is kept."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse(RULED))
    designer = hall.officer("root", "admin", unit=None)
    answer = designer.send(designer.get(PAGE), PAGE, {"ko": "", "en": " ", "limit": "soon", "role": "<b>"})
    assert answer.status_code == 422
    assert 'href="#form-ko"' in answer.text
    assert 'href="#form-limit"' in answer.text
    assert 'value="soon"' in answer.text
    with hall.office.look(by=Actor.system("console")) as work:
        assert work.drafts.get("ruled").revision == 1


def test_without_the_permission_nobody_publishes(hall: Hall) -> None:
    """The button is not there, and the address refuses."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse(RULED))
        work.access.roles.define("drawer", may={"form.design"})
        work.accounts.add("kim", password="사과나무 아래 노란 우산 7")
        work.accounts.grant("kim", "drawer")
    drawer = hall.signed_in("kim")
    page = drawer.get(PAGE)
    assert f"{PAGE}/publish" not in page.text
    assert drawer.send(page, f"{PAGE}/publish", {}).status_code == 403


def test_a_procedure_is_chosen_where_the_city_has_some(hall: Hall) -> None:
    """The statutory one says nothing in the definition; one that there is not is named as lacking."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse({**RULED, "procedure": "gone"}))
    designer = hall.officer("root", "admin", unit=None)
    page = designer.get(PAGE)
    assert "There is no such procedure" in page.text
    assert 'name="procedure"' in page.text
    designer.send(page, PAGE, {"ko": "규칙", "en": "Ruled", "procedure": "statutory"})
    with hall.office.look(by=Actor.system("console")) as work:
        assert work.drafts.get("ruled").definition.procedure == ""
    assert 'name="procedure"' not in designer.get(PAGE).text


def test_co_signers_are_numbers_that_hold_together(hall: Hall) -> None:
    """What does not hold is said at the field with what was typed; without numbers nobody else signs."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse(RULED))
    designer = hall.officer("root", "admin", unit=None)
    for wrong in ({"least": "5", "most": "4"}, {"most": "0"}, {"most": "101"}, {"least": "1"}, {"most": "vier"}):
        refused = designer.send(designer.get(PAGE), PAGE, {"ko": "규칙", "en": "Ruled", **wrong})
        assert refused.status_code == 422
        assert 'href="#form-most"' in refused.text
    designer.send(designer.get(PAGE), PAGE, {"ko": "규칙", "en": "Ruled", "least": "1", "most": "4"})
    with hall.office.look(by=Actor.system("console")) as work:
        assert work.drafts.get("ruled").definition.cosigners == Cosigners(1, 4)
    page = designer.get(PAGE)
    assert 'name="most" value="4"' in page.text
    designer.send(page, PAGE, {"ko": "규칙", "en": "Ruled", "least": "", "most": ""})
    with hall.office.look(by=Actor.system("console")) as work:
        assert work.drafts.get("ruled").definition.cosigners is None
