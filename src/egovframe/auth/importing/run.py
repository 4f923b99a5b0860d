"""An import of people: everything is checked first, then all of it is done or nothing.

The whole list is held against the office before anything is written, and one wrong row keeps all others out. Then up to
`BATCH` people are one unit of work: a list as long as that is kept whole or not at all, together with the fact of its
import. A longer one goes in by batches, because on SQLite a single writer has its turn at a time, and an hour's import
must not keep citizens waiting. Should the machine stop between two batches, what was committed is whole, and the next
run over the same list goes on from there: what it finds done it leaves alone, so that a second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import tzinfo
from itertools import islice
from typing import TYPE_CHECKING, Final

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.auth.importing import facts
from egovframe.auth.importing.errors import ImportStopped
from egovframe.auth.importing.model import Person, Tally, Verdict
from egovframe.auth.importing.plan import Deeds, Plan
from egovframe.auth.model import name_key
from egovframe.auth.permissions import ACCOUNT_MANAGE
from egovframe.auth.profiles.service import Profiles
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.auth.importing.people import Source
    from egovframe.auth.service import Auth
    from egovframe.kernel.facts import FactType
    from egovframe.kernel.work import UnitOfWork

BATCH: Final = 200
"""People that are committed together: some two seconds of work, in which others who write wait."""

OpenWork = Callable[[], AbstractContextManager["UnitOfWork"]]
Tell = Callable[[Verdict], None]
Progress = Callable[[int], None]


def import_people(
    source: Source,
    *,
    auth: Auth,
    look: OpenWork,
    work: OpenWork,
    zone: tzinfo,
    dry_run: bool = False,
    leave_out: bool = False,
    tell: Tell | None = None,
    progress: Progress | None = None,
) -> Tally:
    """Check every person of the list and, unless it is a dry run or one is wrong, give each what the list says.

    `leave_out` leaves out those with problems and takes the others. `tell` is called with what each row comes to,
    during the check. `look` and `work` open units of work for whoever imports: it needs `account.manage`, and
    `role.grant` in the units of the roles. `zone` is where days begin.

    Raises Forbidden, ImportRefused when the source cannot be read, ImportStopped when something changed meanwhile.
    """
    tally = Tally(source.label, unused=source.unused)
    with look() as checking:
        checking.need(ACCOUNT_MANAGE.name, unit=WHOLE_OFFICE)
        for verdict in _checked(source, Plan(checking, auth, zone=zone), progress):
            tally.count(verdict)
            if tell is not None:
                tell(verdict)
        tally.digest, tally.notes = source.digest, source.notes
        _note(checking, facts.CHECKED, tally, source.called)
    if dry_run or (not tally.holds and not leave_out) or not (tally.counts["new"] or tally.counts["changed"]):
        return tally
    if not source.unchanged():
        raise ImportStopped(
            "The file was changed while it was being checked.", hint="Nothing was written. Check it again."
        )
    _Run(source, auth, work, zone, tally, leave_out=leave_out).run(progress)
    tally.written = True
    return tally


def _checked(source: Source, plan: Plan, progress: Progress | None) -> Iterator[Verdict]:
    """Yield what each person comes to; a name that stood further up already is a problem."""
    seen: dict[str, tuple[str, int]] = {}
    done = 0
    for batch in _batches(source.people()):
        fresh = [_once(person, seen) for person in batch]
        for verdict, _deeds in plan.of(fresh):
            yield verdict
        done += len(batch)
        if progress is not None:
            progress(done)


def _once(person: Person, seen: dict[str, tuple[str, int]]) -> Person:
    key = name_key(person.name[:512].strip())
    before = seen.setdefault(key, (person.place, person.row))
    if not key or before == (person.place, person.row):
        return person
    where = " ".join(str(each) for each in before if each)
    twice = person.problem(
        "name",
        "name_twice",
        Text(ko=f"같은 아이디가 {where}행에 있습니다.", en=f"The same name is in row {where}."),
        Text(ko="한 줄로 합치거나 하나를 지우세요.", en="Make one row of them, or remove one."),
    )
    return replace(person, problems=(*person.problems, twice))


class _Run:
    """The run over a list that was checked."""

    def __init__(
        self, source: Source, auth: Auth, work: OpenWork, zone: tzinfo, tally: Tally, *, leave_out: bool
    ) -> None:
        self._source = source
        self._auth = auth
        self._work = work
        self._zone = zone
        self._tally = tally
        self._leave_out = leave_out
        self._seen: dict[str, tuple[str, int]] = {}

    def run(self, progress: Progress | None) -> None:
        batches = _batches(self._source.people())
        batch = next(batches, [])
        done = 0
        while batch:
            after = next(batches, [])
            with self._work() as work:
                self._batch(work, batch)
                if not after:
                    _note(work, facts.IMPORTED, self._tally, self._source.called)
            done += len(batch)
            if progress is not None:
                progress(done)
            batch = after

    def _batch(self, work: UnitOfWork, batch: list[Person]) -> None:
        people = [_once(person, self._seen) for person in batch]
        for verdict, deeds in Plan(work, self._auth, zone=self._zone).of(people):
            if verdict.outcome == "error" and not self._leave_out:
                raise ImportStopped(
                    f"Row {verdict.row} holds no longer: {verdict.problems[0].message.in_('en')}",
                    hint="The rows from there on were not imported. Check the list again, then run it again.",
                )
            if deeds is not None:
                _do(work, self._auth, deeds)


def _do(work: UnitOfWork, auth: Auth, deeds: Deeds) -> None:
    """Give one person what the list says, through the verbs of accounts, which ask for their permissions again."""
    accounts, person = auth.accounts(work), deeds.person
    account = deeds.account
    if account is None:
        account = accounts.add(person.name, kind=person.kind or "officer", password=deeds.enrolled)
    elif deeds.enrolled is not None:
        accounts.set_password(person.name, deeds.enrolled)
    if deeds.profile is not None:
        Profiles(work).put(account, deeds.profile)
    for given in deeds.grants:
        accounts.grant(
            person.name,
            given.wanted.role,
            unit=given.wanted.unit,
            since=given.since,
            until=given.until,
            reason=person.reason,
        )
    if deeds.disable:
        accounts.disable(person.name)


def _note(work: UnitOfWork, fact: FactType, tally: Tally, file: str) -> None:
    work.note(
        fact,
        details={"source": tally.source} | dict(tally.counts),
        private={"file": file, "digest": tally.digest},
    )


def _batches(people: Iterable[Person]) -> Iterator[list[Person]]:
    waiting = iter(people)
    while batch := list(islice(waiting, BATCH)):
        yield batch
