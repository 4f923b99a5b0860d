"""Charts as numbers: everything stands inside, in its place, and says what it must."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from egovframe.web.charts import BOTTOM, TOP, bars, columns, line, nice

MONTHS = ["10월", "11월", "12월"]


def test_line() -> None:
    """The lowest and the highest are marked; the scale begins below the lowest; a gap has no line over it."""
    chart = line(MONTHS, [0.932, None, 0.972], goal=0.95)
    assert [point.words for point in chart.points] == ["93.2%", "97.2%"]
    assert [point.x for point in chart.points] == [16.7, 83.3]
    assert chart.lines == ()
    assert [mark.words for mark in chart.grid] == ["90%", "92%", "94%", "96%", "98%", "100%"]
    assert chart.goal is not None
    assert (chart.goal.words, chart.goal.y) == ("95%", 112)
    assert [name.words for name in chart.names] == MONTHS
    assert len(line(MONTHS, [0.5, 0.6, 0.7]).lines) == 2


def test_nothing_to_draw() -> None:
    """Months without a number have a grid and names, and nothing else."""
    chart = line(MONTHS, [None, None, None])
    assert (chart.points, chart.lines, chart.goal) == ((), (), None)
    assert columns(MONTHS, [0, None, 0]).columns == ()
    assert bars([]).height == 0


def test_columns() -> None:
    """Two series side by side; what is hidden has no column; the highest reaches no further than the top."""
    chart = columns(MONTHS, [10, None, 50], [5, 6, 7])
    assert [column.series for column in chart.columns] == [1, 1, 2, 2, 2]
    assert chart.grid[-1].words == "50"
    assert min(column.y for column in chart.columns) == TOP
    first, other = chart.columns[0], chart.columns[2]
    assert first.x + first.width <= other.x + 0.01


def test_bars() -> None:
    """A bar is as long as its number, its track as the most it might be."""
    chart = bars([("A", "3.5일", 3.5, 7), ("B", "14일", 14, None)])
    assert [(bar.width, bar.track, bar.y) for bar in chart.bars] == [(25.0, 50.0, 0), (100.0, 0.0, 48)]


@given(st.lists(st.none() | st.integers(0, 10**7), min_size=1, max_size=40))
def test_everything_is_inside(numbers: list[int | None]) -> None:
    """Whatever the numbers are, nothing is drawn outside of the chart."""
    chart = columns([str(at) for at in range(len(numbers))], numbers)
    for column in chart.columns:
        assert TOP <= column.y <= BOTTOM
        assert 0 <= column.x <= column.x + column.width <= 100


@given(st.integers(0, 10**9))
def test_nice(number: int) -> None:
    """A scale ends at or above the highest number, at most two and a half times as high, in five whole steps."""
    top = nice(number)
    assert top >= number
    assert top % 5 == 0
    assert top <= max(5, 2.5 * number)
