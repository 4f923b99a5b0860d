"""The office's own words for its notices: checked, put in force, kept for ever, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from egovframe.forms.notices import store as papers
from egovframe.forms.store import notices_of
from egovframe.forms.wordings.service import Wordings, languages_of
from egovframe.kernel.errors import Conflict, Invalid, NotFound
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from tests.forms.desk import OFFICER, POTHOLE, Desk

WRITER = Actor("officer", "w-1", "Han", holds={"notice.word": EVERYWHERE})
OF_ROADS = Actor("officer", "w-2", "Yoon", holds={"notice.word": frozenset({"roads"})})
REFUSAL = "안타깝게도 들어드리지 못합니다.\n\n# 까닭\n{{reason}}\n\n# 근거 법령\n{{basis}}\n\n# 다투는 방법\n{{remedy}}"
SUBJECT = "{{office}}에서 알려 드립니다 ({{receipt}})"


def publish(desk: Desk, by: Actor = WRITER, **changes: object) -> int:
    """Put words for a refusal in Korean in force; return their version."""
    said = {"subject": SUBJECT, "body": REFUSAL, **changes}
    with desk.work(by) as work:
        return Wordings(work, desk.forms).publish("refusal", "ko", **said).version  # type: ignore[arg-type]


def refused(desk: Desk) -> tuple[str, str]:
    """Refuse a petition and have its notice written: subject and text as they were kept."""
    receipt = desk.submit(answers={**POTHOLE, "email": "a@example.com"}).petition.receipt
    with desk.work(OFFICER) as work:
        desk.at(work).refuse(receipt, "사유지입니다.", basis="도로법 제33조", remedy="행정심판")
    desk.run_due_tasks()
    return receipt, read(desk, receipt)


def read(desk: Desk, receipt: str) -> str:
    """The paper of a petition as it was kept, its version and its words."""
    with desk.look(OFFICER) as work:
        petitions = desk.at(work)
        petition = petitions.get(receipt)
        (row,) = notices_of(work.conn, petition.id)
        kept = papers.paper(work.conn, petition.id, row["paper"])
        assert kept is not None
        paper = petitions.case.written(petition.id, kept["id"], kept["content"])
        assert kept["template"] == paper.template
        return f"{paper.template}|{paper.subject}|{paper.text()}"


def test_a_notice_is_written_with_the_words_in_force_and_keeps_them(desk: Desk) -> None:
    """The paper names its version; a later version changes nothing of it."""
    assert publish(desk) == 1
    receipt, paper = refused(desk)
    assert paper.startswith(f"1|Haneul City에서 알려 드립니다 ({receipt})|안타깝게도")
    for words in (
        "까닭\n사유지입니다.",
        "도로법 제33조",
        "행정심판",
        "담당 부서: 도로과",
        "담당자: Kim",
        "연락처: 02-120",
    ):
        assert words in paper
    desk.time.forward(minutes=1)
    assert publish(desk, body=REFUSAL.replace("안타깝게도", "죄송하지만")) == 2
    assert read(desk, receipt) == paper
    assert refused(desk)[1].startswith("2|")


def test_other_languages_and_units_keep_their_own(desk: Desk) -> None:
    """Words of a unit come before those of the office, in that unit and language alone."""
    publish(desk, by=OF_ROADS, unit="roads", body="도로과입니다.\n\n" + REFUSAL)
    assert "도로과입니다." in refused(desk)[1]
    with desk.look(WRITER) as work:
        wordings = Wordings(work, desk.forms)
        assert "도로과입니다." not in wordings.current("refusal", "ko").body
        assert wordings.current("refusal", "ko", unit="roads").version == 1
        assert wordings.current("refusal", "en", unit="roads").version == 0


def test_words_may_count_from_a_later_day(desk: Desk) -> None:
    """Until then notices are written as before."""
    publish(desk, effective=desk.time.now() + timedelta(days=3))
    assert refused(desk)[1].startswith("0|")
    desk.time.forward(days=3, minutes=1)
    assert refused(desk)[1].startswith("1|")


def test_going_back_ends_what_was_and_what_was_to_come(desk: Desk) -> None:
    """The unit goes back to the office's words, the office to those that came with the paper."""
    publish(desk)
    publish(desk, by=OF_ROADS, unit="roads", body="도로과입니다.\n\n" + REFUSAL)
    publish(desk, by=OF_ROADS, unit="roads", body="곧\n\n" + REFUSAL, effective=desk.time.now() + timedelta(days=1))
    desk.time.forward(minutes=1)
    with desk.work(OF_ROADS) as work:
        assert Wordings(work, desk.forms).withdraw("refusal", "ko", unit="roads").withdrawn
    assert refused(desk)[1].startswith("1|")
    desk.time.forward(days=2)
    assert refused(desk)[1].startswith("1|")
    with desk.work(WRITER) as work:
        Wordings(work, desk.forms).withdraw("refusal", "ko")
    assert refused(desk)[1].startswith("0|")
    with desk.work(WRITER) as work, pytest.raises(Conflict):
        Wordings(work, desk.forms).withdraw("refusal", "ko")


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"body": REFUSAL.replace("{{remedy}}", "")}, "body", "{{remedy}}"),
        ({"body": REFUSAL.replace("{{remedy}}", "{{#remedy}}있음{{/remedy}}")}, "body", "{{remedy}}"),
        ({"body": REFUSAL.replace("{{basis}}", "{{#outcome}}{{basis}}{{/outcome}}")}, "body", "{{basis}}"),
        ({"body": REFUSAL.replace("{{reason}}", "{{^reason}}{{reason}}{{/reason}}")}, "body", "{{reason}}"),
        ({"body": REFUSAL + "{{nonsense}}"}, "body", "nonsense"),
        ({"body": REFUSAL + "{{#basis}}"}, "body", "{{/basis}}"),
        ({"subject": ""}, "subject", "한 줄"),
        ({"subject": "a\nb"}, "subject", "한 줄"),
        ({"subject": "{{who}}"}, "subject", "who"),
        ({"unit": "nowhere"}, "unit", "부서"),
    ],
)
def test_article_27_3_what_does_not_hold_is_refused_with_its_reason(
    desk: Desk, change: dict[str, Any], field: str, words: str
) -> None:
    """Unknown fields, parts that do not end, and a refusal that hides reasons, basis or remedies."""
    with pytest.raises(Invalid) as caught:
        publish(desk, **change)
    (fault,) = caught.value.faults
    assert fault.field == field
    assert words in str(fault.message)
    with desk.look(WRITER) as work:
        assert Wordings(work, desk.forms).versions("refusal", "ko") == ()


def test_a_past_moment_and_the_same_words_are_refused(desk: Desk) -> None:
    """Nothing is put in force for what was sent already, and nothing twice."""
    with pytest.raises(Invalid):
        publish(desk, effective=desk.time.now() - timedelta(minutes=1))
    publish(desk)
    with pytest.raises(Conflict):
        publish(desk)


def test_every_word_that_comes_with_a_paper_holds(desk: Desk) -> None:
    """Each paper can be previewed in each of its languages with the words that it came with."""
    with desk.look(WRITER) as work:
        wordings = Wordings(work, desk.forms)
        listed = wordings.list()
        assert {"refusal", "result", "receipt", "reminder"} <= {each.paper.kind for each in listed}
        assert all(each.paper.reader != "register" for each in listed)
        for each in listed:
            assert each.languages == languages_of(each.paper) == ("ko", "en", "es")
            for tag in each.languages:
                now = wordings.current(each.paper.kind, tag)
                paper = wordings.preview(each.paper.kind, tag, subject=now.subject, body=now.body)
                assert "{{" not in paper.subject + paper.text()


def test_who_may(desk: Desk) -> None:
    """A unit words its own notices only; nobody else any; and what has no words is not found."""
    with pytest.raises(Forbidden):
        publish(desk, by=OF_ROADS)
    with pytest.raises(Forbidden):
        publish(desk, by=OFFICER)
    for kind, language in (("register", "ko"), ("refusal", "fr"), ("nothing", "ko")):
        with desk.look(WRITER) as work, pytest.raises(NotFound):
            Wordings(work, desk.forms).versions(kind, language)


def test_each_step_is_a_fact(desk: Desk) -> None:
    """Which notice, language, unit and version, from when; of the words the digest."""
    publish(desk, unit="roads")
    details = desk.facts.last("wording.published").details
    assert (details["notice"], details["language"], details["unit"], details["version"]) == (
        "refusal",
        "ko",
        "roads",
        1,
    )
    assert len(details["digest"]) == 64
    with desk.work(WRITER) as work:
        Wordings(work, desk.forms).withdraw("refusal", "ko", unit="roads")
    assert desk.facts.last("wording.withdrawn").details["version"] == 2
