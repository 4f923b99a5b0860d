"""What can be done with files: the verbs, on one unit of work.

Until a file is part of a petition, whoever knows its id may use it: the id is drawn at random and shown to nobody but
the sender. From then on it is opened by whoever may open the petition.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import IO, TYPE_CHECKING, Any, Final
from uuid import uuid4

from egovframe.forms.access import Access, object_of, subjects_of
from egovframe.forms.casework import owner_of
from egovframe.forms.model import TooManyTries
from egovframe.forms.uploads import facts, photos, store
from egovframe.forms.uploads.asked import FileQuestion, file_questions, plain_path
from egovframe.forms.uploads.content import HEIF, media_of
from egovframe.forms.uploads.events import FileReceived
from egovframe.forms.uploads.faults import FileRefused
from egovframe.forms.uploads.model import OPEN, UPLOAD_STATES, StillChecked, Upload
from egovframe.forms.uploads.names import ENDINGS, plain_name
from egovframe.kernel import crypto
from egovframe.kernel.canonical import b64, canonical, unb64
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.errors import Fault, Invalid, NotFound
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.forms.model import Petition
    from egovframe.forms.store import Row as PetitionRow
    from egovframe.forms.uploads.files import Files
    from egovframe.kernel.work import UnitOfWork

MOST_WAITING: Final = 500
"""So many files may wait from one network address."""


@dataclass(frozen=True, slots=True)
class TakenAway:
    """A file that somebody takes away: what it is, and its content, which may be read after the unit of work."""

    upload: Upload
    content: Iterator[bytes]


class Uploads:
    """The files that people hand in (`work.uploads`)."""

    def __init__(self, work: UnitOfWork, forms: Forms, files: Files) -> None:
        self._work = work
        self._forms = forms
        self._files = files

    # ------------------------------------------------------------------ arriving

    def receive(self, form: str, question: str, *, name: str, file: IO[bytes], version: int | None = None) -> Upload:
        """Take in a file for a question of a form; anybody may, as anybody may hand in a petition.

        `question` is the name of the field (`photos`, `things.0.photo`), `name` what the sender calls the file,
        `file` its content, which can be sought in; `version` is the form's where it is not the present one. Call it
        first in a unit of work: the file is stored before the transaction begins. Raises NotFound for a
        question that takes no files, FileRefused with the reason, and TooManyTries when too much waits from one
        network address.
        """
        asked = self.asked(form, question, version=version)
        media, size = self._looked_at(asked, file)
        upload_id, key, source = str(uuid4()), crypto.new_key(), self._source()
        self._little_enough(source, size)
        path = self._files.place(self._work.at, upload_id)
        stored, digest = self._files.put(path, key, file)
        try:
            known = {"name": plain_name(name, media), "digest": digest, "key": b64(key)}
            row = {
                "id": upload_id,
                "form": form,
                "question": asked.path,
                "media": media,
                "size": size,
                "state": "pending",
                "found": None,
                "path": path,
                "stored": stored.digest,
                "sealed": self._work.cabinet.office_seal(sealing(upload_id), canonical(known)),
                "source": source,
                "at": instant(self._work.at),
                "expires": instant(self._work.at + timedelta(hours=self._files.settings.hours)),
                "petition": None,
            }
            store.add(self._work, row)
            self._work.stored(path, stored.digest)
            self._work.note(
                facts.RECEIVED,
                object=f"upload:{upload_id}",
                details={"form": form, "question": asked.path, "media": media, "size": size},
            )
            self._work.emit(FileReceived(upload_id=upload_id))
        except BaseException:
            self._files.forget(path)
            raise
        return upload_of(row, known)

    def asked(self, form: str, field: str, *, version: int | None = None) -> FileQuestion:
        """Return the question of a form that takes files under that name. Raises NotFound."""
        if version is None:
            definition = self._forms.current(form).definition
        else:
            with self._work.place.database.read() as conn:
                definition = self._forms.version(conn, form, version).definition
        found = file_questions(definition.questions).get(plain_path(field))
        if found is None:
            raise NotFound(
                f"The form {form} asks for no file {field!r}.", hint="Look at the form's questions of the kind file."
            )
        return found

    def _looked_at(self, asked: FileQuestion, file: IO[bytes]) -> tuple[str, int]:
        """Return what a file is, and its size. Raises FileRefused."""
        settings, question = self._files.settings, asked.question
        most = question.max_size or settings.largest
        size = file.seek(0, 2)
        if size > most:
            raise FileRefused(
                Text(
                    ko=f"파일이 너무 큽니다. {_megabytes(most)}MB까지 받습니다.",
                    en=f"The file is too large. Up to {_megabytes(most)} MB are taken.",
                )
            )
        media, accepted = media_of(file), question.accept or settings.types
        if not _takes(accepted, media):
            raise FileRefused(_other_type(accepted, media))
        if media in photos.FORMATS:
            photos.look(file, media, pixels=settings.pixels)
        return media, size

    def _source(self) -> str | None:
        address = self._work.origin.address
        return b64(self._work.cabinet.mac("upload-source", address.encode())) if address else None

    def _little_enough(self, source: str | None, size: int) -> None:
        if source is not None:
            with self._work.place.database.read() as conn:
                count, waiting = store.waiting_of(conn, source)
            if count >= MOST_WAITING or waiting + size > self._files.settings.per_address:
                raise TooManyTries(self._files.settings.hours * 3600)

    # ------------------------------------------------------------------ waiting to be part of something

    def waiting(self, ids: Iterable[str]) -> dict[str, Upload]:
        """Return the files of these ids that are part of no petition; others are left out. The ids are the proof."""
        found = store.by_ids(self._work.conn, ids)
        return {each: self._waiting(row) for each, row in found.items() if row["petition"] is None}

    def one(self, upload_id: str) -> Upload:
        """Return a file that is part of no petition. Raises NotFound."""
        found = self.waiting([upload_id]).get(upload_id)
        if found is None:
            raise NotFound("There is no such file.", hint="It is part of a petition, or its time was over.")
        return found

    def hold(self, ids: Iterable[str], *, until: datetime) -> None:
        """Keep files that are part of no petition until an aware moment; those that are gone are left out.

        The next note vouches for it.
        """
        for row in store.by_ids(self._work.conn, ids).values():
            if row["petition"] is None:
                store.change(self._work, row, {"expires": instant(until)})

    def drop(self, upload_id: str) -> None:
        """Remove a file that is part of no petition; whoever knows its id may. One that is gone is gone."""
        row = store.by_id(self._work.conn, upload_id)
        if row is not None and row["petition"] is None:
            self._removed(row, cause="dropped")

    def expire(self, upload_id: str) -> None:
        """Remove a file whose time is over; the office's own deed. One that became part of a petition stays."""
        row = store.by_id(self._work.conn, upload_id)
        if row is not None and row["petition"] is None and moment(row["expires"]) < self._work.at:
            self._removed(row, cause="expired")

    def _removed(self, row: store.Row, *, cause: str) -> None:
        store.remove(self._work, row)
        if row["path"] is not None:
            self._work.unstored(row["path"], row["stored"])
        self._work.note(
            facts.REMOVED,
            object=f"upload:{row['id']}",
            details={"form": row["form"], "question": row["question"], "cause": cause},
        )
        self._work.after_commit(lambda: self._files.forget(row["path"]))

    # ------------------------------------------------------------------ part of a petition

    def of(self, petition: Petition[Any]) -> list[Upload]:
        """Return the files of a petition that the actor was just shown.

        Its holder sees their names; others those of files that say nothing personal.
        """
        levels = self._levels(petition.form_name, petition.form_version)
        whole = self._forms.at(self._work).holds(petition)
        return [
            upload_of(row, opened(self._work, row) if whole or levels.get(row["question"]) is None else {})
            for row in store.of_petition(self._work.conn, petition.id)
        ]

    def take(self, receipt: str, upload_id: str, *, reason: str = "") -> TakenAway:
        """Hand a file of a petition to an officer.

        Needs `petition.read`; a personal file needs `petition.reveal` for its kind, and a reason, which stays with the
        fact. Raises NotFound, Forbidden, Invalid without a reason, StillChecked.
        """
        access = Access(self._work)
        petition = access.found(receipt, "petition.read")
        row = self._part_of(petition, upload_id)
        level = self._levels(petition["form"], petition["form_version"]).get(row["question"])
        if level is not None:
            access.need("petition.reveal", petition)
            kinds = access.kinds(petition)
            if kinds is not None and level not in kinds:
                self._work.denied(
                    "petition.reveal", "this kind of answer", unit=petition["unit"], form=petition["form"]
                )
                raise NotFound("There is no file that you may open.", hint="Ask a colleague whose role reveals it.")
            if not reason.strip():
                raise Invalid(
                    "Say why you need to see this.",
                    faults=[Fault("reason", Text(ko="왜 보는지 적으세요.", en="Say why you need to see this."))],
                )
        return self._taken(petition, row, holder=False, reason=reason)

    def take_own(self, petition: Petition[Any], upload_id: str) -> TakenAway:
        """Hand a file to the holder of a petition, which was just shown to it. Raises NotFound and StillChecked."""
        row = Access(self._work).by_id(petition.id)
        if not self._forms.at(self._work).holds(petition):
            raise NotFound("There is no such file.", hint="Show the key of your receipt first.")
        return self._taken(row, self._part_of(row, upload_id), holder=True, reason="")

    def _part_of(self, petition: PetitionRow, upload_id: str) -> store.Row:
        row = store.by_id(self._work.conn, upload_id)
        if row is None or row["petition"] != petition["id"]:
            raise NotFound("The petition has no such file.", hint="Look at the petition again.")
        return row

    def _taken(self, petition: PetitionRow, row: store.Row, *, holder: bool, reason: str) -> TakenAway:
        if row["state"] not in OPEN:
            if row["path"] is None:
                raise NotFound(UPLOAD_STATES[row["state"]].in_("en") + ".", hint="Ask the applicant for another file.")
            raise StillChecked("The file cannot be opened yet: it is being checked.", hint="Try again in a minute.")
        known = opened(self._work, row)
        self._work.note(
            facts.READ,
            object=object_of(petition),
            subjects=subjects_of(petition),
            basis=self._forms.privacy("개인정보 보호법 제35조" if holder else "개인정보 보호법 제29조"),
            details={
                "form": petition["form"],
                "unit": petition["unit"],
                "question": row["question"],
                "media": row["media"],
                "holder": int(holder),
            },
            private={"reason": reason.strip()} if reason.strip() else {},
        )
        return TakenAway(upload_of(row, known), self._files.content(row["path"], unb64(known["key"])))

    def _levels(self, form: str, number: int) -> dict[str, str | None]:
        version = self._forms.version(self._work.conn, form, number)
        return {path: asked.level for path, asked in file_questions(version.definition.questions).items()}

    # ------------------------------------------------------------------ inside

    def _waiting(self, row: store.Row) -> Upload:
        return upload_of(row, opened(self._work, row))


def opened(work: UnitOfWork, row: store.Row) -> dict[str, str]:
    """Return what is sealed with a file: its name, its digest and the key of its content."""
    name, sealed = sealing(row["id"]), bytes(row["sealed"])
    if row["petition"] is None:
        plain = work.cabinet.office_open(name, sealed)
    else:
        plain = work.cabinet.open(work.conn, owner_of(row["petition"]), name, sealed)
    known: dict[str, str] = json.loads(plain)
    return known


def upload_of(row: store.Row, known: Mapping[str, str]) -> Upload:
    """Return a file as it is shown; `known` is what `opened` says, empty where that is not to be shown."""
    return Upload(
        id=row["id"],
        form=row["form"],
        question=row["question"],
        name=known.get("name", ""),
        media=row["media"],
        size=row["size"],
        digest=known.get("digest", ""),
        state=row["state"],
        at=moment(row["at"]),
        found=row["found"] or "",
        petition=row["petition"],
    )


def sealing(upload_id: str) -> str:
    """Return what a sealed row of a file is bound to."""
    return f"upload:{upload_id}"


def _takes(accepted: Iterable[str], media: str) -> bool:
    """Say whether a type is among those accepted.

    A pattern such as `image/*` means the types that are read to their end here: SVG is an image and a program.
    """
    return any(media == each or (media in ENDINGS and fnmatchcase(media, each)) for each in accepted)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.10g}"


def _other_type(accepted: Iterable[str], media: str) -> Text:
    """Return what is taken, in words; whoever sent a photo as iPhones write them reads how to send another."""
    endings = sorted({names[0].removeprefix(".") for media, names in ENDINGS.items() if _takes(accepted, media)})
    known = ", ".join(endings) or ", ".join(accepted)
    if media in HEIF and _takes(accepted, "image/jpeg"):
        return Text(
            ko="HEIC 형식의 사진은 받지 않습니다. 아이폰에서는 ‘설정 > 카메라 > 포맷’에서 ‘높은 호환성’을 고르고"
            f" 다시 찍어 올리세요. 이미 찍은 사진은 화면에 띄우고 캡처하여 올리세요. 받는 형식: {known}.",
            en="Photos of the type HEIC are not taken. On an iPhone choose Settings > Camera > Formats > Most"
            " Compatible, take the photo again and send that. Of a photo that you have already, send a screenshot."
            f" Taken are: {known}.",
        )
    return Text(ko=f"받지 않는 형식입니다. 받는 형식: {known}.", en=f"This type is not taken. Taken are: {known}.")
