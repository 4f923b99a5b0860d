"""The words of the office's notices: what is in force, what they look like, every version, and other words."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.forms.notices.paper import FIELDS, FOOT, Words
from egovframe.forms.wordings.model import compared
from egovframe.forms.wordings.service import PERMISSION
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web import pdf
from egovframe.web.admin.asked import NO_DAY, day_of
from egovframe.web.admin.names import Names
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.notice import sample_pdf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from egovframe.forms.notices.paper import Paper, Written
    from egovframe.forms.wordings.model import Line, Wording
    from egovframe.forms.wordings.service import Wordings
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-notices", prefix="/admin/notices")

SAID: Final = ("published", "withdrawn", "gone")
"""What the page can confirm after an action."""

LANGUAGES: Final = {
    "ko": Text(ko="한국어", en="Korean"),
    "en": Text(ko="영어", en="English"),
    "es": Text(ko="스페인어", en="Spanish"),
}
"""Languages of papers in words; others are shown by their tag."""

_LONGEST: Final = 25_000
_SAME: Final = Text(ko="이미 시행 중인 문구와 같습니다.", en="These words are in force already.")
_PLACES: Final = {"subject": "caption", "body": "wording"}


@routes.get("", may=PERMISSION)
def show(page: Page) -> Response:
    """Show every notice that has words, with the version in force in each language."""
    with page.look("words of notices in administration") as work:
        worded = work.wordings.list()
    return page.render("admin/notices.html", worded=worded, tongues=LANGUAGES)


@routes.get("/{kind}/{language}", may=PERMISSION)
def edit(page: Page) -> Response:
    """Show the words of one notice in one language, of the whole office or of a unit, and every version."""
    said = page.query.get("done")
    return _show(page, unit=page.query.get("unit")[:_LONGEST] or None, said=said if said in SAID else "")


@routes.post("/{kind}/{language}/preview", may=PERMISSION)
def preview(page: Page) -> Response:
    """Show what a notice with these words looks like; nothing is kept."""
    entered = _entered(page)
    try:
        with page.look("words of a notice tried") as work:
            paper = _tried(page, work.wordings, entered)
    except Invalid as invalid:
        return _show(page, unit=entered["unit"] or None, status=422, entered=entered, faults=_faults(page, invalid))
    return _show(page, unit=entered["unit"] or None, entered=entered, sample=paper)


@routes.post("/{kind}/{language}/pdf", may=PERMISSION)
def print_out(page: Page) -> Response:
    """Give the same as a PDF file."""
    entered = _entered(page)
    try:
        with page.look("words of a notice tried") as work:
            paper = _tried(page, work.wordings, entered)
    except Invalid as invalid:
        return _show(page, unit=entered["unit"] or None, status=422, entered=entered, faults=_faults(page, invalid))
    return sample_pdf(page, paper)


@routes.post("/{kind}/{language}", may=PERMISSION)
def publish(page: Page) -> Response:
    """Put words in force; they never change afterwards."""
    entered = _entered(page)
    unit = entered["unit"] or None
    day = day_of(entered["day"]) if entered["day"] else None
    if entered["day"] and day is None:
        return _show(page, unit=unit, status=422, entered=entered, faults={"day": NO_DAY.in_(page.language)})
    zone = page.office.forms.calendar.zone
    try:
        with page.work("words of a notice put in force in administration") as work:
            work.wordings.publish(
                *_named(page),
                subject=entered["caption"],
                body=entered["wording"],
                unit=unit,
                effective=None if day is None else datetime.combine(day, time(), zone),
            )
    except Invalid as invalid:
        return _show(page, unit=unit, status=422, entered=entered, faults=_faults(page, invalid))
    except Conflict:
        return _show(page, unit=unit, status=409, entered=entered, faults={"wording": _SAME.in_(page.language)})
    return page.redirect(_path(page, unit, "published"))


@routes.post("/{kind}/{language}/withdraw", may=PERMISSION)
def withdraw(page: Page) -> Response:
    """Go back to the words that were there without one's own."""
    unit = page.form.get("unit")[:_LONGEST] or None
    try:
        with page.work("words of a notice taken back in administration") as work:
            work.wordings.withdraw(*_named(page), unit=unit)
    except Conflict:
        return page.redirect(_path(page, unit, "gone"))
    return page.redirect(_path(page, unit, "withdrawn"))


def _tried(page: Page, wordings: Wordings, entered: Mapping[str, str]) -> Written:
    """Return the paper of the sample case with what was entered."""
    return wordings.preview(
        *_named(page), subject=entered["caption"], body=entered["wording"], unit=entered["unit"] or None
    )


def _named(page: Page) -> tuple[str, str]:
    return page.params["kind"], page.params["language"]


def _path(page: Page, unit: str | None, done: str) -> str:
    kind, language = _named(page)
    return f"/admin/notices/{kind}/{language}?done={done}" + (f"&unit={unit}" if unit else "")


def _entered(page: Page) -> dict[str, str]:
    return {name: page.form.text(name, most=_LONGEST) for name in ("caption", "wording", "unit", "day")}


def _faults(page: Page, invalid: Invalid) -> dict[str, str]:
    """Return what is wrong by the field of the page."""
    said = said_of(invalid, page.language)
    return {_PLACES.get(name, "day" if name == "effective" else name): words for name, words in said.items()}


def _show(
    page: Page,
    *,
    unit: str | None,
    status: int = 200,
    said: str = "",
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    sample: Written | None = None,
) -> Response:
    units = page.office.forms.units
    if unit is not None and unit not in units:
        raise NotFound("There is no such unit.", hint="Choose one from the list.")
    kind, language = _named(page)
    with page.look("words of notices in administration") as work:
        paper = work.wordings.paper(kind, language)
        own = [each for each in work.wordings.versions(kind, language) if each.unit == unit]
        words = work.wordings.current(kind, language, unit=unit)
        names = Names(work)
        by = {each.by: names.of(each.by) for each in own}
    everywhere = page.actor.may(PERMISSION, unit=WHOLE_OFFICE)
    allowed = [name for name in units if page.actor.may(PERMISSION, unit=name)]
    return page.render(
        "admin/notice-words.html",
        status=status,
        paper=paper,
        language=language,
        tongue=LANGUAGES.get(language) or Text.of(language),
        unit=unit,
        units=units,
        versions=_told(paper, language, own),
        by=by,
        now=words,
        entered={"caption": words.subject, "wording": words.body, "day": "", **(entered or {})},
        faults=faults or {},
        summary=[(f"notice-{field}", words) for field, words in (faults or {}).items()],
        fields=[(name, label) for name, label in FIELDS.items()],
        needs=[FIELDS[name] for name in paper.needs],
        foot=[FIELDS[name] for name in FOOT],
        open_=unit in allowed if unit else everywhere,
        own=bool(own) and not own[-1].withdrawn,
        said=said,
        sample=sample,
        has_pdf=pdf.lacking() is None,
    )


def _told(paper: Paper, language: str, own: Sequence[Wording]) -> Sequence[tuple[Wording, Sequence[Line]]]:
    """Return each version, the newest first, with what it changed of the one before."""
    before, told = Words.official(paper, language), []
    for each in own:
        after = each.words or Words.official(paper, language)
        told.append((each, compared(before, after)))
        before = after
    return told[::-1]
