"""The verbs of the records room, on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from egovframe.kernel.errors import CryptoError, Invalid
from egovframe.kernel.errors import NotFound as NothingFound
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.kernel.watch import row_digest
from egovframe.records import NotFound, Record, Tampered, digest_of, years
from egovframe.records.events import Declared, Kept
from egovframe.records.tables import records as table
from tests.records.room import CLERK, DIRECTOR, GARDENER, SYSTEM, VISITOR, Room
from tests.support.deeds import deed
from tests.support.elsewhere import elsewhere

PHONE = "010-2345-6789"


def kept(room: Room, source: str = "petition:1", *, completed: date = date(2020, 2, 29), unit: str = "roads") -> Record:
    """One closed case, kept under the key of the case."""
    with room.work() as work:
        work.cabinet.new_key(work, source)
        return room.records(work).keep(
            "road-works", "Broken road", f"call {PHONE}".encode(), source=source, completed=completed, unit=unit,
            form="pothole", receipt="7K4-RM2-X9H", subjects=("s1",), sealed_for=source,
        )  # fmt: skip


def row(room: Room, record: Record) -> dict[str, object]:
    """The record as it is stored."""
    with room.database.read() as conn:
        return dict(conn.execute(table.select().where(table.c.id == record.id)).mappings().one())


# --- keep ---


def test_a_closed_case_becomes_a_record(room: Room) -> None:
    """The record has class, registration, source, dates and size, and reads back as it was returned."""
    record = kept(room)
    assert record.registration == "roads-2026-1"
    assert (record.class_id, record.form, record.receipt) == ("road-works", "pothole", "7K4-RM2-X9H")
    assert (record.source, record.state, record.registered_by) == ("petition:1", "kept", "system:worker")
    assert record.size == len(f"call {PHONE}")
    with room.look() as work:
        assert room.records(work).get(record.id) == record


def test_article_26_3_the_period_starts_in_the_year_after(room: Room) -> None:
    """Completed on 2020-02-29 and kept five years: it starts on 2021-01-01 and is due on 2026-01-01 (영26③)."""
    record = kept(room)
    assert (record.period, record.starts, record.due) == (years(5), date(2021, 1, 1), date(2026, 1, 1))
    stored = row(room, record)
    assert (stored["period"], stored["starts"], stored["due"]) == ("5y", "2021-01-01", "2026-01-01")


def test_permanent_records_are_never_due(room: Room) -> None:
    """What is kept for ever has a start and no due date."""
    with room.work() as work:
        record = room.records(work).declare("statutes", "Ordinance 12", "text", completed=date(2020, 1, 1))
    assert (record.starts, record.due, row(room, record)["due"]) == (date(2021, 1, 1), None, None)


def test_keeping_the_same_case_twice_keeps_it_once(room: Room) -> None:
    """The outbox may deliver twice: the second time the record that is there is returned, and nothing is written."""
    first = kept(room)
    notes = len(room.facts.notes)
    with room.work() as work:
        again = room.records(work).keep(
            "road-works", "Another title", b"other", source="petition:1", completed=date(2021, 1, 1), unit="roads"
        )
    assert again == first
    assert len(room.facts.notes) == notes
    assert len(list(room.storage.list("records"))) == 1


def test_two_workers_keep_the_same_case_at_once(room: Room) -> None:
    """Of several that keep one case at the same time at least one succeeds, and exactly one record is there."""

    def keep_it(_turn: int) -> str:
        with room.work() as work:
            keeper = room.records(work)
            return keeper.keep("land", "Plot", b"plot", source="petition:9", completed=date(2020, 1, 1)).id

    with ThreadPoolExecutor(4) as pool:
        turns = [pool.submit(keep_it, turn) for turn in range(8)]
    ids = {turn.result() for turn in turns if turn.exception() is None}
    assert len(ids) == 1
    with room.database.read() as conn:
        assert [found.id for found in conn.execute(table.select())] == list(ids)


def test_the_fact_vouches_for_row_and_file(room: Room) -> None:
    """The fact `record.kept` carries the keyed digest of the row and the digest of the file as they are stored."""
    record = kept(room)
    note = room.facts.last("record.kept")
    assert (note.object, note.subjects, note.basis) == (f"record:{record.id}", ("s1",), "공공기록물법 영20")
    writes = {(write.table, write.key): write.after for write in note.writes}
    assert writes["records", record.id] == row_digest("records", row(room, record), room.cabinet.rows_key)
    path = room.centre.vault.path(record.digest)
    assert path is not None
    assert "sha256:" + str(writes["files", path]) == room.storage.digest(path) == record.digest
    assert note.details["due"] == "2026-01-01"


def test_the_published_fact_says_nothing_personal(room: Room) -> None:
    """Titles may be a citizen's words: neither they nor the content are in what the log publishes."""
    kept(room)
    published = json.dumps([dict(note.details) for note in room.facts.notes], ensure_ascii=False)
    assert "Broken road" not in published
    assert PHONE not in published


def test_content_is_sealed_on_disk(room: Room) -> None:
    """The content is nowhere in the clear: not in the vault, the database, its write-ahead log or the keys."""
    record = kept(room)
    assert PHONE.encode() not in room.everything_on_disk()
    assert digest_of(f"call {PHONE}".encode()) != record.digest
    assert not any(PHONE in str(value) for value in row(room, record).values())


def test_destroying_the_key_of_the_case_forgets_the_content(room: Room) -> None:
    """Once the case's key is destroyed nobody opens the content again, though the file is still in the vault."""
    record = kept(room)
    with room.work() as work:
        work.cabinet.destroy_key(work, "petition:1")
        work.note(deed("petition.erased"), object="petition:1")
    with room.look() as work, pytest.raises(NothingFound, match="no key"):
        room.records(work).content(record.id)
    assert room.centre.vault.get(record.digest)


def test_keep_tells_its_event(room: Room) -> None:
    """Whoever listens hears of the new record in the same transaction."""
    heard: list[Kept] = []
    room.observers.on(Kept, lambda event, _work: heard.append(event))
    record = kept(room)
    assert heard == [Kept(record_id=record.id, class_id="road-works", unit="roads", source="petition:1")]


# --- registration ---


def test_article_20_numbers_are_gapless_per_unit_and_year(room: Room) -> None:
    """Each unit counts from 1 each year; a number whose registration fails is given to the next record (영20③)."""
    numbers = [kept(room, f"petition:{n}").number for n in range(3)]

    def keep_and_fail() -> None:
        with room.work() as work:
            room.records(work).keep("land", "Plot", b"", source="petition:x", completed=date(2020, 1, 1), unit="roads")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keep_and_fail()
    numbers.append(kept(room, "petition:3").number)
    assert numbers == [1, 2, 3, 4]
    assert kept(room, "petition:4", unit="parks").registration == "parks-2026-1"
    room.time.at += timedelta(days=60)
    assert kept(room, "petition:5").registration == "roads-2027-1"


def test_the_year_is_that_of_the_office(room: Room) -> None:
    """Registered on 31 December at 15:30 UTC is registered on 1 January at 00:30 in Seoul."""
    room.time.at = room.time.at.replace(month=12, day=31, hour=15, minute=30)
    assert kept(room).registration == "roads-2027-1"


# --- declare ---


def test_an_officer_declares_a_record(room: Room) -> None:
    """Text is kept as it is, in the officer's only unit, under a key of the record's own; the fact says so."""
    text = "가\r\n나  끝 "
    with room.work(CLERK) as work:
        record = room.records(work).declare("leaflets", "Leaflet", text, completed=date(2026, 11, 22))
    assert (record.registration, record.media_type) == ("roads-2026-1", "text/plain; charset=utf-8")
    assert (record.sealed_for, record.registered_by) == (f"record:{record.id}", "clerk")
    with room.look(CLERK) as work:
        assert room.records(work).content(record.id).decode() == text
    written = {write.table for write in room.facts.last("record.declared").writes}
    assert written == {"records", "data_keys", "files"}


def test_declare_tells_its_event(room: Room) -> None:
    """Whoever listens hears of the declared record."""
    heard: list[Declared] = []
    room.observers.on(Declared, lambda event, _work: heard.append(event))
    with room.work(DIRECTOR) as work:
        record = room.records(work).declare("land", "Plot 7", b"\x00\xff", completed=date(2026, 1, 1), unit="parks")
    assert heard == [Declared(record_id=record.id, class_id="land", unit="parks")]
    assert record.media_type == "application/octet-stream"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"class_id": "unheard-of"}, ["class"]),
        ({"title": " \n"}, ["title"]),
        ({"title": "x" * 1001}, ["title"]),
        ({"title": "a\x00b"}, ["title"]),
        ({"title": "a\ud800b"}, ["title"]),
        ({"content": "a\ud800b"}, ["content"]),
        ({"completed": date(2026, 11, 23)}, ["completed"]),
        ({"unit": "nowhere"}, ["unit"]),
        ({"class_id": "", "title": "", "completed": date(9999, 12, 31)}, ["class", "title", "completed"]),
    ],
)
def test_what_does_not_hold_is_named(room: Room, changes: dict[str, object], fields: list[str]) -> None:
    """Every field that does not hold is named, and nothing is kept."""
    given = {"class_id": "land", "title": "Plot", "content": "text", "completed": date(2026, 1, 1), "unit": "roads"}
    with pytest.raises(Invalid) as caught, room.work(DIRECTOR) as work:
        room.records(work).declare(**{**given, **changes})  # type: ignore[arg-type]
    assert [fault.field for fault in caught.value.faults] == fields
    assert list(room.storage.list("records")) == []


def test_who_has_several_units_says_which(room: Room) -> None:
    """An officer of two units is asked for the unit; nothing is guessed."""
    both = Actor("officer", "o", "O", holds={"record.declare": frozenset({"roads", "parks"})})
    with pytest.raises(Invalid) as caught, room.work(both) as work:
        room.records(work).declare("land", "Plot", "text", completed=date(2026, 1, 1))
    assert [fault.field for fault in caught.value.faults] == ["unit"]


@pytest.mark.parametrize("content", [b"", b"x" * 3_000_000], ids=["empty", "3 MB"])
def test_content_of_any_size_comes_back(room: Room, content: bytes) -> None:
    """Nothing and much are kept alike."""
    with room.work() as work:
        record = room.records(work).declare("land", "Plot", content, completed=date(2026, 1, 1))
    with room.look() as work:
        assert room.records(work).content(record.id) == content
    assert record.size == len(content)


# --- who may ---


def test_who_may_comes_before_what_is_wrong(room: Room) -> None:
    """Whoever may not is refused before anything is looked at: the answer tells nothing about what is there."""
    for actor in (VISITOR, GARDENER):
        with pytest.raises(Forbidden), room.work(actor) as work:
            room.records(work).declare("unheard-of", "", "", completed=date(9999, 1, 1), unit="nowhere")
    with pytest.raises(Forbidden), room.look(VISITOR) as work:
        room.records(work).get("no such id")
    with pytest.raises(Forbidden), room.look(VISITOR) as work:
        room.records(work).list(cursor="nonsense")
    with pytest.raises(Forbidden), room.look(VISITOR) as work:
        room.records(work).due(cursor="nonsense")


def test_a_unit_reads_its_own_records(room: Room) -> None:
    """The clerk of roads reads what roads keeps; to others it is not there, and the try is a fact (영28②③)."""
    record = kept(room)
    with room.look(CLERK) as work:
        assert room.records(work).content(record.id) == f"call {PHONE}".encode()
    for read in ("get", "content"):
        with pytest.raises(NotFound), room.look(GARDENER) as work:
            getattr(room.records(work), read)(record.id)
        denied = room.facts.last("access.denied")
        assert (denied.outcome, denied.actor, denied.details["unit"]) == ("denied", GARDENER, "roads")


def test_a_unit_declares_for_itself(room: Room) -> None:
    """The clerk of roads cannot register in the name of parks."""
    with pytest.raises(Forbidden), room.work(CLERK) as work:
        room.records(work).declare("land", "Plot", "text", completed=date(2026, 1, 1), unit="parks")


def test_reading_is_a_fact(room: Room) -> None:
    """Whoever reads a description or a content leaves a fact with the data subjects that were seen."""
    record = kept(room)
    for part, read in (("description", "get"), ("content", "content")):
        with room.look(CLERK) as work:
            getattr(room.records(work), read)(record.id)
        note = room.facts.last("record.downloaded" if part == "content" else "record.read")
        assert (note.object, note.subjects, note.details) == (f"record:{record.id}", ("s1",), {"part": part})


def test_an_unknown_id_is_not_found(room: Room) -> None:
    """No record has that id: the error is one of this component and of the kernel."""
    for unknown in ("01890000-0000-7000-8000-000000000000", "", "x", "a\x00b", "\ud800", "../../etc"):
        for read in ("get", "content"):
            with pytest.raises(NotFound) as caught, room.look(CLERK) as work:
                getattr(room.records(work), read)(unknown)
            assert isinstance(caught.value, NothingFound)


# --- damage ---


def test_damaged_content_is_not_shown_and_the_try_is_a_fact(room: Room) -> None:
    """A changed file raises Tampered; the fact of the failed read stays."""
    record = kept(room)
    place = room.folder / str(room.centre.vault.path(record.digest))
    kept_as = place.read_bytes()
    place.write_bytes(kept_as[:-1] + bytes([kept_as[-1] ^ 1]))
    with pytest.raises(Tampered), room.look(CLERK) as work:
        room.records(work).content(record.id)
    note = room.facts.last("record.downloaded")
    assert (note.outcome, note.reason, note.object) == ("failed", "records.tampered", f"record:{record.id}")


def test_content_of_another_record_does_not_pass(room: Room) -> None:
    """A row that was made to point at another record's content does not open it, even under the same key."""
    one = kept(room)
    with room.work() as work:
        two = room.records(work).keep(
            "road-works", "Two", b"two", source="petition:2", completed=date(2020, 1, 1), sealed_for="petition:1"
        )
    with elsewhere(room.database) as conn:
        conn.execute(table.update().where(table.c.id == one.id).values(digest=two.digest))
    with room.look() as work, pytest.raises(CryptoError):
        room.records(work).content(one.id)


def test_verify_names_every_damaged_record(room: Room) -> None:
    """Verification reads every content and names the records whose content is missing or changed, and no other."""
    ids = [kept(room, f"petition:{n}") for n in range(4)]
    assert list(room.centre.verify(room.database)) == []
    lost, changed = (room.folder / str(room.centre.vault.path(record.digest)) for record in ids[1:3])
    lost.unlink()
    changed.write_bytes(b"")
    damages = list(room.centre.verify(room.database))
    assert [(damage.record_id, damage.code) for damage in damages] == [
        (ids[1].id, "records.not_found"),
        (ids[2].id, "records.tampered"),
    ]
    assert all(damage.hint for damage in damages)


# --- lists ---


def test_lists_are_newest_first_and_go_on_by_cursor(room: Room) -> None:
    """Pages follow each other without gap or repetition, also when something is added meanwhile."""
    made = [kept(room, f"petition:{n}").id for n in range(5)]
    with room.look(CLERK) as work:
        first = room.records(work).list(limit=2)
    kept(room, "petition:late")
    with room.look(CLERK) as work:
        second = room.records(work).list(limit=2, cursor=first.next)
        third = room.records(work).list(limit=2, cursor=second.next)
    seen = [record.id for page in (first, second, third) for record in page.items]
    assert seen == made[::-1]
    assert third.next is None


def test_lists_show_only_what_may_be_read(room: Room) -> None:
    """The clerk of roads sees what roads keeps, the director everything; the fact names the subjects shown."""
    road, park = kept(room), kept(room, "petition:2", unit="parks")
    for actor, expected in ((CLERK, {road.id}), (GARDENER, {park.id}), (DIRECTOR, {road.id, park.id})):
        with room.look(actor) as work:
            assert {record.id for record in room.records(work).list().items} == expected
    note = room.facts.last("record.listed")
    assert (note.actor, note.subjects, note.details) == (DIRECTOR, ("s1",), {"count": 2})


def test_lists_can_be_narrowed_to_a_class(room: Room) -> None:
    """Only records of the class are listed."""
    kept(room)
    with room.work() as work:
        leaflet = room.records(work).declare("leaflets", "Leaflet", "text", completed=date(2026, 1, 1))
        assert [record.id for record in room.records(work).list(class_id="leaflets").items] == [leaflet.id]


def test_the_due_list_has_the_longest_overdue_first(room: Room) -> None:
    """Due are the records whose period is over on the day, in the order of their dates; permanent ones never are."""
    days = [date(2018, 1, 1), date(2012, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    made = [kept(room, f"petition:{n}", completed=day) for n, day in enumerate(days)]
    with room.work() as work:
        room.records(work).declare("statutes", "Ordinance", "text", completed=date(1950, 1, 1))
    with room.look() as work:
        due = room.records(work).due(date(2026, 1, 1)).items
        day_before = room.records(work).due(date(2025, 12, 31)).items
    assert [record.id for record in due] == [made[1].id, made[0].id, made[2].id]
    assert [record.id for record in day_before] == [made[1].id, made[0].id]


def test_the_due_list_goes_on_by_cursor(room: Room) -> None:
    """Records due on the same day are neither lost nor repeated between pages."""
    made = {kept(room, f"petition:{n}").id for n in range(5)}
    seen: list[str] = []
    cursor: str | None = None
    for _page in range(3):
        with room.look() as work:
            page = room.records(work).due(limit=2, cursor=cursor)
        seen += [record.id for record in page.items]
        cursor = page.next
    assert (len(seen), set(seen), cursor) == (5, made, None)


def test_a_cursor_that_no_page_gave_is_refused(room: Room) -> None:
    """A broken cursor is named, not taken for the beginning."""
    for cursor in ("", "x", "2026-13-01~01890000-0000-7000-8000-000000000000", "2026-01-01~", "~", "a\x00b", "\ud800"):
        for read in ("due", "list"):
            with pytest.raises(Invalid) as caught, room.look(SYSTEM) as work:
                getattr(room.records(work), read)(cursor=cursor)
            assert caught.value.faults[0].field == "cursor"


def test_a_class_that_cannot_be_is_refused(room: Room) -> None:
    """A class to narrow the list to that is no text is named; one that is unknown simply has no records."""
    with pytest.raises(Invalid) as caught, room.look(SYSTEM) as work:
        room.records(work).list(class_id="a\x00b")
    assert caught.value.faults[0].field == "class"
    with room.look(SYSTEM) as work:
        assert room.records(work).list(class_id="unheard-of").items == ()


def test_classes_are_those_that_the_city_declared(room: Room) -> None:
    """Classes come sorted, with how long they keep."""
    with room.look(VISITOR) as work:
        found = [(record_class.id, str(record_class.keep)) for record_class in room.records(work).classes()]
    assert found == [("land", "semi-permanent"), ("leaflets", "1y"), ("road-works", "5y"), ("statutes", "permanent")]
