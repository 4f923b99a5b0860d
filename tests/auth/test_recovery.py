"""Codes by mail: bound to the browser that asked, once, for ten minutes; and never around a second factor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from egovframe.auth import Message, PasswordRefused, SignInFailed, TooManyTries
from egovframe.auth.admission import Entered
from egovframe.auth.builtin.email import Email
from egovframe.auth.errors import AuthError, MoreNeeded, StepOver
from egovframe.auth.events import CodeAsked
from egovframe.auth.letters import opened_code
from egovframe.auth.profiles import Contact
from egovframe.auth.recovery import DIGITS, MOST_TRIES
from tests.auth.fakes import CountingCode, Phonebook
from tests.auth.gatehouse import AWAY, HOME, OTHER, PASSWORD, Gatehouse
from tests.support import mailserver
from tests.support.mailserver import Mailbox

WAYS = {"password": {"memory_kib": 8, "passes": 1}}


class Hall:
    """A gatehouse with a mail server; kim has an address, lee has none."""

    def __init__(self, gate: Gatehouse, box: Mailbox) -> None:
        self.gate, self.box = gate, box
        self.recovery = gate.auth.recovery
        self.events: list[CodeAsked] = []
        gate.observers.on(CodeAsked, lambda event, _: self.events.append(event))
        self.kim, self.lee = gate.add(), gate.add("lee")
        with gate.work() as work:
            gate.accounts(work).set_profile("kim", emails=(Contact("kim@city.example", primary=True),))

    def ask(self, name: str = "kim", purpose: str = "sign-in", **more: str) -> str:
        """Ask for a code; gives the token of the step."""
        return self.recovery.ask(name, purpose, origin=HOME, **more)  # type: ignore[arg-type]

    def nobodys(self) -> bool:
        """Say whether the letter that waits is for no account."""
        return self.events[-1].account_id not in (self.kim, self.lee)

    def sent(self) -> str:
        """The code that was sent last."""
        return opened_code(self.gate.cabinet, self.events[-1])

    def enter(self, token: str, code: str) -> Entered:
        """Type a code."""
        return self.recovery.code(token, code, origin=HOME)


@pytest.fixture
def hall(emptied_url: str, tmp_path: Path) -> Iterator[Hall]:
    """The hall on each database."""
    with mailserver.running() as box:
        mail = {"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "no-reply@city.example"}
        gate = Gatehouse(emptied_url, tmp_path, authenticators={**WAYS, "email": mail})
        yield Hall(gate, box)
        gate.database.close()


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 10**DIGITS:0{DIGITS}d}"


def test_the_plug_in_that_sends_is_the_first_of_its_kind(hall: Hall, small: Gatehouse) -> None:
    """Without one nobody can ask."""
    assert hall.recovery.by == "email"
    assert isinstance(hall.gate.auth.methods["email"], Email)
    assert small.auth.recovery.by == ""
    with pytest.raises(StepOver):
        small.auth.recovery.ask("kim", "sign-in", origin=HOME)


@pytest.mark.parametrize("name", ["kim", "KIM ", "kim@city.example", " Kim@City.Example"])
def test_a_code_signs_in_at_the_first_level(hall: Hall, name: str) -> None:
    """By name or address; the code has eight digits, and the session says how the person came."""
    token = hall.ask(name, onward="/desk")
    assert len(hall.sent()) == DIGITS
    assert hall.gate.auth.entrance.ways(token)[0].onward == "/desk"
    came = hall.enter(token, hall.sent())
    assert (came.session.account, came.session.assurance, came.session.methods) == (hall.kim, 1, ("email",))
    (fact,) = hall.gate.facts.of("sign-in.code-asked")
    assert fact.details == {"purpose": "sign-in"}


@pytest.mark.parametrize("name", ["nobody", "nobody@city.example", "", "\x00", "@", "k" * 5000, "\ud800"])
def test_for_nobody_the_answer_is_a_step_whose_code_nobody_knows(hall: Hall, name: str) -> None:
    """What waits is for no account; every code is wrong; what was asked is a fact whose name is private."""
    token = hall.ask(name)
    assert hall.nobodys()
    for code in ("00000000", "", "12345678", "x" * 500, "\ud800"):
        with pytest.raises(SignInFailed):
            hall.enter(token, code)
    with pytest.raises(StepOver):
        hall.enter(token, "00000000")
    assert hall.gate.facts.of("sign-in.failed")[0].private["reason"] == "no account"


def test_an_account_without_an_address_gets_no_letter(hall: Hall) -> None:
    """That is found out when the letter is written: the answer to asking tells nothing."""
    hall.ask("lee")
    assert hall.events[-1].account_id == hall.lee


def test_an_address_of_two_accounts_means_neither(hall: Hall) -> None:
    """Whoever shares a mailbox names the account."""
    with hall.gate.work() as work:
        hall.gate.accounts(work).set_profile("lee", emails=(Contact("kim@city.example", primary=True),))
    hall.ask("kim@city.example")
    assert hall.nobodys()
    hall.ask("lee")
    assert hall.events[-1].account_id == hall.lee


def test_a_disabled_account_gets_no_code_and_one_that_was_sent_counts_no_more(hall: Hall) -> None:
    """Shut before or after asking."""
    token = hall.ask()
    with hall.gate.work() as work:
        hall.gate.accounts(work).disable("kim")
    with pytest.raises(StepOver):
        hall.enter(token, hall.sent())
    hall.ask()
    assert hall.nobodys()


def test_a_code_counts_once_for_ten_minutes_and_in_its_browser(hall: Hall) -> None:
    """Not twice, not late, not under the token of another step."""
    first, code = hall.ask(), hall.sent()
    second = hall.ask()
    with pytest.raises(SignInFailed):
        hall.enter(second, code)
    hall.enter(first, code)
    with pytest.raises(StepOver):
        hall.enter(first, code)
    hall.gate.time.forward(minutes=10)
    with pytest.raises(StepOver):
        hall.enter(second, hall.sent())


def test_five_wrong_codes_end_it(hall: Hall) -> None:
    """The right one is then too late; each was a failed sign-in of that account."""
    token, code = hall.ask(), hall.sent()
    for _ in range(MOST_TRIES):
        with pytest.raises(SignInFailed):
            hall.enter(token, wrong(code))
    with pytest.raises(StepOver):
        hall.enter(token, code)
    failed = hall.gate.facts.of("sign-in.failed")
    assert [fact.private["account"] for fact in failed] == [f"account:{hall.kim}"] * MOST_TRIES


@pytest.mark.parametrize("name", ["kim", "nobody"])
def test_asking_again_and_again_is_slowed_down(hall: Hall, name: str) -> None:
    """Nobody fills a mailbox; the same for names that nobody has. A right code takes the count back."""
    for _ in range(10):
        token = hall.ask(name)
    with pytest.raises(TooManyTries):
        hall.ask(name)
    if name == "kim":
        hall.enter(token, hall.sent())
        assert hall.ask(name)


def test_asking_never_slows_the_password_down(hall: Hall) -> None:
    """Strangers who ask for codes do not keep the owner out."""
    for _ in range(10):
        hall.ask()
    assert hall.gate.enter()


def test_a_second_factor_is_asked_for_after_the_code(hall: Hall) -> None:
    """To sign in and to recover; mail is no second factor beside a password either."""
    hall.gate.auth.methods["code"] = CountingCode()
    with hall.gate.auth.changing_factors(hall.kim) as (work, owner):
        factor, _ = hall.gate.auth.factors.enrol_code(work, owner, "code")
        hall.gate.auth.factors.confirm_code(work, owner, factor.id, "1")
    for purpose, typed in (("sign-in", "2"), ("recover", "3")):
        with pytest.raises(MoreNeeded) as more:
            hall.enter(hall.ask(purpose=purpose), hall.sent())
        step, ways = hall.gate.auth.entrance.ways(more.value.step)
        assert (step.purpose, [way.authenticator for way in ways]) == (purpose, ["code"])
        with pytest.raises(AuthError):
            hall.gate.auth.choose_password(more.value.step, OTHER)
        if purpose == "sign-in":
            came = hall.gate.auth.entrance.code(more.value.step, "code", typed, origin=HOME, device="")
            assert came.session.assurance == 1, "mail never counts as one of two factors"
            continue
        with pytest.raises(MoreNeeded) as last:
            hall.gate.auth.entrance.code(more.value.step, "code", typed, origin=HOME, device="")
        hall.gate.auth.choose_password(last.value.step, OTHER)
    with pytest.raises(SignInFailed):
        hall.gate.enter(password=PASSWORD)


def test_a_second_factor_that_was_shut_is_not_passed_over(hall: Hall) -> None:
    """Whoever reads the mail and guesses at the code until it is shut comes no further: the office has to help."""
    auth = hall.gate.auth
    auth.methods["code"] = CountingCode()
    with auth.changing_factors(hall.kim) as (work, owner):
        factor, _ = auth.factors.enrol_code(work, owner, "code")
        auth.factors.confirm_code(work, owner, factor.id, "1")
    with auth.changing_factors(hall.kim) as (work, owner):
        auth.factors.shut(work, owner, "code")
    with pytest.raises(MoreNeeded) as more:
        hall.enter(hall.ask(purpose="recover"), hall.sent())
    step, ways = auth.entrance.ways(more.value.step)
    assert (step.purpose, ways) == ("recover", [])
    with pytest.raises(StepOver):
        auth.choose_password(more.value.step, OTHER)


def test_whose_password_a_directory_keeps_gets_none_here(hall: Hall) -> None:
    """Else whoever the directory shuts out came in by the new one; the answer is that for nobody."""
    gate = hall.gate
    gate.auth.methods["book"] = gate.auth.sources["book"] = Phonebook()
    session = gate.enter("park", "parkpark")[1]
    with gate.work() as work:
        gate.accounts(work).set_profile("park", emails=(Contact("park@city.example", primary=True),))
    hall.ask("park", purpose="recover")
    assert hall.events[-1].account_id != session.account
    hall.ask("park")
    assert hall.events[-1].account_id == session.account, "to sign in by mail is another matter"
    with gate.work() as work:
        gate.accounts(work).set_password("park", OTHER)
    hall.ask("park", purpose="recover")
    assert hall.events[-1].account_id == session.account, "whoever got a password here recovers it"


def test_a_new_password_ends_every_session_and_says_how_it_was_recovered(hall: Hall) -> None:
    """One that cannot be used leaves the step; then it is spent."""
    token, _ = hall.gate.enter()
    with pytest.raises(MoreNeeded) as more:
        hall.enter(hall.ask(purpose="recover"), hall.sent())
    with pytest.raises(PasswordRefused):
        hall.gate.auth.choose_password(more.value.step, "short")
    assert hall.gate.auth.session(token) is not None
    hall.gate.auth.choose_password(more.value.step, OTHER, origin=AWAY)
    assert hall.gate.auth.session(token) is None
    (fact,) = hall.gate.facts.of("account.recovered")
    assert fact.details == {"methods": ["email"]}
    with pytest.raises(StepOver):
        hall.gate.auth.choose_password(more.value.step, PASSWORD)
    assert hall.gate.enter(password=OTHER)


def test_a_password_that_was_shut_opens_again(hall: Hall) -> None:
    """After a hundred failures the way back is by mail; what was counted is forgotten."""
    gate = hall.gate
    for _ in range(9):
        with pytest.raises(SignInFailed):
            gate.enter(password="wrong wrong wrong", origin=AWAY)
    with pytest.raises(MoreNeeded) as more:
        hall.enter(hall.ask(purpose="recover"), hall.sent())
    gate.auth.choose_password(more.value.step, OTHER)
    for _ in range(9):
        with pytest.raises(SignInFailed):
            gate.enter(password="wrong wrong wrong", origin=AWAY)
    assert gate.enter(password=OTHER)


def test_no_other_step_takes_a_code_by_mail(hall: Hall) -> None:
    """A step that waits for something else, or none at all."""
    assert isinstance(hall.gate.auth.methods["email"], Message)
    _, session = hall.gate.enter()
    for token in (hall.gate.auth.entrance.again(session), "", "x" * 1000):
        with pytest.raises(StepOver):
            hall.enter(token, "12345678")
        with pytest.raises(StepOver):
            hall.gate.auth.choose_password(token, OTHER)
