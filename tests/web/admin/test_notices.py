"""The words of notices in administration: seen, tried, put in force, compared, taken back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.paper import needs_pdf
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

PATH = "/admin/notices"
REFUSAL = f"{PATH}/refusal/en"
BODY = "We are <sorry>.\r\n\r\n# Why\r\n{{reason}}\r\n\r\n# Law\r\n{{basis}}\r\n\r\n# What you can do\r\n{{remedy}}"
ENTERED = {"caption": "About {{receipt}}", "wording": BODY, "unit": "", "day": ""}


@pytest.fixture(autouse=True)
def _roles(hall: Hall) -> None:
    """A role that the office makes for it."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("writer", may=["notice.word"], reason="문구")


def test_words_are_put_in_force_and_taken_back(hall: Hall) -> None:
    """The list names the version, the page what changed; going back leaves the version where it is."""
    writer = hall.officer("han", "writer", unit=None)
    listed = writer.get(PATH)
    assert_sound(listed, language="en")
    assert "Notice of refusal" in listed.text
    assert "Version 1" not in listed.text
    answer = writer.send(writer.get(REFUSAL), REFUSAL, ENTERED)
    assert answer.status_code == 303
    page = writer.get(answer.headers["location"])
    assert_sound(page, language="en")
    assert "The words are kept as a new version" in page.text
    assert "We are &lt;sorry&gt;." in page.text
    assert '<span class="sr">removed: </span># Reasons' in page.text
    assert "Version 1" in writer.get(PATH).text
    assert writer.send(page, REFUSAL, ENTERED).status_code == 409
    back = writer.send(page, f"{REFUSAL}/withdraw", {"unit": ""})
    assert back.headers["location"].endswith("done=withdrawn")
    assert "taken back" in writer.get(REFUSAL).text
    assert "Version" not in writer.get(PATH).text.partition('id="main"')[2].replace("Versions", "")
    assert writer.send(page, f"{REFUSAL}/withdraw", {"unit": ""}).headers["location"].endswith("done=gone")


def test_what_does_not_hold_is_said_at_its_field(hall: Hall) -> None:
    """An unknown field, a refusal without remedies, a day that is none or over; what was typed stays."""
    writer = hall.officer("han", "writer", unit=None)
    for change, field, words in (
        ({"wording": BODY.replace("{{remedy}}", "")}, "wording", "{{remedy}}"),
        ({"wording": BODY + "{{nonsense}}"}, "wording", "nonsense"),
        ({"caption": ""}, "caption", "one line"),
        ({"day": "soon"}, "day", "2026-03-01"),
        ({"day": "2001-01-01"}, "day", "over"),
        ({"wording": "{" * 30_000}, "wording", "too long"),
    ):
        for where in (REFUSAL, *([f"{REFUSAL}/preview", f"{REFUSAL}/pdf"] if field != "day" else [])):
            answer = writer.send(writer.get(REFUSAL), where, {**ENTERED, **change})
            assert answer.status_code == 422, where
            assert_sound(answer, language="en")
            fault = answer.text.partition(f'id="notice-{field}-fault"')[2].partition("</p>")[0]
            assert words in fault
    assert "Version 1" not in writer.get(PATH).text


@pytest.mark.parametrize(("language", "words"), [("ko", "도로법 제33조"), ("en", "Road Act"), ("es", "Ley de caminos")])
def test_a_preview_shows_a_case_that_is_nobodys_in_each_language(hall: Hall, language: str, words: str) -> None:
    """Nothing is kept; the foot names unit, officer and contact whatever the words say (영31)."""
    writer = hall.officer("han", "writer", unit=None)
    path = f"{PATH}/refusal/{language}"
    page = writer.send(writer.get(path), f"{path}/preview", ENTERED)
    assert_sound(page, language="en")
    shown = page.text.partition('id="s-sample"')[2].partition("</section>")[0]
    for each in ("We are &lt;sorry&gt;.", words, "02-120", "About 7K4-RM2-X9H"):
        assert each in shown
    assert "Version 1" not in writer.get(PATH).text


def test_a_preview_as_pdf_is_tagged_and_says_the_same(hall: Hall, tmp_path: Path) -> None:
    """Poppler reads the words, the title and the tags."""
    needs_pdf()
    writer = hall.officer("han", "writer", unit=None)
    path = f"{PATH}/refusal/ko"
    answer = writer.send(writer.get(path), f"{path}/pdf", {**ENTERED, "wording": BODY.replace("sorry", "미안")})
    assert answer.headers["content-type"] == "application/pdf"
    file = tmp_path / "sample.pdf"
    file.write_bytes(answer.content)
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    for words in ("거부처분 통지", "We are <미안>.", "도로법 제33조", "담당 부서"):
        assert words in text
    about = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert "Tagged:" in about
    assert about.partition("Tagged:")[2].split()[0] == "yes"


def test_a_unit_words_its_own(hall: Hall) -> None:
    """Whoever holds it in one unit reads all, changes its own alone; others find no page."""
    writer = hall.officer("han", "writer", unit="roads")
    assert 'name="wording"' not in writer.get(REFUSAL).text
    page = writer.get(f"{REFUSAL}?unit=roads")
    assert writer.send(page, REFUSAL, ENTERED).status_code == 403
    assert writer.send(writer.get(f"{REFUSAL}?unit=roads"), REFUSAL, {**ENTERED, "unit": "roads"}).status_code == 303
    assert "Version 1" in writer.get(f"{REFUSAL}?unit=roads").text
    assert writer.get(f"{REFUSAL}?unit=nowhere").status_code == 404
    assert writer.get(f"{PATH}/register/ko").status_code == 404
    assert hall.officer("kim", "road-officer").get(PATH).status_code == 403
