"""People with certificates: let in, asked once more, linked with their accounts, and refused in one way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest

from egovframe.auth import Evidence, Person, ProofRefused, SignInFailed, SourceUnavailable, TooManyTries
from egovframe.auth.admission import Entered
from egovframe.auth.errors import FactorTaken, MoreNeeded, StepOver
from egovframe.auth.model import Session
from egovframe.auth.people import Linked
from egovframe.kernel.permissions import EVERYWHERE, Actor, Forbidden
from tests.auth.fakes import CountingCode, NamedKeys, Papers
from tests.auth.gatehouse import HOME, NOBODY, PASSWORD, Gatehouse

SITE = "https://city.example"
REGISTRAR = Actor("officer", "registrar", "Registrar", holds={"account.manage": EVERYWHERE})


class Away(Papers):
    """Nobody can tell whether it was revoked."""

    def shown(self, chain: str, *, at: datetime) -> Person:
        """Unavailable."""
        raise SourceUnavailable("no list of revoked certificates counts now", hint="Wait.")

    def signed(self, message: bytes, challenge: bytes, *, at: datetime) -> Person:
        """Unavailable."""
        raise SourceUnavailable("no list of revoked certificates counts now", hint="Wait.")


@pytest.fixture
def house(gate: Gatehouse) -> Gatehouse:
    """A gatehouse with papers, codes and keys; kim has an account."""
    gate.auth.methods.update(papers=Papers(), code=CountingCode(), key=NamedKeys())
    gate.add()
    return gate


def kim(gate: Gatehouse) -> str:
    """The account's id."""
    with gate.work() as work:
        return gate.accounts(work).get("kim").id


def link(gate: Gatehouse, name: str = "k1", session: Session | None = None) -> Session:
    """Sign in by password and link a certificate by signing; gives the session."""
    session = session or gate.enter()[1]
    token, text = gate.auth.certified.ask("papers", site=SITE, session=session, onward="/account/factors")
    came = gate.auth.certified.signed(token, f"{text}|{name}".encode(), origin=HOME, session=session)
    assert came == Linked("/account/factors")
    return session


def signed(gate: Gatehouse, name: str = "k1", *, token: str = "") -> Session:
    """Sign the text and come in, or go on from a step; gives the session."""
    step, text = gate.auth.certified.ask("papers", site=SITE, token=token)
    came = gate.auth.certified.signed(step, f"{text}|{name}".encode(), origin=HOME)
    assert isinstance(came, Entered)
    return came.session


def shown(gate: Gatehouse, name: str = "k1", **more: str) -> Session:
    """Show a certificate and come in, or go on from a step; gives the session."""
    came = gate.auth.certified.shown("papers", name, origin=HOME, **more)  # type: ignore[arg-type]
    assert isinstance(came, Entered)
    return came.session


def reasons(gate: Gatehouse) -> list[str]:
    """Why sign-ins failed, as the trail has it."""
    return [str(note.private["reason"]) for note in gate.facts.of("sign-in.failed")]


# ---------------------------------------------------------------------- to come in


def test_a_signature_counts_by_the_text_of_its_own_step(house: Gatehouse) -> None:
    """Once, over the text that names the city; another text, another way or no step open nothing."""
    link(house)
    token, text = house.auth.certified.ask("papers", site=SITE)
    other, _ = house.auth.certified.ask("papers", site=SITE)
    assert text.startswith(f"{SITE} ")
    assert len(text) > len(SITE) + 20
    message = f"{text}|k1".encode()
    with pytest.raises(SignInFailed):
        house.auth.certified.signed(other, message, origin=HOME)
    came = house.auth.certified.signed(token, message, origin=HOME)
    assert isinstance(came, Entered)
    assert (came.session.assurance, came.session.methods, came.session.account) == (2, ("hwk",), kim(house))
    for step in (token, other, "", "x" * 43):
        with pytest.raises(StepOver):
            house.auth.certified.signed(step, message, origin=HOME)


def test_one_signature_from_many_tabs_is_one_session(house: Gatehouse) -> None:
    """The step is spent before the signature is looked at."""
    link(house)
    token, text = house.auth.certified.ask("papers", site=SITE)

    def once(_: int) -> bool:
        try:
            return isinstance(house.auth.certified.signed(token, f"{text}|k1".encode(), origin=HOME), Entered)
        except StepOver:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(once, range(8))) == 1


def test_a_certificate_that_was_shown_lets_in(house: Gatehouse) -> None:
    """With a step of the same way or none; with one of another way nothing."""
    link(house)
    assert shown(house).account == kim(house)
    token, _ = house.auth.certified.ask("papers", site=SITE)
    assert shown(house, token=token).account == kim(house)
    with pytest.raises(StepOver):
        shown(house, token=token)
    house.auth.methods["others"] = Papers()
    token, _ = house.auth.certified.ask("others", site=SITE)
    with pytest.raises(StepOver):
        shown(house, token=token)
    assert [note.details["authenticator"] for note in house.facts.of("sign-in.succeeded")][-1] == "papers"


def test_nobody_is_let_in_whom_no_account_is_linked_with(house: Gatehouse) -> None:
    """No certificate, a stranger's, one whose name is the account's; each is a fact, and the answers are the same."""
    link(house)
    answers = set()
    for name in ("", "lee", "kim", "K1"):
        with pytest.raises(SignInFailed) as refused:
            shown(house, name)
        answers.add(str(refused.value))
    assert len(answers) == 1
    assert reasons(house) == ["no certificate", *["linked with no account"] * 3]


def test_ways_that_take_no_certificates_take_none(house: Gatehouse) -> None:
    """Neither the password's name nor one that is not there."""
    for way in ("password", "code", "key", "nowhere"):
        with pytest.raises(StepOver):
            house.auth.certified.ask(way, site=SITE)
        with pytest.raises(StepOver):
            house.auth.certified.shown(way, "k1", origin=HOME)


def test_a_refusal_of_a_plugin_is_for_the_trail(house: Gatehouse) -> None:
    """Its words never reach the person: they may say who it was."""

    class Talkative(Papers):
        def shown(self, chain: str, *, at: datetime) -> Person:
            raise ProofRefused("the certificate of 홍길동 was revoked")

    house.auth.methods["papers"] = Talkative()
    with pytest.raises(SignInFailed) as refused:
        shown(house, "x")
    assert "홍길동" not in f"{refused.value} {refused.value.context}"
    (note,) = house.facts.of("sign-in.failed")
    assert "홍길동" in str(note.private["reason"])
    assert "홍길동" not in f"{note.reason} {note.details} {note.object} {note.subjects}"


def test_what_cannot_be_checked_is_refused_and_noted(house: Gatehouse) -> None:
    """Nobody can tell whether it was revoked: unavailable for the person, a failure in the trail."""
    house.auth.methods["papers"] = Away()
    with pytest.raises(SourceUnavailable):
        shown(house)
    with pytest.raises(SourceUnavailable):
        signed(house)
    assert reasons(house) == ["no list of revoked certificates counts now"] * 2


def test_who_tries_again_and_again_has_to_wait(emptied_url: str, tmp_path: Path) -> None:
    """Counted by address; whoever is right is not counted."""
    gate = Gatehouse(emptied_url, tmp_path, address_tries=4)
    gate.auth.methods.update(papers=Papers())
    gate.add()
    link(gate)
    for _ in range(6):
        assert shown(gate).account
    for number in range(4):
        with pytest.raises(SignInFailed):
            shown(gate, f"stranger{number}")
    with pytest.raises(TooManyTries):
        shown(gate, "stranger")
    gate.database.close()


def test_a_city_may_make_accounts_for_certificates(house: Gatehouse) -> None:
    """Where the settings say so, with the name of the certificate."""
    house.auth.methods["papers"] = Papers(create=True)
    assert shown(house, "park").actor.name == "park"
    assert shown(house, "park").account == signed(house, "park").account


# ---------------------------------------------------------------------- to prove oneself once more


def test_a_certificate_is_a_second_proof_after_a_password(house: Gatehouse) -> None:
    """In the place of the code that is asked for: who has lost the app signs with the certificate."""
    session = link(house)
    with house.auth.changing_factors(session.account) as (work, account):
        factor, _ = house.auth.factors.enrol_code(work, account, "code")
        house.auth.factors.confirm_code(work, account, factor.id, "1")
    with pytest.raises(MoreNeeded) as more:
        house.enter()
    ways = house.auth.entrance.ways(more.value.step)[1]
    assert {(way.authenticator, way.kind) for way in ways} == {("code", "code"), ("papers", "certificate")}
    session = signed(house, token=more.value.step)
    assert (session.assurance, session.methods, session.authenticator) == (2, ("pwd", "hwk"), "password")
    with pytest.raises(StepOver):
        signed(house, token=more.value.step)


def test_a_certificate_is_never_asked_for(emptied_url: str, tmp_path: Path) -> None:
    """It is another way in: whose certificate ran out signs in with the password, and without the role."""
    gate = Gatehouse(emptied_url, tmp_path, assurance={"auditor": 2})
    gate.auth.methods.update(papers=Papers())
    gate.add(role="auditor")
    link(gate)
    assert gate.enter()[1].assurance == 1
    assert shown(gate).assurance == 2
    gate.database.close()


@pytest.mark.parametrize("way", ["signed", "shown"])
def test_a_session_is_made_surer_with_a_certificate(house: Gatehouse, way: str) -> None:
    """The old session ends, the new one has both proofs; the fact says so."""
    session = link(house)
    step = house.auth.entrance.again(session)
    if way == "shown":
        step, _ = house.auth.certified.ask("papers", site=SITE, token=step)
    surer = signed(house, token=step) if way == "signed" else shown(house, token=step)
    assert (surer.account, surer.assurance, surer.methods) == (session.account, 2, ("pwd", "hwk"))
    assert surer.id != session.id
    assert [each.id for each in house.auth.sessions(session.account)] == [surer.id]
    (fact,) = house.facts.of("sign-in.proved-again")
    assert fact.details["methods"] == ["pwd", "hwk"]
    (used,) = house.facts.of("factor.used")
    assert used.details["authenticator"] == "papers"


def test_anothers_certificate_makes_no_session_surer(house: Gatehouse) -> None:
    """Lee's, a stranger's, and a wrong signature: refused, and the text is used up; the step goes on to another."""
    session = link(house)
    house.add("lee")
    link(house, "l1", house.enter("lee")[1])
    step = house.auth.entrance.again(session)
    for name in ("l1", "nobody"):
        with pytest.raises(SignInFailed):
            signed(house, name, token=step)
    _, text = house.auth.certified.ask("papers", site=SITE, token=step)
    with pytest.raises(SignInFailed):
        house.auth.certified.signed(step, b"something else|k1", origin=HOME)
    with pytest.raises(StepOver):
        house.auth.certified.signed(step, f"{text}|k1".encode(), origin=HOME)
    assert signed(house, token=step).account == session.account


def test_one_proof_takes_the_place_of_no_other_that_is_called_the_same(house: Gatehouse) -> None:
    """A certificate after a passkey: the session was of level 3 by it, and stays so, though both say `hwk`."""
    house.auth.methods["key"] = type("Sure", (NamedKeys,), {"assurance": 3})()
    session = link(house)
    token, asked = house.auth.ask_new_key(session, "key", site=SITE)
    answer = {"challenge": asked.options["challenge"], "key": "mine"}
    with house.auth.changing_factors(session.account) as (work, account):
        house.auth.factors.add_key(work, account, token, answer, session=session.id, label="", site=SITE)
    token, asked = house.auth.entrance.ask("key", site=SITE)
    signature = f"{asked.options['challenge']} mine"
    sure = house.auth.entrance.answer(token, {"key": "mine", "signed": signature}, site=SITE, origin=HOME).session
    assert (sure.assurance, sure.methods) == (3, ("hwk",))
    after = signed(house, token=house.auth.entrance.again(sure))
    assert (after.assurance, after.methods) == (3, ("hwk",))
    assert [(each.by, each.assurance) for each in after.shown] == [("key", 3), ("papers", 2)]
    once_more = signed(house, token=house.auth.entrance.again(after))
    assert [each.by for each in once_more.shown] == ["key", "papers"], "twice the same is once"


def test_two_certificates_are_no_two_factors(house: Gatehouse) -> None:
    """Both show something that somebody has."""

    class Weak(Papers):
        assurance: ClassVar[int] = 1

    house.auth.methods.update(papers=Weak(), others=Weak())
    link(house)
    with house.auth.changing_factors(kim(house)) as (work, account):
        handle = house.auth.people.handle_of(Person("papers", "k2", Evidence("hwk")))
        house.auth.factors.link(work, account, "others", handle=handle, label="")
    session = shown(house)
    step, text = house.auth.certified.ask("others", site=SITE, token=house.auth.entrance.again(session))
    came = house.auth.certified.signed(step, f"{text}|k2".encode(), origin=HOME)
    assert isinstance(came, Entered)
    assert came.session.assurance == 1


def test_a_certificate_is_asked_of_nobody_who_recovers(house: Gatehouse) -> None:
    """What an account lost is given back by its codes and keys; a step of another purpose takes no certificate."""
    session = link(house)
    token, _ = house.auth.certified.ask("papers", site=SITE, session=session)
    with pytest.raises(StepOver):
        house.auth.certified.ask("papers", site=SITE, token=token)


# ---------------------------------------------------------------------- to link


def test_a_certificate_is_linked_by_its_owner(house: Gatehouse) -> None:
    """Listed with its name, removed like everything else; both are facts."""
    session = link(house)
    ((factor,), _) = house.auth.own_factors(session.account)
    assert (factor.authenticator, factor.label) == ("papers", "k1")
    assert [note.details["authenticator"] for note in house.facts.of("factor.added")] == ["papers"]
    assert "k1" not in str(house.facts.of("factor.added")[0].details)
    with house.auth.changing_factors(session.account) as (work, account):
        house.auth.factors.remove(work, account, factor.id)
    with pytest.raises(SignInFailed):
        shown(house)


def test_a_link_is_made_in_the_session_that_asked_for_it_alone(house: Gatehouse) -> None:
    """Whoever has somebody sign for their own step links nothing: another session, or none."""
    house.add("lee")
    _, attackers = house.enter("lee")
    _, victims = house.enter("kim")
    for session in (victims, house.enter("lee")[1], None):
        token, text = house.auth.certified.ask("papers", site=SITE, session=attackers)
        with pytest.raises(StepOver):
            house.auth.certified.signed(token, f"{text}|k1".encode(), origin=HOME, session=session)
        with pytest.raises(StepOver):
            house.auth.certified.shown("papers", "k1", origin=HOME, token=token, session=session)
    with pytest.raises(SignInFailed):
        shown(house)


def test_what_is_linked_already_is_not_linked_again(house: Gatehouse) -> None:
    """Neither with another account nor twice with one's own; a wrong signature links nothing and is noted."""
    link(house)
    house.add("lee")
    for name in ("kim", "lee"):
        with pytest.raises(FactorTaken):
            link(house, session=house.enter(name, PASSWORD)[1])
    session = house.enter()[1]
    token, _ = house.auth.certified.ask("papers", site=SITE, session=session)
    with pytest.raises(SignInFailed):
        house.auth.certified.signed(token, b"other|k2", origin=HOME, session=session)
    (note,) = house.facts.of("sign-in.failed")
    assert note.private["account"] == f"account:{session.account}"


def test_who_manages_accounts_links_from_a_file(house: Gatehouse) -> None:
    """With the permission alone; the certificate is checked as at a sign-in."""
    owner, person = kim(house), house.auth.certified.whose("papers", "k1")
    with house.auth.changing_factors(owner, by=REGISTRAR, origin=HOME) as (work, account):
        factor = house.auth.certified.link_for(work, account, "papers", person)
    assert (factor.account, factor.label) == (owner, "k1")
    (note,) = house.facts.of("factor.added")
    assert note.subjects == (f"account:{owner}",)
    assert shown(house).account == owner
    other = house.auth.certified.whose("papers", "k2")
    with pytest.raises(Forbidden), house.auth.changing_factors(owner, by=NOBODY) as (work, account):
        house.auth.certified.link_for(work, account, "papers", other)
    with pytest.raises(FactorTaken), house.auth.changing_factors(owner, by=REGISTRAR) as (work, account):
        house.auth.certified.link_for(work, account, "papers", person)
    with pytest.raises(ProofRefused):
        house.auth.certified.whose("papers", "")
    with pytest.raises(StepOver):
        house.auth.certified.whose("password", "k1")
