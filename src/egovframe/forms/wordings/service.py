"""The words of the office's notices, as the person at work may give them (`work.wordings`)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.notices.paper import Paper, Words, Written, write
from egovframe.forms.wordings import facts, sample, store
from egovframe.forms.wordings.model import WORDED, Wording, in_force
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Conflict, Fault, Invalid, NotFound
from egovframe.kernel.ids import new_id
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import sqlalchemy as sa

    from egovframe.forms.catalogue import Forms
    from egovframe.forms.store import Row
    from egovframe.kernel.work import UnitOfWork

PERMISSION: Final = "notice.word"

_PAST: Final = Text(
    ko="이미 지난 때부터 시행할 수 없습니다.", en="It cannot count from a moment that is over.", es="Ya pasó."
)
_UNIT: Final = Text(ko="부서를 목록에서 고르세요.", en="Choose a unit of the office.")


@dataclass(frozen=True, slots=True)
class Worded:
    """A paper with the languages that it is written in, and the office's version in force of each (None: its own)."""

    paper: Paper
    languages: tuple[str, ...]
    versions: Mapping[str, Wording | None]


def words_for(conn: sa.Connection, kind: str, *, language: str, unit: str, at: datetime) -> Words | None:
    """Return the office's words in force for a paper of a unit; None for those that come with it. Asks no permission.

    Where the office worded a paper in the general language (`es`), it counts for `es-PY` too.
    """
    for tag in dict.fromkeys((language, language.partition("-")[0])):
        found = in_force(map(_wording, store.versions_of(conn, kind, tag)), unit=unit, at=at)
        if found is not None:
            return found.words
    return None


class Wordings:
    """The words of papers, within one unit of work. Needs `notice.word`, for changes in the unit they are for."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._forms = forms

    def list(self, *, unit: str = "") -> Sequence[Worded]:
        """Return every paper that has words, with the versions in force of a unit, or of the whole office."""
        self._work.need(PERMISSION)
        by_paper: dict[tuple[str, str], list[Wording]] = {}
        for row in store.every(self._work.conn):
            by_paper.setdefault((row["kind"], row["language"]), []).append(_wording(row))
        return [
            Worded(
                paper,
                languages_of(paper),
                {
                    tag: in_force(by_paper.get((paper.kind, tag), ()), unit=unit, at=self._work.at)
                    for tag in languages_of(paper)
                },
            )
            for paper in self._forms.papers.values()
            if paper.reader in WORDED
        ]

    def versions(self, kind: str, language: str) -> tuple[Wording, ...]:
        """Return every version of a paper's words, the oldest first. Raises NotFound for what has no words."""
        self._work.need(PERMISSION)
        self.paper(kind, language)
        return tuple(_wording(row) for row in store.versions_of(self._work.conn, kind, language))

    def paper(self, kind: str, language: str) -> Paper:
        """Return a paper that has words in a language. Raises NotFound."""
        paper = self._forms.papers.get(kind)
        if paper is None or paper.reader not in WORDED or language not in languages_of(paper):
            raise NotFound(f"No notice {kind!r} is worded in {language!r}.", hint="Choose one from the list.")
        return paper

    def current(self, kind: str, language: str, *, unit: str | None = None) -> Words:
        """Return the words in force, of a unit or of the whole office."""
        paper = self.paper(kind, language)
        found = in_force(self.versions(kind, language), unit=unit or "", at=self._work.at)
        return (found and found.words) or Words.official(paper, language)

    def preview(self, kind: str, language: str, *, subject: str, body: str, unit: str | None = None) -> Written:
        """Return the paper of a sample case with these words, kept nowhere. Raises Invalid for what does not hold.

        Whoever words the notices of a unit tries them for that unit.
        """
        self._need(unit)
        paper = self.paper(kind, language)
        words = Words(_clean(subject), _clean(body))
        words.check(paper)
        values = sample.values(language, office=self._forms.office)
        return write(paper, values, language=language, words=words, to=sample.NAME.in_(language))

    def publish(
        self,
        kind: str,
        language: str,
        *,
        subject: str,
        body: str,
        unit: str | None = None,
        effective: datetime | None = None,
    ) -> Wording:
        """Put words in force, for a unit or the whole office, now or from `effective` on (aware). They never change.

        Raises NotFound, Forbidden, Invalid naming what does not hold, and Conflict where the same words are in force.
        """
        self._need(unit)
        paper = self.paper(kind, language)
        words = Words(_clean(subject), _clean(body))
        words.check(paper)
        self._check(unit, effective)
        now = self.current(kind, language, unit=unit)
        if effective is None and (now.subject, now.body) == (words.subject, words.body):
            raise Conflict("These words are in force already.", hint="Change them first.")
        said = {"unit": unit, "subject": words.subject, "body": words.body}
        wording = self._kept(kind, language, said, effective=effective)
        digest = hashlib.sha256(f"{words.subject}\0{words.body}".encode()).hexdigest()
        details = {**_details(wording), "digest": digest}
        self._work.note(facts.WORDING_PUBLISHED, object=_object(wording), details=details)
        return wording

    def withdraw(self, kind: str, language: str, *, unit: str | None = None) -> Wording:
        """Go back, at once: a unit to the office's words, the office to those that come with the paper.

        What was still to come is taken back with it. Raises NotFound, Forbidden, and Conflict where there is nothing
        to take back.
        """
        self._need(unit)
        own = [each for each in self.versions(kind, language) if each.unit == unit]
        if not own or own[-1].withdrawn:
            raise Conflict("There are no words to take back.", hint="Those that come with the paper are in force.")
        wording = self._kept(kind, language, {"unit": unit, "subject": None, "body": None})
        self._work.note(facts.WORDING_WITHDRAWN, object=_object(wording), details=_details(wording))
        return wording

    def _kept(
        self, kind: str, language: str, said: Mapping[str, str | None], *, effective: datetime | None = None
    ) -> Wording:
        before = store.versions_of(self._work.conn, kind, language)
        values: dict[str, Any] = {
            "id": new_id(),
            "kind": kind,
            "language": language,
            "version": (before[-1]["version"] if before else 0) + 1,
            **said,
            "effective": instant(effective or self._work.at),
            "published": instant(self._work.at),
            "by": self._work.actor.id,
        }
        store.add(self._work, values)
        return _wording(values)

    def _check(self, unit: str | None, effective: datetime | None) -> None:
        faults = []
        if unit is not None and unit not in self._forms.units:
            faults.append(Fault("unit", _UNIT))
        if effective is not None and effective < self._work.at:
            faults.append(Fault("effective", _PAST))
        if faults:
            raise Invalid("The words cannot be put in force like this.", faults=faults)

    def _need(self, unit: str | None) -> None:
        self._work.need(PERMISSION, unit=WHOLE_OFFICE if unit is None else unit)


def languages_of(paper: Paper) -> tuple[str, ...]:
    """Return the languages in which a paper is written, Korean and English first."""
    there = paper.subject.as_dict()
    first = [tag for tag in ("ko", "en") if tag in there]
    return (*first, *sorted(set(there) - set(first)))


def _clean(text: str) -> str:
    """Return a text as it is kept: lines end in one way, none in blanks."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _wording(row: Row | Mapping[str, Any]) -> Wording:
    return Wording(
        kind=row["kind"],
        language=row["language"],
        version=row["version"],
        unit=row["unit"],
        subject=row["subject"],
        body=row["body"],
        effective=moment(row["effective"]),
        published=moment(row["published"]),
        by=row["by"],
    )


def _object(wording: Wording) -> str:
    return f"wording:{wording.kind}/{wording.language}/{wording.version}"


def _details(wording: Wording) -> dict[str, Any]:
    return {
        "notice": wording.kind,
        "language": wording.language,
        "unit": wording.unit or "",
        "version": wording.version,
        "effective": instant(wording.effective),
    }
