"""Chunks of the log: where they end."""

from __future__ import annotations

from egovframe.audit import store
from egovframe.audit.verification.chunk import notable, pieces_of
from egovframe.audit.verification.stamps import Stamps


def test_pieces_end_where_tiles_do_and_where_runs_do_not_follow() -> None:
    """What is read at once are positions in a row; a verification that goes on begins in the middle."""
    runs = [store.Run(0, 1, 5_000), store.Run(5_000, 7_001, 10), store.Run(6_000, 9_001, 5)]
    spans = [
        (each.start, each.end, [(run.position, run.first, run.count) for run in each.runs])
        for each in pieces_of(runs, 100, 0)
    ]
    assert spans == [
        (100, 4_096, [(100, 101, 3_996)]),
        (4_096, 5_010, [(4_096, 4_097, 904), (5_000, 7_001, 10)]),
        (6_000, 6_005, [(6_000, 9_001, 5)]),
    ]


def test_dates_that_go_forward_are_told_of_by_the_first_and_the_last() -> None:
    """In between stands only what steps back, with what it follows; of one fact it is told twice."""
    assert notable([], Stamps()) == []
    dates = [(place, f"f-{place}", f"2026-01-0{day}") for place, day in enumerate((1, 2, 2, 5, 3, 4), start=7)]
    assert [place for place, _, _ in notable(dates, Stamps())] == [7, 10, 11, 12]
    assert notable(dates[:1], Stamps()) == [dates[0]] * 2
