"""Public petitions at the desk: published or not, watched, and signers seen with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.forms.public.folding import Folding
from egovframe.forms.public.tidying import ExpiringSigners
from egovframe.kernel.permissions import Actor
from tests.web.client import hidden
from tests.web.html import assert_sound
from tests.web.plaza import Plaza, open_plaza


@pytest.fixture
def plaza(tmp_path: Path) -> Iterator[Plaza]:
    """The city."""
    with open_plaza(tmp_path) as plaza:
        yield plaza


def test_published_from_the_list_of_what_waits(plaza: Plaza) -> None:
    """The list leads to what would be shown; publishing leads to the page that everybody sees."""
    receipt, kim = plaza.receive(), plaza.officer()
    listed = kim.get("/desk/public")
    assert_sound(listed, language="en")
    assert f"/desk/petitions/{receipt}/public" in listed.text
    assert f"/desk/petitions/{receipt}/public" in kim.get(f"/desk/petitions/{receipt}").text
    path = f"/desk/petitions/{receipt}/public"
    page = kim.get(path)
    assert_sound(page, language="en")
    assert "&lt;놀이터&gt;" in page.text
    assert "010-9876" not in page.text
    wrong = kim.send(page, f"{path}/publish", {"title": ""})
    assert wrong.status_code == 422
    assert_sound(wrong, language="en")
    done = kim.send(page, f"{path}/publish", {"title": "놀이터를 만들어 주세요"}, follow=True)
    assert_sound(done, language="en")
    assert "The petition is public now" in done.text
    assert "놀이터를 만들어 주세요" in plaza.browser().get("/petitions").text
    assert kim.send(page, f"{path}/publish", {"title": "또"}).status_code == 409


def test_a_number_in_the_title_has_to_be_looked_through(plaza: Plaza) -> None:
    """The box is asked for beside its field, and what was typed stays."""
    receipt, kim = plaza.receive(), plaza.officer()
    path = f"/desk/petitions/{receipt}/public"
    answer = kim.send(kim.get(path), f"{path}/publish", {"title": "010-1234-5678"})
    assert answer.status_code == 422
    assert '<a href="#publish-checked">' in answer.text
    assert 'value="010-1234-5678"' in answer.text
    assert kim.send(answer, f"{path}/publish", {"title": "010-1234-5678", "checked": "yes"}).status_code == 303


def test_a_text_that_changed_meanwhile_is_shown_anew(plaza: Plaza) -> None:
    """Nothing is published, the title that was typed stays, and that it was looked through is to be said again."""
    filed, kim = plaza.file(), plaza.officer()
    receipt = filed.petition.receipt
    path = f"/desk/petitions/{receipt}/public"
    page = kim.get(path)
    with plaza.office.work(by=Actor.visitor()) as work:
        work.petitions.holder(receipt, filed.key)
        work.petitions.amend(receipt, {"content": "홍길동에게 전화 주십시오."})
    answer = kim.send(page, f"{path}/publish", {"title": "놀이터를 만들자", "checked": "yes"})
    assert answer.status_code == 409
    assert_sound(answer, language="en")
    assert "The petition was changed while you read it." in answer.text
    assert "홍길동에게 전화 주십시오." in answer.text
    assert 'value="놀이터를 만들자"' in answer.text
    assert "checked>" not in answer.text
    assert "놀이터를 만들자" not in plaza.browser().get("/petitions").text
    bare = {name: value for name, value in hidden(answer).items() if name != "seen"}
    assert kim.post(f"{path}/publish", {**bare, "title": "놀이터를 만들자"}).status_code == 409
    assert kim.send(answer, f"{path}/publish", {"title": "놀이터를 만들자"}).status_code == 303


def test_refused_with_ground_reasons_and_remedies(plaza: Plaza) -> None:
    """All that is missing is said at once; then the page shows what was decided, and nobody finds the petition."""
    receipt, kim = plaza.receive(), plaza.officer()
    path = f"/desk/petitions/{receipt}/public"
    page = kim.get(path)
    wrong = kim.send(page, f"{path}/refuse", {"ground": "", "reason": "", "remedy": ""})
    assert wrong.status_code == 422
    assert_sound(wrong, language="en")
    said = {"ground": "unfit", "reason": "공정한 처리에 지장이 있습니다.", "remedy": ""}
    done = kim.send(page, f"{path}/refuse", said, follow=True)
    assert_sound(done, language="en")
    assert "공정한 처리에 지장이 있습니다." in done.text
    assert "시행령 제9조제2호" in done.text
    assert receipt not in kim.get("/desk/public").text


def test_signers_are_masked_and_one_is_seen_with_a_reason(plaza: Plaza) -> None:
    """Listing is asked for; a name needs a reason; an answer that is due stands in the list."""
    for number, name in enumerate(("홍길동", "성춘향")):
        with plaza.office.work(by=Actor("citizen", f"c-{number}", name, assurance=1)) as work:
            work.public.signing.sign(plaza.id)
    Folding(plaza.office)()
    kim, path = plaza.officer(), f"/desk/petitions/{plaza.receipt()}/public"
    assert "홍*동" not in kim.get(path).text
    page = kim.get(f"{path}?signers=yes")
    assert_sound(page, language="en")
    assert "홍*동" in page.text
    assert "홍길동" not in page.text
    chosen = page.text.split('<option value="')[2].split('"')[0]
    wrong = kim.send(page, f"{path}/reveal", {"signer": chosen, "reason": " "})
    assert wrong.status_code == 422
    seen = kim.send(page, f"{path}/reveal", {"signer": chosen, "reason": "중복 확인"})
    assert "Shown this once: 홍길동" in seen.text
    assert "An answer is due" in kim.get("/desk/public").text
    case = kim.get(f"/desk/petitions/{plaza.receipt()}")
    assert_sound(case, language="en")
    assert "Answer due by" in case.text


def test_who_may(plaza: Plaza) -> None:
    """Not the citizen; not an officer of another office's unit."""
    path = f"/desk/petitions/{plaza.receipt()}/public"
    assert plaza.resident().get("/desk/public").status_code == 403
    assert plaza.browser().get(path).status_code == 303


def test_erased_signers_are_not_listed(plaza: Plaza) -> None:
    """The page says so, also where the list is asked for."""
    path = f"/desk/petitions/{plaza.receipt()}/public"
    for days in (60, 1, 100):
        plaza.clock.forward(days=days)
        Folding(plaza.office)()
    assert ExpiringSigners(plaza.office)() == 1
    kim = plaza.officer("lee")
    page = kim.get(f"{path}?signers=yes")
    assert page.status_code == 200
    assert "Names and addresses were erased" in page.text


def test_a_decided_petition_says_that_it_is_published_no_more(plaza: Plaza) -> None:
    """Instead of a form that would be typed into for nothing."""
    receipt, kim = plaza.receive(), plaza.officer()
    with plaza.office.work(by=Actor.system("console")) as work:
        work.petitions.answer(receipt, "만들겠습니다.")
    page = kim.get(f"/desk/petitions/{receipt}/public")
    assert_sound(page, language="en")
    assert "Only petitions that are open can be" in page.text
    assert 'name="title"' not in page.text
    assert "What becomes public" not in page.text
