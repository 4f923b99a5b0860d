"""Files that became part of nothing, and what a crash left."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from egovframe.forms.uploads.tidying import tidy
from tests.forms.uploads.place import Place


class Office:
    """The desk as tidying sees an office."""

    def __init__(self, place: Place) -> None:
        self.clock = place.clock
        self.database = place.database
        self._place = place

    def work(self, *, by: Any, why: str = "") -> Any:
        """A unit of work that has files."""
        from contextlib import contextmanager

        @contextmanager
        def opened() -> Any:
            with self._place.work(by) as work:
                yield SimpleNamespace(uploads=self._place.uploads(work))

        return opened()


def test_what_nobody_handed_in_is_removed(place: Place) -> None:
    """After the hours of the settings; what is part of a petition stays."""
    forgotten, filed = place.send(), place.send()
    place.submit("damage", answers={"where": "여기", "photos": [filed.id]})
    place.run_due_tasks()
    assert tidy(Office(place), place.files) == 0
    place.time.forward(hours=25)
    assert tidy(Office(place), place.files) == 1
    assert place.state(forgotten) is None
    assert len(place.stored()) == 1
    assert place.facts.last("file.removed").details["cause"] == "expired"


def test_what_a_crash_left_is_swept(place: Place) -> None:
    """A file without a row is removed after two days: until then somebody may be at work on it."""
    place.submit("damage", answers={"where": "여기", "photos": [place.send().id]})
    folder = place.stored()[0].rpartition("/")[0]
    place.storage.put(f"{folder}/left-behind", b"sealed")
    place.time.forward(days=1)
    assert tidy(Office(place), place.files) == 0
    place.time.forward(days=1)
    assert tidy(Office(place), place.files) == 1
    assert len(place.stored()) == 1
