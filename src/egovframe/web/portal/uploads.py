"""Files that come with a form: kept at once, so that nobody sends a photo twice because a date was wrong.

The form names each file by its id in a hidden field; nothing else is kept between the pages. A file is taken off by a
box that is ticked, not by a button: the first button of a form is what the Enter key presses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from egovframe.forms.answers import as_plain
from egovframe.forms.uploads.asked import file_questions, named_files, plain_path
from egovframe.forms.uploads.attaching import UNKNOWN, gone
from egovframe.forms.uploads.faults import FileRefused
from egovframe.forms.uploads.model import GONE, UPLOAD_STATES, Upload
from egovframe.forms.uploads.names import ENDINGS
from egovframe.kernel.errors import Fault, NotFound
from egovframe.kernel.text import Text
from egovframe.web.files import size_of
from egovframe.web.portal.answers import entry_name, in_words
from egovframe.web.portal.filling import STEP
from egovframe.web.urlencoded import Fields

if TYPE_CHECKING:
    from egovframe.forms.questions import Question
    from egovframe.forms.uploads.asked import FileQuestion
    from egovframe.web.multipart import Part
    from egovframe.web.page import Page
    from egovframe.web.portal.services import Service

DROP = "form-drop"
"""The name of the boxes by which files are taken off."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The files of a form that was posted: those that wait, by id, and what is wrong with others."""

    uploads: Mapping[str, Upload] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def of(self, ids: Iterable[str]) -> list[Upload]:
        """Return the files of these ids, in their order."""
        return [self.uploads[each] for each in ids if each in self.uploads]


NOTHING = Sent()


def take_in(page: Page, service: Service, *, attached: Mapping[str, Upload] | None = None) -> Sent:
    """Keep the files that came with a form; `page.form` names them afterwards, and those no more that were taken off.

    What is wrong with one of them is told by its field; the others are kept all the same. Those of an entry that is
    taken away go with it. `attached` are the files of the petition that the form changes: it names them as well, and
    they stay part of it when they are taken off.
    """
    known = file_questions(service.questions)
    if not known:
        return NOTHING
    named = _named(page.form, known)
    away = _taken_away(page.form)
    _take_off(page, named, away)
    coming = [
        part for part in page.parts if plain_path(part.name) in known and not (away and part.name.startswith(away))
    ]
    faults = [*_keep(page, service, coming, named, known)]
    uploads = {**(attached or {}), **_waiting(page, [each for ids in named.values() for each in ids])}
    for name, ids in named.items():
        faults += [Fault(name, UNKNOWN, code="file") for each in ids if each not in uploads]
        faults += [Fault(name, gone(uploads[each])) for each in ids if each in uploads and uploads[each].state in GONE]
        ids[:] = [each for each in ids if each in uploads]
    page.form = _renamed(page.form, known, named)
    return Sent(uploads, tuple(faults))


def _named(posted: Fields, known: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the ids that were posted, by field."""
    return {name: [each for each in posted.all(name) if each] for name in posted if plain_path(name) in known}


def _take_off(page: Page, named: dict[str, list[str]], away: str) -> None:
    """Remove the files whose boxes are ticked, and those of the entry that is taken away."""
    for name in [each for each in named if away and each.startswith(away)]:
        for upload_id in named.pop(name):
            if not any(upload_id in ids for ids in named.values()):
                _drop(page, upload_id)
    for value in page.form.all(DROP):
        name, _, upload_id = value.rpartition(":")
        if upload_id in named.get(name, []):
            named[name].remove(upload_id)
            _drop(page, upload_id)


def _keep(
    page: Page, service: Service, coming: list[Part], named: dict[str, list[str]], known: Mapping[str, FileQuestion]
) -> Iterator[Fault]:
    """Keep the files that came, and yield what is wrong with others."""
    for part in coming:
        try:
            upload = _received(page, service, part)
        except FileRefused as refused:
            yield Fault(part.name, _said_of(part.filename, refused.why), code="file")
            continue
        kept = named.setdefault(part.name, [])
        if known[plain_path(part.name)].question.kind == "file":
            for old in kept:
                _drop(page, old)
            kept.clear()
        kept.append(upload.id)


def _taken_away(posted: Fields) -> str:
    """Return what the names of the fields begin with in the entry that is taken away (`things.1.`), or nothing."""
    steps = posted.all(STEP)
    step, _, about = (steps[-1] if steps else "").partition(":")
    return f"{about}." if step == "remove" and about else ""


def _renamed(posted: Fields, known: Mapping[str, Any], named: Mapping[str, list[str]]) -> Fields:
    pairs = [
        (name, value) for name in posted if plain_path(name) not in known and name != DROP for value in posted.all(name)
    ]
    return Fields([*pairs, *((name, each) for name, ids in named.items() for each in ids)])


def _received(page: Page, service: Service, part: Part) -> Upload:
    with page.work("file sent with a form") as work:
        upload: Upload = work.uploads.receive(
            service.name, part.name, name=part.filename, file=part.file, version=service.version
        )
    return upload


def _drop(page: Page, upload_id: str) -> None:
    with page.work("file taken off a form") as work:
        work.uploads.drop(upload_id)


def _waiting(page: Page, ids: list[str]) -> dict[str, Upload]:
    if not ids:
        return {}
    with page.look("files of a form shown to their sender") as work:
        found: dict[str, Upload] = work.uploads.waiting(ids)
    return found


def _said_of(name: str, why: Text) -> Text:
    return Text(ko=f"{name}: {why.in_('ko')}", en=f"{name}: {why.in_('en')}")


def accepted(question: Question, usual: Iterable[str]) -> str:
    """Return what the browser should offer for a question: the value of `accept` (HTML, 4.10.5.1.17)."""
    types = [*(question.accept or usual)]
    return ",".join([*types, *(ending for each in types for ending in ENDINGS.get(each, ()))])


def said(question: Question, value: Any, uploads: Mapping[str, Upload], language: str) -> str:
    """Return an answer as a person reads it; its files, in groups too, by name, size and how far the check has come.

    Files whose names the person may not see are counted.
    """
    files = {
        each: f"{upload.name} ({size_of(upload.size)}, {UPLOAD_STATES[upload.state].in_(language)})"
        for each, upload in uploads.items()
        if upload.name
    }
    return in_words(question, value, language, files=files)


def places(page: Page, petition: Any) -> dict[str, str]:
    """Return the questions for which the files of a petition were sent, in words, by the files' ids.

    In a group the entry is named first: `Place 2 – Photo`. What its reader may not see has no file here.
    """
    questions = type(petition.form).form_questions
    return {
        upload_id: " – ".join(_steps(questions, field, page.language))
        for field, upload_id in named_files(questions.values(), as_plain(petition.form))
    }


def _steps(questions: Mapping[str, Question], field: str, language: str) -> Iterator[str]:
    name, _, inner = field.partition(".")
    question = questions[name]
    if not inner:
        yield question.label.in_(language)
        return
    number, _, rest = inner.partition(".")
    yield entry_name(question, int(number) + 1, language)
    yield from _steps({each.name: each for each in question.questions}, rest, language)


def of_petition(work: Any, petition: Any) -> list[Upload]:
    """Return the files of a petition that was just shown in this unit of work; none where the office takes none."""
    try:
        found: list[Upload] = work.uploads.of(petition)
    except NotFound:
        return []
    return found
