"""Changing what was filed on the form's own pages, and answering a supplement with changed answers and files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from egovframe import App, Form, ask
from egovframe.forms import Phone, cosigners, working_days
from egovframe.forms.personal import File
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.records import years
from egovframe.testing import SetClock, open_office
from egovframe.web import build
from egovframe.web.portal import changing
from tests.forms.uploads.samples import photo
from tests.web.account.people import PASSWORD, sign_in
from tests.web.client import Browser
from tests.web.html import assert_sound
from tests.web.portal.sheet import send

CHANGE = "/status/change"
CONSOLE = Actor.system("console")


class Thing(Form):
    """One thing that was broken."""

    what: str = ask("무엇인가요?", en="What is it?")
    price: int = ask("수리비", en="Cost", ge=0)


class Damage(Form):
    """Tell us what was broken."""

    where: str = ask("어디인가요?", en="Where is it?", public=True, page=Text(ko="장소", en="Place"))
    hurt: bool = ask("다친 사람이 있나요?", en="Was anybody hurt?", page=Text(ko="장소", en="Place"))
    how: str | None = ask("어떻게 다쳤나요?", en="How?", when={"var": "hurt"}, page=Text(ko="장소", en="Place"))
    things: list[Thing] = ask("물건", en="Things", each=Text(ko="물건", en="Thing"), page=Text(ko="물건", en="Things"))
    total: int = ask(
        "합계",
        en="Total",
        computed={"sum": [{"map": [{"var": "things"}, {"var": "price"}]}]},
        page=Text(ko="물건", en="Things"),
    )
    photos: list[File] = ask("사진", en="Photos", default=[], page=Text(ko="물건", en="Things"), accept=("image/*",))
    note: str | None = ask("덧붙일 말", en="Anything else?", page=Text(ko="신청인", en="You"))
    phone: Phone = ask("전화번호", en="Phone", page=Text(ko="신청인", en="You"))


class Other(Form):
    """Tell us what was broken, in fewer words."""

    place: str = ask("장소", en="Place", public=True)


def city(form: type[Form] = Damage) -> App:
    """Declares the city, with its form as it is now."""
    app = App(Text(ko="하늘시", en="Haneul City"))
    app.unit("roads", title=Text(ko="도로과", en="Roads"))
    officer = app.role("road-officer", may={"petition.read", "petition.answer"})
    app.form(
        "damage",
        title=Text(ko="파손 신고", en="Damage"),
        by=officer,
        within=working_days(7),
        keep=years(5),
        unit="roads",
        cosigners=cosigners(at_most=3),
    )(form)
    return app


class Own:
    """An open office with one petition, and its holder's browser."""

    def __init__(self, office: Office, clock: SetClock, *, by: Actor | None = None) -> None:
        self.office = office
        self.clock = clock
        self.browser = Browser(build(office))
        with office.work(by=by or Actor.visitor()) as work:
            waiting = work.uploads.receive("damage", "photos", name="길.jpg", file=_file(photo()))
        answers = {
            "where": "중앙로 12\n둘째 줄",
            "hurt": False,
            "things": [{"what": "타이어", "price": 90_000}],
            "photos": [waiting.id],
            "phone": "010-1234-5678",
        }
        with office.work(by=by or Actor.visitor()) as work:
            filed = work.petitions.submit("damage", answers)
        office.run_due_tasks()
        self.receipt, self.key = filed.petition.receipt, filed.key

    def status(self, *, known: str | None = None, language: str = "en") -> httpx.Response:
        """The progress page."""
        start = self.browser.get(f"/status?lang={language}")
        return self.browser.send(
            start, "/status", {"receipt": self.receipt, "known": self.key if known is None else known}
        )

    def begin(self, *, language: str = "en", **more: str) -> httpx.Response:
        """Press the button on the progress page."""
        page = self.status(language=language)
        return self.browser.send(page, CHANGE, {"receipt": self.receipt, "known": self.key, **more})

    def go(self, page: httpx.Response, *files: tuple[str, str, bytes], **changed: Any) -> httpx.Response:
        """Post the page with what changes in it."""
        return send(self.browser, page, CHANGE, *files, **changed)

    def ask(self, text: str = "사진을 더 내 주세요.") -> None:
        """Let the office ask for a supplement."""
        with self.office.work(by=CONSOLE) as work:
            work.petitions.ask_supplement(self.receipt, text, days=5)
        self.office.run_due_tasks()

    def petition(self) -> Any:
        """The petition as its holder sees it."""
        with self.office.look(by=Actor.visitor()) as work:
            return work.petitions.holder(self.receipt, self.key)

    def facts(self, action: str) -> list[Any]:
        """The facts of an action, the newest first."""
        self.office.seal()
        return self.office.trail.search(action=action)


def _file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


@pytest.fixture
def clock() -> SetClock:
    """The clock."""
    return SetClock()


@pytest.fixture
def own(tmp_path: Path, clock: SetClock) -> Iterator[Own]:
    """A petition that was just received."""
    with open_office(city(), tmp_path, clock=clock) as office:
        yield Own(office, clock)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_of_it_is_sound_in_both_languages(own: Own, language: str) -> None:
    """All answers, a page of the form with a fault, what changes, and a supplement."""
    assert_sound(own.status(language=language), language=language)
    listed = own.begin(language=language)
    assert_sound(listed, language=language)
    form = own.go(listed, form_step="change:phone")
    assert_sound(form, language=language)
    wrong = own.go(form, phone="없음")
    assert wrong.status_code == 422
    assert_sound(wrong, language=language)
    changed = own.go(wrong, phone="010-8765-4321")
    assert_sound(changed, language=language)
    own.ask()
    assert_sound(own.status(language=language), language=language)
    supplement = own.begin(language=language, text="보냅니다", **{"form-for": "supplement"})
    assert_sound(supplement, language=language)
    empty = own.go(supplement, form_step="file", form_text=" ")
    assert empty.status_code == 422
    assert_sound(empty, language=language)


def test_law_22_2_answers_are_changed_until_decided(own: Own) -> None:
    """The page says what changes, from what to what; the fact names the fields and holds no value."""
    listed = own.begin()
    assert "Nothing so far" in listed.text
    assert 'value="file"' not in listed.text
    form = own.go(listed, form_step="change:where")
    assert "중앙로 12\n둘째 줄" in form.text
    assert 'value="save"' not in form.text
    changed = own.go(form, where="하늘로 7", hurt="yes", how="")
    assert 'name="how"' in changed.text
    changed = own.go(changed, how="넘어졌습니다")
    assert "What changes" in changed.text
    assert all(words in changed.text for words in ("중앙로 12", "하늘로 7", "넘어졌습니다"))
    assert own.petition().form.where.startswith("중앙로")
    done = own.go(changed, form_step="file")
    assert done.status_code == 200
    assert "We have your changes" in done.text
    form_now = own.petition().form
    assert (form_now.where, form_now.hurt, form_now.how) == ("하늘로 7", True, "넘어졌습니다")
    assert (form_now.things[0].what, form_now.phone) == ("타이어", "010-1234-5678")
    (fact,) = own.facts("petition.amended")
    assert fact["details"]["fields"] == ["how", "hurt", "where"]
    assert "하늘로" not in str(fact)


def test_entries_and_files_are_added_and_taken_off(own: Own) -> None:
    """The sum is worked out anew; a file that is taken off stays with the case, because it was handed in."""
    form = own.go(own.begin(), form_step="change:things")
    assert "길.jpg" in form.text
    more = own.go(form, form_step="add:things")
    first = own.petition().form.photos[0]
    changed = own.go(
        more,
        ("photos", "새길.jpg", photo(size=(32, 32))),
        **{"things.1.what": "휠", "things.1.price": "10000", "form-drop": f"photos:{first}"},
    )
    assert all(words in changed.text for words in ("새길.jpg", "길.jpg", "100000"))
    done = own.go(changed, form_step="file")
    assert "We have your changes" in done.text
    now = own.petition().form
    assert [each.what for each in now.things] == ["타이어", "휠"]
    assert now.total == 100_000
    assert len(now.photos) == 1
    assert now.photos != [first]
    assert own.facts("petition.amended")[0]["details"]["fields"] == ["photos", "things", "total"]
    own.office.run_due_tasks()
    with own.office.look(by=CONSOLE) as work:
        assert {each.name for each in work.uploads.of(work.petitions.get(own.receipt))} == {"길.jpg", "새길.jpg"}
    assert own.office.verify().findings == []


def test_a_supplement_goes_with_changed_answers_and_files(own: Own) -> None:
    """What was typed on the progress page comes along; the answer, the files and the words are one step."""
    own.ask("사진과 전화번호를 확인해 주세요.")
    page = own.status()
    assert 'formaction="/status/change"' in page.text
    listed = own.begin(text="사진을\n보냅니다", **{"form-for": "supplement"})
    assert "사진과 전화번호를 확인해 주세요." in listed.text
    assert "사진을\n보냅니다" in listed.text
    form = own.go(listed, form_step="change:photos")
    changed = own.go(form, ("photos", "더.jpg", photo(size=(32, 32))))
    assert "사진을\n보냅니다" in changed.text
    done = own.go(changed, form_step="file")
    assert "We have your supplement" in done.text
    assert len(own.petition().form.photos) == 2
    (fact,) = own.facts("petition.supplemented")
    assert fact["details"]["fields"] == ["photos"]
    assert own.facts("petition.amended") == []
    with own.office.look(by=CONSOLE) as work:
        petition = work.petitions.get(own.receipt)
        assert petition.held is None
        assert work.petitions.course(petition)[-1].said["text"].replace("\r\n", "\n") == "사진을\n보냅니다"


def test_a_supplement_may_be_words_alone_or_answers_alone(own: Own) -> None:
    """Neither is refused with the question, and nothing is lost."""
    own.ask()
    listed = own.begin(**{"form-for": "supplement"})
    empty = own.go(listed, form_step="file")
    assert empty.status_code == 422
    assert 'href="#form-text"' in empty.text
    form = own.go(empty, form_step="change:note")
    changed = own.go(form, note="덧붙입니다")
    assert "We have your supplement" in own.go(changed, form_step="file").text
    assert own.petition().form.note == "덧붙입니다"


def test_nothing_is_lost_where_something_is_wrong(own: Own) -> None:
    """A wrong answer and a wrong file stand at their fields, with all else as it was entered."""
    own.ask()
    listed = own.begin(text="보냅니다", **{"form-for": "supplement"})
    form = own.go(own.go(listed, form_step="change:where"), where="하늘로 7", form_step="back")
    assert "하늘로 7" in form.text
    form = own.go(form, form_step="change:photos")
    wrong = own.go(form, ("photos", "글.txt", b"no picture\n"), ("photos", "더.jpg", photo(size=(32, 32))))
    assert wrong.status_code == 422
    assert "더.jpg" in wrong.text
    changed = own.go(wrong)
    assert all(words in changed.text for words in ("하늘로 7", "더.jpg", "보냅니다"))
    form = own.go(own.go(changed, form_step="change:phone"), phone="")
    assert form.status_code == 422
    done = own.go(own.go(form, phone="010-1234-5678"), form_step="file")
    assert "We have your supplement" in done.text
    assert (own.petition().form.where, len(own.petition().form.photos)) == ("하늘로 7", 2)


def test_what_changed_meanwhile_is_shown_before_anything_is_handed_in(own: Own) -> None:
    """Two windows: the second one says that the petition moved on, and hands in only when asked again."""
    first = own.go(own.go(own.begin(), form_step="change:note"), note="하나")
    second = own.go(own.go(own.begin(), form_step="change:note"), note="둘")
    own.go(first, form_step="file")
    moved = own.go(second, form_step="file")
    assert moved.status_code == 409
    assert "changed meanwhile" in moved.text
    assert own.petition().form.note == "하나"
    assert "We have your changes" in own.go(moved, form_step="file").text
    assert own.petition().form.note == "둘"
    again = own.go(moved, form_step="file")
    assert again.status_code == 409
    assert len(own.facts("petition.amended")) == 2


@pytest.mark.parametrize("supplementing", [False, True])
def test_what_is_changed_at_the_very_moment_is_not_lost(
    own: Own, monkeypatch: pytest.MonkeyPatch, *, supplementing: bool
) -> None:
    """Between looking at the answers and writing them somebody else changes them: theirs are shown first."""
    more = {"form-for": "supplement"} if supplementing else {}
    if supplementing:
        own.ask()
    looked = changing._standing
    between: list[Callable[[], None]] = []

    def and_then_others_write(page: Any, handed: Any) -> Any:
        found = looked(page, handed)
        if between:
            between.pop()()
        return found

    def write() -> None:
        with own.office.work(by=Actor.visitor()) as work:
            work.petitions.holder(own.receipt, own.key)
            work.petitions.amend(own.receipt, {"note": "하나"})

    mine = own.go(own.go(own.begin(**more), form_step="change:note"), note="둘")
    monkeypatch.setattr(changing, "_standing", and_then_others_write)
    between.append(write)
    moved = own.go(mine, form_step="file")
    assert moved.status_code == 409
    assert own.petition().form.note == "하나"
    assert "changed meanwhile" in moved.text
    assert own.go(moved, form_step="file").status_code == 200
    assert own.petition().form.note == "둘"


def test_a_decided_petition_is_not_changed(own: Own) -> None:
    """The progress page comes with the words that could not be handed in."""
    own.ask()
    changed = own.go(
        own.go(own.begin(text="긴 글", **{"form-for": "supplement"}), form_step="change:note"), note="하나"
    )
    with own.office.work(by=Actor.visitor()) as work:
        work.petitions.holder(own.receipt, own.key)
        work.petitions.withdraw(own.receipt, "")
    late = own.go(changed, form_step="file")
    assert late.status_code == 409
    assert "긴 글" in late.text
    assert own.begin().status_code == 409
    assert 'action="/status/change"' not in own.status().text


def test_only_the_holder_changes_it(own: Own) -> None:
    """Four digits of the phone show the petition, and no way to change it; a stranger's key opens nothing."""
    assert 'action="/status/change"' not in own.status(known="5678").text
    for known in ("5678", "wrong-key"):
        refused = own.begin(known=known)
        assert refused.status_code == 422
        assert "중앙로" not in refused.text
    assert own.browser.get(CHANGE).headers["location"] == "/status"


def test_files_of_others_are_nobodys(own: Own) -> None:
    """An id of a file that is part of another petition is refused at its field."""
    with own.office.work(by=Actor.visitor()) as work:
        other = work.uploads.receive("damage", "photos", name="남.jpg", file=_file(photo())).id
    with own.office.work(by=Actor.visitor()) as work:
        answers = {"where": "1", "hurt": False, "things": [], "phone": "010-2222-3333", "photos": [other]}
        work.petitions.submit("damage", {**answers, "things": [{"what": "휠", "price": 1}]})
    refused = own.go(own.begin(), photos=[other])
    assert refused.status_code == 422
    assert "남.jpg" not in refused.text


def test_it_is_changed_in_the_version_it_was_filed_in(tmp_path: Path, clock: SetClock) -> None:
    """The city asks otherwise by now; the petition's own questions stay."""
    with open_office(city(), tmp_path, clock=clock) as office:
        first = Own(office, clock)
        receipt, key = first.receipt, first.key
    with open_office(city(Other), tmp_path, clock=clock) as office:
        own = Own.__new__(Own)
        own.office, own.clock, own.browser = office, clock, Browser(build(office))
        own.receipt, own.key = receipt, key
        form = own.go(own.begin(), form_step="change:note")
        assert "Anything else?" in form.text
        done = own.go(own.go(form, note="덧붙입니다"), form_step="file")
        assert "We have your changes" in done.text
        assert own.petition().form.note == "덧붙입니다"


def test_an_account_changes_its_own_without_a_key(own: Own) -> None:
    """Signed in as who filed it, the number is enough."""
    with own.office.work(by=CONSOLE) as work:
        account = work.accounts.add("hong", password=PASSWORD, kind="citizen")
    own = Own(own.office, own.clock, by=Actor("citizen", account.id, "hong", assurance=1))
    sign_in(own.browser, "hong")
    own.key = ""
    form = own.go(own.begin(), form_step="change:note")
    done = own.go(own.go(form, note="덧붙입니다"), form_step="file")
    assert "We have your changes" in done.text


def test_co_signers_are_spoken_of(own: Own) -> None:
    """Whoever changes a signed petition is told that it is signed as it was."""
    with own.office.work(by=Actor.visitor()) as work:
        key = work.cosigners.invite(work.petitions.holder(own.receipt, own.key)).key
    with own.office.work(by=Actor.visitor()) as work:
        work.cosigners.sign(key, "장보고")
    listed = own.begin()
    assert "has signed the text" not in listed.text
    changed = own.go(own.go(listed, form_step="change:note"), note="덧붙입니다")
    assert "1 co-signer has signed the text" in changed.text
