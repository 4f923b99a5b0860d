"""Measures in the text format of Prometheus."""

from __future__ import annotations

import math

import pytest

from egovframe.kernel.measures import Measure, exposition


def test_the_text_is_what_the_format_says() -> None:
    """Each name once with its sentence; labels escaped; numbers as they are, and what never was as +Inf."""
    found = [
        Measure("trail_size", "Facts.", 1234567),
        Measure("age_seconds", "How old\nit is \\ was.", 1.23456, {"witness": 'a"b\\c\nd'}),
        Measure("age_seconds", "How old\nit is \\ was.", math.inf, {"witness": "b"}),
    ]
    assert exposition(found) == (
        "# HELP trail_size Facts.\n# TYPE trail_size gauge\ntrail_size 1234567\n"
        "# HELP age_seconds How old\\nit is \\\\ was.\n# TYPE age_seconds gauge\n"
        'age_seconds{witness="a\\"b\\\\c\\nd"} 1.235\nage_seconds{witness="b"} +Inf\n'
    )
    assert exposition([]) == ""


@pytest.mark.parametrize(("name", "label"), [("Trail", "a"), ("trail-size", "a"), ("", "a"), ("size", "a b")])
def test_a_name_that_the_format_does_not_have_is_refused(name: str, label: str) -> None:
    """Whoever declares it finds out, and not the monitoring system."""
    with pytest.raises(ValueError, match="no name of a measure"):
        Measure(name, "", 1, {label: ""})
