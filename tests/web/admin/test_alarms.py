"""The alarms: what is shown, the number in the menu, and the evidence that a stranger can check."""

from __future__ import annotations

import re

from egovframe.audit.alarms import Alarm, Alarms
from egovframe.audit.notes import Checkpoint, SignedNote
from tests.audit.peers import Peer
from tests.support.elsewhere import elsewhere
from tests.web.desk.hall import Hall

KEPT, SHOWN = str(Peer().note(5)), str(Peer(history=1).note(5))


def raised(hall: Hall, **more: str) -> Alarm:
    """Raise the alarm that two checkpoints of one size are worth."""
    told = {"kind": "fork", "origin": Peer().origin, "kept": KEPT, "shown": SHOWN, **more}
    alarm = Alarm(size=5, **told)  # type: ignore[arg-type]
    office = hall.office
    assert Alarms(office.database, clock=office.clock, recorder=office.trail).keep(alarm)
    return alarm


def test_nothing_to_look_at(hall_anywhere: Hall) -> None:
    """No number in the menu, and good news in every section; looking is a fact."""
    root = hall_anywhere.officer("root", "admin", unit=None)
    page = root.get("/admin/alarms").text
    for words in ("No log was caught", "Nobody has verified this office yet", "Nobody went round the office"):
        assert words in page
    assert "to look at:" not in page
    assert "has to be looked at" not in root.get("/admin/audit").text
    assert hall_anywhere.facts("fact.listed")


def test_a_fork_is_shown_and_its_evidence_is_what_was_signed(hall_anywhere: Hall) -> None:
    """Both checkpoints as files, which verify with the log's key and contradict each other."""
    alarm = raised(hall_anywhere)
    root = hall_anywhere.officer("root", "admin", unit=None)
    page = root.get("/admin/alarms").text
    assert "The log signed two histories" in page
    assert re.search(r"to look at: </span>1<", page)
    assert "1 alarm, finding or write from outside has to be looked at." in root.get("/admin/audit").text
    roots = set()
    for part in ("kept", "shown"):
        assert f'href="/admin/alarms/{alarm.id}/{part}"' in page
        answer = root.get(f"/admin/alarms/{alarm.id}/{part}")
        assert f'-{part}.checkpoint"' in answer.headers["content-disposition"]
        checkpoint = Checkpoint.open(SignedNote.parse(answer.text), Peer().key.verifier)
        assert checkpoint.size == 5
        roots.add(checkpoint.root)
    assert len(roots) == 2
    for nothing in (f"{alarm.id}/path", f"{alarm.id}/by", f"{'0' * 32}/kept"):
        assert root.get(f"/admin/alarms/{nothing}").status_code == 404


def test_what_a_witness_says_is_no_evidence_and_is_escaped(hall: Hall) -> None:
    """Its words stand on the page; a file of them would look signed."""
    alarm = raised(hall, kind="refused", shown="<script>alert(1)</script>", by="bada.example/witness")
    root = hall.officer("root", "admin", unit=None)
    page = root.get("/admin/alarms").text
    assert "A witness refuses our checkpoint" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert root.get(f"/admin/alarms/{alarm.id}/shown").status_code == 404


def test_writes_from_outside_and_what_verification_found(hall_anywhere: Hall) -> None:
    """An edited row is counted twice: as a write that went round the office, and as what verification found of it."""
    root = hall_anywhere.officer("root", "admin", unit=None)
    with elsewhere(hall_anywhere.office.database) as conn:
        conn.exec_driver_sql("UPDATE accounts SET name = 'boss'")
    assert "to look at: </span>1<" in root.get("/admin/alarms").text
    assert hall_anywhere.office.verify().findings
    page = root.get("/admin/alarms").text
    assert "to look at: </span>2<" in page
    assert "Writes from outside: 1" in page
    assert "1 finding" in page
    assert ">edited</td>" in page
    assert "of accounts was edited: it is not what the last fact about it says." in page
    korean = root.get("/admin/alarms?lang=ko").text
    assert ">고쳐짐</td>" in korean
    assert "의 내용이 고쳐졌습니다. 이 행에 관한 마지막 사실과 다릅니다." in korean
    assert "데이터베이스에 접근할 수 있는 사람을 확인하세요." in korean
    assert "was edited" not in korean
    assert '<td lang="en">' not in korean


def test_what_a_row_is_called_is_escaped(hall: Hall) -> None:
    """An attacker chooses the key of a row: it stands on the page as letters, in both languages."""
    root = hall.officer("root", "admin", unit=None)
    hall.officer("kim", "road-officer")
    with elsewhere(hall.office.database) as conn:
        conn.exec_driver_sql("UPDATE accounts SET id = '<b>{table}</b>' WHERE name = 'kim'")
    assert hall.office.verify().findings
    for language in ("en", "ko"):
        page = root.get(f"/admin/alarms?lang={language}").text
        assert "&lt;b&gt;{table}&lt;/b&gt;" in page
        assert "<b>{table}" not in page


def test_what_is_no_text_is_shown_all_the_same(hall: Hall) -> None:
    """Somebody leaves an id of bytes that are no text: the page shows it, and what verification found, with escapes."""
    root = hall.officer("root", "admin", unit=None)
    hall.officer("kim", "road-officer")
    with elsewhere(hall.office.database) as conn:
        conn.exec_driver_sql("UPDATE accounts SET id = CAST(x'61ff' AS TEXT) WHERE name = 'kim'")
    assert hall.office.verify().findings
    page = root.get("/admin/alarms").text
    assert r'<code class="small">a\udcff</code>' in page
    assert r"accounts a\udcff</code>" in page


def test_in_korean(hall: Hall) -> None:
    """Every heading and every kind of alarm."""
    raised(hall)
    page = hall.officer("root", "admin", unit=None).get("/admin/alarms?lang=ko").text
    for words in ("경보", "같은 기록이 두 갈래로 서명됨", "마지막 검증", "남겨 둔 체크포인트"):
        assert words in page


def test_only_for_whoever_may_read_the_log(hall: Hall) -> None:
    """An officer of the roads sees neither the page nor the evidence nor the line of the menu."""
    alarm = raised(hall)
    kim = hall.officer("kim", "road-officer")
    assert kim.get("/admin/alarms").status_code == 403
    assert kim.get(f"/admin/alarms/{alarm.id}/kept").status_code == 403
    assert "/admin/alarms" not in kim.get("/desk").text
