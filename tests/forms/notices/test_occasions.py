"""Each duty to write, by its article: the step is taken at the desk, and the paper that leaves says what it must."""

from __future__ import annotations

from egovframe.forms.builtin.kr_papers import PAPERS
from egovframe.forms.interfaces import Message
from egovframe.forms.notices.occasions import DECIDING, OCCASIONS
from egovframe.forms.notices.service import Notices
from tests.forms.desk import OFFICER, SYSTEM, VISITOR, Desk
from tests.forms.notices.test_following import ANSWERS, through


def sent(desk: Desk, take: str, *words: str, **more: object) -> Message:
    """Takes one step on a new petition and gives the one message that leaves for it."""
    channel = through(desk)
    receipt = desk.submit(answers=ANSWERS).petition.receipt
    with desk.work(OFFICER) as work:
        getattr(desk.at(work), take)(receipt, *words, **more)
    desk.run_due_tasks()
    (message,) = channel.sent
    return message


def test_article_24_a_request_for_a_supplement_says_what_and_until_when(small_desk: Desk) -> None:
    """What is missing, the last day, and that more time can be had."""
    message = sent(small_desk, "ask_supplement", "사진을 보내 주세요.", days=7)
    assert message.kind == "supplement"
    for words in ("사진을 보내 주세요.", "기한: 2026-09-", "회차: 1", "두 번까지 연장", "담당자: Kim"):
        assert words in message.text


def test_article_21_2_an_extension_is_told_with_its_reason_and_new_date(small_desk: Desk) -> None:
    """Why, by how much, and the day on which it is due then."""
    message = sent(small_desk, "extend", "3d", "현장 조사가 길어집니다.")
    assert message.kind == "extension"
    for words in ("현장 조사가 길어집니다.", "연장 기간: 3일", "처리 기한: 2026-10-", "시행령 제21조제1항"):
        assert words in message.text


def test_article_13_3_a_transfer_to_another_body_is_told(small_desk: Desk) -> None:
    """To which body and why; the case is closed then."""
    message = sent(small_desk, "transfer_out", "국토교통부", "국도는 국토교통부 소관입니다.")
    assert message.kind == "transfer"
    for words in ("이송받은 기관: 국토교통부", "국도는 국토교통부 소관입니다."):
        assert words in message.text


def test_article_23_progress_is_told_every_30_days(small_desk: Desk) -> None:
    """With how it stands and by when it is due, and again after 30 more."""
    desk = small_desk
    channel = through(desk)
    desk.submit(answers=ANSWERS)
    for _ in range(2):
        desk.time.forward(days=31)
        with desk.work(SYSTEM) as work:
            desk.at(work).tick()
        desk.run_due_tasks()
    told = [message for message in channel.sent if message.kind == "progress"]
    assert [f"회차: {nth}" in message.text for nth, message in enumerate(told, start=1)] == [True, True]
    assert all("처리 상황: " in message.text for message in told)


def test_article_28_2_an_overdue_case_is_put_before_the_unit_alone(small_desk: Desk) -> None:
    """The reminder (별지 제7호) goes to nobody's mailbox; officers see it with the case, the holder does not."""
    desk = small_desk
    channel = through(desk)
    submission = desk.submit(answers=ANSWERS)
    desk.time.forward(days=20)
    with desk.work(SYSTEM) as work:
        desk.at(work).tick()
    desk.run_due_tasks()
    assert [message.kind for message in channel.sent] == []
    receipt = submission.petition.receipt
    with desk.look(OFFICER) as work:
        (notice,) = Notices(work, desk.forms).of(desk.at(work).get(receipt))
        paper = Notices(work, desk.forms).paper(desk.at(work).get(receipt), notice.paper or "")
    assert (notice.kind, notice.state, paper.number) == ("reminder", "at_desk", 7)
    with desk.look(VISITOR) as work:
        assert Notices(work, desk.forms).of(desk.at(work).holder(receipt, submission.key)) == ()


def test_article_40_2_a_decision_on_an_objection_says_outcome_and_reasons(small_desk: Desk) -> None:
    """After the refusal was told and objected to; the case is closed again once it was told."""
    desk = small_desk
    channel = through(desk)
    submission = desk.submit(answers=ANSWERS)
    receipt = submission.petition.receipt
    with desk.work(OFFICER) as work:
        desk.at(work).refuse(receipt, "사유지입니다.", basis="도로법 제33조", remedy="행정심판")
    desk.run_due_tasks()
    with desk.work(VISITOR) as work:
        desk.at(work).holder(receipt, submission.key)
        desk.at(work).file_objection(receipt, "공유지입니다.")
    with desk.work(OFFICER) as work:
        desk.at(work).grant_objection(receipt, "공유지가 맞습니다. 고치겠습니다.")
    desk.run_due_tasks()
    assert [message.kind for message in channel.sent] == ["refusal", "objection-result"]
    for words in ("처리 결과: 인용", "공유지가 맞습니다.", "행정심판이나 행정소송"):
        assert words in channel.sent[-1].text
    with desk.look(OFFICER) as work:
        assert desk.at(work).get(receipt).state == "closed"


def test_every_occasion_has_its_paper() -> None:
    """No kind is misspelt, and no event has two followers of one name."""
    assert {occasion.kind for occasion in OCCASIONS} - {""} <= set(PAPERS)
    assert set(DECIDING.values()) <= set(PAPERS)
    assert len({(occasion.event, occasion.follower) for occasion in OCCASIONS}) == len(OCCASIONS)
