"""What the office does by itself."""

from __future__ import annotations

from egovframe.office import Office
from egovframe.office.timetable import timetable


def test_everything_that_recurs_is_there_once(office: Office) -> None:
    """Without a directory or witnesses nothing is asked of them."""
    names = [each.name for each in timetable(office)]
    assert sorted(names) == [
        "cosigners",
        "due",
        "files",
        "signatures",
        "signers",
        "similar",
        "statistics",
        "tidy",
        "unfinished",
    ]
