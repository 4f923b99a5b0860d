"""The unit of work: kept whole or not at all, never without an actor, never without a fact."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from egovframe.kernel.errors import Conflict, WorkError
from egovframe.kernel.events import Event
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from egovframe.kernel.watch import row_digest
from egovframe.kernel.work import UnitOfWork
from tests.kernel.place import CLERK, SmallOffice, things
from tests.support.deeds import deed

ROW = {"id": "1", "colour": None, "size": 3}


class Painted(Event):
    """A thing was painted."""

    name: ClassVar[str] = "thing.painted"


def keep(office: SmallOffice, **changes: Any) -> dict[str, Any]:
    """Keep a thing, with its fact."""
    row = {**ROW, **changes}
    with office.work() as work:
        work.insert(things, row)
        work.note(deed("thing.kept"))
    return row


@pytest.mark.asvs("V8.3.3")
def test_no_actor_no_work(office: SmallOffice) -> None:
    """No write can be anonymous."""
    with pytest.raises(WorkError, match="needs an actor"):
        UnitOfWork(office, by=None)  # type: ignore[arg-type]


def test_each_note_vouches_for_the_writes_before_it(office_on_both: SmallOffice) -> None:
    """Inserted, changed and removed rows with their digests before and after; who, when and why."""
    office = office_on_both
    with office.work(why="tidying up") as work:
        work.insert(things, ROW)
        work.note(deed("thing.kept"), object="1", details={"n": 1})
        red = work.change(things, ROW, {"colour": "red"})
        work.remove(things, red)
        work.note(deed("thing.gone"), object="1")
    kept, gone = office.notes
    before, after = (row_digest("things", row, None) for row in (ROW, {**ROW, "colour": "red"}))
    assert [(w.key, w.before, w.after) for w in kept.writes] == [("1", None, before)]
    assert [(w.before, w.after) for w in gone.writes] == [(before, after), (after, None)]
    assert (kept.actor, kept.at, kept.why) == (CLERK, office.clock.now(), "tidying up")
    assert office.rows() == []


def test_a_write_without_a_fact_is_refused(office_on_both: SmallOffice) -> None:
    """Nothing of the unit is kept, what was noted neither."""

    def forgetful() -> None:
        with office_on_both.work() as work:
            work.insert(things, ROW)
            work.note(deed("thing.kept"))
            work.change(things, ROW, {"size": 4})

    with pytest.raises(WorkError, match="things has no fact"):
        forgetful()
    assert office_on_both.rows() == []


def test_a_file_without_a_fact_is_refused_too(office: SmallOffice) -> None:
    """Stored files stand beside the tables."""
    for verb in ("stored", "unstored"):
        with pytest.raises(WorkError, match="files has no fact"), office.work() as work:
            getattr(work, verb)("records/1", "sha256:ab")
    with office.work() as work:
        work.stored("records/1", "sha256:ab", before="cd")
        work.note(deed("record.kept"))
    (write,) = office.notes[-1].writes
    assert (write.table, write.key, write.before, write.after) == ("files", "records/1", "cd", "ab")


@pytest.mark.asvs("V16.5.3")
def test_an_error_rolls_everything_back_but_what_is_noted_anyway(office_on_both: SmallOffice) -> None:
    """Refusals and failed tries outlive the unit; callbacks after the commit are not called."""
    office, told = office_on_both, list[str]()

    def failing() -> None:
        with office.work() as work:
            work.after_commit(lambda: told.append("committed"))
            work.insert(things, ROW)
            work.note_anyway(deed("thing.tried"), reason="it broke")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert (office.rows(), told) == ([], [])
    (note,) = office.notes
    assert (note.action, note.outcome, note.reason, note.writes) == ("thing.tried", "failed", "it broke", ())


def test_a_look_writes_nothing_but_its_facts(office_on_both: SmallOffice) -> None:
    """Who saw what is noted when the look ends; any write is refused before it reaches the database."""
    keep(office_on_both)
    with office_on_both.look(why="asked by telephone") as look:
        for verb in (look.insert, look.insert_with_first, look.remove, lambda t, r: look.change(t, r, {"size": 9})):
            with pytest.raises(WorkError, match="A look writes nothing"):
                verb(things, ROW)
        assert look.note(deed("thing.read"), object="1", subjects=("p-1",)) == ""
        assert [note.action for note in office_on_both.notes] == ["thing.kept"]
    note = office_on_both.notes[-1]
    assert (note.action, note.subjects, note.writes) == ("thing.read", ("p-1",), ())
    assert office_on_both.rows() == [ROW]


@pytest.mark.parametrize("colour", [None, "red"])
def test_a_row_that_moved_on_is_a_conflict(office_on_both: SmallOffice, colour: str | None) -> None:
    """Changed by somebody else since it was read, also from and to an empty column: look again."""
    row = keep(office_on_both, colour=colour)
    with office_on_both.database.write() as conn:
        conn.execute(things.update().values(colour="blue" if colour is None else None))
    with pytest.raises(Conflict, match="row 1 of things"), office_on_both.work() as work:
        work.change(things, row, {"size": 9})
    with pytest.raises(Conflict), office_on_both.work() as work:
        work.remove(things, row)
    assert [each["size"] for each in office_on_both.rows()] == [3]


def test_a_row_must_be_read_whole(office: SmallOffice) -> None:
    """The digest of half a row would be wrong: the missing columns are named."""
    keep(office)
    with pytest.raises(WorkError, match="colour, size missing"), office.work() as work:
        work.change(things, {"id": "1"}, {"size": 9})


def test_what_waits_for_the_first_write_comes_before_it(office: SmallOffice) -> None:
    """Computing first keeps the transaction short: nothing begins before something is written."""
    with office.work() as work:
        work.insert_with_first(things, ROW)
        assert not work.begun
        work.insert(things, {**ROW, "id": "2"})
        work.insert_with_first(things, {**ROW, "id": "3"})
        work.note(deed("things.kept"))
    assert [write.key for write in office.notes[0].writes] == ["1", "2", "3"]
    with pytest.raises(WorkError, match="has no fact"), office.work() as work:
        work.insert_with_first(things, {**ROW, "id": "4"})


def test_a_unit_that_ended_is_over(office: SmallOffice) -> None:
    """Kept somewhere and used later, it says so."""
    with office.work() as work:
        pass
    with pytest.raises(WorkError, match="has ended"):
        work.insert(things, ROW)
    assert office.notes == []


@pytest.mark.asvs("V16.3.3")
def test_a_refusal_is_a_fact(office: SmallOffice) -> None:
    """What is held passes without a word; what is not is denied, and noted for good."""
    officer = Actor(
        kind="officer", id="o-2", name="Kim", holds={"thing.read": EVERYWHERE, "thing.paint": frozenset("a")}
    )
    with office.work(by=officer) as work:
        work.need("thing.read", unit="b")
        work.need("thing.paint", unit="a")
        with pytest.raises(Forbidden, match=r"Kim does not hold the permission thing\.paint in b"):
            work.need("thing.paint", unit="b")
    (note,) = office.notes
    assert (note.action, note.outcome, note.details) == (
        "access.denied",
        "denied",
        {"permission": "thing.paint", "unit": "b"},
    )


@pytest.mark.asvs("V16.3.4")
def test_an_observer_that_fails_loses_only_its_own_writes(office_on_both: SmallOffice) -> None:
    """The others' writes and the unit's own are kept; a fact says who failed."""
    office = office_on_both

    def good(_event: Painted, work: UnitOfWork) -> None:
        work.insert(things, {**ROW, "id": "good"})

    def bad(_event: Painted, work: UnitOfWork) -> None:
        work.insert(things, {**ROW, "id": "bad"})
        raise RuntimeError("secret words")

    for observer in (bad, good):
        office.observers.on(Painted, observer, name=observer.__name__)
    with office.work() as work:
        work.insert(things, ROW)
        work.emit(Painted())
        work.note(deed("thing.painted"))
    assert sorted(row["id"] for row in office.rows()) == ["1", "good"]
    painted, failed = office.notes
    assert [write.key for write in painted.writes] == ["1", "good"]
    assert failed.details == {"handler": "bad", "event": "thing.painted", "error": "RuntimeError"}


def test_a_fact_that_an_observer_wrote_is_undone_with_it(office_on_both: SmallOffice) -> None:
    """What the unit had written before still needs a fact of its own; keys and callbacks of the failed one are gone."""
    office, told = office_on_both, list[str]()

    def bad(_event: Painted, work: UnitOfWork) -> None:
        work.after_commit(lambda: told.append("bad"))
        office.cabinet.new_key(work, "case-1")
        work.note(deed("thing.watched"))
        raise RuntimeError

    def painted(*, noted: bool) -> None:
        with office.work() as work:
            work.insert(things, ROW)
            work.emit(Painted())
            assert work.keys == {}
            if noted:
                work.note(deed("thing.painted"))

    office.observers.on(Painted, bad)
    with pytest.raises(WorkError, match="things has no fact"):
        painted(noted=False)
    painted(noted=True)
    assert [write.table for write in office.notes[-2].writes] == ["things"]
    assert (office.notes[-2].action, told) == ("thing.painted", [])


def test_after_the_commit_means_after_it(office_on_both: SmallOffice) -> None:
    """What was written can be read by anybody when the callback runs."""
    seen: list[int] = []
    with office_on_both.work() as work:
        work.after_commit(lambda: seen.append(len(office_on_both.rows())))
        work.insert(things, ROW)
        assert work.next_number("2026") == 1
        work.note(deed("thing.kept"))
    assert seen == [1]
