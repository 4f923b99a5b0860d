"""Whatever a form can say, the designer can say: each field of the data and each word of the class, one by one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

import pytest

from egovframe import App
from egovframe.forms import ask
from egovframe.forms.definition import Definition, question_as_json
from egovframe.forms.questions import LIMIT_NAMES, Question
from egovframe.kernel.permissions import Actor
from egovframe.testing import SetClock, open_office
from egovframe.web.admin.designer.entries import entered_of
from tests.forms.fees.city import SETTINGS
from tests.web.client import Browser
from tests.web.desk.hall import Hall, haneul
from tests.web.html import assert_sound
from tests.web.portal.sheet import Sheet

PAGE = "/admin/forms/wish"
WISH: Final[dict[str, Any]] = {
    "name": "wish",
    "title": {"ko": "바람", "en": "Wish"},
    "limit": "7d",
    "questions": [{"name": "what", "kind": "text", "label": {"ko": "무엇을", "en": "What"}}],
}
ABOUT: Final = {"ko": "바람", "en": "Wish", "limit": "7d"}

FORM: Final[dict[str, dict[str, str]]] = {
    "title": {"en": "Wishes"},
    "about": {"about-en": "What you wish for."},
    "limit": {"limit": "2w"},
    "keep": {"keep": "pothole"},
    "unit": {"unit": "parks"},
    "role": {"role": "head"},
    "kind": {"kind": "건의민원"},
    "procedure": {"procedure": "elsewhere"},
    "drafts": {"drafts": "pin"},
    "cosigners": {"most": "4"},
    "fee": {"fee-there": "1", "fee": "500", "fee-currency": "KRW", "fee-computed": "", "fee-free": ""},
    "public": {"public": "yes", "public-thresholds": "100"},
}
"""What is typed on the page of the form to say each thing of the form itself."""
ELSEWHERE: Final = {
    "name": "it stands in the address and stays: chosen when the form is begun",
    "version": "given by the office when the form is published",
    "questions": "each has a page of its own",
}
"""What is not typed on the page of the form, and why."""

SAID: Final[dict[str, dict[str, str]]] = {
    "name": {"name": "why"},
    "label": {"label-en": "Why"},
    "kind": {"kind": "date"},
    "required": {"need": "optional"},
    "nullable": {"need": "optional"},
    "default": {"need": "optional", "default": "nothing"},
    "hint": {"hint-ko": "짧게"},
    "limits": {"max_length": "50"},
    "choices": {"kind": "choice", "choices": "a | 가 | A\nb | 나 | B"},
    "public": {"who": "public"},
    "personal": {"personal": "sensitive"},
    "purpose": {"purpose-en": "To ask back"},
    "basis": {"basis-ko": "법 제1조"},
    "page": {"page-en": "Yourself"},
    "when": {"when": '{"==": [1, 1]}'},
    "computed": {"computed": '{"cat": ["a", "b"]}'},
    "questions": {"kind": "group"},
    "each": {"kind": "group", "each-en": "wish"},
    "accept": {"kind": "file", "accept": "image/*"},
    "max_size": {"kind": "file", "max_size": "1000"},
    "refusal": {"kind": "consent", "refusal-en": "Then we cannot help."},
    "prefill": {"prefill": "registry.name", "kind": "person-name"},
    "fixed": {"prefill": "registry.name", "kind": "person-name", "fixed": "yes"},
}
"""What is typed on the page of a question to say each thing of a question."""

OTHERWISE: Final = {"within": "limit", "by": "role"}
"""How the data calls what the class calls otherwise."""
NOT_IN_DATA: Final = {
    "assurance": "kept beside the data: the page has it as “Who may file it”",
}
"""What `app.form` takes and the data does not have, and why."""


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    """Installs the register of the tests as a plug-in for a while."""
    info = folder / "site" / "tests_register-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tests-register\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[egovframe.forms.prefills]\nmade-for-tests = tests.forms.prefill.register:Register\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder / "site"))
        yield


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """An office with a register and somebody who takes fees."""
    register = {"plugin": "made-for-tests", "title": {"ko": "주민등록", "en": "Residents"}}
    forms = {**SETTINGS["forms"], "prefills": {"registry": register}}
    folder = tmp_path_factory.mktemp("studio")
    with installed(folder), open_office(haneul(), folder / "data", forms=forms) as office:
        yield Hall(office, SetClock())


@pytest.fixture(scope="module")
def designer(studio: Hall) -> Browser:
    """Somebody who may design."""
    return studio.officer("root", "admin", unit=None)


def begun(hall: Hall) -> Definition:
    """The form anew, saying as little as a form can."""
    with hall.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse(WISH))
    return draft(hall)


def draft(hall: Hall) -> Definition:
    """The form as it is kept."""
    with hall.office.look(by=Actor.system("console")) as work:
        found: Definition = work.drafts.get("wish").definition
    return found


def test_nothing_that_a_form_says_is_forgotten() -> None:
    """Each field of the data is typed somewhere, or has a reason; a new one is noticed here."""
    assert {each.name for each in fields(Definition)} == FORM.keys() | ELSEWHERE.keys()
    assert {each.name for each in fields(Question)} == SAID.keys()


def test_the_class_says_nothing_that_the_data_does_not() -> None:
    """What `app.form` and `ask` take has a field of the data, or a reason."""
    declared = [OTHERWISE.get(name, name) for name in inspect.signature(App.form).parameters if name != "self"]
    assert set(declared) - FORM.keys() - ELSEWHERE.keys() == NOT_IN_DATA.keys()
    asked = set(inspect.signature(ask).parameters) - {"question", "en"}
    assert asked - SAID.keys() == set(LIMIT_NAMES)


@pytest.mark.parametrize("field", FORM)
def test_the_page_of_the_form_says_each_field(studio: Hall, designer: Browser, field: str) -> None:
    """It is kept as it was typed, stands on the page again, and keeping that page changes nothing."""
    before = begun(studio)
    sent = designer.send(designer.get(PAGE), PAGE, {**ABOUT, **FORM[field]})
    assert sent.status_code == 303, sent.text
    after = draft(studio)
    assert getattr(after, field) != getattr(before, field)
    assert replace(after, **{field: getattr(before, field)}) == before
    page = designer.get(PAGE)
    assert_sound(page, language="en")
    again = designer.post(PAGE, Sheet(page, PAGE).pairs)
    assert (again.status_code, draft(studio)) == (303, after)


@pytest.mark.parametrize("field", SAID)
def test_the_page_of_a_question_says_each_field(studio: Hall, designer: Browser, field: str) -> None:
    """It is kept as it was typed, stands on the page again, and keeping that page changes nothing."""
    before = begun(studio).questions[0]
    address = f"{PAGE}/question"
    entered = {**entered_of(question_as_json(before)), "at": "0", **SAID[field]}
    sent = designer.send(designer.get(f"{address}?at=0"), address, entered)
    assert sent.status_code == 303, sent.text
    after = draft(studio).questions[0]
    assert getattr(after, field) != getattr(before, field)
    page = designer.get(f"{address}?at=0")
    assert_sound(page, language="en")
    again = designer.post(address, Sheet(page, address).pairs)
    assert (again.status_code, draft(studio).questions[0]) == (303, after)


def test_only_what_there_is_to_look_up_is_offered(studio: Hall, designer: Browser) -> None:
    """What each register has, in words; nothing inside a group; what the settings do not name can be taken away."""
    begun(studio)
    address = f"{PAGE}/question"
    page = designer.get(address)
    assert '<option value="registry.born">Residents: born (Date of birth)</option>' in page.text
    entered = {"label-en": "Things", "name": "things", "kind": "group", "need": "required"}
    designer.send(page, address, entered)
    assert 'name="prefill"' not in designer.get(f"{address}?in=1").text
    gone = {**WISH["questions"][0], "prefill": "gone.name"}
    with studio.office.work(by=Actor.system("console")) as work:
        work.drafts.save(Definition.parse({**WISH, "questions": [gone]}))
    assert f'<a href="{address}?at=0"><code class="small">what</code></a>' in designer.get(PAGE).text
    page = designer.get(f"{address}?at=0")
    assert "gone.name (cannot be looked up here)" in page.text
    designer.post(address, {**Sheet(page, address).pairs, "prefill": ""})
    assert draft(studio).questions[0].prefill is None


@pytest.mark.parametrize(
    ("entered", "wrong"),
    [
        ({"fixed": "yes"}, "fixed"),
        ({"prefill": "nowhere"}, "prefill"),
        ({"prefill": ".name"}, "prefill"),
        ({"prefill": "registry.two words"}, "prefill"),
        ({"prefill": "registry.name", "kind": "file"}, "prefill"),
    ],
)
def test_what_cannot_be_looked_up_is_said_at_its_field(
    studio: Hall, designer: Browser, entered: dict[str, str], wrong: str
) -> None:
    """With a link to the field; nothing is kept."""
    before = begun(studio)
    address = f"{PAGE}/question"
    page = designer.get(f"{address}?at=0")
    refused = designer.post(address, {**Sheet(page, address).pairs, **entered})
    assert refused.status_code == 422
    assert_sound(refused, language="en")
    assert f'href="#question-{wrong}"' in refused.text
    assert draft(studio) == before
