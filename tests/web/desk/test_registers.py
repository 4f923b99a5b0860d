"""Registers at the desk: a page, a file and a paper of the same entries; names only with a reason."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.support.paper import information, needs_pdf, run, text_of
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound


def lived(hall: Hall) -> tuple[str, str]:
    """One petition that was answered, and one that waits."""
    done, waits = hall.petition(), hall.petition()
    with hall.office.work(by=CONSOLE) as work:
        work.petitions.answer(done, "고쳤습니다.")
    return done, waits


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", ["register", "prescreening-register", "objection-register"])
def test_page(hall: Hall, language: str, kind: str) -> None:
    """Sound in both languages; by itself this month of the first unit that one may read."""
    done, waits = lived(hall)
    kim = hall.officer("kim", "road-officer")
    page = kim.get(f"/desk/registers?lang={language}&kind={kind}")
    assert_sound(page, language=language)
    assert '<option value="roads" selected>' in page.text
    assert 'value="parks"' not in page.text
    shown = kind == "register"
    assert (done in page.text, waits in page.text) == (shown, shown)
    assert ("2026-1</th>" in page.text) == shown
    if shown:
        words = "2건, 빠진 번호가 없습니다." if language == "ko" else "2 entries, no number is missing."
        assert words in page.text


def test_days_that_are_none(hall: Hall) -> None:
    """A day that is none, a time that ends before it begins and more than a year are said beside the field."""
    kim = hall.officer("kim", "road-officer")
    for asked, field in (
        ("since=x", "since"),
        ("since=2026-09-02&until=2026-09-01", "until"),
        ("since=2020-01-01&until=2026-09-01", "until"),
    ):
        page = kim.get(f"/desk/registers?{asked}")
        assert page.status_code == 422
        assert f'href="#register-{field}"' in page.text
        assert kim.get(f"/desk/registers/csv?{asked}").status_code == 422
    assert kim.get("/desk/registers?kind=refusal").status_code == 404
    assert kim.get("/desk/registers?unit=parks").status_code == 403


def test_file(hall: Hall) -> None:
    """A line a petition under the headings of the form; nothing that a spreadsheet takes for a formula."""
    done, waits = lived(hall)
    kim = hall.officer("kim", "road-officer")
    answer = kim.get("/desk/registers/csv?unit=roads&since=2026-09-01&until=2026-09-30")
    assert 'filename="register-roads-2026-09-01-2026-09-30.csv"' in answer.headers["content-disposition"]
    heading, *rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert heading[:2] == ["Register number", "Receipt"]
    assert [(row[0], row[1], row[-1]) for row in rows] == [("2026-1", done, "Answered"), ("2026-2", waits, "")]


def test_paper(hall: Hall, tmp_path: Path) -> None:
    """Sound and tagged, on its side, with every entry as text."""
    needs_pdf()
    done, waits = lived(hall)
    kim = hall.officer("kim", "road-officer")
    file = tmp_path / "register.pdf"
    file.write_bytes(kim.get("/desk/registers/pdf?unit=roads&since=2026-09-01&until=2026-09-30").content)
    run("qpdf", "--check", file)
    told = information(file)
    assert told["Tagged"] == "yes"
    assert told["Page size"].startswith("841")
    text = text_of(file)
    assert done in text
    assert waits in text


def test_names(hall: Hall) -> None:
    """Only with the permission and a reason: without one the field says so; what was seen is a fact."""
    lived(hall)
    kim = hall.officer("kim", "road-officer")
    page = kim.get("/desk/registers")
    asked = {"kind": "register", "unit": "roads", "since": "2026-09-01", "until": "2026-09-30"}
    empty = kim.send(page, "/desk/registers/names", {**asked, "what": "page", "reason": " "})
    assert empty.status_code == 422
    assert 'href="#register-reason"' in empty.text
    shown = kim.send(page, "/desk/registers/names", {**asked, "what": "page", "reason": "감사 자료"})
    assert "Names are shown this once" in shown.text
    file = kim.send(page, "/desk/registers/names", {**asked, "what": "csv", "reason": "감사 자료"})
    assert file.headers["content-type"].startswith("text/csv")
    hall.office.seal()
    facts = [fact.details["shape"] for fact in hall.office.trail.stream() if fact.action == "petition.register_named"]
    assert facts == ["page", "csv"]
    reader = hall.officer("lee", "reader")
    assert "/desk/registers/names" not in reader.get("/desk/registers").text
    assert reader.send(page, "/desk/registers/names", {**asked, "reason": "x"}).status_code == 403


def test_who_may(hall: Hall) -> None:
    """Without petitions to read there is no page and no line in the menu."""
    song = hall.officer("song", "counter")
    assert song.get("/desk/registers").status_code == 403
    assert "/desk/registers" not in song.get("/desk/statistics").text
