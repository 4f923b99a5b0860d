"""Files asked once an entry of a repeating group, without JavaScript: kept, checked, taken off, filed, changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest

from egovframe import App, Form, ask
from egovframe.forms import Phone, working_days
from egovframe.forms.answers import as_plain
from egovframe.forms.dossier import dossier
from egovframe.forms.personal import File, Personal
from egovframe.forms.uploads import store
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import open_office
from egovframe.testing.suites.scanners import EICAR
from egovframe.web import build
from tests.forms.uploads.place import Telling
from tests.forms.uploads.samples import pdf, photo
from tests.web.account.people import PASSWORD, sign_in
from tests.web.client import Browser
from tests.web.html import assert_sound
from tests.web.portal.sheet import Sheet, send

PAGE = "/forms/damage"
CHANGE = "/status/change"


class Spot(Form):
    """One place that was damaged."""

    where: str | None = ask("어디인가요?", en="Where?", public=True)
    photo: File = ask("사진", en="Photo", public=True, accept=("image/*",))


class Paper(Form):
    """One paper that says something of a person."""

    paper: Annotated[File, Personal] = ask("서류", en="Paper", purpose="확인")


class Damage(Form):
    """Several places that were damaged, on two pages."""

    spots: list[Spot] = ask(
        "장소", en="Places", each=Text(ko="장소", en="Place"), max_length=3, page=Text(ko="피해", en="Damage")
    )
    papers: list[Paper] = ask(
        "서류", en="Papers", each=Text(ko="서류", en="Paper"), default=[], page=Text(ko="피해", en="Damage")
    )
    phone: Phone = ask("전화번호", en="Phone", page=Text(ko="신청인", en="You"))


def city() -> App:
    """Declares the city."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    officer = app.role("road-officer", may={"petition.read", "petition.answer", "petition.reveal"})
    title = Text(ko="파손 신고", en="Damage")
    app.form("damage", title=title, by=officer, within=working_days(7), keep=years(5), unit="roads")(Damage)
    return app


class Own:
    """The open office, and the browser of a person who fills the form in."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.app = build(office)
        self.browser = Browser(self.app)
        self.receipt = self.key = ""
        with office.work(by=Actor.system("console")) as work:
            work.accounts.add("kim", password=PASSWORD)
            work.accounts.grant("kim", "road-officer", unit="roads")

    def begin(self, *, language: str = "en") -> httpx.Response:
        """Open the form."""
        return self.browser.get(f"{PAGE}?lang={language}")

    def go(self, page: httpx.Response, *files: tuple[str, str, bytes], **changed: Any) -> httpx.Response:
        """Post the page with what the person enters in it and the files that were chosen."""
        return send(self.browser, page, PAGE, *files, **changed)

    def two(self) -> httpx.Response:
        """Fill in two places with a photo each, and the phone; the check page."""
        first = self.go(
            self.begin(), ("spots.0.photo", "앞.jpg", photo()), form_step="add:spots", **{"spots.0.where": "정문"}
        )
        more = [("spots.1.photo", "뒤.jpg", photo(side=2)), ("papers.0.paper", "홍길동.txt", "진단".encode())]
        page = self.go(first, *more, **{"spots.1.where": "후문"})
        return self.go(page, phone="010-1234-5678")

    def file(self, check: httpx.Response) -> httpx.Response:
        """File what stands on the check page, and keep its number and key."""
        answer = self.go(check, form_step="file")
        assert answer.status_code == 303, answer.text
        receipt = self.browser.get(answer.headers["location"])
        self.receipt = str(receipt.url).rpartition("/")[2]
        self.key = receipt.text.partition("<code")[2].partition(">")[2].partition("<")[0].strip()
        return receipt

    def status(self) -> httpx.Response:
        """The progress page of the holder."""
        start = self.browser.get("/status?lang=en")
        return self.browser.send(start, "/status", {"receipt": self.receipt, "known": self.key})

    def rows(self) -> dict[str, store.Row]:
        """The files of the petition, by id."""
        with self.office.database.read() as conn:
            petition = self.office.forms.id_of(conn, self.receipt)
            assert petition is not None
            return {row["id"]: row for row in store.of_petition(conn, petition)}

    def kept(self) -> int:
        """How many files the storage has."""
        return len(list(self.office.storage.list("uploads")))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Own]:
    """The city, with a scanner that knows EICAR."""
    with open_office(city(), tmp_path) as office:
        office.files.scanner = Telling()
        yield Own(office)


def ids(page: httpx.Response, name: str, *, action: str = PAGE) -> list[str]:
    """The files that stand in a page for one question."""
    return Sheet(page, action).pairs.get(name, [])


def linked(page: httpx.Response) -> list[tuple[str, str]]:
    """The lines of the error summary: where each leads, which there is in the page, and what it says."""
    found = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', page.text)
    for target, _ in found:
        assert f'id="{target}"' in page.text, target
    return found


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_file_of_an_entry_is_kept_and_its_check_is_shown(own: Own, language: str) -> None:
    """With the button that adds an entry too; each entry has its own; the check page names them with their states."""
    page = own.begin(language=language)
    assert_sound(page, language=language)
    assert 'enctype="multipart/form-data"' in page.text
    first = own.go(page, ("spots.0.photo", "앞.jpg", photo()), form_step="add:spots")
    assert_sound(first, language=language)
    assert len(ids(first, "spots.0.photo")) == 1
    assert "앞.jpg" in first.text
    assert ("검사 중" if language == "ko" else "Being checked") in first.text
    own.office.run_due_tasks()
    second = own.go(first, ("spots.1.photo", "뒤.jpg", photo(side=2)))
    check = own.go(second, phone="010-1234-5678")
    assert check.status_code == 200
    assert_sound(check, language=language)
    said = "이상 없음" if language == "ko" else "nothing found"
    assert re.search(rf"앞\.jpg \([^)]*{said}[^)]*\)", check.text), check.text
    assert "뒤.jpg" in check.text
    assert len({*ids(check, "spots.0.photo"), *ids(check, "spots.1.photo")}) == 2


def test_what_is_missing_or_refused_leads_to_the_field_of_its_entry(own: Own) -> None:
    """The second of two; what was right in the first stays."""
    first = own.go(own.begin(), ("spots.0.photo", "앞.jpg", photo()), form_step="add:spots")
    missing = own.go(first, **{"spots.1.where": "후문"})
    assert missing.status_code == 422
    assert_sound(missing, language="en")
    assert [target for target, _ in linked(missing)] == ["q-spots.1.photo"]
    again = own.go(missing, ("spots.1.photo", "plan.pdf", pdf()), form_step="add:spots")
    assert again.status_code == 422
    ((target, words),) = linked(again)
    assert target == "q-spots.1.photo"
    assert "plan.pdf: This type is not taken" in words
    assert len(ids(again, "spots.0.photo")) == 1


def test_a_refused_file_keeps_an_entry_in_which_nothing_else_stands(own: Own) -> None:
    """It is told at that entry, which comes behind those in which something stands; the next press takes it away."""
    first = own.go(own.begin(), form_step="add:spots", **{"spots.0.where": "정문"})
    files = [("spots.0.photo", "앞.jpg", photo()), ("spots.1.photo", "plan.pdf", pdf())]
    more = own.go(own.go(first, form_step="add:spots", **{"spots.1.where": "후문"}), form_step="add:spots")
    assert "spots.2.where" in Sheet(more, PAGE).pairs
    told = own.go(more, *files, **{"spots.1.where": "", "spots.2.where": "옥상"})
    assert told.status_code == 422
    assert_sound(told, language="en")
    sheet = Sheet(told, PAGE).pairs
    assert [sheet[f"spots.{number}.where"] for number in range(3)] == [["정문"], ["옥상"], [""]]
    said = dict(linked(told))
    assert "plan.pdf" in said["q-spots.2.photo"]
    assert "plan.pdf" not in said["q-spots.1.photo"]
    after = own.go(told, ("spots.1.photo", "옥상.jpg", photo()))
    assert after.status_code == 200, linked(after)
    assert 'name="phone"' in after.text


def test_a_file_is_taken_off_and_an_entry_goes_with_its_files(own: Own) -> None:
    """The entries behind it move up with theirs; what was taken away is in the storage no more."""
    first = own.go(own.begin(), ("spots.0.photo", "앞.jpg", photo()), form_step="add:spots")
    second = own.go(first, ("spots.1.photo", "뒤.jpg", photo(side=2)), form_step="add:spots")
    (front,), (back,) = ids(second, "spots.0.photo"), ids(second, "spots.1.photo")
    assert own.kept() == 2
    unwanted = ("spots.0.photo", "another.jpg", photo(side=3))
    left = own.go(second, unwanted, form_step="remove:spots.0")
    assert left.status_code == 200
    assert_sound(left, language="en")
    assert ids(left, "spots.0.photo") == [back]
    assert ids(left, "spots.1.photo") == []
    assert "another.jpg" not in left.text
    assert own.kept() == 1
    with own.office.database.read() as conn:
        assert store.by_id(conn, front) is None
    off = own.go(left, **{"form-drop": f"spots.0.photo:{back}", "spots.0.where": "후문"})
    assert [target for target, _ in linked(off)] == ["q-spots.0.photo"]
    assert own.kept() == 0


def test_what_is_wrong_in_an_entry_goes_with_it(own: Own) -> None:
    """A refused file of the entry that is taken away is wrong no more, that of another is."""
    first = own.go(own.begin(), ("spots.0.photo", "앞.jpg", photo()), form_step="add:spots")
    gone = own.go(first, ("spots.1.photo", "plan.pdf", pdf()), form_step="remove:spots.1")
    assert (gone.status_code, linked(gone)) == (200, [])
    stays = own.go(first, ("spots.1.photo", "plan.pdf", pdf()), form_step="remove:spots.0")
    assert [target for target, _ in linked(stays)] == ["q-spots.0.photo"]


def test_eicar_in_an_entry_is_refused_and_shown(own: Own) -> None:
    """The entry says what was found, and has the file's box ticked; without it the petition is filed."""
    first = own.go(own.begin(), ("spots.0.photo", "앞.jpg", photo()), **{"spots.0.where": "정문"})
    page = own.go(first, form_step="back")
    bad = own.go(page, ("papers.0.paper", "letter.txt", EICAR))
    check = own.go(bad, phone="010-1234-5678")
    own.office.run_due_tasks()
    refused = own.go(check, form_step="file")
    assert refused.status_code == 422
    assert_sound(refused, language="en")
    ((target, words),) = linked(refused)
    assert target == "q-papers.0.paper"
    assert "letter.txt was harmful (Eicar-Test)" in words
    assert "form-drop" in Sheet(refused, PAGE).pairs
    good = own.go(refused)
    own.file(own.go(good) if 'name="phone"' in good.text else good)
    assert len(own.rows()) == 1


def test_saved_and_gone_on_with(own: Own) -> None:
    """The files of entries are there again, and one that was refused is told where the person saves."""
    first = own.go(own.begin(), ("spots.0.photo", "앞.jpg", photo()), form_step="add:spots")
    saved = own.go(first, ("spots.1.photo", "plan.pdf", pdf()), form_step="save")
    assert "plan.pdf" in saved.text
    link = re.search(r'value="(http[^"]*/unfinished/[^"]+)"', saved.text)
    assert link is not None
    own.browser = Browser(own.app)
    resume = own.browser.get(f"{link[1]}?lang=en")
    page = send(own.browser, resume, "/unfinished/resume")
    assert_sound(page, language="en")
    assert ids(page, "spots.0.photo") == ids(first, "spots.0.photo")
    assert "앞.jpg" in page.text
    own.file(own.go(own.go(page), phone="010-1234-5678"))
    assert len(own.rows()) == 1


def test_at_the_desk_and_for_the_holder_a_file_says_which_entry_it_is_for(own: Own) -> None:
    """Personal files are named to the holder only, and handed to an officer for a reason; each is the file itself."""
    own.file(own.two())
    own.office.run_due_tasks()
    paper = next(each for each, row in own.rows().items() if row["question"] == "papers.paper")
    officer = Browser(own.app)
    sign_in(officer, "kim")
    case = officer.get(f"/desk/petitions/{own.receipt}?lang=en")
    assert_sound(case, language="en")
    assert re.search(r"Place 1: Where\? 정문, Photo 앞\.jpg", case.text), case.text
    page = officer.get(f"/desk/petitions/{own.receipt}/files?lang=en")
    assert_sound(page, language="en")
    for words in ("Place 1 – Photo", "Place 2 – Photo", "앞.jpg", "뒤.jpg"):
        assert words in page.text
    assert "홍길동" not in case.text + page.text
    taken = officer.send(page, f"/desk/petitions/{own.receipt}/files/{paper}", {"reason": "현장 확인"})
    assert taken.content == "진단".encode()
    status = own.status()
    assert_sound(status, language="en")
    for words in ("Place 1 – Photo:", "Paper 1 – Paper:", "홍길동.txt"):
        assert words in status.text
    mine = own.browser.send(status, f"/receipts/{own.receipt}/files/{paper}", {"known": own.key})
    assert mine.content == "진단".encode()


def test_an_entry_is_changed_once_it_is_filed(own: Own) -> None:
    """The holder takes one entry away and adds another with its photo; what was handed in stays with the case."""
    own.file(own.two())
    own.office.run_due_tasks()
    status = own.status()
    listed = own.browser.send(status, CHANGE, {"receipt": own.receipt, "known": own.key})
    group = send(own.browser, listed, CHANGE, form_step="change:spots")
    (front,), (back,) = (ids(group, f"spots.{number}.photo", action=CHANGE) for number in (0, 1))
    less = send(own.browser, group, CHANGE, form_step="remove:spots.0")
    assert ids(less, "spots.0.photo", action=CHANGE) == [back]
    more = send(own.browser, less, CHANGE, form_step="add:spots")
    refused = send(own.browser, more, CHANGE, ("spots.1.photo", "plan.pdf", pdf()), form_step="add:spots")
    assert [target for target, _ in linked(refused)] == ["q-spots.1.photo"]
    compared = send(own.browser, refused, CHANGE, ("spots.1.photo", "옥상.jpg", photo()))
    assert_sound(compared, language="en")
    assert "옥상.jpg" in compared.text
    done = send(own.browser, compared, CHANGE, form_step="file")
    assert done.status_code == 200, done.text
    rows = own.rows()
    assert front in rows, "what was handed in stays"
    assert len(rows) == 4
    assert own.status().text.count("Place 1 – Photo:") == 1
    with own.office.look(by=Actor.system("console")) as work:
        spots = work.petitions.get(own.receipt).form.spots
    assert [spot.photo in rows for spot in spots] == [True, True]
    assert spots[0].photo == back


def test_the_record_of_a_closed_case_names_the_files_of_entries(own: Own) -> None:
    """As the answers have them: by id, in their entries; what the API says of an open case has the open ones."""
    own.file(own.two())
    console = Actor.system("console")
    named = {each: row["question"] for each, row in own.rows().items()}
    with own.office.look(by=console) as work:
        petition = work.petitions.get(own.receipt)
        shown = as_plain(petition.form)
    assert [named[spot["photo"]] for spot in shown["spots"]] == ["spots.photo"] * 2
    assert shown["papers"] == [{"paper": "****"}]
    with own.office.work(by=console) as work:
        work.petitions.withdraw(own.receipt, reason="전화로 알렸습니다.")
    own.office.run_due_tasks()
    with own.office.look(by=console) as work:
        answers = dossier(work, own.office.forms, petition.id).answers
    assert [named[spot["photo"]] for spot in answers["spots"]] == ["spots.photo"] * 2
    assert [named[each["paper"]] for each in answers["papers"]] == ["papers.paper"]
