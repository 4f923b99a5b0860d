"""The monthly review in administration: looked at, asked for reasons, signed, on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import httpx

from egovframe.audit import Proof
from egovframe.records.facts import DOWNLOADED
from tests.support.paper import needs_pdf, text_of
from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall

PATH = "/admin/audit/review/2026-09"


def send(browser: Browser, action: str, data: Mapping[str, str]) -> httpx.Response:
    """Post a form of the month's page."""
    return browser.send(browser.get(PATH), action, data)


def downloaded(hall: Hall) -> str:
    """A copy that the system took without a reason, in September."""
    with hall.office.work(by=CONSOLE) as work:
        return work.note(DOWNLOADED, object="record:1", details={"part": "content"})


def over(hall: Hall) -> None:
    """September ends."""
    hall.office.seal()
    hall.clock.forward(days=15)


def counted(browser: Browser) -> str:
    """What the page says was counted."""
    found = re.search(r'name="counted" value="([0-9a-f]{64})"', browser.get(PATH).text)
    assert found
    return found[1]


def test_a_month_is_reviewed_and_signed(hall: Hall) -> None:
    """Open reasons first, then a remark where one is due, then the signature with its proof."""
    fact = downloaded(hall)
    hall.petition()
    over(hall)
    keeper = hall.officer("han", "keeper", unit=None)
    assert "to be reviewed" in keeper.get("/admin/audit/review").text
    page = keeper.get(PATH).text
    assert "Reasons are missing that nobody has judged." in page
    assert fact in page
    refused = send(keeper, f"{PATH}/sign", {"counted": counted(keeper)})
    assert refused.status_code == 409
    assert "Deal with every deed that lacks its reason first." in refused.text
    nothing = send(keeper, f"{PATH}/reasons", {"fact": fact, "what": "unjustified", "text": " "})
    assert nothing.status_code == 422
    assert f'id="text-{fact}-fault"' in nothing.text
    judged = send(keeper, f"{PATH}/reasons", {"fact": fact, "what": "unjustified", "text": "업무 <b>밖</b>"})
    assert judged.status_code == 303
    hall.office.seal()
    assert "업무 &lt;b&gt;밖" in keeper.get(PATH).text
    unsaid = send(keeper, f"{PATH}/sign", {"counted": counted(keeper)})
    assert unsaid.status_code == 422
    assert 'id="remark-fault"' in unsaid.text
    signed = send(keeper, f"{PATH}/sign", {"counted": counted(keeper), "remark": "징계 의뢰"})
    assert signed.status_code == 303
    hall.office.seal()
    page = keeper.get(signed.headers["location"]).text
    assert "The month is signed." in page
    assert "gives the same as was signed" in page
    assert "징계 의뢰" in page
    [fact_of] = hall.facts("review.signed")
    proof = keeper.get(f"{PATH}/proof")
    assert fact_of["id"].encode() in Proof.parse(proof.text).verify(hall.office.trail.vkey)
    assert hall.office.verify(deep=True).findings == []


def test_what_changed_since_it_was_shown_is_not_signed(hall: Hall) -> None:
    """The page is shown again, with what was written."""
    over(hall)
    keeper = hall.officer("han", "keeper", unit=None)
    moved = send(keeper, f"{PATH}/sign", {"counted": "0" * 64, "remark": "확인"})
    assert moved.status_code == 409
    assert "Something has changed meanwhile." in moved.text
    assert ">확인</textarea>" in moved.text
    assert hall.facts("review.signed") == []


def test_the_running_month_is_looked_at_and_not_signed(hall: Hall) -> None:
    """It has no form; whoever sends one is told so."""
    hall.office.seal()
    keeper = hall.officer("han", "keeper", unit=None)
    page = keeper.get(PATH)
    assert "The month can be signed once it is over." in page.text
    assert f"{PATH}/sign" not in page.text
    assert [each["details"]["form"] for each in hall.facts("review.read")] == ["page"]
    assert keeper.get(f"{PATH}/proof").status_code == 404
    assert keeper.get("/admin/audit/review/2026-13").status_code == 404


def test_it_is_for_reviewers(hall: Hall) -> None:
    """Reading the log is not reviewing it."""
    auditor = hall.officer("audrey", "auditor", unit=None)
    for path in ("/admin/audit/review", PATH, f"{PATH}/pdf", f"{PATH}/proof"):
        assert auditor.get(path).status_code == 403


def test_a_month_on_paper(hall: Hall, tmp_path: Path) -> None:
    """The numbers, who handled data, and the signature."""
    needs_pdf()
    downloaded(hall)
    over(hall)
    keeper = hall.officer("han", "keeper", unit=None)
    paper = keeper.get(f"{PATH}/pdf")
    assert paper.headers["content-type"] == "application/pdf"
    (tmp_path / "review.pdf").write_bytes(paper.content)
    text = text_of(tmp_path / "review.pdf")
    assert "Review of the access records of 2026-09" in text
    assert "Nobody has signed it yet." in text
    assert "record:1" in text
