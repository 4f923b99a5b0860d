"""One form in the making: what it is called, who handles it, its questions in their order, what it still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from egovframe.forms.cosigning.model import MOST
from egovframe.forms.definition import Definition
from egovframe.forms.drafting.model import DraftMoved, DraftUnready
from egovframe.forms.limits import LimitError, parse_limit
from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.forms.questions import Drafts
from egovframe.kernel.errors import Conflict, Fault, Invalid
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.text import Text
from egovframe.web.admin.designer.collecting import FIELDS as COLLECTING
from egovframe.web.admin.designer.collecting import collecting_in, entered_collecting
from egovframe.web.admin.designer.fees import FIELDS, entered_fee, fee_in
from egovframe.web.admin.designer.outline import Line, moved, outline
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.drafting.model import Draft
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-form-draft", prefix="/admin/forms")

SAID: Final = ("saved", "moved")
_LONGEST: Final = 20_000
_LIMIT: Final = Text(ko="now, 3d, 2w, 1m, 1y처럼 적으세요.", en="Write now, 3d, 2w, 1m or 1y.")
_COSIGNERS: Final = Text(
    ko=f"1부터 {MOST}까지, 구하는 연명자 수보다 작지 않게 적으세요.",
    en=f"Write a number from 1 to {MOST}, and not below how many are asked for.",
)
_FIELDS: Final = (
    *("ko", "en", "about-ko", "about-en", "role", "unit", "limit", "keep", "assurance", "procedure", "drafts"),
    *("least", "most"),
)
_NO_KIND: Final = Text(ko="법령이 정한 종류 없음", en="none that the law names")
_GONE: Final = Text(ko="없음", en="there is none")
_TITLE: Final = Text(ko="제목을 한 언어로라도 적으세요.", en="Write the title, in one language at least.")


@routes.get("/{name}", may="form.design")
def show(page: Page) -> Response:
    """Show the draft, with everything that it lacks."""
    with page.look("forms in administration") as work:
        draft = work.drafts.get(page.params["name"])
    return _draft(page, draft)


@routes.post("/{name}", may="form.design")
def save(page: Page) -> Response:
    """Keep what the form is called, who handles it, within which limit and how long it is kept."""
    name, revision = page.params["name"], revision_of(page)
    entered = {each: _text(page, each) for each in _FIELDS}
    if "kind" in page.form:  # it is there only where the law names kinds
        entered["kind"] = _text(page, "kind")
    if page.form.get("fee-there"):  # the fields are there only where somebody takes fees
        entered |= {each: _text(page, each) for each in FIELDS}
    if page.form.get("public"):
        entered |= {each: _text(page, each) for each in COLLECTING}
    try:
        with page.work("form drafted in administration") as work:
            draft = work.drafts.get(name)
            definition = Definition.parse(_described(draft.definition.as_json(), entered))
            level = int(entered["assurance"]) if entered["assurance"] in ("0", "1", "2", "3") else draft.assurance
            work.drafts.save(definition, revision=revision, assurance=level)
    except DraftMoved:
        return _moved(page, name)
    except Invalid as invalid:
        with page.look("forms in administration") as work:
            draft = work.drafts.get(name)
        return _draft(page, draft, entered=entered, faults=said_of(invalid, page.language))
    return page.redirect(f"/admin/forms/{name}?done=saved")


@routes.post("/{name}/order", may="form.design")
def order(page: Page) -> Response:
    """Move a question up or down, or take it out: `do` is `up:3`, `down:3` or `remove:3.1`."""
    name, revision = page.params["name"], revision_of(page)
    verb, _, at = page.form.get("do")[:100].partition(":")
    try:
        with page.work("form drafted in administration") as work:
            data = work.drafts.get(name).definition.as_json()
            target = moved(data, verb, at)
            work.drafts.save(Definition.parse(data), revision=revision)
    except DraftMoved:
        return _moved(page, name)
    return page.redirect(f"/admin/forms/{name}?done=moved#q-{target}")


@routes.post("/{name}/publish", may="form.publish")
def publish(page: Page) -> Response:
    """Publish the draft as the next version of its form."""
    name = page.params["name"]
    try:
        with page.work("form published in administration") as work:
            work.drafts.publish(name, revision=revision_of(page))
    except DraftMoved:
        return _moved(page, name)
    except (DraftUnready, Conflict):
        with page.look("forms in administration") as work:
            draft = work.drafts.get(name)
        return _draft(page, draft, status=422, unready=True)
    return page.redirect("/admin/forms?done=published")


@routes.post("/{name}/discard", may="form.design")
def discard(page: Page) -> Response:
    """Throw the draft away."""
    name = page.params["name"]
    try:
        with page.work("draft of a form discarded in administration") as work:
            work.drafts.discard(name, revision=revision_of(page))
    except DraftMoved:
        return _moved(page, name)
    return page.redirect("/admin/forms?done=discarded")


def revision_of(page: Page) -> int:
    """Return which revision of the draft the person was looking at; one that cannot be where none was sent."""
    sent = page.form.get("revision")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1


def _described(data: dict[str, Any], entered: Mapping[str, str]) -> dict[str, Any]:
    """Return the form with what was entered about it. Raises Invalid."""
    faults = []
    title = {tag: entered[tag] for tag in ("ko", "en") if entered[tag]}
    if not title:
        faults.append(Fault("ko", _TITLE))
    about = {tag: entered[f"about-{tag}"] for tag in ("ko", "en") if entered[f"about-{tag}"]}
    if entered["limit"]:
        try:
            parse_limit(entered["limit"])
        except LimitError:
            faults.append(Fault("limit", _LIMIT))
    if "fee-currency" in entered:
        data["fee"], wrong = fee_in(entered)
        faults += wrong
    if "public" in entered:
        data["public"], wrong = collecting_in(entered)
        faults += wrong
    asked = (
        {name: _number(entered[name]) for name in ("least", "most")} if entered["least"] or entered["most"] else None
    )
    if asked is not None and not (0 <= asked["least"] <= asked["most"] <= MOST and asked["most"]):
        faults.append(Fault("most", _COSIGNERS))
    if faults:
        raise Invalid("The form does not hold yet.", faults=faults)
    data["cosigners"] = asked
    data |= {"title": title, "about": about or None, "limit": entered["limit"], "keep": entered["keep"]}
    data["kind"] = entered.get("kind", data.get("kind", ""))
    data["procedure"] = entered["procedure"] if entered["procedure"] != STATUTORY.name else ""
    if entered["drafts"] in get_args(Drafts):
        data["drafts"] = entered["drafts"]
    data |= {"role": entered["role"] or None, "unit": entered["unit"] or None}
    return {name: value for name, value in data.items() if value is not None}


def _number(typed: str) -> int:
    """Return a small number as it was typed; -1 for what is none, 0 where nothing stands."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else -1 if typed else 0


def _draft(
    page: Page,
    draft: Draft,
    *,
    status: int = 200,
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    unready: bool = False,
    overtaken: bool = False,
) -> Response:
    """Show the draft, with what was entered where it could not be kept."""
    around, definition = page.office.forms.around, draft.definition
    with page.look("forms in administration") as work:
        problems = work.drafts.problems(definition)
    fields = {**entered_about(draft), **(entered or {})}
    lines = outline(definition.as_json()["questions"])
    said = page.query.get("done")
    return page.render(
        "admin/form-draft.html",
        status=422 if faults else status,
        draft=draft,
        definition=definition,
        entered=fields,
        takes_fees=bool(around.payments) or definition.fee is not None,
        questions=lines,
        places=_places(draft.name, lines),
        problems=problems,
        ready=not any(each.level == "error" for each in problems),
        roles=_named(around.roles(), page.language, fields["role"]),
        units=_named(around.units(), page.language, fields["unit"]),
        classes=_named(around.classes(), page.language, fields["keep"]),
        kinds=_kinds(around.kinds, page.language, fields["kind"]),
        procedures=_named(around.procedures(), page.language, fields["procedure"])[1:],
        may_publish=page.actor.may("form.publish", unit=WHOLE_OFFICE),
        unready=unready,
        overtaken=overtaken,
        said=said if said in SAID else "",
        faults=faults or {},
        summary=[(f"form-{name}", words) for name, words in (faults or {}).items()],
    )


_ABOUT: Final = ("role", "unit", "limit", "keep", "kind", "procedure", "fee", "public")
"""What a finding may name of the form itself: each is a field of the page."""


def _places(form: str, lines: tuple[Line, ...]) -> dict[str, str]:
    """Return where what a finding names is mended: the field of the page, or the page of the question."""
    places = {each: f"#form-{each}" for each in _ABOUT} | {"title": "#form-ko"}
    above: list[str] = []
    for line in lines:
        above[line.depth :] = [line.name]
        places[".".join(above)] = f"/admin/forms/{form}/question?at={line.at}"
    return places


def entered_about(draft: Draft) -> dict[str, str]:
    """Return the fields of the page as they stand for a draft."""
    definition = draft.definition
    title, about = definition.title.as_dict(), definition.about.as_dict() if definition.about else {}
    return {
        **{tag: title.get(tag, "") for tag in ("ko", "en")},
        **{f"about-{tag}": about.get(tag, "") for tag in ("ko", "en")},
        "role": definition.role or "",
        "unit": definition.unit or "",
        "limit": definition.limit,
        "keep": definition.keep,
        "kind": definition.kind,
        "procedure": definition.procedure or STATUTORY.name,
        "least": str(definition.cosigners.least) if definition.cosigners else "",
        "most": str(definition.cosigners.most) if definition.cosigners else "",
        "assurance": str(draft.assurance),
        "drafts": definition.drafts,
        **entered_fee(definition.fee),
        **entered_collecting(definition.public),
    }


def _named(names: Mapping[str, Text], language: str, chosen: str) -> list[tuple[str, str]]:
    """Return what can be chosen, in words; what is chosen stays in the list though there is no such thing any more."""
    found = [("", "—"), *((name, f"{title.in_(language)} ({name})") for name, title in names.items())]
    return found if chosen in ("", *names) else [*found, (chosen, f"{_GONE.in_(language)} ({chosen})")]


def _kinds(names: Mapping[str, Text], language: str, chosen: str) -> list[tuple[str, str]]:
    """Return the kinds that the law names, in its words; one that it does not name stays in the list if chosen."""
    found = [("", _NO_KIND.in_(language)), *((name, title.in_(language)) for name, title in names.items())]
    return found if chosen in ("", *names) else [*found, (chosen, f"{_GONE.in_(language)} ({chosen})")]


def _moved(page: Page, name: str) -> Response:
    """Say that somebody else was faster; what was entered here is not kept over theirs."""
    with page.look("forms in administration") as work:
        draft = work.drafts.get(name)
    return _draft(page, draft, status=409, overtaken=True)


def _text(page: Page, name: str) -> str:
    return page.form.line(name, most=_LONGEST)
