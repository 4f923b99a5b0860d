"""Registers are asked within their time; whatever they do, the form goes on. What they said is carried by a token."""

from __future__ import annotations

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from egovframe.forms.interfaces import NotLookedUp, Person
from egovframe.forms.prefill import Brought, Sources
from egovframe.kernel.patience import MOST_HANGING
from tests.forms.prefill.register import ADDRESS, HONG, TITLE, Moving, Register, Stuck, sources

AT = dt.datetime(2026, 9, 18, 3, 0, tzinfo=dt.UTC)


def bring(them: Sources, person: Person = HONG) -> Brought:
    """Look up what the form asks for."""
    return them.bring(person, "moving", Moving, at=AT)


def test_what_a_register_knows_is_brought_by_question() -> None:
    """Each question gets its answer, from where, and whether it stays; what the form does not ask is not asked."""
    brought = bring(sources())
    assert {name: each.value for name, each in brought.found.items()} == {
        "name": "홍길동",
        "born": "1990-02-28",
        "address": ADDRESS,
    }
    assert brought.fixed == {"name"}
    assert brought.outcomes == {"registry": "found"}
    assert {each.source for each in brought.found.values()} == {"registry"}


def test_a_person_of_whom_nothing_is_known() -> None:
    """Nothing is brought, and that is said."""
    brought = bring(sources(Register(person="another")))
    assert (brought.found, brought.outcomes) == ({}, {"registry": "unknown"})


def test_too_unsure_a_sign_in_asks_nobody() -> None:
    """Below the level of the settings the register is not asked at all."""

    def never() -> None:
        pytest.fail("the register was asked")

    them = sources(Register(before=never), assurance=3)
    assert bring(them).outcomes == {"registry": "unsure"}


def test_a_register_that_raises_is_unavailable(caplog: pytest.LogCaptureFixture) -> None:
    """An error of the register is one line in the log, without a word of the person."""

    def broken() -> None:
        raise NotLookedUp(f"no answer about {HONG.account}")

    brought = bring(sources(Register(before=broken)))
    assert (brought.found, brought.outcomes) == ({}, {"registry": "unavailable"})
    assert "prefill registry did not answer: NotLookedUp" in caplog.text
    assert HONG.account not in caplog.text


def test_a_register_that_hangs_is_waited_for_no_longer_than_its_time() -> None:
    """The form goes on after the time of the settings, though the register still hangs."""
    stuck = Stuck()
    try:
        began = time.monotonic()
        brought = bring(sources(Register(before=stuck), seconds=0.05))
        assert time.monotonic() - began < 30
        assert brought.outcomes == {"registry": "unavailable"}
    finally:
        stuck.go.set()


def test_a_register_with_too_many_hanging_is_asked_no_more_until_one_ends() -> None:
    """Threads do not pile up behind a dead register; it is asked again once it answers."""
    stuck = Stuck()
    asked: list[int] = []

    def hang() -> None:
        asked.append(1)
        stuck()

    them = sources(Register(before=hang), seconds=0.02)
    try:
        for _ in range(MOST_HANGING + 3):
            assert bring(them).outcomes == {"registry": "unavailable"}
        assert len(asked) == MOST_HANGING
    finally:
        stuck.go.set()
    deadline = time.monotonic() + 30
    while bring(them).outcomes != {"registry": "found"}:
        assert time.monotonic() < deadline, "it is never asked again"
        time.sleep(0.01)


def test_many_who_fill_in_at_once_are_all_answered() -> None:
    """A register that answers within its time does not hang, however many ask it at the same moment."""
    many = MOST_HANGING * 3
    together = threading.Barrier(many)

    def meet() -> None:
        together.wait(30)

    them = sources(Register(before=meet), seconds=60)
    with ThreadPoolExecutor(many) as people:
        outcomes = list(people.map(lambda _: bring(them).outcomes, range(many)))
    assert outcomes == [{"registry": "found"}] * many


@pytest.mark.parametrize(
    "nonsense",
    [
        {"name": object()},
        {"name": {"first": "길동"}},
        {"name": "가" * 200_000},
        {"name": float("nan")},
        {"name": ["홍길동"]},
        {"address": "서울"},
        {"address": {"zip": "1", "road": ""}},
        {"born": "next year"},
    ],
)
def test_an_answer_that_the_question_does_not_take_is_left_out(nonsense: dict[str, object]) -> None:
    """Nonsense never reaches a page: the field stays empty, and the page says that there was no answer."""
    known = {"name": "홍길동", "born": "1990-02-28", "address": ADDRESS} | nonsense
    brought = bring(sources(Register(known=known)))
    (name,) = nonsense
    assert set(brought.found) == {"name", "born", "address"} - {name}
    assert brought.outcomes == {"registry": "unavailable"}


@pytest.mark.parametrize("answer", [None, [], "홍길동", 7])
def test_an_answer_that_is_no_mapping_is_none(answer: object) -> None:
    """A register that returns something else entirely is unavailable."""

    class Odd(Register):
        """Returns what it likes."""

        def look_up(self, person: Person, attributes: frozenset[str]) -> object:  # type: ignore[override]
            """Answer oddly."""
            return answer

    assert bring(sources(Odd())).outcomes == {"registry": "unavailable"}


def test_a_register_that_is_in_the_settings_no_more() -> None:
    """A form that was published before goes on without it."""
    assert bring(Sources(sign=lambda data: data[:32])).outcomes == {"registry": "unavailable"}


def test_registers_are_known_by_their_titles() -> None:
    """People read a title; one that is gone is called by its name."""
    assert sources().title_of("registry") == TITLE
    assert str(sources().title_of("gone")) == "gone"


# --- the token


def test_a_token_carries_all_of_it_to_the_same_person_and_form() -> None:
    """What was looked up comes back as it was."""
    them = sources()
    brought = bring(them)
    assert them.read(brought.token, account=HONG.account, form="moving", at=AT) == brought


def test_a_token_is_for_one_person_one_form_and_one_day() -> None:
    """Another person's, another form's and an old one are none."""
    them = sources()
    token = bring(them).token
    assert them.read(token, account="another", form="moving", at=AT) is None
    assert them.read(token, account=HONG.account, form="other", at=AT) is None
    assert them.read(token, account=HONG.account, form="moving", at=AT + dt.timedelta(hours=25)) is None
    assert them.read(token, account=HONG.account, form="moving", at=AT + dt.timedelta(hours=23)) is not None


@pytest.mark.parametrize("forged", ["", ".", "x", "é.é", "e30=.00"])
def test_a_forged_token_is_none(forged: str) -> None:
    """Nobody but the office can say what a register said."""
    assert sources().read(forged, account=HONG.account, form="moving", at=AT) is None


def test_a_token_that_was_changed_is_none() -> None:
    """One letter changed, and it counts for nothing."""
    them = sources()
    body, _, code = bring(them).token.partition(".")
    changed = ("A" if body[10] != "A" else "B").join((body[:10], body[11:]))
    assert them.read(f"{changed}.{code}", account=HONG.account, form="moving", at=AT) is None
