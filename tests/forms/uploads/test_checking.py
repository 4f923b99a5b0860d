"""The check of files by the worker: each state, and everything that may go wrong in the middle of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.forms.builtin.clamav import ClamAV
from egovframe.forms.interfaces import NotScanned, Unscannable
from egovframe.forms.uploads import store
from egovframe.testing.suites.scanners import EICAR
from tests.forms.uploads.place import Place, Telling
from tests.forms.uploads.samples import photo
from tests.support.clamd import running_clamd


@pytest.fixture
def unwatched(sqlite_url: str, tmp_path: Path) -> Iterator[Place]:
    """A desk without a scanner."""
    lent = Place(sqlite_url, tmp_path)
    yield lent
    lent.database.close()


def test_a_photo_is_clean_and_without_its_exif(place: Place) -> None:
    """The file that was sent is gone from the storage; the one written anew stands in its place, vouched for."""
    upload = place.send()
    (before,) = place.stored()
    place.run_due_tasks()
    checked = place.state(upload)
    assert checked is not None
    assert checked.state == "clean"
    (after,) = place.stored()
    assert after != before
    assert checked.digest == upload.digest  # of what was sent
    fact = place.facts.last("file.checked")
    assert {write.table for write in fact.writes} == {"files", "uploads"}
    assert {write.key for write in fact.writes if write.table == "files"} == {before, after}


def test_a_harmful_file_is_removed_and_named(place: Place) -> None:
    """The content is gone, the scanner's name for it stays, and the fact says both."""
    upload = place.send(EICAR, field="paper", name="a.txt")
    place.run_due_tasks()
    checked = place.state(upload)
    assert checked is not None
    assert (checked.state, checked.found) == ("infected", "Eicar-Test")
    assert place.stored() == []
    assert place.facts.last("file.checked").details["found"] == "Eicar-Test"


def test_clamav_refuses_eicar(sqlite_url: str, tmp_path: Path) -> None:
    """The whole way with a real clamd: the harmful file is found, the harmless photo is not."""
    (tmp_path / "clamd").mkdir()
    with running_clamd(tmp_path / "clamd") as clamd:
        place = Place(sqlite_url, tmp_path / "office", scanner=ClamAV(address=clamd.path))
        bad, good = place.send(EICAR, field="paper", name="a.txt"), place.send()
        place.run_due_tasks()
        states = {each.id: place.state(each) for each in (bad, good)}
        place.database.close()
    assert [state.state for state in states.values() if state] == ["infected", "clean"]
    assert states[bad.id].found.startswith("Haneul.Eicar")  # type: ignore[union-attr]


def test_without_a_scanner_that_is_said(unwatched: Place) -> None:
    """A file that nobody scanned is not called clean; photos lose their EXIF all the same."""
    upload = unwatched.send()
    (before,) = unwatched.stored()
    unwatched.run_due_tasks()
    checked = unwatched.state(upload)
    assert checked is not None
    assert checked.state == "unscanned"
    assert unwatched.stored() != [before]


def test_a_photo_that_cannot_be_decoded_is_said(small: Place) -> None:
    """It looked like a photo, but only its head is one."""
    upload = small.send(photo(size=(90, 90))[:900])
    small.run_due_tasks()
    checked = small.state(upload)
    assert checked is not None
    assert checked.state == "unreadable"
    assert small.stored() == []


def failing(error: Exception) -> Telling:
    """A scanner that fails."""

    def before() -> None:
        raise error

    return Telling(before=before)


def test_a_scanner_that_is_away_is_asked_again(small: Place) -> None:
    """Until it answers the file waits; nothing is called clean because nobody looked."""
    upload = small.send()
    small.files.scanner = failing(NotScanned("away"))
    small.run_due_tasks()
    waiting = small.state(upload)
    assert waiting is not None
    assert waiting.state == "pending"
    small.files.scanner = Telling()
    small.time.forward(minutes=5)
    small.run_due_tasks()
    checked = small.state(upload)
    assert checked is not None
    assert checked.state == "clean"


def test_what_can_never_be_scanned_stays_closed(small: Place) -> None:
    """A file that is too large for the scanner is kept, and kept closed."""
    upload = small.send()
    small.files.scanner = failing(Unscannable("too large"))
    small.run_due_tasks()
    checked = small.state(upload)
    assert checked is not None
    assert checked.state == "unscannable"
    assert not checked.ready
    assert len(small.stored()) == 1


def test_a_file_dropped_in_the_middle_leaves_nothing(small: Place) -> None:
    """Its sender thought better of it while it was being checked."""
    upload = small.send()

    def drop() -> None:
        with small.work() as work:
            small.uploads(work).drop(upload.id)

    small.files.scanner = Telling(before=drop)
    small.run_due_tasks()
    small.files.scanner = Telling()
    small.time.forward(minutes=5)
    small.run_due_tasks()
    assert small.stored() == []
    assert small.facts.count("file.checked") == 0


def test_a_file_filed_in_the_middle_is_checked_for_its_petition(small: Place) -> None:
    """The petition was filed while the scanner looked: the result is the petition's."""
    upload = small.send()

    def file() -> None:
        small.submit("damage", answers={"where": "여기", "photos": [upload.id]})

    small.files.scanner = Telling(before=file)
    small.run_due_tasks()
    with small.look() as look:
        petition = small.facts.last("petition.submitted").object.removeprefix("petition:")
        (found,) = store.of_petition(look.conn, petition)
    assert found["state"] == "clean"
    assert small.facts.last("file.checked").subjects == (f"petition:{petition}",)
    assert small.stored() == [found["path"]]
