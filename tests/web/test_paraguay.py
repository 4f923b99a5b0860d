"""A city under Paraguayan law: its forms ask for its own country's numbers, everywhere, and for no other country's."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from egovframe import Form, ask
from egovframe.forms import Definition
from egovframe.forms.builtin.py import PRIVACY, PROCEDURE
from egovframe.forms.builtin.py_identifiers import Cedula
from egovframe.forms.errors import DefinitionInvalid
from egovframe.forms.formats.choosing import format_of
from egovframe.forms.intake import intake
from egovframe.forms.tables import petitions
from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.lines import Line
from egovframe.kernel.permissions import Actor
from egovframe.office import Office
from egovframe.testing import open_office
from egovframe.web import build
from tests.forms.test_source import module_of
from tests.web.celeste import PARAGUAY, SENT, License, celeste, sent
from tests.web.client import Browser
from tests.web.html import assert_sound

PASSWORD = "사과나무 아래 노란 우산 7"
CONSOLE = Actor.system("console")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The city, open; Kim is its clerk."""
    with open_office(celeste(), tmp_path, jurisdiction=PARAGUAY) as opened:
        with opened.work(by=CONSOLE) as work:
            work.accounts.add("kim", password=PASSWORD)
            work.accounts.grant("kim", "clerk", unit="trade")
            work.accounts.add("root", password=PASSWORD)
            work.accounts.grant("root", "admin")
        yield opened


def signed_in(office: Office, name: str) -> Browser:
    """The browser of somebody who signed in."""
    browser = Browser(build(office))
    page = browser.get("/sign-in?lang=en")
    assert browser.send(page, "/sign-in", {"name": name, "password": PASSWORD}).status_code == 303
    return browser


def control(page: str, name: str) -> str:
    """The field of a question, as it stands in the page."""
    found = re.search(f'<input[^>]*id="q-{name}"[^>]*>', page)
    assert found
    return found[0]


def test_the_fields_say_how_the_numbers_are_written(office: Office) -> None:
    """A keypad of digits, nothing filled in by the browser, and a hint beside the question's own."""
    page = Browser(build(office)).get("/forms/license?lang=en")
    assert_sound(page, language="en")
    for name in ("cedula", "ruc"):
        field = control(page.text, name)
        assert 'inputmode="numeric"' in field
        assert 'autocomplete="off"' in field
        assert f'aria-describedby="q-{name}-hint"' in field
    assert "Up to eight digits, for example 1234567" in page.text
    assert "영수증에 있는 번호 · With the verifier digit after the hyphen" in page.text
    assert "Hasta ocho" not in page.text


@pytest.mark.parametrize(
    ("language", "name", "written", "said"),
    [
        ("en", "cedula", "123456789", "Write the number of the identity card in up to eight digits"),
        ("ko", "cedula", "900101-1234568", "신분증 번호는 여덟 자리까지의 숫자입니다"),
        ("en", "ruc", "80028061-1", "Check the taxpayer number and its verifier digit"),
        ("ko", "ruc", "124-81-00998", "납세자 번호와 검증 숫자를 다시 확인하세요"),
        ("en", "cedula", "", "Write the number of the identity card"),
    ],
)
def test_a_number_that_does_not_hold_is_refused_in_words(
    office: Office, language: str, name: str, written: str, said: str
) -> None:
    """In the page's language, linked to the field; Korean numbers are none here."""
    answer = sent(Browser(build(office)), {**SENT, name: written}, language=language)
    assert f'href="#q-{name}"' in answer.text
    assert said in answer.text


def test_the_words_are_there_in_spanish(office: Office) -> None:
    """For programs and papers that speak the office's third language."""
    with pytest.raises(ValidationError) as refused:
        License.model_validate({**SENT, "cedula": "x"})
    assert refused.value.errors()[0]["type"] == "cedula"
    fault = office.forms.current("license").definition.questions[1].identifier
    assert fault is not None
    assert fault.wrong.in_("es").startswith("Escriba el número de cédula")


def test_the_numbers_are_kept_in_one_way_sealed_and_shown_masked(office: Office) -> None:
    """Filed with dots and without a hyphen; nothing of them is in the table, and the clerk sees a mask until asked."""
    browser = Browser(build(office))
    check = sent(browser, SENT)
    assert "1234567" in check.text
    filed = browser.send(check, "/forms/license", {"form-step": "file"})
    receipt = filed.headers["location"].split("/")[2].split("?")[0]
    with office.database.read() as conn:
        kept = " ".join(map(str, conn.execute(sa.select(petitions)).one()))
    assert "1234567" not in kept
    assert "80028061" not in kept
    page = signed_in(office, "kim").get(f"/desk/petitions/{receipt}?lang=en")
    assert page.status_code == 200
    assert "****061-0" in page.text
    assert "1234567" not in page.text
    assert "80028061" not in page.text


def test_lists_are_taken_in_by_the_same_rules(office: Office) -> None:
    """Lines of a file: what holds is taken, what does not is refused by line, field and code."""
    lines = [Line(1, SENT), Line(2, {**SENT, "ruc": "80028061-5"}), Line(3, {**SENT, "cedula": "0"})]
    clerk = Actor("officer", "k", "Kim", holds={"petition.import": frozenset({"trade"})})
    for language, said in (("en", "ruc: Check the taxpayer number"), ("ko", "ruc: 납세자 번호와")):
        done = intake(
            lines,
            forms=office.forms,
            form="license",
            work=lambda: office.work(by=clerk, why="import"),
            language=language,
            dry_run=language == "en",
        )
        assert done.accepted == 1
        assert [each.line for each in done.refused] == [2, 3]
        assert done.refused[0].reason.startswith(said)


def test_programs_read_the_shape_in_the_schema(office: Office) -> None:
    """JSON Schema carries kind, level and pattern, also of what is asked in a group."""
    properties = Browser(build(office)).get("/api/v1/forms/license").json()["schema"]["properties"]
    cedula = properties["partners"]["items"]["properties"]["cedula"]
    assert (cedula["x-egov-kind"], cedula["x-egov-personal"]) == ("cedula", "unique-id")
    assert cedula["pattern"] == "^(?:[1-9][0-9]{0,7})$"
    assert properties["ruc"]["pattern"] == "^(?:[1-9][0-9]{0,7}-[0-9])$"


@pytest.mark.parametrize("name", ["jsonschema", "xlsform", "openforms", "formio"])
def test_other_systems_get_the_pattern(office: Office, name: str) -> None:
    """Those that know patterns; where the kind comes back, it is the same question again."""
    form = office.forms.current("license").definition
    content = format_of(name).write(form, language="en").content
    back = format_of(name).read(content, name="license").definition
    asked = {each.name: each for each in back.questions}
    if name == "xlsform":  # it has no place for a kind of ours
        assert asked["ruc"].kind == asked["cedula"].kind == "text"
        assert asked["ruc"].limits.pattern == "([1-9][0-9]{0,7}-[0-9])"
        return
    assert (asked["ruc"].kind, asked["cedula"].kind) == ("ruc", "cedula")
    assert asked["ruc"].limits.pattern is None
    assert asked["partners"].questions[0].kind == "cedula"
    if name != "openforms":  # a zip
        assert "[1-9][0-9]{0,7}-[0-9]" in content.decode()


def test_class_and_data_are_one(office: Office, tmp_path: Path) -> None:
    """The form as data is the same again as a class, which names the types of the pack."""
    from egovframe.forms.source import python_source

    definition = office.forms.current("license").definition
    assert Definition.parse(json.loads(json.dumps(definition.as_json()))) == definition
    written = python_source(definition)
    assert "from egovframe.forms.builtin.py_identifiers import Cedula, Ruc" in written
    made = module_of(written, tmp_path).License
    assert Definition.of(made, name="license", title="x").questions == definition.questions


def test_a_cedula_needs_a_legal_basis_in_a_class_and_in_data(office: Office) -> None:
    """Without naming another country's law."""
    with pytest.raises(DeclarationError, match="without a legal basis\\.") as refused:
        type("Bare", (Form,), {"__annotations__": {"number": Cedula}, "number": ask("신분증")})
    assert "개인정보" not in refused.value.message
    for at in ((1,), (3, 0)):  # also of what is asked in a group
        data = office.forms.current("license").definition.as_json()
        question = data
        for index in at:
            question = question["questions"][index]
        del question["basis"]
        with pytest.raises(DefinitionInvalid, match="legal basis"):
            Definition.parse(data)


def test_the_designer_offers_the_numbers_of_the_citys_jurisdiction_only(office: Office) -> None:
    """In its list; what another jurisdiction knows is a problem that keeps the form from being published."""
    with office.work(by=CONSOLE) as work:
        data = office.forms.current("license").definition.as_json() | {"name": "made", "version": 0, "keep": "trade"}
        work.drafts.save(Definition.parse(data))
    browser = signed_in(office, "root")
    page = browser.get("/admin/forms/made/question?lang=en")
    offered = re.findall('<option value="([a-z-]+)"', page.text)
    assert {"cedula", "ruc", "text"} <= set(offered)
    assert not {"resident-number", "foreigner-number", "business-number"} & set(offered)
    number = {"label-en": "Number", "name": "number", "kind": "business-number", "need": "required"}
    assert browser.send(page, "/admin/forms/made/question", number).status_code == 303
    with office.work(by=CONSOLE) as work:
        problems = [
            each
            for each in work.drafts.problems(work.drafts.get("made").definition)
            if each.code == "foreign_identifier"
        ]
        assert [(each.level, each.field) for each in problems] == [("error", "number")]
        assert "cedula, ruc" in problems[0].hint.in_("en")
        with pytest.raises(Exception, match="cannot be published yet"):
            work.drafts.publish("made")


def test_a_city_whose_class_asks_for_another_countrys_number_does_not_open(tmp_path: Path) -> None:
    """Korea knows no cédula: said with the form, the question and the kind."""
    with (
        pytest.raises(DeclarationError, match="license: cedula: It asks for a number"),
        open_office(celeste(), tmp_path),
    ):
        pass


KOREAN = re.compile(
    r"제[0-9]+조|개인정보 보호법|민원 처리에 관한|행정업무의 운영|"
    r"Petitions (?:Act|Decree)|Personal Information Protection Act"
)


def test_no_step_and_no_fact_rests_on_a_korean_article(office: Office) -> None:
    """Filed, read, seen, every step's page, the procedure in administration, and all facts of it in the trail."""
    browser = Browser(build(office))
    filed = browser.send(sent(browser, SENT), "/forms/license", {"form-step": "file"})
    receipt = filed.headers["location"].split("/")[2].split("?")[0]
    kim, path = signed_in(office, "kim"), f"/desk/petitions/{receipt}"
    case = kim.get(path)
    shown = kim.send(case, f"{path}/reveal", {"reason": "to compare with the card"})
    assert "1234567" in shown.text
    steps = sorted(set(re.findall(rf'href="({path}/steps/[a-z_]+)"', case.text)))
    assert len(steps) > 3
    procedure = signed_in(office, "root").get("/admin/procedures/statutory?lang=en")
    for page in (case, shown, procedure, *(kim.get(step) for step in steps)):
        assert page.status_code == 200
        assert not KOREAN.search(page.text), page.url
    assert "Ley N° 6715/2021" in procedure.text
    office.seal()
    bases = [fact.basis for fact in office.trail.facts(limit=1_000) if fact.basis]
    assert {PROCEDURE, PRIVACY} <= set(bases)
    assert [each for each in bases if KOREAN.search(each)] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_page_of_a_refused_petition_names_korean_law(office: Office, language: str) -> None:
    """What its holder can do against it, what the law asks of the clerk, and who saw it."""
    with office.work(by=Actor.visitor()) as work:
        answers = {"name": "Ana", "cedula": "1234567"}
        filed = work.petitions.submit("license", answers)
    receipt = filed.petition.receipt
    kim, path = signed_in(office, "kim"), f"/desk/petitions/{filed.petition.receipt}"
    before = kim.get(f"{path}?lang={language}")
    with office.work(by=CONSOLE) as work:
        work.petitions.assign(receipt)
    with office.work(by=CONSOLE) as work:
        work.petitions.refuse(receipt, "Falta el plano.", basis="Ordenanza 12", remedy="Recurso")
    browser = Browser(build(office))
    asked = {"receipt": receipt, "known": filed.key}
    status = browser.send(browser.get(f"/status?lang={language}"), "/status", asked)
    seen = browser.send(status, "/status/seen", asked)
    for page in (before, kim.get(path), status, seen):
        assert page.status_code == 200, page.text
        assert not KOREAN.search(page.text), KOREAN.search(page.text)
    assert PROCEDURE in status.text
    assert PRIVACY in seen.text


def test_no_korean_number_is_loaded_by_a_paraguayan_city(tmp_path: Path) -> None:
    """In a process of its own: the city opens, serves its form and takes a petition, and knows its own kinds only."""
    program = """
import sys
from pathlib import Path
from egovframe.testing import open_office
from egovframe.web import build
from tests.web.celeste import PARAGUAY, SENT, Browser, celeste, sent

with open_office(celeste(), Path(sys.argv[1]), jurisdiction=PARAGUAY) as office:
    browser = Browser(build(office))
    check = sent(browser, SENT)
    assert browser.send(check, "/forms/license", {"form-step": "file"}).status_code == 303
    from egovframe.forms.identifiers import declared

    print([each.name for each in declared()])
print([name for name in sys.modules if name.startswith("egovframe.forms.builtin.kr")])
"""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2:] == ["['cedula', 'ruc']", "[]"]
