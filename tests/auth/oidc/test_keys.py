"""The keys of a provider: fetched at first use, after an hour, and for an unknown name, but seldom."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from egovframe.auth.errors import SourceUnavailable, TokenInvalid
from egovframe.auth.oidc import keys
from egovframe.auth.oidc.keys import KeySource
from egovframe.auth.oidc.metadata import Discovery
from egovframe.auth.oidc.wire import Wire
from tests.auth.oidc.hostile import EC, OTHER, RSA, Hostile, b64, made, standing
from tests.auth.oidc.test_metadata import Hands

ALGORITHMS = ("RS256", "ES256")


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    """A provider."""
    with standing() as provider:
        yield provider


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The clock of the keys."""
    hands = Hands()
    monkeypatch.setattr(keys, "time", hands)
    return hands


def source(hostile: Hostile) -> KeySource:
    """The keys of the provider."""
    wire = Wire(hostile.issuer, 3)
    return KeySource(wire, Discovery(wire))


def token(key: Any = RSA, **header: Any) -> str:
    """A token that the provider signed."""
    return made({"a": 1}, {"alg": "ES256" if key is EC else "RS256", "kid": key.kid, **header}, key)


def test_each_key_is_found_by_its_name(hostile: Hostile) -> None:
    """One fetch is enough for all."""
    known = source(hostile)
    assert known.claims(token(), algorithms=ALGORITHMS) == {"a": 1}
    assert known.claims(token(EC), algorithms=ALGORITHMS) == {"a": 1}
    assert hostile.times("/jwks") == 1


def test_what_was_withdrawn_counts_for_an_hour_at_most(hostile: Hostile, hands: Hands) -> None:
    """The set is fetched anew each hour, also when nobody asks for an unknown key."""
    known = source(hostile)
    known.claims(token(), algorithms=ALGORITHMS)
    hostile.jwks = [EC.as_dict(private=False)]
    known.claims(token(), algorithms=ALGORITHMS)
    hands.now += keys.KEPT
    with pytest.raises(TokenInvalid):
        known.claims(token(), algorithms=ALGORITHMS)


def test_an_unknown_name_is_looked_for_and_the_next_minute_again(hostile: Hostile, hands: Hands) -> None:
    """Five fetches a minute; a new key that came while they were used up counts a minute later."""
    known = source(hostile)
    for number in range(9):
        with pytest.raises(TokenInvalid):
            known.claims(token(kid=f"made-up-{number}"), algorithms=ALGORITHMS)
    assert hostile.times("/jwks") == keys.FETCHES
    hostile.jwks = [OTHER.as_dict(private=False)]
    with pytest.raises(TokenInvalid):
        known.claims(token(OTHER), algorithms=ALGORITHMS)
    hands.now += 60
    assert known.claims(token(OTHER), algorithms=ALGORITHMS) == {"a": 1}
    assert hostile.times("/jwks") == keys.FETCHES + 1


def test_a_wrong_signature_or_algorithm_fetches_nothing(hostile: Hostile) -> None:
    """Only a name that is not known does: everything else would be the same with any keys."""
    known = source(hostile)
    known.claims(token(), algorithms=ALGORITHMS)
    unlisted = (token(alg="none", kid="x"), token(alg="PS256", kid="x"))
    for wrong in (token()[:-6] + "AAAAAA", *unlisted, "a.b.c", ""):
        with pytest.raises(TokenInvalid):
            known.claims(wrong, algorithms=ALGORITHMS)
    assert hostile.times("/jwks") == 1


def test_a_provider_with_one_nameless_key(hostile: Hostile) -> None:
    """A token without a name is believed where one key fits; after a change the keys are fetched again."""

    def nameless(key: Any) -> dict[str, Any]:
        return {name: value for name, value in key.as_dict(private=False).items() if name != "kid"}

    def plain(key: Any) -> str:
        return made({"a": 1}, {"alg": "RS256"}, key)

    hostile.jwks = [nameless(RSA)]
    known = source(hostile)
    assert known.claims(plain(RSA), algorithms=ALGORITHMS) == {"a": 1}
    hostile.jwks = [nameless(OTHER)]
    assert known.claims(plain(OTHER), algorithms=ALGORITHMS) == {"a": 1}


def test_a_published_secret_checks_nothing(hostile: Hostile) -> None:
    """A secret in the set is everybody's: it is no key here, whatever algorithms a caller lists."""
    secret = b"k" * 32
    hostile.jwks = [{"kty": "oct", "kid": "s", "k": b64(secret)}]
    text = ".".join(map(b64, (b'{"alg":"HS256","kid":"s"}', b'{"a":1}')))
    forged = f"{text}.{b64(hmac.digest(secret, text.encode(), 'sha256'))}"
    with pytest.raises(TokenInvalid, match="no key"):
        source(hostile).claims(forged, algorithms=("HS256",))


@pytest.mark.parametrize("answer", [(200, b"[]"), (200, b'{"keys": {}}'), (404, b'{"keys": []}'), (500, b"")])
def test_a_set_that_is_none(hostile: Hostile, answer: tuple[int, bytes]) -> None:
    """Then nobody can be believed now, which is the provider's matter."""
    hostile.raw["/jwks"] = (answer[0], {}, answer[1])
    with pytest.raises(SourceUnavailable):
        source(hostile).claims(token(), algorithms=ALGORITHMS)


def test_many_at_once_fetch_once(hostile: Hostile) -> None:
    """The first of a morning's sign-ins fetches for all of them."""
    hostile.slow = 0.2
    known = source(hostile)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: known.claims(token(), algorithms=ALGORITHMS), range(8)))
    assert found == [{"a": 1}] * 8
    assert hostile.times("/jwks") == 1
