"""People with credentials in wallets: two steps that belong together, one answer, and nothing for anybody between."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from egovframe.auth import Evidence, Person, ProofRefused, SignInFailed, SourceUnavailable, TooManyTries
from egovframe.auth.admission import Entered
from egovframe.auth.errors import FactorTaken, StepOver
from egovframe.auth.people import Linked
from egovframe.auth.wallet.interfaces import Wallets
from egovframe.kernel.text import Text
from tests.auth.gatehouse import AWAY, HOME, Gatehouse

SITE = "https://city.example"


class Pockets(Wallets):
    """A wallet whose answer is a name; `away` when nobody can be asked."""

    title: ClassVar[Text] = Text(ko="지갑", en="Wallet")
    method: ClassVar[str] = "pop"
    create: bool = True
    other_device: bool = True

    @property
    def across(self) -> bool:
        """As a test says."""
        return self.other_device

    def begin(self) -> str:
        """Nothing is kept but that it began."""
        return "kept"

    def link(self, request: str) -> str:
        """An address."""
        return f"wallet:{request}"

    def request(self, kept: str, *, reply: str, at: datetime) -> str:
        """What is asked for, not signed here."""
        assert kept == "kept"
        return json.dumps({"reply": reply})

    def answered(self, kept: str, answer: Mapping[str, str], *, at: datetime) -> Person | None:
        """Whoever the answer says."""
        assert kept == "kept"
        name = answer.get("name", "")
        if name == "away":
            raise SourceUnavailable("the issuer is away", hint="Wait.")
        if name == "nobody":
            return None
        if not name:
            raise ProofRefused("no name", hint="Say one.")
        shown = Evidence("pop", frozenset({"have"}), assurance=1, tier=answer.get("tier", ""))
        return Person("issuer", name, shown, name=name, unique=answer.get("unique", ""))


@pytest.fixture
def house(gate: Gatehouse) -> Gatehouse:
    """A gatehouse that takes wallets; kim has an account."""
    gate.auth.methods.update(wallet=Pockets(), narrow=Pockets(other_device=False))
    gate.add()
    return gate


def begin(gate: Gatehouse, name: str = "wallet", **more: Any) -> tuple[str, str]:
    """Begin a visit; gives the browser's token and the wallet's."""
    token = gate.auth.presented.ask(name, site=SITE, origin=HOME, **more)
    return token, gate.auth.presented.shown(token).link.rpartition("/")[2]


def answer(gate: Gatehouse, visit: str, name: str = "lee", **more: str) -> str:
    """Answer as the wallet does; gives the code."""
    onward = gate.auth.presented.answered(visit, {"name": name, **more}, origin=AWAY)
    assert urlsplit(onward).path == f"/sign-in/wallet/back/{visit}"
    return parse_qs(urlsplit(onward).query)["code"][0]


def back(gate: Gatehouse, token: str, visit: str, code: str, **more: Any) -> Entered | Linked:
    """Come back with the browser that asked."""
    return gate.auth.presented.back(token, visit, code, origin=HOME, **more)


def test_somebody_comes_in(house: Gatehouse) -> None:
    """The request names where the answer goes; the answer brings the browser in; both are facts."""
    token, visit = begin(house, onward="/account/data")
    assert json.loads(house.auth.presented.request(visit)) == {"reply": f"{SITE}/sign-in/wallet/answer/{visit}"}
    assert house.auth.presented.shown(token).where == "waits"
    code = answer(house, visit, tier="high")
    assert house.auth.presented.shown(token).where == "answered"
    came = back(house, token, visit, code)
    assert isinstance(came, Entered)
    (fact,) = [note for note in house.facts.notes if "tier" in note.details]
    assert fact.details["tier"] == "high"
    assert fact.details["authenticator"] == "wallet"


def test_what_counted_is_gone(house: Gatehouse) -> None:
    """Neither the browser nor the wallet goes on with a visit that brought somebody in."""
    token, visit = begin(house)
    code = answer(house, visit)
    back(house, token, visit, code)
    for attempt in (
        lambda: back(house, token, visit, code),
        lambda: house.auth.presented.shown(token),
        lambda: house.auth.presented.request(visit),
        lambda: house.auth.presented.number(visit, code),
        lambda: answer(house, visit),
    ):
        with pytest.raises(StepOver):
            attempt()


def test_only_the_browser_that_asked(house: Gatehouse) -> None:
    """Another browser's step, the wallet's own token in its place, a wrong code, and the visit of somebody else."""
    token, visit = begin(house)
    other, others_visit = begin(house)
    code = answer(house, visit)
    others_code = answer(house, others_visit, "park")
    for held, of, said in (
        (other, visit, code),
        (visit, visit, code),
        (token, visit, ""),
        (token, visit, "wrong"),
        (token, visit, others_code),
        (token, others_visit, others_code),
        (token, others_visit, code),
        ("", visit, code),
    ):
        with pytest.raises(StepOver):
            back(house, held, of, said)
    assert isinstance(back(house, token, visit, code), Entered)


def test_the_number_of_the_other_device(house: Gatehouse) -> None:
    """Told for the code alone; typed with blanks; only where another device may be."""
    token, visit = begin(house)
    with pytest.raises(StepOver):
        house.auth.presented.typed(token, "", origin=HOME)
    code = answer(house, visit)
    with pytest.raises(StepOver):
        house.auth.presented.number(visit, "wrong")
    number = house.auth.presented.number(visit, code)
    assert len(number) == 6
    assert isinstance(house.auth.presented.typed(token, f" {number[:3]} {number[3:]}", origin=HOME), Entered)
    token, visit = begin(house, "narrow")
    code = answer(house, visit)
    with pytest.raises(StepOver):
        house.auth.presented.number(visit, code)
    with pytest.raises(StepOver):
        house.auth.presented.typed(token, "000000", origin=HOME)
    assert isinstance(back(house, token, visit, code), Entered)


@pytest.mark.asvs("V6.6.3")
def test_a_number_is_tried_three_times_however_many_try_at_once(house: Gatehouse) -> None:
    """Counted before it is looked at: a hundred tries at once are no more than three."""
    token, visit = begin(house)
    code = answer(house, visit)
    number = house.auth.presented.number(visit, code)
    wrong = [f"{(int(number) + each) % 10**6:06}" for each in range(1, 13)]

    def typed(guess: str) -> str:
        try:
            house.auth.presented.typed(token, guess, origin=HOME)
        except SignInFailed:
            return "wrong"
        except (StepOver, TooManyTries):
            return "over"
        return "in"

    with ThreadPoolExecutor(6) as pool:
        came = [*pool.map(typed, wrong)]
    assert came.count("wrong") <= 3
    while typed(wrong[0]) != "over":
        pass
    assert typed(number) == "over"


@pytest.mark.parametrize(("name", "error"), [("", SignInFailed), ("away", SourceUnavailable)])
def test_a_wrong_answer_ends_the_visit(house: Gatehouse, name: str, error: type[Exception]) -> None:
    """With a fact that says why, for the trail alone; a right one afterwards counts no more."""
    token, visit = begin(house)
    with pytest.raises(error):
        house.auth.presented.answered(visit, {"name": name}, origin=AWAY)
    (fact,) = [note for note in house.facts.notes if note.outcome == "failed"]
    assert fact.details["authenticator"] == "wallet"
    assert fact.private["reason"] == {"": "no name", "away": "the issuer is away"}[name]
    assert house.auth.presented.shown(token).where == "refused"
    with pytest.raises(StepOver):
        answer(house, visit)
    with pytest.raises(StepOver):
        house.auth.presented.typed(token, "000000", origin=HOME)


def test_somebody_who_refuses_in_the_wallet(house: Gatehouse) -> None:
    """They are sent back to the page, which says so; the trail has it."""
    token, visit = begin(house)
    onward = house.auth.presented.answered(visit, {"name": "nobody"}, origin=AWAY)
    assert onward == f"{SITE}/sign-in/wallet"
    assert house.auth.presented.shown(token).where == "refused"
    assert house.facts.notes[-1].private["reason"] == "the person refused in the wallet"


def test_one_of_two_answers_at_once_counts(house: Gatehouse) -> None:
    """Whoever is first: the other one is too late."""
    _, visit = begin(house)

    def post(name: str) -> bool:
        try:
            answer(house, visit, name)
        except StepOver:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(post, ["a", "b", "c", "d"])) == 1


def test_nothing_is_answered_while_an_answer_is_looked_at(house: Gatehouse) -> None:
    """One presentation is looked at, once: meanwhile neither a second one nor the request is taken."""
    came: list[type[Exception]] = []

    class Slow(Pockets):
        def answered(self, kept: str, answer: Mapping[str, str], *, at: datetime) -> Person | None:
            with pytest.raises(StepOver) as over:
                house.auth.presented.answered(visit, {"name": "park"}, origin=AWAY)
            came.append(over.type)
            with pytest.raises(StepOver) as over:
                house.auth.presented.request(visit)
            came.append(over.type)
            return super().answered(kept, answer, at=at)

    house.auth.methods["slow"] = Slow()
    token, visit = begin(house, "slow")
    assert isinstance(back(house, token, visit, answer(house, visit)), Entered)
    assert came == [StepOver, StepOver]


def test_a_visit_lasts_ten_minutes(house: Gatehouse) -> None:
    """Then neither the wallet nor the browser goes on."""
    token, visit = begin(house)
    house.time.forward(minutes=11)
    for attempt in (
        lambda: house.auth.presented.shown(token),
        lambda: house.auth.presented.request(visit),
        lambda: answer(house, visit),
    ):
        with pytest.raises(StepOver):
            attempt()


def test_a_credential_is_linked_and_asked_for_once_more(house: Gatehouse) -> None:
    """Linked within one's own session alone; then a second proof, of nobody else; taken by nobody else."""
    _, session = house.enter()
    token, visit = begin(house, session=session, onward="/account/factors")
    code = answer(house, visit, "kim.there", unique="ID-1")
    _, other = house.enter()
    with pytest.raises(StepOver):
        back(house, token, visit, code, session=other)
    token, visit = begin(house, session=session, onward="/account/factors")
    assert back(house, token, visit, answer(house, visit, "kim.there", unique="ID-1"), session=session) == Linked(
        "/account/factors"
    )
    again = house.auth.entrance.again(session, origin=HOME)
    assert "wallet" in [way.authenticator for way in house.auth.entrance.ways(again)[1]]
    token, visit = begin(house, token=again)
    assert token == again
    came = back(house, token, visit, answer(house, visit, "kim.there", unique="ID-1"), session=session)
    assert isinstance(came, Entered)
    assert came.session.assurance == 2
    again = house.auth.entrance.again(came.session, origin=HOME)
    token, visit = begin(house, token=again)
    with pytest.raises(SignInFailed):
        back(house, token, visit, answer(house, visit, "somebody.else"), session=came.session)
    house.add("lee")
    _, lees = house.enter("lee")
    token, visit = begin(house, session=lees)
    with pytest.raises(FactorTaken):
        back(house, token, visit, answer(house, visit, "kim.there"), session=lees)


def test_another_persons_identifier_under_the_same_subject(house: Gatehouse) -> None:
    """The issuer gave the subject to somebody else: the national identifiers differ, and nobody comes in."""
    token, visit = begin(house)
    back(house, token, visit, answer(house, visit, "lee", unique="ID-1"))
    token, visit = begin(house)
    code = answer(house, visit, "lee", unique="ID-2")
    with pytest.raises(SignInFailed):
        back(house, token, visit, code)


def test_tokens_of_other_steps_are_none_of_a_wallets(house: Gatehouse) -> None:
    """Where a certificate, a code or nobody is asked for, no wallet answers."""
    _, session = house.enter()
    again = house.auth.entrance.again(session, origin=HOME)
    for token in ("", "guess", again):
        with pytest.raises(StepOver):
            house.auth.presented.shown(token)
        with pytest.raises(StepOver):
            house.auth.presented.answered(token, {"name": "lee"}, origin=AWAY)
    with pytest.raises(StepOver):
        house.auth.presented.ask("password", site=SITE, origin=HOME)
    token, visit = begin(house)
    for attempt in (
        lambda: house.auth.presented.answered(token, {"name": "lee"}, origin=AWAY),
        lambda: house.auth.entrance.code(visit, "wallet", "1", origin=HOME, device=""),
        lambda: house.auth.certified.signed(visit, b"", origin=HOME),
        lambda: house.auth.people.end(visit, "city", {"state": ""}, origin=HOME),
        lambda: begin(house, token=visit),
    ):
        with pytest.raises(StepOver):
            attempt()
