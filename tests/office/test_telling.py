"""Facts in plain words: who acted as far as the person may know it, why, and on what legal basis."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import egovframe
from egovframe.audit.model import Fact
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.office.telling import PURPOSES, Teller, basis, purpose
from egovframe.testing import SetClock, open_office
from tests.office.city import haneul

CONSOLE = Actor.system("console")
PLAIN = Text.of("x")


def fact(office: Office, actor: str, kind: str = "officer", **more: Any) -> Fact:
    """A fact of this actor."""
    how = {"does": "read", **more}
    return Fact(
        n=1, id="f", at=office.clock.now(), action="petition.read", title=PLAIN, version=1, actor_kind=kind,
        actor=actor, **how,
    )  # fmt: skip


def who(office: Office, told: Fact, *subjects: str) -> tuple[str, str]:
    """Say in Korean and English who acted."""
    with office.database.read() as conn:
        text = Teller(office, conn, subjects).who(told)
    return text.in_("ko"), text.in_("en")


def officer(office: Office, name: str, *units: str | None, kind: str = "officer") -> str:
    """Add an officer of these units; gives the account's id."""
    with office.work(by=CONSOLE) as work:
        account = work.accounts.add(name, kind=kind)
        for unit in units:
            work.accounts.grant(name, "road-officer", unit=unit)
    return account.id


HOLDER: dict[str, Any] = {"holder": 1, "masked": 0}


@pytest.mark.parametrize(
    ("actor", "kind", "details", "ko"),
    [
        ("me", "citizen", {}, "본인"),
        ("a-2", "citizen", {}, "다른 시민"),
        ("a-2", "company", {}, "다른 기업"),
        ("visitor", "citizen", {}, "로그인하지 않은 사람"),
        ("visitor", "citizen", HOLDER, "접수증의 열쇠를 가진 사람"),
        ("visitor", "citizen", {**HOLDER, "masked": 1}, "접수번호와 전화번호 끝 네 자리를 아는 사람"),
        ("system:console", "system", {}, "시스템 관리자"),
        ("system:worker", "system", {}, "시 시스템(자동)"),
        ("gone", "officer", {}, "하늘시 담당자"),
        ("gone", "service", {}, "하늘시 프로그램"),
    ],
)
def test_who_acted(office: Office, actor: str, kind: str, details: Any, ko: str) -> None:
    """Oneself, somebody with key or digits, another citizen, a program, the system, or an officer of the city."""
    assert who(office, fact(office, actor, kind, details=details), "petition:1", "account:me")[0] == ko


def test_the_account_that_filed_is_known_to_the_holder(office: Office) -> None:
    """Whoever opened the petition by its key learns that its own account looked, not which one; of lists nothing."""
    told = fact(office, "a-1", "citizen", subjects=("petition:1", "account:a-1"))
    assert who(office, told, "petition:1")[1] == "The account that filed the petition"
    assert who(office, replace(told, does="list"), "petition:1")[1] == "Another citizen"


def test_an_officer_is_told_by_department(office: Office, clock: SetClock) -> None:
    """The one that the case belongs to where there are several, and the one of then, not of now."""
    both = officer(office, "kim", "parks", "roads")
    assert who(office, fact(office, both, details={"unit": "roads"})) == ("도로과 담당자", "An officer of Roads")
    assert who(office, fact(office, both))[1] == "An officer of Parks"
    everywhere = officer(office, "lee", None)
    assert who(office, fact(office, everywhere))[1] == "An officer of Haneul City"
    then = fact(office, both)
    clock.forward(days=2)
    with office.work(by=CONSOLE) as work:
        work.accounts.revoke("kim", "road-officer", unit="parks")
    clock.forward(days=2)
    assert who(office, then)[1] == "An officer of Parks"
    assert who(office, fact(office, both))[1] == "An officer of Roads"
    program = officer(office, "robot", "roads", kind="service")
    assert who(office, fact(office, program, "service"))[0] == "도로과 프로그램"


@pytest.mark.parametrize(("name_officers", "en"), [(True, "kim, officer of Roads"), (False, "An officer of Roads")])
def test_names_only_where_the_city_says_so(tmp_path: Path, name_officers: bool, en: str) -> None:
    """`audit.name_officers` decides; the department is told in any case."""
    with open_office(haneul(), tmp_path, audit={"name_officers": name_officers}) as office:
        assert who(office, fact(office, officer(office, "kim", "roads")))[1] == en


@pytest.mark.parametrize(
    ("said", "en"),
    [
        ("case at the desk", "To work on the petition"),
        ("egovframe users add", "By a command at the server"),
        ("API: get_petition", "Through the programming interface"),
        ("pothole filed by the API", "Through the programming interface"),
        ("pothole filed on the portal", "To file the petition"),
        ("a city's own words", "a city's own words"),
    ],
)
def test_purposes_in_words(said: str, en: str) -> None:
    """What programs state is said in plain words; what nobody knows is said as it stands."""
    words = purpose(said)
    assert words is not None
    assert words.in_("en") == en
    assert purpose("") is None


def test_every_purpose_of_a_page_has_words() -> None:
    """A new page that opens a unit of work says what for; whoever reads it is no programmer."""
    stated: set[str] = set()
    root = Path(egovframe.__file__).parent
    calls = [
        node
        for path in [*(root / "web").rglob("*.py"), *(root / "office").rglob("*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("work", "look")
    ]
    for call in calls:
        given = [*call.args, *(word.value for word in call.keywords if word.arg == "why")]
        stated |= {arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    nobody = {
        "administration", "alarms in administration", "audit log in administration", "disposal in administration",
        "months of the review in administration", "paper of the review in administration",
        "proof of the review in administration", "review of a month in administration",
        "review signed in administration",
        "health in administration", "outbox in administration", "retention in administration",
        "outbox tried again in administration", "roles in administration", "the city's declaration",
            "client added in administration", "client disabled in administration", "clients in administration",
            "client given a new secret in administration", "evidence of an alarm in administration",
            "list of accounts in administration", "permission matrix in administration", "plug-ins in administration",
            "policies in administration", "role defined in administration", "role retired in administration",
    }  # fmt: skip
    assert stated - nobody - {*PURPOSES} == set()
    assert len(stated) > 20


@pytest.mark.parametrize(
    ("law", "en"),
    [
        ("개인정보 보호법 제35조", "Personal Information Protection Act, article 35"),
        ("민원 처리에 관한 법률 제27조제3항", "Petitions Act, article 27(3)"),
        ("도로법 제1조", "도로법 제1조"),
    ],
)
def test_legal_bases(law: str, en: str) -> None:
    """Known laws are named in English; others stay as they are."""
    words = basis(law)
    assert words is not None
    assert (words.in_("ko"), words.in_("en")) == (law, en)
    assert basis("") is None
