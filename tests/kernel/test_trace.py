"""Traces as W3C Trace Context has them, and as OpenTelemetry's current span names them."""

from __future__ import annotations

import re
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.permissions import Actor
from egovframe.kernel.trace import TraceContext
from egovframe.kernel.work import Origin, UnitOfWork

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def test_what_a_request_says_is_read() -> None:
    """The example of the specification; of the flags only whether it is sampled."""
    assert TraceContext.read(f"00-{TRACE}-{SPAN}-01") == TraceContext(TRACE, SPAN, sampled=True)
    assert TraceContext.read(f" 00-{TRACE}-{SPAN}-02\t") == TraceContext(TRACE, SPAN)
    assert TraceContext.read(f"cc-{TRACE}-{SPAN}-01-what-comes-later") == TraceContext(TRACE, SPAN, sampled=True)
    assert str(TraceContext(TRACE, SPAN, sampled=True)) == f"00-{TRACE}-{SPAN}-01"


@pytest.mark.parametrize(
    "header",
    [
        "",
        f"00-{TRACE}-{SPAN}",
        f"00-{TRACE}-{SPAN}-01-more",
        f"00-{TRACE}-{SPAN}-01-",
        f"cc-{TRACE}-{SPAN}-01.more",
        f"ff-{TRACE}-{SPAN}-01",
        f"0-{TRACE}-{SPAN}-01",
        f"00-{TRACE.upper()}-{SPAN}-01",
        f"00-{TRACE[1:]}-{SPAN}-01",
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE}-{SPAN}-0g",
        f"00_{TRACE}_{SPAN}_01",
        f"00-{TRACE}-{SPAN}-01\n",
    ],
)
def test_what_does_not_hold_is_passed_over(header: str) -> None:
    """Too short, too long, in capitals, all zero, of the version that never will be."""
    assert TraceContext.read(header) is None


@given(st.text(max_size=80))
def test_nothing_breaks_the_reading(header: str) -> None:
    """Whatever comes, it is a place in a trace or nothing."""
    found = TraceContext.read(header)
    assert found is None or re.fullmatch("[0-9a-f]{32}", found.trace)


def test_a_new_trace_and_a_child_hold() -> None:
    """What is made is read again; a child stays in its trace with a span of its own."""
    new = TraceContext.new()
    assert TraceContext.read(str(new)) == new
    child = new.child()
    assert child.trace == new.trace
    assert child.span != new.span


def span(trace: int, number: int, *, valid: bool = True) -> SimpleNamespace:
    """Return what stands in for `opentelemetry.trace` with this current span."""
    context = SimpleNamespace(is_valid=valid, trace_id=trace, span_id=number, trace_flags=1)
    return SimpleNamespace(get_current_span=lambda: SimpleNamespace(get_span_context=lambda: context))


def test_the_programs_current_span_names_the_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where OpenTelemetry runs; an invalid span is none. A unit of work has its trace unless it was told another."""
    assert TraceContext.current() is None
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", span(0, 0, valid=False))
    assert TraceContext.current() is None
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", span(int(TRACE, 16), int(SPAN, 16)))
    assert TraceContext.current() == TraceContext(TRACE, SPAN, sampled=True)
    place = SimpleNamespace(
        clock=SimpleNamespace(now=lambda: None), cabinet=None, database=SimpleNamespace(dialect="sqlite")
    )
    for told, kept in (("", TRACE), ("a" * 32, "a" * 32)):
        work = UnitOfWork(place, by=Actor.visitor(), origin=Origin(address="10.0.0.1", trace=told))
        assert (work.origin.trace, work.origin.address) == (kept, "10.0.0.1")
