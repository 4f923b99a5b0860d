"""Importing a list on a page: checked, seen, then imported; nothing of it is kept in between."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from egovframe.web.admin import importing
from tests.auth.importing.clerk import workbook
from tests.web.client import Browser, hidden
from tests.web.desk.hall import CONSOLE, PASSWORD, SCRIPT, Hall

CHECK = "/admin/users/import"
RUN = "/admin/users/import/run"
PEOPLE = "아이디,성명,이메일,역할\nkim,김하늘,kim@x.kr,road-officer@roads\nlee,이바다,,\n"


def hand_in(
    browser: Browser, page: httpx.Response, path: str, content: str | bytes, *, name: str = "people.csv", **more: Any
) -> httpx.Response:
    """Send a file as a person does: with the hidden fields of the page."""
    content = content if isinstance(content, bytes) else content.encode()
    return browser.request(
        "POST", path, data={**hidden(page), **more}, files={"file": (name, content, "application/octet-stream")}
    )


def names(hall: Hall) -> list[str]:
    """The accounts there are."""
    with hall.office.look(by=CONSOLE) as work:
        return [account.name for account in work.accounts.list()]


def test_who_signed_in_long_ago_proves_it_again(hall: Hall) -> None:
    """A list gives accounts roles: before the form is there, and before a list that was sent is looked at."""
    admin = hall.officer("root", "admin", unit=None)
    page = admin.get(CHECK)
    hall.clock.forward(minutes=20)
    for answer in (admin.get(CHECK), hand_in(admin, page, CHECK, PEOPLE), hand_in(admin, page, RUN, PEOPLE)):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in/again?next=/")
    assert names(hall) == ["root"]


def test_a_list_is_checked_seen_and_imported(hall: Hall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without any script; nothing is left in the folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    admin = hall.officer("root", "admin", unit=None)
    assert 'href="/admin/users/import"' in admin.get("/admin/users").text
    seen = hand_in(admin, admin.get(CHECK), CHECK, PEOPLE, kind="officer")
    assert seen.status_code == 200
    assert "2 new, 0 changed, 0 unchanged, 0 wrong." in seen.text
    assert "role road-officer@roads" in seen.text
    assert names(hall) == ["root"]
    done = hand_in(admin, seen, RUN, PEOPLE)
    assert (done.status_code, names(hall)) == (303, ["kim", "lee", "root"])
    assert "2 accounts are new, 0 were changed" in admin.get(done.headers["location"]).text
    again = hand_in(admin, admin.get(CHECK), CHECK, PEOPLE)
    assert "2 unchanged" in again.text
    assert "/admin/users/import/run" not in again.text  # there is nothing to import
    assert list((tmp_path / "temporary").iterdir()) == []
    assert len(hall.facts("accounts.imported")) == 1
    assert hall.facts("accounts.imported")[0]["actor"] != CONSOLE.id


def test_wrong_rows_are_shown_with_column_and_what_to_do(hall: Hall) -> None:
    """Escaped, in the language of the page, and with nothing to confirm."""
    admin = hall.officer("root", "admin", unit=None)
    text = f"아이디,이메일,메모\nkim,no address,x\n{SCRIPT},,\nkim,,\n"
    seen = hand_in(admin, admin.get(CHECK), CHECK, text)
    assert seen.status_code == 422
    assert "Check the e-mail address." in seen.text
    assert "The same name is in row 2." in seen.text
    assert "Columns that are not used: 메모." in seen.text
    assert SCRIPT not in seen.text
    assert 'name="checked"' not in seen.text
    korean = hand_in(admin, admin.get(f"{CHECK}?lang=ko"), f"{CHECK}?lang=ko", text)
    assert "이메일 주소를 다시 확인하세요." in korean.text
    assert "2 이메일" in korean.text


def test_only_what_was_checked_by_oneself_is_imported(hall: Hall) -> None:
    """Another file, another kind, somebody else's mark or none: checked anew, nothing imported."""
    admin, other = hall.officer("root", "admin", unit=None), hall.officer("toor", "admin", unit=None)
    seen = hand_in(admin, admin.get(CHECK), CHECK, PEOPLE, kind="officer")
    mark = hidden(seen)["checked"]
    for answer in (
        hand_in(admin, seen, RUN, PEOPLE + "park,,,\n"),
        hand_in(admin, seen, RUN, PEOPLE, kind="citizen"),
        hand_in(admin, admin.get(CHECK), RUN, PEOPLE),
        hand_in(other, other.get(CHECK), RUN, PEOPLE, checked=mark, kind="officer"),
    ):
        assert answer.status_code == 409
        assert "another file than the one that was checked" in answer.text
    assert names(hall) == ["root", "toor"]


def test_files_that_are_no_lists_are_said_beside_the_field(hall: Hall, tmp_path: Path) -> None:
    """None, one of another kind, one with passwords, one that is too long for a page."""
    admin = hall.officer("root", "admin", unit=None)
    page = admin.get(CHECK)
    for content, name, says in (
        ("", "people.csv", "Choose a file."),
        ("%PDF", "people.pdf", "is of no known kind"),
        ("아이디,비밀번호\nkim,secret words here\n", "people.csv", "never taken"),
        ("name\n" + "".join(f"k{n}\n" for n in range(importing.MOST_ROWS + 1)), "people.csv", "more than 2,000 rows"),
    ):
        answer = hand_in(admin, page, CHECK, content, name=name)
        assert answer.status_code == 422, says
        assert says in answer.text
        assert 'href="#import-file"' in answer.text
        assert "secret words" not in answer.text
    assert admin.send(page, CHECK, {"kind": "officer"}).status_code == 422  # a plain form has no file in it
    book = workbook(tmp_path / "a.xlsx", [["name", "phone"], ["kim", "010-1"]]).read_bytes()
    assert "1 new" in hand_in(admin, page, CHECK, book, name="C:\\lists\\명단.xlsx").text
    large = hand_in(admin, page, CHECK, b"x" * (importing.MOST_BYTES + 1))
    assert large.status_code == 413


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"foo,bar\n1,2\n", "a.csv", "‘아이디’ 열이 없습니다. 첫 행에 다음 가운데 하나를 제목으로 적으세요:"),
        (b"\xff\xfe\x00\x80\x81" * 9, "a.csv", "‘CSV UTF-8’로 다시 저장하세요."),
        (b'name\n"kim\n', "a.csv", "닫지 않은 따옴표가 있는지"),
        (b"\x89PNG", "명단.xlsx", "XLSX 파일이 아니거나 손상되었습니다. XLSX로 다시 저장하세요."),
        (b"%PDF", "a.pdf", "읽을 수 있는 종류의 파일이 아닙니다."),
        (b"name,full name,\xec\x84\xb1\xeb\xaa\x85\n", "a.csv", "뜻이 같습니다. 하나를 지우거나"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_the_persons_language(
    hall: Hall, content: bytes, name: str, says: str
) -> None:
    """What is wrong and what to do, in words for whoever chose it; not what the file was called here meanwhile."""
    admin = hall.officer("root", "admin", unit=None)
    page = admin.get(f"{CHECK}?lang=ko")
    answer = hand_in(admin, page, CHECK, content, name=name)
    assert answer.status_code == 422
    assert says in answer.text
    assert "list-" not in answer.text


def test_how_a_file_was_read_is_said_in_words(hall: Hall) -> None:
    """In Korean Windows' letters, by name what parts the cells, under a name in Hangul."""
    admin = hall.officer("root", "admin", unit=None)
    page = admin.get(f"{CHECK}?lang=ko")
    answer = hand_in(admin, page, CHECK, "아이디,성명\nkim,김하늘\n".encode("cp949"), name="사람 목록 2026년.csv")
    assert "CP949(한글 윈도우)로 읽었습니다. 구분자는 쉼표(,)입니다." in answer.text


def test_what_changes_meanwhile_is_checked_again(hall: Hall) -> None:
    """A name that was taken since as another kind."""
    admin = hall.officer("root", "admin", unit=None)
    seen = hand_in(admin, admin.get(CHECK), CHECK, PEOPLE)
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.add("lee", kind="citizen")
    moved = hand_in(admin, seen, RUN, PEOPLE)
    assert moved.status_code == 409
    assert "Things have changed meanwhile." in moved.text
    assert names(hall) == ["lee", "root"]


def test_who_may_not_gets_nothing(hall: Hall) -> None:
    """Without the permission, signed out, from another site; roles that one may not grant are wrong rows."""
    looker = hall.officer("looker", "looker", unit=None)
    assert looker.get(CHECK).status_code == 403
    assert hand_in(looker, looker.get("/account"), CHECK, PEOPLE).status_code == 403
    assert Browser(hall.app).get(CHECK).status_code in {303, 401}
    admin = hall.officer("root", "admin", unit=None)
    without = admin.request("POST", CHECK, files={"file": ("people.csv", PEOPLE.encode(), "text/csv")})
    assert without.status_code in {400, 403}
    assert names(hall) == ["looker", "root"]
    assert PASSWORD not in admin.get(CHECK).text
