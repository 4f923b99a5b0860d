"""A form of a thousand questions with logic: its answers checked, its page drawn."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.measure import Result, seconds_of

QUESTIONS = 1_000
TIMES = 9
NAME = "thousand"


def definition() -> Any:
    """Return the form: of each ten questions three are asked only after certain answers, and one is worked out."""
    from egovframe.forms import Definition

    questions: list[dict[str, Any]] = []
    for number in range(QUESTIONS):
        asked: dict[str, Any] = {"name": f"q{number}", "label": f"질문 {number}", "kind": "whole-number"}
        if number % 10 == 9:
            asked["computed"] = {"+": [{"var": f"q{number - 9}"}, {"*": [{"var": f"q{number - 7}"}, 2]}, 1]}
        elif number % 10 in (1, 3, 7):
            asked["when"] = {"and": [{">": [{"var": f"q{number - 1}"}, 3]}, {"<": [{"var": f"q{number - 1}"}, 900]}]}
        elif number % 10 in (4, 5):
            asked |= {"kind": "text", "limits": {"max_length": 200}}
        questions.append(asked)
    return Definition.parse({"name": NAME, "title": "천 가지 질문", "questions": questions})


def answers() -> dict[str, Any]:
    """Return the answers as a program sends them."""
    return {
        f"q{number}": "하늘로 12" if number % 10 in (4, 5) else number
        for number in range(QUESTIONS)
        if number % 10 != 9
    }


def _milliseconds(deed: Callable[[], object]) -> float:
    deed()
    return median(seconds_of(deed) for _ in range(TIMES)) * 1000


def validation() -> Result:
    """Check a thousand answers, with three hundred conditions and a hundred sums."""
    from egovframe.forms.validation import bind

    form, given = definition().form_class(), answers()
    return Result(
        "form of 1,000 fields with logic validated",
        _milliseconds(lambda: bind(form, given)),
        None,
        "ms",
        "≤ 20 ms",
        higher=False,
    )


def page() -> Result:
    """Draw the page of that form, as a browser gets it."""
    from egovframe import App
    from egovframe.forms import working_days
    from egovframe.records import years
    from egovframe.testing import open_office
    from egovframe.web import build
    from tests.web.client import Browser

    app = App("Haneul City")
    clerk = app.role("clerk", may={"petition.read"})
    app.form(NAME, title="천 가지 질문", by=clerk, within=working_days(7), keep=years(5))(definition().form_class())
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, open_office(app, Path(folder)) as office:
        browser = Browser(build(office))
        took = _milliseconds(lambda: browser.get(f"/forms/{NAME}"))
    return Result("page of 1,000 fields drawn", took, None, "ms", "≤ 100 ms", higher=False)


ALL = (validation, page)
