"""Answering a request about personal data at the desk: who saw it, and the statement to hand over."""

from __future__ import annotations

import pytest

from egovframe.audit import Statement
from tests.web.desk.hall import SCRIPT, Hall
from tests.web.html import assert_sound


@pytest.mark.parametrize("language", ["ko", "en"])
def test_who_saw_it(hall: Hall, language: str) -> None:
    """A button on the case page leads there; the look is a fact about the person, with what for."""
    receipt = hall.petition()
    browser = hall.officer("kim", "road-officer", "auditor")
    assert f'href="/desk/petitions/{receipt}/seen"' in browser.get(f"/desk/petitions/{receipt}").text
    answer = browser.get(f"/desk/petitions/{receipt}/seen?lang={language}")
    assert answer.status_code == 200
    assert_sound(answer, language=language)
    assert ("도로과 담당자" if language == "ko" else "An officer of Roads") in answer.text
    assert "kim" not in answer.text.partition('<ol class="timeline')[2]
    (shown,) = hall.facts("fact.shown")
    case = f"petition:{hall.state(receipt).id}"
    assert (shown["object"], shown["subjects"]) == (case, [case])
    again = browser.get(f"/desk/petitions/{receipt}/seen").text
    assert ("열람 요구에 답하려고" if language == "ko" else "To answer a request about personal data") in again


def test_only_with_the_permission_and_in_the_unit(hall: Hall) -> None:
    """No button and no page for others; another unit's auditor finds no such petition."""
    receipt = hall.petition()
    kim = hall.officer("kim", "road-officer")
    page = kim.get(f"/desk/petitions/{receipt}")
    assert "/seen" not in page.text
    assert kim.get(f"/desk/petitions/{receipt}/seen").status_code == 403
    assert kim.send(page, f"/desk/petitions/{receipt}/statement", {"reason": "x"}).status_code == 403
    park = hall.officer("park", "road-officer", "auditor", unit="parks")
    assert park.get(f"/desk/petitions/{receipt}/seen").status_code == 404
    assert hall.facts("fact.shown") == []
    assert hall.facts("statement.handed") == []


def test_the_statement_is_handed_over_for_a_reason(hall: Hall) -> None:
    """Without one the page comes back with what is missing; with it the file comes, and the reason stays sealed."""
    receipt = hall.petition()
    browser = hall.officer("kim", "road-officer", "auditor")
    path = f"/desk/petitions/{receipt}"
    page = browser.get(f"{path}/seen")
    missing = browser.send(page, f"{path}/statement", {"reason": "  "})
    assert missing.status_code == 422
    assert_sound(missing, language="en")
    assert '<li><a href="#reason">' in missing.text
    assert hall.facts("statement.handed") == []
    answer = browser.send(page, f"{path}/statement", {"reason": f"본인 방문 {SCRIPT}"})
    assert answer.headers["content-disposition"] == f'attachment; filename="{receipt}.statement"'
    Statement.parse(answer.content).verify(hall.office.trail.vkey)
    (handed,) = hall.facts("statement.handed")
    assert handed["due"] is True
    assert "본인 방문" not in str(handed)
    again = browser.get(f"{path}/seen")
    assert_sound(again, language="en")
    assert "본인 방문 &lt;script&gt;" in again.text
