"""Filing a petition with files on the portal, without JavaScript: kept, shown, taken off, refused, filed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.testing.suites.scanners import EICAR
from tests.forms.uploads.samples import heic, pdf, photo
from tests.web.html import assert_sound
from tests.web.portal.filing import Hall, hall, ids_of

WHERE = {"where": "중앙로 12"}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Hall]:
    """The city."""
    with hall(tmp_path) as lent:
        yield lent


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_file_is_kept_while_the_form_is_not_right(town: Hall, language: str) -> None:
    """The photo stays with the form though an answer is missing; it is checked meanwhile, and the page says so."""
    browser = town.browser()
    page = browser.get(f"/forms/damage?lang={language}")
    assert_sound(page, language=language)
    assert 'enctype="multipart/form-data"' in page.text
    assert 'accept="image/*' in page.text
    again = town.send(browser, page, {}, ("photos", "길.jpg", photo()))
    assert again.status_code == 422
    assert_sound(again, language=language)
    assert "길.jpg" in again.text
    assert ("검사 중" if language == "ko" else "Being checked") in again.text
    town.office.run_due_tasks()
    check = town.send(browser, again, WHERE, ("photos", "벽.jpg", photo()))
    assert check.status_code == 200
    assert_sound(check, language=language)
    assert len(ids_of(check, "photos")) == 2
    assert ("이상 없음" if language == "ko" else "nothing found") in check.text


def test_eicar_is_refused_and_shown(town: Hall) -> None:
    """Found before the petition is filed: the form says what was found and where, and has the file's box ticked."""
    browser = town.browser()
    check = town.send(browser, browser.get("/forms/damage?lang=en"), WHERE, ("paper", "letter.txt", EICAR))
    assert check.status_code == 200
    town.office.run_due_tasks()
    refused = town.send(browser, check, {**WHERE, "form-step": "file"})
    assert refused.status_code == 422
    assert_sound(refused, language="en")
    assert "letter.txt was harmful (Eicar-Test)" in refused.text
    (bad,) = ids_of(refused, "paper")
    assert f'value="paper:{bad}" checked' in refused.text
    good = town.send(browser, refused, {**WHERE, "form-drop": f"paper:{bad}", "form-step": "check"})
    assert good.status_code == 200
    assert town.send(browser, good, {**WHERE, "form-step": "file"}).status_code == 303
    with town.office.database.read() as conn:
        from egovframe.forms.uploads import store

        assert store.by_id(conn, bad) is None


def test_what_is_not_asked_for_is_said_beside_the_field(town: Hall) -> None:
    """Another type, and more files than the question takes; what holds is kept."""
    browser = town.browser()
    page = browser.get("/forms/damage?lang=en")
    files = [("photos", "good.jpg", photo()), ("photos", "plan.pdf", pdf())]
    again = town.send(browser, page, WHERE, *files)
    assert again.status_code == 422
    assert "plan.pdf: This type is not taken" in again.text
    assert len(ids_of(again, "photos")) == 1
    more = town.send(browser, again, WHERE, ("photos", "2.jpg", photo()), ("photos", "3.jpg", photo()))
    assert more.status_code == 422
    assert len(ids_of(more, "photos")) == 3


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ko",
            "사진.jpg: HEIC 형식의 사진은 받지 않습니다. 아이폰에서는 ‘설정 &gt; 카메라 &gt; 포맷’에서 ‘높은 호환성’을",
        ),
        (
            "en",
            "사진.jpg: Photos of the type HEIC are not taken. On an iPhone choose Settings &gt; Camera &gt; Formats",
        ),
    ],
)
def test_whoever_sends_a_photo_as_iphones_write_it_reads_what_to_do(town: Hall, language: str, words: str) -> None:
    """By its content, whatever its name says; beside the question, and nothing is kept."""
    browser = town.browser()
    again = town.send(browser, browser.get(f"/forms/damage?lang={language}"), WHERE, ("photos", "사진.jpg", heic()))
    assert again.status_code == 422
    assert_sound(again, language=language)
    assert again.text.count(words) == 2, "in the summary and beside the question"
    assert 'href="#q-photos"' in again.text
    assert list(town.office.storage.list("uploads")) == []


def test_a_second_file_takes_the_place_of_the_first(town: Hall) -> None:
    """Where one file is asked for."""
    browser = town.browser()
    first = town.send(browser, browser.get("/forms/damage"), WHERE, ("paper", "하나.txt", b"1\n"))
    second = town.send(browser, first, WHERE, ("paper", "둘.txt", b"2\n"))
    assert ids_of(first, "paper") != ids_of(second, "paper")
    assert len(ids_of(second, "paper")) == 1
    assert "하나.txt" not in second.text
    assert len(list(town.office.storage.list("uploads"))) == 1


def test_an_id_of_nobody_is_passed_over_with_words(town: Hall) -> None:
    """An id that is made up, or whose file expired, is said and left out."""
    browser = town.browser()
    again = town.send(browser, browser.get("/forms/damage?lang=en"), {**WHERE, "photos": "made-up"})
    assert again.status_code == 422
    assert "no longer there" in again.text
    assert ids_of(again, "photos") == []


def test_the_way_of_a_file(town: Hall) -> None:
    """Filed with the petition, taken away by the officer with a reason, and by the holder with the key."""
    browser = town.browser()
    files = [("photos", "길.jpg", photo()), ("paper", "홍길동.txt", "진단".encode())]
    check = town.send(browser, browser.get("/forms/damage?lang=en"), WHERE, *files)
    receipt = browser.request("GET", town.send(browser, check, {**WHERE, "form-step": "file"}).headers["location"])
    number = str(receipt.url).rpartition("/")[2]
    key = receipt.text.partition("<code")[2].partition(">")[2].partition("<")[0].strip()
    town.office.run_due_tasks()
    officer = town.officer()
    case = officer.get(f"/desk/petitions/{number}")
    assert f"/desk/petitions/{number}/files" in case.text
    page = officer.get(f"/desk/petitions/{number}/files")
    assert_sound(page, language="en")
    assert "홍길동" not in page.text
    assert "길.jpg" in page.text
    paper = ids_by_question(town, number)["paper"]
    path = f"/desk/petitions/{number}/files/{paper}"
    refused = officer.send(page, path, {"reason": ""})
    assert refused.status_code == 422
    assert_sound(refused, language="en")
    taken = officer.send(page, path, {"reason": "현장 확인"})
    assert taken.content == "진단".encode()
    assert taken.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in taken.headers["content-security-policy"]
    status = browser.get("/status?lang=en")
    shown = browser.send(status, "/status", {"receipt": number, "known": key})
    assert_sound(shown, language="en")
    assert "홍길동.txt" in shown.text
    own = browser.send(shown, f"/receipts/{number}/files/{paper}", {"known": key})
    assert own.content == "진단".encode()
    assert browser.send(shown, f"/receipts/{number}/files/{paper}", {"known": "nari-moda-1234"}).status_code == 404


def ids_by_question(town: Hall, number: str) -> dict[str, str]:
    """The ids of a petition's files by question."""
    from egovframe.forms.uploads import store

    with town.office.database.read() as conn:
        petition = town.office.forms.id_of(conn, number)
        assert petition is not None
        return {row["question"]: row["id"] for row in store.of_petition(conn, petition)}
