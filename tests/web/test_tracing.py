"""One id joins a request's trace, its lines in the log, its facts and its answer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import structlog

from egovframe.testing import open_office
from egovframe.web import build
from tests.kernel.test_trace import SPAN, TRACE, span
from tests.support.elsewhere import elsewhere
from tests.web.client import Browser
from tests.web.desk.hall import haneul

PARENT = f"00-{TRACE}-{SPAN}-01"


def asked(folder: Path, *headers: tuple[str, str]) -> tuple[str, set[str], list[str]]:
    """Try to sign in; return the traces of the answer, of its lines in the log, and of the facts that it left."""
    with open_office(haneul(), folder) as office:
        browser = Browser(build(office))
        page = browser.get("/sign-in")
        with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
            sent = [*headers, ("x-test", "1")]
            answer = browser.send(page, "/sign-in", {"name": "nobody", "password": "wrong"}, headers=sent)
        assert answer.headers["x-request-id"]
        version, trace, number, _flags = answer.headers["traceresponse"].split("-")
        assert (version, len(trace), len(number)) == ("00", 32, 16)
        found = office.trail.search(trace=trace, action="sign-in.failed")
        assert len(found) == 1
        assert found[0]["request"] == answer.headers["x-request-id"]
        office.seal()
        assert office.trail.search(trace=trace, action="sign-in.failed") == found, "from the index as well"
        assert office.verify().findings == []
        return trace, {line.get("trace_id", "") for line in lines}, [fact["trace"] for fact in found]


def test_a_request_that_names_its_trace_stays_in_it(tmp_path: Path) -> None:
    """Answer, log and facts carry the trace of whoever asked."""
    assert asked(tmp_path, ("traceparent", PARENT)) == (TRACE, {TRACE}, [TRACE])


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("traceparent", f"00-{'0' * 32}-{SPAN}-01"),),
        (("traceparent", PARENT), ("traceparent", PARENT)),
        (("traceparent", f"{PARENT}<script>"),),
    ],
)
def test_a_request_that_names_none_gets_one(tmp_path: Path, headers: tuple[tuple[str, str], ...]) -> None:
    """So does one that names none that holds, or names it twice."""
    trace, lines, facts = asked(tmp_path, *headers)
    assert trace != TRACE
    assert (lines, facts) == ({trace}, [trace])


def test_the_programs_current_span_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where OpenTelemetry's own middleware stands before the office."""
    other = "1" * 32
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", span(int(other, 16), 7))
    assert asked(tmp_path, ("traceparent", PARENT)) == (other, {other}, [other])


def test_an_edited_trace_of_the_index_is_named(tmp_path: Path) -> None:
    """Whoever hides a request's facts from those who look for its trace is found out."""
    asked(tmp_path, ("traceparent", PARENT))
    with open_office(haneul(), tmp_path) as office:
        with elsewhere(office.database) as conn:
            conn.exec_driver_sql("UPDATE fact_index SET trace = NULL")
        assert ("edited", "fact_index") in [(each.kind, each.table) for each in office.verify().findings]
