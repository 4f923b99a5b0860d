"""Results that did not reach the applicant, at the desk."""

from __future__ import annotations

import pytest

from egovframe.kernel.permissions import Actor
from tests.web.desk.hall import CONSOLE, Hall
from tests.web.html import assert_sound

PAGE = "/desk/notices"


def decided(hall: Hall, *, state: str = "returned", form: str = "pothole") -> str:
    """A petition whose result was sent and came to this."""
    answers = {} if form == "pothole" else {"title": "더 많은 나무"}
    receipt = hall.petition(form, **answers)
    with hall.office.work(by=CONSOLE) as work:
        work.petitions.answer(receipt, "고쳤습니다.")
    hall.office.run_due_tasks()
    with hall.office.work(by=CONSOLE) as work:
        petition = work.petitions.get(receipt)
        notice = work.notices.of(petition)[-1]
        if notice.state != state:
            work.petitions.dispatch.left_again(
                petition.id, notice.id, channel="mail", state=state, task=f"other {receipt}"
            )
    return receipt


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_decided_case_whose_result_came_back_is_listed(hall: Hall, language: str) -> None:
    """With what became of the notice; one that arrived is not; without JavaScript, in both languages."""
    lost, arrived = decided(hall), decided(hall, state="sent")
    officer = hall.officer("kim", "road-officer")
    page = officer.get(f"{PAGE}?lang={language}")
    assert_sound(page, language=language)
    assert lost in page.text
    assert arrived not in page.text
    assert {"ko": "되돌아왔습니다", "en": "Came back"}[language] in page.text
    assert lost not in officer.get("/desk").text


def test_it_is_sent_again_from_the_list(hall: Hall) -> None:
    """By another way; once it left, it is no longer listed, and the case says so."""
    receipt = decided(hall, state="undeliverable")
    officer = hall.officer("kim", "road-officer")
    page = officer.get(PAGE)
    (action,) = {part.partition('"')[0] for part in page.text.split('action="') if "/again" in part.partition('"')[0]}
    done = officer.send(page, action, {"way": "post"}, follow=True)
    assert "The notice is sent again" in done.text
    assert receipt in done.text
    empty = officer.get(PAGE)
    assert receipt not in empty.text
    assert "Every result of your units reached its applicant." in empty.text


def test_each_sees_what_is_theirs(hall: Hall) -> None:
    """Another unit's is not listed; a reader is led to the case; without the permission the page is not there."""
    receipt = decided(hall)
    assert receipt not in hall.officer("park", "road-officer", unit="parks").get(PAGE).text
    reader = hall.officer("lee", "reader").get(PAGE)
    assert f'href="/desk/petitions/{receipt}#s-notices"' in reader.text
    assert "/again" not in reader.text
    assert hall.officer("choi", "counter").get(PAGE).status_code == 403


def test_by_kind_and_page_by_page(hall: Hall) -> None:
    """The newest first, as many as a page has; nonsense in the address changes nothing."""
    older, newer, other = decided(hall), decided(hall), decided(hall, form="suggestion")
    with hall.office.look(by=Actor.system("console")) as work:
        first = work.notices.lost_results(form="pothole", limit=1)
    everywhere = hall.officer("root", "road-officer", unit=None)
    shown = everywhere.get(f"{PAGE}?form=pothole").text
    assert shown.index(newer) < shown.index(older)
    assert other not in shown
    following = everywhere.get(f"{PAGE}?form=pothole&after={first.next}")
    assert_sound(following, language="en")
    assert older in following.text
    assert newer not in following.text
    assert everywhere.get(f"{PAGE}?form=z&after=%00nothing").status_code == 200
    empty = everywhere.get(f"{PAGE}?form=pothole&after=0")
    assert "Nothing here under these conditions." in empty.text
