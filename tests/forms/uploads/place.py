"""A desk whose pothole form asks for photos and a certificate, with a scanner that a test tells what to say."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, ClassVar

from egovframe.forms.builtin.kr import Korea
from egovframe.forms.catalogue import Forms
from egovframe.forms.form import Form, ask
from egovframe.forms.interfaces import Scanner, Verdict
from egovframe.forms.limits import working_days
from egovframe.forms.offer import Offer
from egovframe.forms.personal import File, Personal, Phone
from egovframe.forms.settings import FormsSettings
from egovframe.forms.uploads.checking import follow
from egovframe.forms.uploads.files import Files
from egovframe.forms.uploads.model import Upload
from egovframe.forms.uploads.service import Uploads
from egovframe.forms.uploads.settings import FilesSettings
from egovframe.kernel.permissions import Actor
from egovframe.kernel.storage import FolderStorage
from egovframe.kernel.text import Text
from egovframe.kernel.work import UnitOfWork
from egovframe.testing.suites.scanners import EICAR
from tests.forms.desk import VISITOR, Desk
from tests.forms.uploads.samples import photo


class Thing(Form):
    """One thing that was broken."""

    what: str = ask("무엇인가요?", public=True)
    picture: File | None = ask("사진", public=True, accept=("image/*",))


class Damage(Form):
    """Tell us what was broken."""

    where: str = ask("어디인가요?", public=True)
    phone: Phone | None = ask("전화번호")
    photos: list[File] = ask("사진", default=[], public=True, accept=("image/*",), max_length=3)
    paper: Annotated[File, Personal] | None = ask("진단서", max_size=1_000_000)
    things: list[Thing] = ask("물건", default=[])


class Telling(Scanner):
    """Finds the EICAR test file, and says what a test wants it to say before that."""

    title: ClassVar[Text] = Text(ko="시험 검사기", en="A scanner")
    before: Callable[[], None] | None = None

    def scan(self, content: Iterable[bytes]) -> Verdict:
        """Look for EICAR."""
        if self.before is not None:
            self.before()
        return Verdict(found="Eicar-Test" if EICAR in b"".join(content) else "")


class Place(Desk):
    """The desk, with a storage and files."""

    def __init__(self, url: str, folder: Path, *, scanner: Scanner | None = None, **settings: Any) -> None:
        super().__init__(url, folder)
        self.storage = FolderStorage(folder / "storage")
        self.files = Files(self.storage, FilesSettings(**settings), scanner=scanner)
        korea = Korea()
        damage = Offer(
            "damage",
            Text(ko="파손 신고", en="Damage"),
            Damage,
            "road-officer",
            working_days(7),
            unit="roads",
            keep="5y",
        )
        self.forms = Forms(
            [damage],
            calendar=korea.calendar,
            rules=korea.rules,
            settings=FormsSettings(),
            units={"roads": Text(ko="도로과", en="Roads")},
            files=self.files,
        )
        follow(self.observers, self.files)
        with self.work() as work:
            self.forms.publish(work)

    def uploads(self, work: UnitOfWork) -> Uploads:
        """The files, as the person at work may handle them."""
        return self.forms.uploads(work)

    def send(
        self,
        data: bytes | None = None,
        *,
        field: str = "photos",
        name: str = "사진.jpg",
        by: Actor = VISITOR,
        address: str = "",
    ) -> Upload:
        """Send a file."""
        with self.work(by, address=address) as work:
            return self.uploads(work).receive("damage", field, name=name, file=io.BytesIO(data or photo()))

    def state(self, upload: Upload) -> Upload | None:
        """The file as it is now, while it is part of nothing."""
        with self.look() as look:
            return self.uploads(look).waiting([upload.id]).get(upload.id)

    def stored(self) -> list[str]:
        """What is in the storage."""
        return list(self.storage.list("uploads"))
