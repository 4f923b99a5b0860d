"""One question of a form in the making: its words, what it takes, who sees it, when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.definition import Definition
from egovframe.forms.drafting.model import DraftMoved
from egovframe.forms.errors import DefinitionInvalid
from egovframe.forms.identifiers import identifier
from egovframe.forms.questions import PLAIN_KINDS
from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import Text
from egovframe.web.admin.designer.drafts import revision_of
from egovframe.web.admin.designer.entries import entered_of, question_of
from egovframe.web.admin.designer.outline import list_at, place_of, question_at
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-form-question", prefix="/admin/forms")

KINDS: Final[Mapping[str, Text]] = {
    "text": Text(ko="짧은 글", en="Short text"),
    "long-text": Text(ko="긴 글", en="Long text"),
    "whole-number": Text(ko="정수", en="Whole number"),
    "number": Text(ko="소수", en="Decimal number"),
    "money": Text(ko="금액(원)", en="Amount of money"),
    "yes-no": Text(ko="예·아니요", en="Yes or no"),
    "choice": Text(ko="하나 고르기", en="One of several"),
    "choices": Text(ko="여럿 고르기", en="Several of several"),
    "date": Text(ko="날짜", en="Date"),
    "time": Text(ko="시각", en="Time of day"),
    "period": Text(ko="기간", en="Period"),
    "phone": Text(ko="전화번호", en="Phone number"),
    "email": Text(ko="전자우편 주소", en="E-mail address"),
    "person-name": Text(ko="사람 이름", en="Name of a person"),
    "address": Text(ko="주소(한 줄)", en="Address, one line"),
    "postal-address": Text(ko="도로명주소", en="Postal address"),
    "place": Text(ko="지도 위의 곳", en="Place on a map"),
    "birth-date": Text(ko="생년월일", en="Date of birth"),
    "file": Text(ko="파일 하나", en="One file"),
    "files": Text(ko="여러 파일", en="Several files"),
    "signature": Text(ko="서명", en="Signature"),
    "consent": Text(ko="동의", en="Consent"),
    "group": Text(ko="되풀이하는 묶음", en="Repeating group"),
}
"""What a question may take in any city, in words; the numbers of its jurisdiction come besides."""

NOWHERE: Final = Text(ko="가져오지 않음: 신청인이 적습니다", en="nowhere: the person writes it")
NOT_THERE: Final = Text(ko="여기서는 가져올 수 없음", en="cannot be looked up here")
NOT_YET: Final = Text(ko="이 질문은 아직 맞지 않습니다.", en="The question does not hold yet.")


@routes.get("/{name}/question", may="form.design")
def ask(page: Page) -> Response:
    """Show a question, or an empty one at the end of the form or of the group `in`."""
    at = page.query.get("at")[:20]
    with page.look("forms in administration") as work:
        draft = work.drafts.get(page.params["name"])
    data = draft.definition.as_json()
    above = place_of(at)[0] if at else page.query.get("in")[:20]
    list_at(data, above)  # raises where there is no such group
    entered = entered_of(question_at(data, at)) if at else {"kind": "text", "need": "required", "who": "private"}
    return _question(page, at, above, entered, revision=draft.revision)


@routes.post("/{name}/question", may="form.design")
def save(page: Page) -> Response:
    """Keep the question."""
    name, at = page.params["name"], page.form.get("at")[:20]
    above = place_of(at)[0] if at else page.form.get("in")[:20]
    entered = {key: page.form.get(key) for key in page.form}
    revision = revision_of(page)
    try:
        with page.work("form drafted in administration") as work:
            data = work.drafts.get(name).definition.as_json()
            target = _placed(data, at, above, page)
            work.drafts.save(Definition.parse(data), revision=revision)
    except DraftMoved:
        return _question(page, at, above, entered, revision=revision, overtaken=True)
    except Invalid as invalid:
        return _question(page, at, above, entered, revision=revision, faults=said_of(invalid, page.language))
    except DefinitionInvalid as invalid:
        words = f"{NOT_YET.in_(page.language)} ({invalid.message} {invalid.hint})"
        return _question(page, at, above, entered, revision=revision, faults={"name": words})
    return page.redirect(f"/admin/forms/{name}?done=saved#q-{target}")


def _placed(data: dict[str, Any], at: str, above: str, page: Page) -> str:
    """Put the question that was sent into the form, and return its place. Raises Invalid and NotFound."""
    questions = list_at(data, above)
    old = question_at(data, at) if at else None
    others = frozenset(each["name"] for each in questions if each is not old)
    question = question_of(page.form, others=others)
    if question["kind"] == "group":
        inner = {"name": "item", "kind": "text", "label": question["label"], "required": True}
        question["questions"] = (old or {}).get("questions") or [inner]
    if old is None:
        questions.append(question)
        number = len(questions) - 1
        return f"{above}.{number}" if above else str(number)
    questions[questions.index(old)] = question
    return at


def _kinds(page: Page, chosen: str) -> dict[str, Text]:
    """Return the kinds that a form of this city may ask, in words, and the one that is asked already."""
    numbers = {each.name: each.title for each in page.office.jurisdiction.identifiers}
    found: dict[str, Text] = {}
    for kind in PLAIN_KINDS:
        if kind == "file":  # what says a person stands together
            found |= numbers
        found[kind] = KINDS[kind]
    if chosen and chosen not in found:
        found[chosen] = _words(chosen)
    return found


def _words(kind: str) -> Text:
    """Return the words for a kind: ours, those of an identifier, or its name."""
    found = None if kind in KINDS else identifier(kind)
    return KINDS.get(kind) or (Text.of(kind) if found is None else found.title)


def _registers(page: Page, chosen: str, *, inside: bool) -> list[tuple[str, str]]:
    """Return what can be looked up, in words, and what the question names though nobody has it; empty for nothing.

    What is asked in a group cannot be looked up.
    """
    known, sources = page.office.forms.around.prefills, page.office.forms.prefills
    title_of = Text.of if sources is None else sources.title_of
    offered = [
        (f"{source}.{attribute}", f"{title_of(source).in_(page.language)}: {attribute} ({words})")
        for source, attributes in known.items()
        for attribute, kind in attributes.items()
        if (words := _words(kind).in_(page.language))
    ]
    offered = [] if inside else offered
    if chosen and chosen not in dict(offered):
        offered.append((chosen, f"{chosen} ({NOT_THERE.in_(page.language)})"))
    return [("", NOWHERE.in_(page.language)), *offered] if offered else []


def _question(
    page: Page,
    at: str,
    above: str,
    entered: Mapping[str, str],
    *,
    revision: int,
    faults: Mapping[str, str] | None = None,
    overtaken: bool = False,
) -> Response:
    return page.render(
        "admin/form-question.html",
        status=409 if overtaken else 422 if faults else 200,
        name=page.params["name"],
        at=at,
        above=above,
        entered=entered,
        revision=revision,
        registers=_registers(page, entered.get("prefill", ""), inside=bool(above)),
        kinds=[(kind, words.in_(page.language)) for kind, words in _kinds(page, entered.get("kind", "")).items()],
        overtaken=overtaken,
        faults=faults or {},
        summary=[(f"question-{name}", words) for name, words in (faults or {}).items()],
    )
