"""Statistics at the desk: for whoever may see them, of their units, with the forecast."""

from __future__ import annotations

import pytest

from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound


def lived(hall: Hall) -> tuple[str, str]:
    """One petition that was answered after a day, and one that waits."""
    done, waits = hall.petition(), hall.petition()
    hall.petition("suggestion", title="나무")
    hall.clock.forward(days=1)
    with hall.office.work(by=CONSOLE) as work:
        work.petitions.answer(done, "고쳤습니다.")
    return done, waits


@pytest.mark.parametrize("language", ["ko", "en"])
def test_page(hall: Hall, language: str) -> None:
    """Sound in both languages; the open petition is named with its risk, what is of another unit is not there."""
    done, waits = lived(hall)
    song = hall.officer("song", "counter", "reader")
    page = song.get(f"/desk/statistics?lang={language}")
    assert_sound(page, language=language)
    assert f'href="/desk/petitions/{waits}"' in page.text
    assert done not in page.text
    assert page.text.count('<svg class="chart') == 4
    table = page.text.partition('id="took"')[2].partition("</figure>")[0]
    assert "제안" not in table


def test_who_may(hall: Hall) -> None:
    """Without the permission there is no page and no line in the menu."""
    kim = hall.officer("kim", "road-officer")
    assert kim.get("/desk/statistics").status_code == 403
    assert "/desk/statistics" not in kim.get("/desk").text
    song = hall.officer("song", "counter")
    page = song.get("/desk/statistics")
    assert '<a href="/desk/statistics" aria-current="page">' in page.text
    assert "/desk/petitions/" not in page.text


def test_filters_and_files(hall: Hall) -> None:
    """By form, unit and span; unknown values show everything; files follow the filters."""
    lived(hall)
    song = hall.officer("song", "counter", unit=None)
    page = song.get("/desk/statistics?form=suggestion&unit=parks&months=1")
    assert '<option value="suggestion" selected>' in page.text
    assert 'href="/desk/statistics/file.csv?form=suggestion&amp;unit=parks&amp;months=1"' in page.text
    assert song.get("/desk/statistics?form=x&unit=y&months=z").status_code == 200
    whole = song.get("/desk/statistics/file.csv?months=1").text
    one = song.get("/desk/statistics/file.csv?months=1&form=suggestion").text
    assert '"By month","September 2026","Received","3"' in whole
    assert '"By month","September 2026","Received","1"' in one
    assert song.get("/desk/statistics/file.xlsx").content[:2] == b"PK"


def test_late(hall: Hall) -> None:
    """What is late already says so."""
    lived(hall)
    hall.clock.forward(days=40)
    page = hall.officer("song", "counter").get("/desk/statistics")
    assert "<td>late</td>" in page.text
