"""A small office for the desk: a database, a keyring, two forms and a list in the place of the trail."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from egovframe.forms.builtin.channels import FileChannel
from egovframe.forms.builtin.kr import Korea
from egovframe.forms.casetime.holidays import follow as follow_holidays
from egovframe.forms.catalogue import Forms
from egovframe.forms.cosigning.model import Cosigners
from egovframe.forms.facts import MARKED_URGENT
from egovframe.forms.form import Form, ask
from egovframe.forms.jurisdiction import Jurisdiction
from egovframe.forms.limits import Limit, working_days
from egovframe.forms.notices import follow
from egovframe.forms.offer import Offer
from egovframe.forms.personal import Email, LongText, PersonName, Phone
from egovframe.forms.service import Petitions
from egovframe.forms.settings import FormsSettings
from egovframe.kernel import counters, outbox
from egovframe.kernel.builtin.file_keyring import FileKeyring
from egovframe.kernel.cabinet import Cabinet, data_keys
from egovframe.kernel.clock import Clock
from egovframe.kernel.database import Database, metadata
from egovframe.kernel.events import Observers
from egovframe.kernel.facts import Note, Origin, Recorder
from egovframe.kernel.outbox import Worker
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.kernel.work import UnitOfWork


class Pothole(Form):
    """Tell us where the road is broken."""

    where: str = ask("어디인가요?", max_length=200, public=True)
    lanes: int = ask("몇 개 차로가 막혔나요?", ge=0, le=8, default=0, public=True)
    phone: Phone = ask("연락받을 전화번호")
    email: Email | None = ask("전자우편")


class Suggestion(Form):
    """Tell us what could be better."""

    category: str = ask("분야", public=True)
    title: str = ask("제목", public=True)
    content: LongText = ask("내용", public=True)
    name: PersonName | None = ask("이름")


ROADS, PARKS = frozenset({"roads"}), frozenset({"parks"})
ALL = ("petition.read", "petition.assign", "petition.answer", "petition.reveal", "petition.import")
OFFICER = Actor("officer", "a-1", "Kim", holds=dict.fromkeys(ALL, ROADS))
READER = Actor("officer", "a-2", "Lee", holds={"petition.read": ROADS})
GARDENER = Actor("officer", "a-3", "Park", holds=dict.fromkeys(ALL, PARKS))
NOBODY = Actor("officer", "a-4", "Choi")
CITIZEN = Actor("citizen", "c-1", "Hong")
VISITOR = Actor.visitor()
SYSTEM = Actor.system("worker")
OFFICERS = {officer.name: officer for officer in (OFFICER, READER, GARDENER, NOBODY)}

POTHOLE: dict[str, Any] = {"where": "중앙로 12", "lanes": 1, "phone": "010-1234-5678"}
SUGGESTION: dict[str, Any] = {"category": "교통", "title": "버스", "content": "더 자주 오면 좋겠습니다."}


class SetClock:
    """A clock that a test sets. It begins on Monday, 21 September 2026, 10:00 in Seoul."""

    def __init__(self) -> None:
        self.at = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The time that was set."""
        return self.at

    def forward(self, **by: float) -> None:
        """Lets time pass."""
        self.at += timedelta(**by)


class ListRecorder:
    """Keeps facts in a list, in the place of the trail; a rolled back fact is not told from others."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def record(self, conn: Connection, note: Note, keys: MutableMapping[str, bytes] | None = None) -> str:
        """Keep the fact; its id is its place in the list."""
        self.notes.append(note)
        return str(len(self.notes))

    def last(self, action: str) -> Note:
        """The latest fact of this action."""
        return next(note for note in reversed(self.notes) if note.action == action)

    def count(self, action: str) -> int:
        """How many facts of this action there are."""
        return sum(note.action == action for note in self.notes)


class Desk:
    """What a unit of work needs around it, and the catalogue with two forms of two units."""

    def __init__(
        self,
        url: str,
        folder: Path,
        *,
        within: Limit | None = None,
        jurisdiction: Jurisdiction | None = None,
        language: str = "ko",
        **settings: Any,
    ) -> None:
        self.time = SetClock()
        self.clock: Clock = self.time
        self.database = Database.open(url)
        assert {counters.counters, outbox.outbox, data_keys} <= set(metadata.tables.values())
        metadata.create_all(self.database.engine)
        self.cabinet = Cabinet(FileKeyring(folder=folder / "keys", create=True))
        self.facts = ListRecorder()
        self.recorder: Recorder = self.facts
        self.observers = Observers()
        self.folder = folder
        self.seen: list[Any] = []
        self.filed: list[Any] = []
        law = jurisdiction or Korea()
        self.forms = Forms(
            [
                Offer(
                    "pothole",
                    Text(ko="도로 파손 신고", en="Pothole"),
                    Pothole,
                    "road-officer",
                    within or working_days(7),
                    unit="roads",
                    keep="5y",
                    observers=(self.observe,),
                ),
                Offer(
                    "suggestion",
                    Text(ko="제안", en="Suggestion"),
                    Suggestion,
                    "park-officer",
                    working_days(14),
                    unit="parks",
                    keep="1y",
                    cosigners=Cosigners(1, 3),
                ),
            ],
            calendar=law.calendar,
            rules=law.rules,
            identifiers=law.identifiers,
            settings=FormsSettings(contact="02-120", **settings),
            office="Haneul City",
            units={"roads": Text(ko="도로과", en="Roads"), "parks": Text(ko="공원과", en="Parks")},
            papers=law.papers,
            law=law.procedure_law,
            privacy=law.privacy_law,
            many=law.many,
            language=language,
            officer=lambda _work, name: OFFICERS.get(name),
        )
        self.channel = FileChannel(folder=folder / "notices")
        follow(self.observers, self.forms, self.channel)
        follow_holidays(self.observers, self.forms)
        self.worker = Worker(self)
        with self.work(SYSTEM) as work:
            self.forms.publish(work)

    def observe(self, petition: Any, work: Any) -> None:
        """The form's own observer: closed roads go first, and a place called `boom` fails."""
        self.seen.append(petition)
        if petition.form.lanes >= 4:
            self.forms.at(work).mark_urgent(petition)
        if petition.form.where == "boom":
            msg = "the observer fails"
            raise RuntimeError(msg)

    def wake(self) -> None:
        """Nobody sleeps here."""

    def work(
        self, by: Actor = SYSTEM, *, why: str = "", address: str = "", **_: Any
    ) -> AbstractContextManager[UnitOfWork]:
        """A unit of work."""
        return UnitOfWork(self, by=by, why=why, origin=Origin(address=address)).running()

    def look(
        self, by: Actor = SYSTEM, *, why: str = "", address: str = "", **_: Any
    ) -> AbstractContextManager[UnitOfWork]:
        """A unit that only reads."""
        return UnitOfWork(self, by=by, why=why, origin=Origin(address=address), writes=False).running()

    def at(self, work: UnitOfWork) -> Petitions:
        """The petitions as the person at work may handle them."""
        return self.forms.at(work)

    def note(self, work: UnitOfWork) -> None:
        """Leave a fact for what a test did itself, as a step of the procedure does."""
        details = {"form": "pothole", "unit": "roads", "state": "received"}
        work.note(MARKED_URGENT, subjects=("petition:1",), details=details)

    def submit(self, form: str = "pothole", by: Actor = VISITOR, **options: Any) -> Any:
        """Receive a petition."""
        answers = options.pop("answers", None) or (POTHOLE if form == "pothole" else SUGGESTION)
        with self.work(by) as work:
            self.filed.append(self.at(work).submit(form, answers, **options))
        return self.filed[-1]

    def run_due_tasks(self) -> None:
        """Do everything that waits in the outbox."""
        while self.worker.run_once():
            pass

    def everything_on_disk(self) -> bytes:
        """Every byte of every file of this office but the notices that left it."""
        files = sorted(self.folder.rglob("*"))
        return b"".join(file.read_bytes() for file in files if file.is_file() and "notices" not in file.parts)
