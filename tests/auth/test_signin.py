"""Signing in: one answer for every failure, slowed down, and a fact whatever comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from egovframe.auth import AuthError, PasswordRefused, SignInFailed, TooManyTries
from egovframe.auth.builtin.networks import Networks
from egovframe.auth.builtin.password import Password
from egovframe.auth.errors import MoreNeeded
from egovframe.kernel.facts import Origin
from tests.auth.fakes import CountingCode
from tests.auth.gatehouse import AWAY, HOME, OTHER, PASSWORD, Gatehouse


def test_who_knows_the_password_comes_in(gate: Gatehouse) -> None:
    """The session says who, how and how surely; the name's case does not matter, the password's does."""
    account = gate.add(role="road-officer", unit="roads")
    token, session = gate.enter("KIM")
    assert (session.account, session.methods, session.assurance) == (account, ("pwd",), 1)
    again = gate.auth.session(token)
    assert again is not None
    assert again.actor.may("petition.answer", unit="roads")
    with pytest.raises(SignInFailed):
        gate.enter(password=PASSWORD.swapcase() + "A")


def disabled(gate: Gatehouse) -> str:
    """An account that is shut."""
    gate.add("shut")
    with gate.work() as work:
        gate.accounts(work).disable("shut")
    return "shut"


def without_password(gate: Gatehouse) -> str:
    """An account that has no password."""
    with gate.work() as work:
        gate.accounts(work).add("robot", kind="service")
    return "robot"


@pytest.mark.asvs("V6.3.8")
@pytest.mark.parametrize(
    "who",
    [lambda _: "kim", lambda _: "nobody", lambda _: "", lambda _: "x" * 10_000, disabled, without_password],
    ids=["wrong password", "unknown", "empty", "endless", "disabled", "no password"],
)
def test_every_failure_is_answered_the_same_and_costs_the_same_check(
    small: Gatehouse, who: Callable[[Gatehouse], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody learns who has an account: the same words, one check of the same kind, the same published fact."""
    small.add()
    name = who(small)
    checks: list[str] = []
    verify = Password.verify

    def counted(self: Password, stored: str, secret: str, **more: object) -> object:
        checks.append(stored.rsplit("$", 2)[0])  # the cost, without salt and hash
        return verify(self, stored, secret, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Password, "verify", counted)
    with pytest.raises(SignInFailed) as raised:
        small.enter(name, "not the password at all")
    assert (
        str(raised.value)
        == "Name and password do not go together. Check both and try again, or ask the office for help."
    )
    assert checks == ["$argon2id$v=19$m=8,t=1,p=1"]
    (fact,) = small.facts.of("sign-in.failed")
    assert (fact.object, fact.subjects, dict(fact.details)) == ("", (), {"authenticator": "password", "limits": []})


@pytest.mark.asvs("V6.3.1")
def test_the_tenth_failure_makes_the_next_try_wait_and_longer_each_time(gate: Gatehouse) -> None:
    """2, 4, 8 … seconds, never longer than the longest; a right password after the wait forgets them all."""
    gate.add()
    for _ in range(10):
        with pytest.raises(SignInFailed):
            gate.enter(password="wrong wrong wrong")
    with pytest.raises(TooManyTries) as slow:
        gate.enter()
    assert slow.value.retry_after == 2
    gate.time.forward(seconds=2)
    with pytest.raises(SignInFailed):
        gate.enter(password="wrong wrong wrong")
    with pytest.raises(TooManyTries) as slower:
        gate.enter()
    assert slower.value.retry_after == 4
    gate.time.forward(seconds=4)
    assert gate.enter()
    for _ in range(9):
        with pytest.raises(SignInFailed):
            gate.enter(password="wrong wrong wrong")
    assert gate.enter()


def test_a_name_that_nobody_has_is_slowed_down_the_same(small: Gatehouse) -> None:
    """The count runs for unknown names too, under a key that cannot be read back."""
    for _ in range(10):
        with pytest.raises(SignInFailed):
            small.enter("nobody", "wrong wrong wrong")
    with pytest.raises(TooManyTries):
        small.enter(" NOBODY ", "wrong wrong wrong")
    assert b"nobody" not in b"".join(
        path.read_bytes() for path in small.folder.rglob("*.sqlite3*") if "keys" not in path.parts
    ).replace(b"sign-in", b"")


@pytest.mark.asvs("V6.3.1")
def test_strangers_cannot_slow_a_known_device_down(gate: Gatehouse) -> None:
    """The owner's browser, which signed in before, comes in while others are kept waiting."""
    gate.add()
    mark = gate.auth.device_mark(gate.enter()[1])
    for _ in range(10):
        with pytest.raises(SignInFailed):
            gate.enter(password="wrong wrong wrong", origin=AWAY)
    with pytest.raises(TooManyTries):
        gate.enter(origin=AWAY)
    assert gate.enter(device=mark)
    nonce, _, mac = mark.partition(".")
    with pytest.raises(TooManyTries):
        gate.enter(origin=AWAY, device=f"{nonce}.{mac.swapcase()}")


def test_a_known_device_passes_the_limits_of_address_and_office(sqlite_url: str, tmp_path: Path) -> None:
    """Behind one address sits a whole town hall: what strangers there do keeps no owner out."""
    gate = Gatehouse(sqlite_url, tmp_path, address_tries=3, office_tries=3)
    gate.add()
    mark = gate.auth.device_mark(gate.enter()[1])
    for number in range(3):
        with pytest.raises(SignInFailed):
            gate.enter(f"guess-{number}", "wrong wrong wrong")
    with pytest.raises(TooManyTries):
        gate.enter()
    assert gate.enter(device=mark)
    gate.database.close()


@pytest.mark.asvs("V6.3.1")
def test_many_addresses_cannot_guess_at_everybody(sqlite_url: str, tmp_path: Path) -> None:
    """After so many failures in the whole office everybody waits but known devices, whatever address they come from."""
    gate = Gatehouse(sqlite_url, tmp_path, office_tries=5)
    gate.add()
    for number in range(5):
        with pytest.raises(SignInFailed):
            gate.enter(f"guess-{number}", "wrong wrong wrong", origin=Origin(address=f"203.0.113.{number}"))
    with pytest.raises(TooManyTries) as waiting:
        gate.enter(origin=HOME)
    assert waiting.value.retry_after == 600
    gate.time.forward(minutes=10)
    assert gate.enter(origin=HOME)
    gate.database.close()


def test_refusing_a_flood_costs_no_check_and_no_write(small: Gatehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has to wait is sent away after one read."""
    small.add()
    for _ in range(10):
        with pytest.raises(SignInFailed):
            small.enter(password="wrong wrong wrong")
    monkeypatch.setattr(Password, "verify", lambda *_, **__: pytest.fail("the password was hashed"))
    monkeypatch.setattr(small.database, "write", lambda: pytest.fail("the database was written to"))
    with pytest.raises(TooManyTries):
        small.enter()


def test_a_disabled_account_is_not_let_in_with_the_right_password(small: Gatehouse) -> None:
    """It is refused when the password is looked at, not only when the session would begin."""
    with pytest.raises(SignInFailed):
        small.enter(disabled(small))
    assert [note.private["reason"] for note in small.facts.of("sign-in.failed")] == ["account disabled"]


def test_one_address_cannot_guess_at_everybody(sqlite_url: str, tmp_path: Path) -> None:
    """After so many failures from one address it waits, whatever names it tries; other addresses go on."""
    gate = Gatehouse(sqlite_url, tmp_path, address_tries=5)
    gate.add()
    for number in range(5):
        with pytest.raises(SignInFailed):
            gate.enter(f"guess-{number}", "wrong wrong wrong", origin=AWAY)
    with pytest.raises(TooManyTries) as waiting:
        gate.enter(origin=AWAY)
    assert waiting.value.retry_after == 600
    assert gate.enter(origin=HOME)
    gate.time.forward(minutes=10)
    assert gate.enter(origin=AWAY)
    gate.database.close()


@pytest.mark.asvs("V6.3.1")
def test_a_hundred_failures_in_a_row_shut_the_authenticator_and_nothing_else(sqlite_url: str, tmp_path: Path) -> None:
    """NIST SP 800-63B-4, 3.2.2: the password is shut, the sessions go on, a new password opens it again."""
    gate = Gatehouse(sqlite_url, tmp_path, free_tries=50, failures_limit=10, address_tries=1000)
    gate.add()
    token, _ = gate.enter()
    for _ in range(10):
        with pytest.raises(SignInFailed):
            gate.enter(password="wrong wrong wrong")
    with pytest.raises(SignInFailed):
        gate.enter()
    (shut,) = gate.facts.of("authenticator.disabled")
    assert shut.basis == "NIST SP 800-63B-4 3.2.2"
    assert [kind for kind, _, _ in (subject.partition(":") for subject in shut.subjects)] == ["account"]
    assert gate.auth.session(token) is not None
    with gate.work() as work:
        gate.accounts(work).set_password("kim", OTHER)
    assert gate.enter(password=OTHER)
    gate.database.close()


@pytest.mark.asvs("V11.2.2")
def test_a_password_is_hashed_anew_when_its_cost_has_changed(sqlite_url: str, tmp_path: Path) -> None:
    """At the next sign-in, with a fact; afterwards it is left alone."""
    cheap = Gatehouse(sqlite_url, tmp_path)
    cheap.add()
    cheap.database.close()
    dear = Gatehouse(sqlite_url, tmp_path, authenticators={"password": {"memory_kib": 16, "passes": 1}})
    dear.enter()
    dear.enter()
    assert len(dear.facts.of("credential.renewed")) == 1
    dear.database.close()


@pytest.mark.asvs("V11.4.2")
def test_a_stolen_database_alone_cannot_be_guessed_at(sqlite_url: str, tmp_path: Path) -> None:
    """Passwords are mixed with a key of the office: under other keys the right password is wrong."""
    gate = Gatehouse(sqlite_url, tmp_path)
    gate.add()
    gate.database.close()
    thief = Gatehouse(sqlite_url, tmp_path / "elsewhere")
    with pytest.raises(SignInFailed):
        thief.enter()
    thief.database.close()


def test_a_policy_that_objects_lets_nobody_in(sqlite_url: str, tmp_path: Path) -> None:
    """The person gets the same answer as for a wrong password; the trail says why."""
    policies = {"networks": {"roles": {"road-officer": ["10.20.0.0/16"]}}}
    gate = Gatehouse(sqlite_url, tmp_path, policies=policies)
    gate.add(role="road-officer")
    with pytest.raises(SignInFailed):
        gate.enter()
    (fact,) = gate.facts.of("sign-in.failed")
    assert fact.private["reason"] == "networks: The address is outside the networks of the role road-officer."
    gate.database.close()


def test_a_policy_holds_for_a_role_within_another(sqlite_url: str, tmp_path: Path) -> None:
    """Nobody leaves the networks of a role behind by holding it as a part of another one."""
    policies = {"networks": {"roles": {"road-officer": ["10.20.0.0/16"]}}}
    gate = Gatehouse(sqlite_url, tmp_path, policies=policies)
    with gate.work() as work:
        gate.auth.rights(work).roles.define("road-chief", includes=("road-officer",))
    gate.add(role="road-chief")
    with pytest.raises(SignInFailed):
        gate.enter()
    assert gate.enter(origin=Origin(address="10.20.1.1"))
    gate.database.close()


@pytest.mark.asvs("V16.5.3")
def test_a_policy_that_raises_lets_nobody_in(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that cannot be asked is not a rule that was kept."""
    gate = Gatehouse(sqlite_url, tmp_path, policies={"networks": {"roles": {"road-officer": ["198.51.100.0/24"]}}})
    gate.add(role="road-officer")
    assert gate.enter()

    def broken(*_: object) -> None:
        raise ConnectionError("the directory does not answer")

    monkeypatch.setattr(Networks, "objection", broken)
    with pytest.raises(SignInFailed):
        gate.enter()
    assert [note.private["reason"] for note in gate.facts.of("sign-in.failed")] == ["networks: the policy failed"]
    gate.database.close()


def test_a_way_to_sign_in_that_is_not_set_up_is_named(small: Gatehouse) -> None:
    """A slip in a program, not in what a person typed."""
    with pytest.raises(AuthError, match="'passkey'"):
        small.enter(authenticator="passkey")


@pytest.mark.asvs("V6.2.3", "V7.4.3")
def test_one_changes_ones_own_password_with_the_present_one(gate: Gatehouse) -> None:
    """The other sessions end, this one goes on; a wrong present password counts as a failure to sign in."""
    account = gate.add()
    token, session = gate.enter()
    other, _ = gate.enter()
    with pytest.raises(SignInFailed):
        gate.auth.change_password(account, "not it, sorry about that", OTHER)
    with pytest.raises(PasswordRefused):
        gate.auth.change_password(account, PASSWORD, "short")
    gate.auth.change_password(account, PASSWORD, OTHER, keep=session.id)
    assert gate.auth.session(token) is not None
    assert gate.auth.session(other) is None
    with pytest.raises(SignInFailed):
        gate.enter()
    assert gate.enter(password=OTHER)


def test_nothing_secret_lies_in_the_clear(small: Gatehouse) -> None:
    """No password, session token or bearer token in any file of the office."""
    small.add()
    token, _ = small.enter()
    with small.work() as work:
        bearer = small.accounts(work).token("kim")
    small.database.close()
    content = b"".join(path.read_bytes() for path in small.folder.rglob("*") if path.is_file())
    for secret in (PASSWORD, token, bearer):
        assert secret.encode() not in content


def test_strangers_cannot_keep_an_owner_from_changing_the_password(gate: Gatehouse) -> None:
    """They have the name wait; the owner's browser, which shows its mark, changes the password all the same."""
    account = gate.add()
    _, session = gate.enter()
    mark = gate.auth.device_mark(session)
    for _ in range(10):
        with pytest.raises(SignInFailed):
            gate.enter(password="wrong wrong wrong", origin=AWAY)
    with pytest.raises(TooManyTries):
        gate.auth.change_password(account, PASSWORD, OTHER, origin=AWAY)
    gate.auth.change_password(account, PASSWORD, OTHER, keep=session.id, origin=HOME, device=mark)
    assert gate.enter(password=OTHER, device=mark)


@pytest.mark.asvs("V6.2.10")
def test_a_password_counts_until_its_owner_changes_it(gate: Gatehouse) -> None:
    """Ten years later as on the first day; nobody is asked for a new one."""
    account = gate.add()
    gate.time.forward(days=3650)
    assert gate.enter()[1].account == account


SHORT = "초록 고양이 9"


def second(gate: Gatehouse) -> str:
    """Kim, with a counting code as second factor; gives the account's id."""
    gate.auth.methods.update(code=CountingCode())
    account = gate.add()
    with gate.auth.changing_factors(account) as (work, who):
        factor, _ = gate.auth.factors.enrol_code(work, who, "code")
        gate.auth.factors.confirm_code(work, who, factor.id, "1")
    return account


def test_a_password_beside_a_second_factor_may_be_shorter(gate: Gatehouse) -> None:
    """Eight characters beside a second factor, fifteen without (NIST SP 800-63B-4, 3.1.1.2)."""
    account = second(gate)
    gate.auth.change_password(account, PASSWORD, SHORT)
    with pytest.raises(MoreNeeded):
        gate.enter(password=SHORT)
    with pytest.raises(PasswordRefused):
        gate.auth.change_password(account, SHORT, "고양이 9")
    gate.add("lee")
    with gate.work() as work:
        with pytest.raises(PasswordRefused):
            gate.accounts(work).set_password("lee", SHORT)
        gate.accounts(work).set_password("kim", SHORT)


def test_a_short_password_lets_nobody_in_alone(gate: Gatehouse) -> None:
    """Once the second factor is gone, it proves just enough to choose a longer one; with a new factor it is fine."""
    account = second(gate)
    gate.auth.change_password(account, PASSWORD, SHORT)
    with gate.auth.changing_factors(account) as (work, who):
        gate.auth.factors.remove_all(work, who)
    with pytest.raises(MoreNeeded) as more:
        gate.enter(password=SHORT)
    assert gate.auth.sessions(account) == []
    assert gate.auth.entrance.ways(more.value.step)[0].purpose == "new-password"
    with pytest.raises(PasswordRefused):
        gate.auth.choose_password(more.value.step, SHORT)
    gate.auth.choose_password(more.value.step, OTHER)
    assert gate.enter(password=OTHER)


def test_a_short_password_is_hashed_anew_and_stays_short(sqlite_url: str, tmp_path: Path) -> None:
    """Other costs make no longer password of it."""
    cheap = Gatehouse(sqlite_url, tmp_path)
    account = second(cheap)
    cheap.auth.change_password(account, PASSWORD, SHORT)
    cheap.database.close()
    dear = Gatehouse(sqlite_url, tmp_path, authenticators={"password": {"memory_kib": 16, "passes": 1}})
    dear.auth.methods.update(code=CountingCode())
    with pytest.raises(MoreNeeded):
        dear.enter(password=SHORT)
    assert len(dear.facts.of("credential.renewed")) == 1
    with dear.auth.changing_factors(account) as (work, who):
        dear.auth.factors.remove_all(work, who)
    with pytest.raises(MoreNeeded):
        dear.enter(password=SHORT)
    assert dear.auth.sessions(account) == []
    dear.database.close()
