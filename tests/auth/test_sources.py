"""A directory behind the door: asked in every failing case, so that nothing tells who has a password here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import Field

from egovframe.auth import Person, SignInFailed, SourceUnavailable, TooManyTries
from egovframe.kernel.errors import Busy
from tests.auth.fakes import Phonebook
from tests.auth.gatehouse import HOME, PASSWORD, Gatehouse


class Remembering(Phonebook):
    """A phonebook that remembers whom it was asked about, and may be down."""

    asked: list[str] = Field(default_factory=list)
    down: bool = False

    def check(self, name: str, secret: str) -> Person | None:
        """Right when the secret is the name twice."""
        self.asked.append(name)
        if self.down:
            raise SourceUnavailable("The directory cannot be reached.", hint="Try again later.")
        return super().check(name, secret)


def with_book(gate: Gatehouse, *, down: bool = False) -> Remembering:
    """Put a phonebook behind the door; kim has a password here, shut is disabled, robot has none."""
    book = Remembering(down=down)
    gate.auth.sources["book"] = book
    gate.add("kim")
    gate.add("shut")
    with gate.work() as work:
        gate.accounts(work).disable("shut")
        gate.accounts(work).add("robot", kind="service")
    return book


def test_whoever_the_directory_knows_comes_in_as_one_account(gate: Gatehouse) -> None:
    """The first time makes an officer, the second finds it; nothing of the secret is kept."""
    book = with_book(gate)
    first = gate.enter("park", "parkpark")[1]
    again = gate.enter("park", "parkpark")[1]
    assert (first.account, first.actor.kind, first.authenticator) == (again.account, "officer", "book")
    assert book.asked == ["park", "park"]
    with gate.database.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM credentials").scalar_one() == 2, "kim's and shut's"


@pytest.mark.parametrize("name", ["kim", "shut", "robot", "nobody", "", "x" * 10_000])
def test_the_directory_is_asked_in_every_failing_case(small: Gatehouse, name: str) -> None:
    """Wrong password, disabled, nothing enrolled, unknown: asked once each, and answered the same."""
    book = with_book(small)
    with pytest.raises(SignInFailed) as refused:
        small.enter(name, "not the secret at all")
    assert len(book.asked) == 1
    assert len(book.asked[0]) <= 512
    assert str(refused.value).startswith("Name and password do not go together.")


@pytest.mark.parametrize("name", ["kim", "shut"])
def test_the_directory_opens_no_account_that_has_a_password_here_or_is_shut(small: Gatehouse, name: str) -> None:
    """Its right secret for such a name is a failure like any other."""
    book = with_book(small)
    with pytest.raises(SignInFailed):
        small.enter(name, name + name)
    assert book.asked == [name]
    assert small.enter("kim", PASSWORD)
    assert book.asked == [name], "a right password here asks nobody else"


@pytest.mark.asvs("V16.5.2")
@pytest.mark.parametrize("name", ["kim", "shut", "robot", "nobody"])
def test_a_directory_that_is_down_is_told_the_same_for_all_names_and_counts(small: Gatehouse, name: str) -> None:
    """Guesses are not free meanwhile: each is a fact, and slows the name down; a right password here goes on."""
    with_book(small, down=True)
    told = set()
    for _ in range(10):
        with pytest.raises(SourceUnavailable) as away:
            small.enter(name, "wrong wrong wrong")
        told.add(str(away.value))
    assert told == {"The directory cannot be reached. Try again later."}
    assert {note.private["reason"] for note in small.facts.of("sign-in.failed")} == {"a directory did not answer"}
    assert len(small.facts.of("sign-in.failed")) == 10
    with pytest.raises(TooManyTries):
        small.enter(name, "wrong wrong wrong", origin=HOME)
    small.time.forward(minutes=15)
    assert small.enter("kim", PASSWORD)


def test_a_directory_that_is_down_keeps_nobody_from_being_known_to_another(small: Gatehouse) -> None:
    """Each is asked; only when none of them knows the person is it told that one did not answer."""
    with_book(small, down=True)
    small.auth.sources["other"] = Phonebook()
    assert small.enter("park", "parkpark")[1].authenticator == "other"
    with pytest.raises(SourceUnavailable):
        small.enter("park", "wrong wrong wrong")


class Slow(Remembering):
    """A phonebook that answers when it is let; `asking` is set once somebody asks."""

    asking: threading.Event = Field(default_factory=threading.Event)
    answer: threading.Event = Field(default_factory=threading.Event)

    def check(self, name: str, secret: str) -> Person | None:
        """Right when the secret is the name twice, some day."""
        self.asking.set()
        assert self.answer.wait(20)
        return super().check(name, secret)


@contextmanager
def somebody_waits_at(book: Slow, gate: Gatehouse) -> Iterator[None]:
    """While the block runs, somebody waits for the answer of a slow directory; they come in afterwards."""
    came: list[str] = []
    thread = threading.Thread(target=lambda: came.append(gate.enter("park", "parkpark")[1].authenticator))
    thread.start()
    try:
        assert book.asking.wait(20)
        yield
    finally:
        book.answer.set()
        thread.join(20)
    assert came == ["book"]


def test_a_slow_directory_keeps_nobody_waiting_whose_password_is_here(sqlite_url: str, tmp_path: Path) -> None:
    """It has a gate of its own: passwords are checked meanwhile, others who need the directory are told at once."""
    gate = Gatehouse(sqlite_url, tmp_path, hashing_at_once=1, hashing_queue=0, sources_at_once=1, sources_queue=0)
    gate.add("kim")
    book = gate.auth.sources["book"] = Slow()
    with somebody_waits_at(book, gate):
        assert gate.enter("kim", PASSWORD)
        with pytest.raises(Busy):
            gate.enter("lee", "leelee")
    assert [note.private["reason"] for note in gate.facts.of("sign-in.failed")] == ["a directory did not answer"]
    gate.database.close()
