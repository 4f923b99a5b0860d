"""Which questions of a form take files, and which files an answer names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from egovframe.forms.questions import PersonalLevel, Question

FILE_KINDS = ("file", "files")


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """A question that takes files; `path` has the groups around it (`things.photo`), `level` how personal all is."""

    path: str
    question: Question
    level: PersonalLevel | None


def file_questions(questions: Iterable[Question]) -> dict[str, FileQuestion]:
    """Return the questions that take files, those in groups too, by path."""
    return {found.path: found for found in _walk(questions, "", None)}


def _walk(questions: Iterable[Question], before: str, level: PersonalLevel | None) -> Iterator[FileQuestion]:
    for question in questions:
        path, own = before + question.name, level or question.personal
        if question.kind in FILE_KINDS:
            yield FileQuestion(path, question, own)
        elif question.questions:
            yield from _walk(question.questions, f"{path}.", own)


def plain_path(field: str) -> str:
    """Return the path of a question by the name of its field: `things.0.photo` is `things.photo`."""
    return ".".join(part for part in field.split(".") if not part.isdecimal())


def named_files(questions: Iterable[Question], answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each file that answers (as JSON has them) name: the field, such as `things.0.photo`, and the file's id."""
    yield from _named(questions, answers, "")


def _named(questions: Iterable[Question], answers: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for question in questions:
        field, value = before + question.name, answers.get(question.name)
        if not value:
            continue
        if question.kind == "file":
            yield field, str(value)
        elif question.kind == "files":
            yield from ((field, str(each)) for each in value)
        elif question.questions and isinstance(value, list):
            for number, entry in enumerate(value):
                yield from _named(question.questions, entry, f"{field}.{number}.")
