"""Reports on the delivery of mail, as RFC 3464 has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.notices.report import LARGEST, NotAReport, Report, read_report
from tests.support.bounces import bounce

ABOUT = "<0199-task@haneul.example>"


@pytest.mark.parametrize("quotes", ["message/rfc822", "text/rfc822-headers", "message/global"])
def test_the_simple_report_of_the_rfc(quotes: str) -> None:
    """Which mail, that it failed, and the status, whether the whole mail is quoted or its headers alone."""
    assert read_report(bounce(ABOUT, status="4.0.0", quotes=quotes)) == Report(ABOUT, "failed", "4.0.0")


def test_of_several_recipients_the_failure_counts() -> None:
    """The report on many recipients (RFC 3464, appendix E.2): delivered to one, failed for another."""
    content = bounce(ABOUT, action="delivered", status="2.0.0").replace(
        b"Last-Attempt-Date", b"X-Other: 1\n\nFinal-Recipient: rfc822;b@x\nAction: FAILED (gone)\nStatus: 5.1.1\nX", 1
    )
    assert read_report(content) == Report(ABOUT, "failed", "5.1.1")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_no_failure_is_said(action: str) -> None:
    """A delay is no failure yet."""
    assert not read_report(bounce(ABOUT, action=action)).failed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: hello\n\nI am away.",
        bounce(ABOUT).replace(b"report-type=delivery-status", b"report-type=disposition-notification"),
        bounce(ABOUT).replace(b"message/delivery-status", b"text/plain"),
        bounce(ABOUT, action="lost"),
        bounce("none"),
        bounce(ABOUT).replace(b"message/rfc822", b"text/plain"),
        b"x" * (LARGEST + 1),
    ],
    ids=["empty", "away", "read", "no status", "no action", "no id", "no quote", "huge"],
)
def test_what_is_no_report_is_refused_in_words(content: bytes) -> None:
    """Naming what is missing."""
    with pytest.raises(NotAReport) as caught:
        read_report(content)
    assert caught.value.hint


@given(st.binary(max_size=300), st.integers(0, 1200), st.integers(0, 60))
def test_whatever_comes_is_read_or_refused(junk: bytes, at: int, gone: int) -> None:
    """A report that is damaged anywhere raises nothing but NotAReport."""
    whole = bounce(ABOUT)
    try:
        read_report(whole[:at] + junk + whole[at + gone :])
    except NotAReport:
        return
