"""Files on their way: taken in or refused, waiting, taken away by whoever may."""

from __future__ import annotations

import hashlib
import io
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from egovframe.forms import facts
from egovframe.forms.model import TooManyTries
from egovframe.forms.uploads import content
from egovframe.forms.uploads.faults import FileRefused
from egovframe.forms.uploads.model import StillChecked, Upload
from egovframe.kernel.errors import CryptoError, Invalid, NotFound
from egovframe.kernel.permissions import Actor, Forbidden
from egovframe.testing.suites.scanners import EICAR
from tests.forms.desk import CITIZEN, GARDENER, OFFICER, READER, ROADS, VISITOR
from tests.forms.uploads.place import Place
from tests.forms.uploads.samples import bomb, docx, heic, pdf, photo, png_of

PAPER = "진단서: 홍길동".encode() + b"\n"


def filed(place: Place, *, by: Actor = VISITOR, **files: Any) -> Any:
    """A petition with these files, checked."""
    submission = place.submit("damage", by, answers={"where": "중앙로 12", **files})
    place.run_due_tasks()
    return submission


def test_a_file_is_taken_in(place: Place) -> None:
    """Its type is told by its content, its digest and size are known, its name is harmless; it waits for its check."""
    data = photo()
    upload = place.send(data, name="../현장.png")
    assert (upload.media, upload.size, upload.state) == ("image/jpeg", len(data), "pending")
    assert upload.name == "현장.png.jpg"
    assert upload.digest == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert upload.petition is None
    assert place.state(upload) == upload
    fact = place.facts.last("file.received")
    assert fact.details == {"form": "damage", "question": "photos", "media": "image/jpeg", "size": len(data)}
    assert [write.table for write in fact.writes] == ["uploads", "files"]


def test_nothing_of_a_file_lies_on_the_disk_in_the_clear(small: Place) -> None:
    """Neither its content nor its name, before and after its check and its petition."""
    upload = small.send(PAPER, field="paper", name="홍길동 진단서.txt")
    filed(small, paper=upload.id)
    on_disk = small.everything_on_disk()
    assert PAPER not in on_disk
    assert "홍길동".encode() not in on_disk
    assert len(small.stored()) == 1


@pytest.mark.parametrize(
    ("field", "data", "words"),
    [
        ("photos", pdf(), "Taken are: jpg, png, webp"),
        ("photos", docx(), "Taken are"),
        ("photos", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Taken are"),
        ("photos", heic(), "Settings > Camera > Formats > Most Compatible"),
        ("things.0.picture", heic(b"mif1", b"heic"), "Taken are: jpg, png, webp"),
        ("paper", heic(), "Most Compatible"),
        ("photos", photo(size=(101, 100)), "megapixels"),
        ("photos", png_of(50_000, 50_000), ""),
        ("photos", b"\xff\xd8\xff no picture", "damaged"),
        ("paper", b"", "empty"),
        ("paper", b"a" * 1_000_001, "Up to 1 MB"),
        ("paper", bomb(), "unpacked"),
        ("paper", pdf() + docx(), "several types"),
        ("things.0.picture", PAPER, "Taken are"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}-bytes",
)
def test_what_is_not_asked_for_is_refused(small: Place, field: str, data: bytes, words: str) -> None:
    """Another type, too large, too many pixels, damaged, a bomb: the reason says so, and nothing is kept."""
    with small.work(VISITOR) as work, pytest.raises(FileRefused) as caught:
        small.uploads(work).receive("damage", field, name="a.jpg", file=io.BytesIO(data))
    assert words in caught.value.why.in_("en")
    assert caught.value.of(field).faults[0].field == field
    assert small.stored() == []


@pytest.mark.parametrize("field", ["where", "nothing", "things", "things.0.what", "photos.0.x"])
def test_only_a_question_for_files_takes_one(small: Place, field: str) -> None:
    """Any other name is not found."""
    with pytest.raises(NotFound):
        small.send(field=field)


def test_a_failure_leaves_no_file(small: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the row cannot be written, the file is removed again."""
    monkeypatch.setattr("egovframe.forms.uploads.store.add", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        small.send()
    assert small.stored() == []


def test_one_address_fills_only_so_much(place: Place) -> None:
    """100,000 bytes may wait from one network address; another one, and petitions that were filed, are free of that."""
    sent = place.send(b"a" * 60_000, field="paper", name="a.txt", address="192.0.2.7")
    with pytest.raises(TooManyTries):
        place.send(b"a" * 60_000, field="paper", name="b.txt", address="192.0.2.7")
    place.send(b"a" * 60_000, field="paper", name="b.txt", address="192.0.2.8")
    filed(place, paper=sent.id)
    place.send(b"a" * 60_000, field="paper", name="b.txt", address="192.0.2.7")


def test_a_file_that_waits_can_be_dropped(place: Place) -> None:
    """Whoever knows its id may; row and content are gone, and a fact says so. One of a petition is not dropped."""
    upload = place.send()
    with place.work(VISITOR) as work:
        place.uploads(work).drop(upload.id)
    assert place.state(upload) is None
    assert place.stored() == []
    assert place.facts.last("file.removed").details["cause"] == "dropped"
    kept = place.send()
    filed(place, photos=[kept.id])
    with place.work(VISITOR) as work:
        place.uploads(work).drop(kept.id)
    assert len(place.stored()) == 1


def taken(place: Place, by: Actor, receipt: str, upload: Upload, reason: str = "") -> bytes:
    """Takes a file away."""
    with place.look(by) as look:
        away = place.uploads(look).take(receipt, upload.id, reason=reason)
    return b"".join(away.content)


def test_an_officer_takes_a_file_away(place: Place) -> None:
    """Whoever may read the petition gets what says nothing personal; the fact names the case, not the file."""
    upload = place.send()
    submission = filed(place, photos=[upload.id])
    receipt = submission.petition.receipt
    with Image.open(io.BytesIO(taken(place, READER, receipt, upload))) as image:
        assert image.size == (64, 48)
    fact = place.facts.last("file.read")
    assert fact.subjects == (f"petition:{submission.petition.id}",)
    assert fact.details["holder"] == 0
    for stranger, error in ((GARDENER, NotFound), (VISITOR, Forbidden)):
        with pytest.raises(error):
            taken(place, stranger, receipt, upload)
    other = place.send()
    with pytest.raises(NotFound):
        taken(place, READER, receipt, other)


def test_a_personal_file_needs_a_reason_and_the_right(place: Place) -> None:
    """Without the permission to see personal answers, the right kind of it, or a reason, it stays closed."""
    upload = place.send(PAPER, field="paper", name="홍길동.txt")
    receipt = filed(place, paper=upload.id).petition.receipt
    with pytest.raises(Forbidden):
        taken(place, READER, receipt, upload, "현장 확인")
    with pytest.raises(Invalid) as caught:
        taken(place, OFFICER, receipt, upload, " ")
    assert caught.value.faults[0].field == "reason"
    assert taken(place, OFFICER, receipt, upload, "현장 확인") == PAPER
    assert place.facts.last("file.read").private == {"reason": "현장 확인"}


def test_officers_see_names_of_what_is_not_personal(place: Place) -> None:
    """`홍길동.txt` is a name: of a personal file officers see what it is, not what it is called. The holder does."""
    paper = place.send(PAPER, field="paper", name="홍길동.txt")
    picture = place.send(name="도로.jpg")
    submission = filed(place, paper=paper.id, photos=[picture.id])
    with place.look(OFFICER) as look:
        shown = place.uploads(look).of(place.at(look).get(submission.petition.receipt))
    assert {each.question: each.name for each in shown} == {"paper": "", "photos": "도로.jpg"}
    with place.look(VISITOR) as look:
        petition = place.at(look).holder(submission.petition.receipt, submission.key)
        shown = place.uploads(look).of(petition)
        own = place.uploads(look).take_own(petition, paper.id)
    assert {each.name for each in shown} == {"홍길동.txt", "도로.jpg"}
    assert b"".join(own.content) == PAPER
    assert place.facts.last("file.read").details["holder"] == 1


def test_four_digits_open_no_file(place: Place) -> None:
    """What others may know shows that there is a file, not what is in it."""
    paper = place.send(PAPER, field="paper", name="홍길동.txt")
    submission = filed(place, paper=paper.id, phone="010-1234-5678")
    with place.look(VISITOR) as look:
        petition = place.at(look).holder(submission.petition.receipt, "5678")
        assert [each.name for each in place.uploads(look).of(petition)] == [""]
        with pytest.raises(NotFound):
            place.uploads(look).take_own(petition, paper.id)


def test_a_file_is_closed_until_it_was_checked(place: Place) -> None:
    """An officer who is quicker than the scanner waits."""
    upload = place.send(PAPER, field="paper", name="a.txt")
    submission = place.submit("damage", CITIZEN, answers={"where": "여기", "paper": upload.id})
    with pytest.raises(StillChecked):
        taken(place, OFFICER, submission.petition.receipt, upload, "현장")
    place.run_due_tasks()
    assert taken(place, OFFICER, submission.petition.receipt, upload, "현장") == PAPER


def test_a_harmful_file_of_a_petition_is_gone(place: Place) -> None:
    """The petition stands; the officer is told that its file was harmful."""
    upload = place.send(EICAR, field="paper", name="a.txt")
    submission = place.submit("damage", CITIZEN, answers={"where": "여기", "paper": upload.id})
    place.run_due_tasks()
    with pytest.raises(NotFound, match="Harmful"):
        taken(place, OFFICER, submission.petition.receipt, upload, "현장")
    assert place.stored() == []


def test_destroying_the_case_makes_its_files_unreadable(small: Place) -> None:
    """The key of a file is sealed by its case: without the case's key nobody opens it, though it is still stored."""
    upload = small.send(PAPER, field="paper", name="a.txt")
    submission = filed(small, paper=upload.id)
    with small.work() as work:
        small.cabinet.destroy_key(work, f"petition:{submission.petition.id}")
        work.note(facts.READ, subjects=("petition:x",), details={"form": "damage", "unit": "roads"})
    assert len(small.stored()) == 1
    officer = Actor("officer", "a-9", "Yu", holds=dict.fromkeys(("petition.read", "petition.reveal"), ROADS))
    with pytest.raises(NotFound, match="no key"):
        taken(small, officer, submission.petition.receipt, upload, "현장")


def test_a_file_changed_on_the_disk_does_not_open(small: Place, tmp_path: Path) -> None:
    """Somebody who reaches the storage can remove a file, never change it."""
    upload = small.send(PAPER, field="paper", name="a.txt")
    submission = filed(small, paper=upload.id)
    (stored,) = small.stored()
    file = tmp_path / "storage" / stored
    sealed = bytearray(file.read_bytes())
    sealed[-1] ^= 1
    file.write_bytes(sealed)
    with pytest.raises(CryptoError):
        taken(small, OFFICER, submission.petition.receipt, upload, "현장")


def test_large_files_are_never_whole_in_memory(small: Place) -> None:
    """A file of 20 MB is taken in, checked for its type, encrypted and stored within a few."""
    with tempfile.TemporaryFile() as file:
        for _ in range(20):
            file.write(b"line of a long list\n" * 50_000)
        tracemalloc.start()
        try:
            media = content.media_of(file)
            stored, _ = small.files.put("uploads/large", bytes(32), file)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert media == "text/plain"
    assert stored.size > 20_000_000
    assert peak < 8_000_000
