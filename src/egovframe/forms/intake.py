"""Taking in petitions that were written elsewhere: every line is received as if it had just been handed in.

Lines go in by batches, each committed whole: a run that is killed has received the batches before, and the next run
over the same file goes on where it stopped, because the key of a line is kept with its petition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.errors import FormInvalid
from egovframe.forms.reading import unkeepable
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Submission
    from egovframe.forms.questions import Question
    from egovframe.kernel.lines import Line
    from egovframe.kernel.work import UnitOfWork

BATCH: Final = 100
"""Lines that are committed together: few enough that nobody waits long for the writer's turn."""

CHANNEL: Final = "import"
_TRIES: Final = 3
_LONGEST_KEY: Final = 1_000

OpenWork = Callable[[], AbstractContextManager["UnitOfWork"]]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not received: its number in the file, and why, in words."""

    line: int
    reason: str


@dataclass(slots=True)
class Intake:
    """What came of an import. Grows while it runs; `intake` alone writes it.

    `accepted` lines are petitions now, `known` ones were before, `refused` ones do not hold; `unused` names the keys
    that are no field of the form, in the order in which they were met.
    """

    accepted: int = 0
    known: int = 0
    refused: list[Refused] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as JSON values: `{"accepted", "known", "refused": [{"line", "reason"}], "unused"}`."""
        refused = [{"line": each.line, "reason": each.reason} for each in self.refused]
        return {"accepted": self.accepted, "known": self.known, "refused": refused, "unused": list(self.unused)}


def intake(
    lines: Iterable[Line],
    *,
    forms: Forms,
    form: str,
    work: OpenWork,
    key: str | None = None,
    dry_run: bool = False,
    language: str = "ko",
    progress: Progress | None = None,
) -> Intake:
    """Receive every line as a petition of `form`, and return what came of it.

    Texts are kept as they are. With `key`, the name of what identifies a line, a line that was received before is
    known and not received again. A line that does not hold is refused with its number; the others go on. `dry_run`
    says what would come of it and writes nothing. `work` opens a unit of work for somebody who holds `petition.import`
    in the unit of the form: `work=lambda: office.work(by=actor, why="import")`. `progress` is called with the number
    of lines done after each batch. Reasons are in `language`.

    Raises NotFound for an unknown form, Forbidden without the permission, and what `lines` raises.
    """
    taking = _Taking(forms, form, key=key, dry_run=dry_run, language=language)
    with work() as first:
        first.need("petition.import", unit=taking.unit)
    done = 0
    for batch in _batches(lines):
        taking.take(batch, work)
        done += len(batch)
        if progress is not None:
            progress(done)
    return taking.outcome


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    waiting = iter(lines)
    while batch := list(islice(waiting, BATCH)):
        yield batch


class _Taking:
    """One import under way."""

    def __init__(self, forms: Forms, form: str, *, key: str | None, dry_run: bool, language: str) -> None:
        offer = forms.offer(form)
        self.unit = offer.unit
        self.outcome = Intake()
        self._forms = forms
        self._form = offer.name
        self._questions: dict[str, Question] = {each.name: each for each in forms.current(form).definition.questions}
        self._key = key
        self._language = language
        self._receive = self._try_out if dry_run else self._submit
        self._seen: set[str] = set()  # keys met by a dry run, which leaves no petitions to find them by

    def take(self, batch: list[Line], work: OpenWork) -> None:
        """Receive a batch in one transaction; what it came to is counted once it is committed."""
        for attempt in range(1, _TRIES + 1):
            part = Intake()
            try:
                with work() as unit:
                    unit.need("petition.import", unit=self.unit)
                    for line in batch:
                        self._line(unit, line, part)
            except Conflict:  # another import receives the same lines: they are known now
                if attempt == _TRIES:
                    raise
            else:
                break
        self.outcome.accepted += part.accepted
        self.outcome.known += part.known
        self.outcome.refused += part.refused
        self.outcome.unused += [name for name in part.unused if name not in self.outcome.unused]

    def _line(self, unit: UnitOfWork, line: Line, part: Intake) -> None:
        reason = line.fault
        if reason is None:
            part.unused += [
                name
                for name in line.values
                if name not in self._questions and name != self._key and name not in part.unused
            ]
            mark, reason = self._mark(line)
        if reason is not None:
            part.refused.append(Refused(line.number, reason.in_(self._language)))
            return
        answers = {name: value for name, value in line.values.items() if name in self._questions}
        try:
            known = self._receive(unit, answers, mark)
        except FormInvalid as error:
            part.refused.append(Refused(line.number, self._words(error)))
            return
        if known:
            part.known += 1
        else:
            part.accepted += 1

    def _mark(self, line: Line) -> tuple[str | None, Text | None]:
        """Return what identifies a line, or why nothing does."""
        if self._key is None:
            return None, None
        value = line.values.get(self._key)
        mark = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        if not mark.strip():
            return None, Text(ko=f"{self._key} 값이 없습니다", en=f"It has no {self._key}")
        if len(mark) > _LONGEST_KEY or unkeepable(mark):
            return None, Text(ko=f"{self._key} 값을 저장할 수 없습니다", en=f"Its {self._key} cannot be kept")
        return mark, None

    def _submit(self, unit: UnitOfWork, answers: dict[str, Any], mark: str | None) -> bool:
        """Receive a petition; say whether it was there already."""
        submission: Submission[Any] = self._forms.at(unit).submit(
            self._form, answers, channel=CHANNEL, language=self._forms.language, source_key=mark
        )
        return submission.replayed

    def _try_out(self, unit: UnitOfWork, answers: dict[str, Any], mark: str | None) -> bool:
        """Say whether a petition is there already, or would be received."""
        self._forms.filled(self._form, answers)
        if mark is None:
            return False
        known = mark in self._seen or self._forms.at(unit).imported(self._form, mark)
        self._seen.add(mark)
        return known

    def _words(self, error: Invalid) -> str:
        """Return what is wrong with a line, never what stands in it."""
        return "; ".join(
            f"{fault.field}: {Text.of(fault.message).in_(self._language)}" if fault.field else str(fault.message)
            for fault in error.faults
        )
