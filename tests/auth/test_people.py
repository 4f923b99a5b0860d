"""People whom others vouch for: found by who they are there, and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from egovframe.auth import Evidence, Person, SignInFailed, SourceUnavailable
from egovframe.auth.admission import Entered
from egovframe.auth.devices import device_mark
from egovframe.auth.errors import AuthError, FactorTaken, MoreNeeded, StepOver
from egovframe.auth.factors.service import opened
from egovframe.auth.factors.store import rows_of as factor_rows
from egovframe.auth.model import Session
from egovframe.auth.people import Linked
from tests.auth.fakes import CountingCode, Oracle, Papers, Phonebook
from tests.auth.gatehouse import HOME, Gatehouse

BACK = "https://city.example/sign-in/from/city"
SITE = "https://city.example"


@pytest.fixture
def house(gate: Gatehouse) -> Gatehouse:
    """A gatehouse with a provider that makes no accounts, one that does, and papers; kim has an account."""
    gate.auth.providers["city"] = Oracle()
    gate.auth.providers["open"] = Oracle(create=True, issuer="https://open.example")
    gate.auth.methods.update(papers=Papers(), code=CountingCode())
    gate.add()
    return gate


def visit(gate: Gatehouse, who: str, provider: str = "city", **more: str) -> Entered | Linked:
    """Go to a provider and come back as somebody."""
    token, _ = gate.auth.people.begin(provider, BACK)
    return gate.auth.people.end(token, provider, {"state": "s", "word": "true", "who": who, **more}, origin=HOME)


def entered(gate: Gatehouse, who: str, provider: str = "city", **more: str) -> Session:
    """The same, let in; gives the session."""
    came = visit(gate, who, provider, **more)
    assert isinstance(came, Entered)
    return came.session


def link(gate: Gatehouse, who: str = "k1", name: str = "kim", provider: str = "city") -> Session:
    """Sign in by password and link somebody at the provider; gives the session."""
    _, session = gate.enter(name)
    token, _ = gate.auth.people.begin(provider, BACK, session=session, onward="/account/factors")
    answer = {"state": "s", "word": "true", "who": who}
    came = gate.auth.people.end(token, provider, answer, origin=HOME, session=session)
    assert came == Linked("/account/factors")
    return session


def reasons(gate: Gatehouse) -> list[str]:
    """Why sign-ins failed, as the trail has it."""
    return [str(note.private["reason"]) for note in gate.facts.of("sign-in.failed")]


def test_whoever_linked_comes_in(house: Gatehouse) -> None:
    """The session is of the account that was linked, with the provider's word, tier and way out."""
    own = link(house)
    session = entered(house, "k1")
    assert (session.account, session.authenticator, session.tier) == (own.account, "oidc:city", "silver")
    assert house.auth.people.leave(session, SITE) == f"https://oracle.example/out?hint=id-token&back={SITE}"
    assert house.auth.people.leave(own, SITE) == "", "who came in by password leaves no provider"


@pytest.mark.asvs("V6.8.1")
def test_nobody_is_found_by_name(house: Gatehouse) -> None:
    """A provider that calls somebody kim, or says kim's id, opens nothing where that person is not linked."""
    kim = link(house).account
    for who, name in (("k2", "kim"), (kim, "kim"), ("K1", "kim"), ("k1 ", "kim"), ("", "kim")):
        with pytest.raises(SignInFailed):
            visit(house, who, name=name)
    assert set(reasons(house)) == {"linked with no account"}


@pytest.mark.asvs("V6.8.1", "V10.5.2")
def test_the_same_subject_of_another_issuer_is_somebody_else(house: Gatehouse) -> None:
    """(issuer, subject) is the identity; neither half is, nor both read one behind the other."""
    link(house)
    stranger = Person("https://else.example", "k1", Evidence("fed"))
    shifted = Person("https://oracle.examplek", "1", Evidence("fed"))
    cut = [Person("a", "b\0c", Evidence("fed")), Person("a\0b", "c", Evidence("fed"))]
    for person in (stranger, shifted):
        with pytest.raises(SignInFailed):
            house.auth.people.enter("oidc:city", person, origin=HOME)
    assert house.auth.people.handle_of(cut[0]) != house.auth.people.handle_of(cut[1])
    assert entered(house, "k1", "open").account != entered(house, "k1").account
    assert house.auth.people.handle_of(Person("a", "\ud800", Evidence("fed"))), "whatever a provider writes"


@pytest.mark.asvs("V6.8.4")
def test_what_a_provider_proved_counts_for_that_provider_alone(house: Gatehouse) -> None:
    """The link stands under the way in: the same identity by another way is not linked."""
    link(house)
    person = Person("https://oracle.example", "k1", Evidence("fed"))
    for way in ("oidc:open", "papers", "phonebook"):
        with pytest.raises(SignInFailed):
            house.auth.people.enter(way, person, origin=HOME)


def test_an_account_is_made_where_the_city_wants_it_and_found_again(house: Gatehouse) -> None:
    """The second visit is of the same account, whatever the person is called by then."""
    first = entered(house, "p1", "open", name="홍길동")
    again = entered(house, "p1", "open", name="홍길순")
    assert (first.account, first.actor.kind, first.actor.name) == (again.account, "citizen", "홍길동")
    assert [dict(note.details) for note in house.facts.of("account.added")][-1]["kind"] == "citizen"
    with pytest.raises(SignInFailed):
        house.enter("홍길동")


def test_a_name_that_is_taken_gets_some_signs_more(house: Gatehouse) -> None:
    """Kim of the provider is not kim of the office, whatever the case; the longest name has room for it."""
    other = entered(house, "p1", "open", name="KIM")
    assert other.account != house.enter()[1].account
    assert other.actor.name.startswith("KIM-")
    long = [entered(house, f"l{n}", "open", name="가" * 80).actor.name for n in range(2)]
    assert long[0] == "가" * 64
    assert long[1].startswith("가" * 55 + "-")
    assert len(long[1]) <= 64


@pytest.mark.parametrize("name", ["", " ", "\x00", "a\nb", "two  blanks", "\ud800", "\u202eevil"])
def test_a_name_that_can_be_none_of_an_account_keeps_nobody_out(house: Gatehouse, name: str) -> None:
    """What the provider says may be anything; the account is then called by its kind, and by some signs more."""
    assert entered(house, "p1", "open", name=name).actor.name == "citizen"
    assert entered(house, "p2", "open", name=name).actor.name.startswith("citizen-")


def test_the_same_person_twice_at_once_gets_one_account(house: Gatehouse) -> None:
    """Two tabs that come back in the same moment: both are let in, and there is one account and one link."""
    tokens = [house.auth.people.begin("open", BACK)[0] for _ in range(6)]
    answer = {"state": "s", "word": "true", "who": "p1", "name": "park"}
    with ThreadPoolExecutor(6) as pool:
        came = list(pool.map(lambda token: house.auth.people.end(token, "open", answer, origin=HOME), tokens))
    assert len({each.session.account for each in came if isinstance(each, Entered)}) == 1
    with house.work() as work:
        assert [account.name for account in house.accounts(work).list()] == ["kim", "park"]


@pytest.mark.asvs("V10.1.2")
def test_a_visit_is_answered_once(house: Gatehouse) -> None:
    """Neither the same answer nor another one is taken after the first, right or wrong (OAuth 2.0, RFC 6749 10.12)."""
    link(house)
    right = {"state": "s", "word": "true", "who": "k1"}
    for first in (right, {**right, "word": "false"}):
        token, _ = house.auth.people.begin("city", BACK)
        try:
            house.auth.people.end(token, "city", first, origin=HOME)
        except SignInFailed:
            assert first["word"] == "false"
        with pytest.raises(StepOver):
            house.auth.people.end(token, "city", right, origin=HOME)


def test_one_answer_from_many_tabs_is_one_session(house: Gatehouse) -> None:
    """A copied address of the way back lets exactly one in."""
    link(house)
    token, _ = house.auth.people.begin("city", BACK)
    right = {"state": "s", "word": "true", "who": "k1"}

    def once(_: int) -> bool:
        try:
            return isinstance(house.auth.people.end(token, "city", right, origin=HOME), Entered)
        except StepOver:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(once, range(8))) == 1


@pytest.mark.asvs("V7.6.2", "V10.1.2", "V10.2.1")
@pytest.mark.parametrize("state", ["", "t", "s ", "é", None])
def test_an_answer_with_another_state_is_no_answer(house: Gatehouse, state: str | None) -> None:
    """The state of another browser, or none; the visit goes on waiting for its own."""
    link(house)
    token, _ = house.auth.people.begin("city", BACK)
    answer = {"word": "true", "who": "k1", **({} if state is None else {"state": state})}
    with pytest.raises(StepOver):
        house.auth.people.end(token, "city", answer, origin=HOME)
    assert isinstance(house.auth.people.end(token, "city", {**answer, "state": "s"}, origin=HOME), Entered)


@pytest.mark.asvs("V10.1.2")
def test_an_answer_to_another_browser_or_another_provider_is_no_answer(house: Gatehouse) -> None:
    """Without this browser's step nothing comes of it (login CSRF); no provider answers for another (mix-up)."""
    link(house)
    right = {"state": "s", "word": "true", "who": "k1"}
    token, _ = house.auth.people.begin("city", BACK)
    for stranger in ("", "x" * 43):
        with pytest.raises(StepOver):
            house.auth.people.end(stranger, "city", right, origin=HOME)
    with pytest.raises(StepOver):
        house.auth.people.end(token, "open", right, origin=HOME)
    with pytest.raises(StepOver):
        house.auth.people.end(token, "nowhere", right, origin=HOME)


def test_the_step_of_a_password_is_no_visit_and_a_visit_is_no_second_proof(house: Gatehouse) -> None:
    """Steps are for one purpose each."""
    session = link(house)
    with house.auth.changing_factors(session.account) as (work, account):
        factor, _ = house.auth.factors.enrol_code(work, account, "code")
        house.auth.factors.confirm_code(work, account, factor.id, "1")
    with pytest.raises(MoreNeeded) as more:
        house.enter()
    with pytest.raises(StepOver):
        house.auth.people.end(more.value.step, "city", {"state": "", "word": "true", "who": "k1"}, origin=HOME)
    linking, _ = house.auth.people.begin("city", BACK, session=session)
    with pytest.raises(StepOver):
        house.auth.entrance.code(linking, "code", "2", origin=HOME, device="")
    with pytest.raises(StepOver):
        house.auth.certified.signed(linking, b"", origin=HOME)


@pytest.mark.asvs("V6.3.4")
def test_a_second_factor_is_asked_for_after_a_provider_too(house: Gatehouse) -> None:
    """Whoever enrolled a code types it, and the way out at the provider is not forgotten on the way."""
    session = link(house)
    with house.auth.changing_factors(session.account) as (work, account):
        factor, _ = house.auth.factors.enrol_code(work, account, "code")
        house.auth.factors.confirm_code(work, account, factor.id, "1")
    with pytest.raises(MoreNeeded) as more:
        visit(house, "k1")
    came = house.auth.entrance.code(more.value.step, "code", "2", origin=HOME, device="")
    assert (came.session.methods, came.session.authenticator) == (("fed", "otp"), "oidc:city")
    assert "hint=id-token" in house.auth.people.leave(came.session, SITE)


def test_a_disabled_account_stays_out(house: Gatehouse) -> None:
    """The answer is the one for everybody; the trail says why. Before it was linked, after, and with papers."""
    link(house)
    with house.work() as work:
        house.accounts(work).disable("kim")
    with pytest.raises(SignInFailed) as refused:
        visit(house, "k1")
    with pytest.raises(SignInFailed) as unknown:
        visit(house, "nobody")
    assert str(refused.value) == str(unknown.value)
    assert reasons(house) == ["account disabled", "linked with no account"]


def test_a_link_that_was_removed_lets_nobody_in_and_may_be_made_anew(house: Gatehouse) -> None:
    """It is gone for good; the same person may be linked with another account then."""
    session = link(house)
    house.add("lee")
    with house.auth.changing_factors(session.account) as (work, account):
        (only,) = house.auth.factors.of(work.conn, account.id)
        house.auth.factors.remove(work, account, only.id)
    with pytest.raises(SignInFailed):
        visit(house, "k1")
    lees = link(house, "k1", "lee")
    assert entered(house, "k1").account == lees.account


def test_somebody_who_is_linked_elsewhere_is_not_linked_again(house: Gatehouse) -> None:
    """Neither with another account nor twice with one's own."""
    link(house)
    house.add("lee")
    for name in ("lee", "kim"):
        with pytest.raises(FactorTaken):
            link(house, "k1", name)
    assert entered(house, "k1").account == house.enter()[1].account


def test_a_link_is_made_in_the_session_that_asked_for_it_alone(house: Gatehouse) -> None:
    """An attacker who has somebody follow the way back links nothing with them: theirs is another session, or none."""
    house.add("lee")
    _, attackers = house.enter("lee")
    _, victims = house.enter("kim")
    answer = {"state": "s", "word": "true", "who": "evil"}
    for session in (victims, house.enter("lee")[1], None):
        token, _ = house.auth.people.begin("city", BACK, session=attackers)
        with pytest.raises(StepOver):
            house.auth.people.end(token, "city", answer, origin=HOME, session=session)
    with pytest.raises(SignInFailed):
        visit(house, "evil")


def test_who_links_is_asked_by_the_provider_to_prove_it_anew(house: Gatehouse) -> None:
    """Whoever happens to be signed in there is not linked by a click; the language of the page goes along."""
    _, session = house.enter()
    assert "fresh=True&lang=en" in house.auth.people.begin("city", BACK, session=session, language="en")[1]
    assert "fresh=False&lang=ko" in house.auth.people.begin("city", BACK)[1]


def test_a_provider_that_is_not_there_is_no_way_in(house: Gatehouse) -> None:
    """A wrong address, an unreachable provider, and one that refuses: each as itself."""
    with pytest.raises(AuthError):
        house.auth.people.begin("nowhere", BACK)
    token, _ = house.auth.people.begin("city", BACK)
    with pytest.raises(SignInFailed):
        house.auth.people.end(token, "city", {"state": "s", "word": "no", "who": "k1"}, origin=HOME)
    assert reasons(house) == ["the provider says no"]

    class Down(Oracle):
        def finish(self, kept: str, answer: object, back: str) -> Person:
            raise SourceUnavailable("The provider cannot be reached.", hint="Try again later.")

    house.auth.providers["city"] = Down()
    token, _ = house.auth.people.begin("city", BACK)
    with pytest.raises(SourceUnavailable):
        house.auth.people.end(token, "city", {"state": "s"}, origin=HOME)
    with pytest.raises(StepOver):
        house.auth.people.end(token, "city", {"state": "s"}, origin=HOME)


# -------------------------------------------------------------------------------- what is asked, from where


def test_a_provider_is_asked_for_the_level_of_the_roles(emptied_url: str, tmp_path: Path) -> None:
    """A stranger for the least; whoever is signed in, to link or once more, for what their roles ask for, and anew."""
    gate = Gatehouse(emptied_url, tmp_path, assurance={"auditor": 2})
    gate.auth.providers["city"] = Oracle()
    gate.add(role="auditor")
    gate.add("lee")
    kim, lee = gate.enter()[1], gate.enter("lee")[1]
    for more, wanted in (
        ({}, "fresh=False&lang=ko&level=1"),
        ({"session": kim}, "fresh=True&lang=ko&level=2"),
        ({"again": kim}, "fresh=True&lang=ko&level=2"),
        ({"again": lee}, "fresh=True&lang=ko&level=1"),
    ):
        _, url = gate.auth.people.begin("city", BACK, **more)  # type: ignore[arg-type]
        assert url.endswith(wanted)
    gate.database.close()


def test_rules_for_known_devices_see_the_mark_whoever_vouches(emptied_url: str, tmp_path: Path) -> None:
    """Provider, certificate shown and signed, and directory: with the mark in, without it out."""
    gate = Gatehouse(emptied_url, tmp_path, policies={"devices": {"roles": ["road-officer"], "assurance": 3}})
    gate.auth.providers["city"] = Oracle()
    gate.auth.methods.update(papers=Papers())
    gate.auth.sources["book"] = Phonebook()
    account = gate.add(role="road-officer")
    with gate.work() as work:
        gate.accounts(work).add("bae")
        gate.accounts(work).grant("bae", "road-officer")
        bae = gate.accounts(work).get("bae").id
    for who, way, person in (
        (account, "oidc:city", Person("https://oracle.example", "k1", Evidence("fed"))),
        (account, "papers", Person("papers", "k1", Evidence("hwk"))),
        (bae, "book", Person("phonebook", "bae", Evidence("pwd"))),
    ):
        with gate.auth.changing_factors(who) as (work, owner):
            gate.auth.factors.link(work, owner, way, handle=gate.auth.people.handle_of(person), label="")
    marks = {who: device_mark(gate.cabinet, who) for who in (account, bae)}

    def by_provider(device: str) -> object:
        token, _ = gate.auth.people.begin("city", BACK)
        return gate.auth.people.end(
            token, "city", {"state": "s", "word": "true", "who": "k1"}, origin=HOME, device=device
        )

    def by_signature(device: str) -> object:
        token, text = gate.auth.certified.ask("papers", site=SITE)
        return gate.auth.certified.signed(token, f"{text}|k1".encode(), origin=HOME, device=device)

    ways = (
        (account, by_provider),
        (account, by_signature),
        (account, lambda device: gate.auth.certified.shown("papers", "k1", origin=HOME, device=device)),
        (bae, lambda device: gate.enter("bae", "baebae", device=device)),
    )
    for who, enter in ways:
        assert enter(marks[who])
        with pytest.raises(SignInFailed):
            enter("")
    gate.database.close()


def test_a_national_identifier_is_kept_as_a_keyed_hash_and_tells_another_person(house: Gatehouse) -> None:
    """The same subject with another CI is somebody else by now; without one, or with the same, it is who it was."""

    class Counted(Oracle):
        unique: str = ""

        def finish(self, kept: str, answer: Mapping[str, str], back: str) -> Person:
            return replace(super().finish(kept, answer, back), unique=self.unique)

    house.auth.providers["open"] = Counted(create=True, unique="CI-1")
    first = entered(house, "p1", "open").account
    with house.database.read() as conn:
        rows = [row for row in factor_rows(conn, first) if row["authenticator"] == "oidc:open"]
        assert "CI-1" not in opened(house.cabinet, rows[0])
        assert opened(house.cabinet, rows[0])
    for unique in ("CI-1", ""):
        house.auth.providers["open"] = Counted(create=True, unique=unique)
        assert entered(house, "p1", "open").account == first
    house.auth.providers["open"] = Counted(create=True, unique="CI-2")
    with pytest.raises(SignInFailed):
        visit(house, "p1", "open")
    assert reasons(house) == ["the subject there is another person now"]


def test_proving_it_again_at_a_provider_is_for_the_owner_of_the_session(house: Gatehouse) -> None:
    """The level that the roles ask for is asked for; another account, another session or none does not do."""
    link(house)
    session = entered(house, "k1")
    entered(house, "p1", "open", name="park")

    def again(who: str, own: Session | None = session) -> Entered | Linked:
        token, url = house.auth.people.begin("city", BACK, again=session, onward="/desk")
        assert "fresh=True" in url
        answer = {"state": "s", "word": "true", "who": who}
        return house.auth.people.end(token, "city", answer, origin=HOME, session=own)

    came = again("k1")
    assert isinstance(came, Entered)
    assert came.session.account == session.account
    for who in ("p1", "nobody"):
        with pytest.raises(SignInFailed):
            again(who)
    assert reasons(house) == ["somebody else came back"] * 2
    for other in (None, house.enter()[1]):
        with pytest.raises(StepOver):
            again("k1", other)
