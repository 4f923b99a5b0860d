"""Statistics for everybody: sound pages, small numbers hidden, files with the same numbers."""

from __future__ import annotations

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from egovframe.kernel.permissions import Actor
from tests.web.html import assert_sound
from tests.web.portal.town import Town

CONSOLE = Actor.system("console")


def filed(town: Town, many: int) -> None:
    """File so many petitions; all but one are answered the day after."""
    receipts = [town.petition()[0] for _ in range(many)]
    town.clock.forward(days=1)
    for receipt in receipts[1:]:
        with town.office.work(by=CONSOLE) as work:
            work.petitions.answer(receipt, "고쳤습니다.")
    town.clock.forward(days=1)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_page(town: Town, language: str) -> None:
    """Sound in both languages: shares, columns and bars are drawn, and each has its table."""
    filed(town, 8)
    answer = town.browser().get(f"/statistics?lang={language}")
    assert_sound(answer, language=language)
    assert "<dd>100.0%</dd>" in answer.text
    assert answer.text.count('<svg class="chart') == 4
    assert answer.text.count('<details class="why">') == 4
    assert '<rect class="c1"' in answer.text
    assert '<circle class="c1"' in answer.text
    assert ("도로 파손 신고" if language == "ko" else "Broken road") in answer.text


def test_nothing_yet(town: Town) -> None:
    """What came in today is counted tomorrow."""
    town.petition()
    answer = town.browser().get("/statistics")
    assert_sound(answer, language="ko")
    assert '<svg class="chart' not in answer.text


def test_small_numbers_are_hidden(town: Town) -> None:
    """Three petitions are too few to be told, on the page and in both files."""
    filed(town, 3)
    browser = town.browser()
    page = browser.get("/statistics?lang=en")
    assert "Received: –" in page.text
    rows = list(csv.reader(io.StringIO(browser.get("/statistics/file.csv").content.decode("utf-8-sig"))))
    values = [row[3] for row in rows[1:]]
    assert not any(value not in ("", "0") and float(value) < 5 and "." not in value for value in values)


def test_files(town: Town) -> None:
    """CSV and XLSX hold the numbers of the page, under names that say which days they are of."""
    filed(town, 8)
    browser = town.browser()
    file = browser.get("/statistics/file.csv?lang=en")
    assert file.headers["content-disposition"] == 'attachment; filename="statistics-2025-10-2026-09-22.csv"'
    assert ["By month", "September 2026", "Received", "8"] in list(
        csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get("/statistics/file.xlsx?lang=en").content))
    assert book.get_sheet_by_index(0).to_python()[-1][:3] == ["September 2026", 8.0, 7.0]


def test_menu(town: Town) -> None:
    """The page stands in the menu of every page."""
    assert 'href="/statistics"' in town.browser().get("/").text
