"""An import of the organisation: units added, renamed, moved, given heads and closed, each from a day on.

All of it is one unit of work, through the verbs of units: it is kept whole or not at all. A dry run does just the same
and takes it back, so that it tells exactly what the run would. What the list does not name stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from egovframe.auth import store as accounts
from egovframe.auth.access import store
from egovframe.auth.access.errors import UnitInvalid, UnitTaken
from egovframe.auth.access.model import units_at
from egovframe.auth.errors import AccountNotFound, AuthError, UnitUnknown
from egovframe.auth.importing import facts
from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.model import Outcome, Problem, Tally, Verdict
from egovframe.auth.importing.unitlist import NOBODY
from egovframe.auth.permissions import UNIT_MANAGE
from egovframe.kernel.errors import EgovError
from egovframe.kernel.permissions import Forbidden
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.auth.importing.unitlist import UnitSource, UnitWanted
    from egovframe.auth.model import Unit
    from egovframe.auth.service import Auth
    from egovframe.kernel.work import UnitOfWork

MOST_UNITS: Final = 5_000

OpenWork = Callable[[], AbstractContextManager["UnitOfWork"]]
Tell = Callable[[Verdict], None]


class _TakenBack(Exception):
    """Ends a unit of work without keeping anything."""


def import_units(
    source: UnitSource, *, auth: Auth, work: OpenWork, zone: tzinfo, dry_run: bool = False, tell: Tell | None = None
) -> Tally:
    """Make the organisation what the list says, or find out what that would change; nothing when a row is wrong.

    `tell` is called with what each row comes to, in the order of the list. `work` opens a unit of work for whoever
    imports, who needs `unit.manage` where something changes. Raises Forbidden for who may change none, ImportRefused.
    """
    tally = Tally(source.label, unused=source.unused)
    with suppress(_TakenBack), work() as unit:
        unit.need(UNIT_MANAGE.name)
        wanted = list(source.units())
        if len(wanted) > MOST_UNITS:
            raise ImportRefused(f"The list has more than {MOST_UNITS:,} units.", hint="Split it, and import the parts.")
        verdicts = _Organisation(unit, auth, zone).all(wanted)
        tally.digest, tally.notes = source.digest, source.notes
        for verdict in verdicts:
            tally.count(verdict)
            if tell is not None:
                tell(verdict)
        if dry_run or not tally.holds or not (tally.counts["new"] or tally.counts["changed"]):
            raise _TakenBack
        unit.note(
            facts.UNITS_IMPORTED,
            details={"source": tally.source} | dict(tally.counts),
            private={"file": source.called, "digest": tally.digest},
        )
        tally.written = True
    return tally


class _Organisation:
    """The tree while it is being changed, within one unit of work."""

    def __init__(self, work: UnitOfWork, auth: Auth, zone: tzinfo) -> None:
        self._work = work
        self._verbs = auth.rights(work).units
        self._declared = auth.access.registry.declared.units
        self._zone = zone
        self._rows: dict[str, int] = {}  # in which row of the list each unit stands
        self._trees: dict[datetime, Mapping[str, Unit]] = {}  # as they are now; emptied by every change

    def all(self, wanted: Sequence[UnitWanted]) -> list[Verdict]:
        """Change what has to be changed; return what each came to, in order."""
        changes: dict[int, list[str]] = {each.row: [] for each in wanted}
        problems: dict[int, list[Problem]] = {each.row: list(each.problems) for each in wanted}
        for each in wanted:
            if each.name and self._rows.setdefault(each.name, each.row) != each.row:
                problems[each.row].append(_twice(each, self._rows[each.name]))
        new = {each.row for each in wanted if each.name not in self._tree(self._begins(each))}
        for deed in (self._shape, self._close):
            self._settle([each for each in wanted if not problems[each.row]], deed, changes, problems)
        return [self._verdict(each, each.row in new, changes[each.row], problems[each.row]) for each in wanted]

    def _settle(
        self,
        wanted: Sequence[UnitWanted],
        deed: Callable[[UnitWanted, list[str]], None],
        changes: Mapping[int, list[str]],
        problems: Mapping[int, list[Problem]],
    ) -> None:
        """Do the deed to each unit; what another row stands in the way of is tried again after that row.

        So the order of the list does not matter: a unit may stand before the one above it.
        """
        waiting = list(wanted)
        while waiting:
            failed: list[tuple[UnitWanted, Problem]] = []
            for each in waiting:
                try:
                    deed(each, changes[each.row])
                except (AuthError, Forbidden) as error:
                    failed.append((each, _problem(each, error)))
            if len(failed) == len(waiting):
                for each, problem in failed:
                    row = self._rows.get(each.parent) if problem.code == UnitUnknown.code else None
                    problems[each.row].append(_stuck(each, row) if row else problem)
                return
            waiting = [each for each, _problem in failed]

    def _shape(self, wanted: UnitWanted, changes: list[str]) -> None:
        """Add the unit, or make title, parent and head what the list says."""
        begins, verbs = self._begins(wanted), self._verbs
        since = begins if begins > self._work.at else None
        found = self._tree(begins).get(wanted.name)
        parent = None if wanted.parent in ("", NOBODY) else wanted.parent
        head = None if wanted.head in ("", NOBODY) else wanted.head
        if parent is not None and parent not in self._tree(begins):
            raise UnitUnknown(f"There is no unit {parent!r} then.", hint="Add it, or correct its name.")
        if found is None:
            if wanted.until is not None and self._ends(wanted.until) <= self._work.at:
                return  # it was closed before the office knew it
            title = _title(wanted, {})
            verbs.add(wanted.name, title=title, parent=parent, head=head, since=since, reason=wanted.reason)
            self._changed(changes, "unit")
            return
        title = _title(wanted, found.title.as_dict())
        if title != found.title:
            verbs.rename(wanted.name, title, since=since, reason=wanted.reason)
            self._changed(changes, "title")
        if wanted.parent and parent != found.parent:
            verbs.move(wanted.name, parent, since=since, reason=wanted.reason)
            self._changed(changes, "parent")
        if wanted.head:
            account = None if head is None else accounts.id_of(self._work.conn, head)
            if account != found.head:
                verbs.set_head(wanted.name, head, since=since, reason=wanted.reason)
                self._changed(changes, "head")

    def _close(self, wanted: UnitWanted, changes: list[str]) -> None:
        """Close the unit where the list says when it ends and it does not end then already."""
        if wanted.until is None:
            return
        ends = max(self._ends(wanted.until), self._work.at)
        if wanted.name not in self._tree(ends):
            return
        self._verbs.close(wanted.name, since=ends if ends > self._work.at else None, reason=wanted.reason)
        self._changed(changes, "closed")

    def _begins(self, wanted: UnitWanted) -> datetime:
        """Return from when on: what began in the past is changed from now on, for what was stays as it was."""
        if wanted.since is None:
            return self._work.at
        return max(datetime.combine(wanted.since, time(), self._zone), self._work.at)

    def _ends(self, until: date) -> datetime:
        return datetime.combine(until + timedelta(days=1), time(), self._zone)

    def _tree(self, at: datetime) -> Mapping[str, Unit]:
        if at not in self._trees:
            changes = [store.change_of(row) for row in store.unit_rows(self._work.conn)]
            self._trees[at] = {unit.name: unit for unit in units_at(self._declared, changes, at)}
        return self._trees[at]

    def _changed(self, changes: list[str], what: str) -> None:
        changes.append(what)
        self._trees.clear()

    def _verdict(self, wanted: UnitWanted, new: bool, changes: list[str], problems: list[Problem]) -> Verdict:  # noqa: FBT001
        outcome: Outcome = "error" if problems else "unchanged" if not changes else "new" if new else "changed"
        said = () if problems else tuple(changes)
        return Verdict(wanted.row, wanted.name[:64], outcome, said, tuple(problems), wanted.place)


def _title(wanted: UnitWanted, known: Mapping[str, str]) -> Text:
    """Return the title with what the list says; in a language that it does not say the one before stays."""
    said = {"ko": wanted.title_ko, "en": wanted.title_en}
    return Text(**{**known, **{language: words for language, words in said.items() if words}})


def _twice(wanted: UnitWanted, row: int) -> Problem:
    return wanted.problem(
        "name",
        "name_twice",
        Text(ko=f"같은 부서가 {row}행에 있습니다.", en=f"The same unit is in row {row}."),
        Text(ko="한 줄로 합치거나 하나를 지우세요.", en="Make one row of them, or remove one."),
    )


def _stuck(wanted: UnitWanted, row: int) -> Problem:
    """Return what is wrong where the unit above stands in the list itself and could not be added either."""
    return wanted.problem(
        "parent",
        "unit_stuck",
        Text(
            ko=f"상위 부서가 {row}행에 있지만 그 행도 등록할 수 없습니다.",
            en=f"The unit above it is in row {row}, which cannot be imported either.",
        ),
        Text(
            ko="그 행을 먼저 고치세요. 두 부서가 서로의 상위 부서이면 하나를 바꾸세요.",
            en="Correct that row first; where the two are above each other, change one of them.",
        ),
    )


def _problem(wanted: UnitWanted, error: EgovError) -> Problem:
    """Return what a verb has against the row, in both languages."""
    known: tuple[tuple[type[EgovError], str, str], ...] = (
        (UnitTaken, "name", "같은 코드의 부서가 있었습니다. 다른 코드를 쓰세요."),
        (UnitUnknown, "parent", "그때 상위 부서가 없습니다. 등록하거나 코드를 고치세요."),
        (AccountNotFound, "head", "부서장의 계정이 없습니다. 계정을 먼저 등록하거나 고치세요."),
        (Forbidden, "name", "이 부서를 바꿀 권한이 없습니다."),
        (UnitInvalid, "parent", "부서 구조가 맞지 않거나, 더 나중의 변경이 이미 등록되어 있습니다."),
    )
    column, korean = next(
        ((column, korean) for kind, column, korean in known if isinstance(error, kind)),
        ("name", "이 부서를 바꿀 수 없습니다."),
    )
    hint = Text(ko="고친 뒤 다시 확인하세요.", en=error.hint or "Correct it, and check again.")
    return wanted.problem(column, error.code, Text(ko=korean, en=error.message), hint)
