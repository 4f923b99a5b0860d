"""The wallet plug-in: its settings, what it says of a person, and levels. Attacks: `wallet/test_credential.py`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sd_jwt.common import SDObj

from egovframe.auth import AUTHENTICATORS, Person, ProofRefused, Wallets
from egovframe.auth.builtin.wallet import Wallet
from egovframe.auth.evidence import Evidence
from tests.auth.wallet.purse import ISSUER, Purse, asked_of


@pytest.fixture
def purse(tmp_path: Path) -> Purse:
    """An issuer and a wallet."""
    return Purse(tmp_path)


def came(purse: Purse, plugin: Wallet, claims: dict[Any, Any] | None = None, **show: Any) -> Person:
    """Who comes with a credential."""
    kept = plugin.begin()
    asked = asked_of(plugin, kept)
    shown = {"sub": True, "full_name": True, **show}
    presentation = purse.presented(purse.issued(claims), asked, show=shown)
    person = plugin.answered(kept, purse.answer(presentation, asked), at=datetime.now(UTC))
    assert person is not None
    return person


def test_it_is_found_by_its_entry_point() -> None:
    """As anybody's plug-in is."""
    assert AUTHENTICATORS.type_of("wallet") is Wallet
    assert issubclass(Wallet, Wallets)


@pytest.mark.parametrize("encrypted", [True, False])
def test_who_somebody_is(purse: Purse, encrypted: bool) -> None:
    """Issuer and subject, what the settings ask for beside them, and the level that they give."""
    claims = {**purse.claims(), SDObj("national_id"): "ID-1", SDObj("mail"): "kim@home.example"}
    plugin = purse.plugin(
        encrypted=encrypted,
        claims={"title": "full_name", "unique": "national_id", "email": "mail", "name": "address.city"},
    )
    person = came(purse, plugin, claims, national_id=True, mail=True, address={"city": True})
    assert person == Person(
        issuer=ISSUER,
        subject="resident-1",
        evidence=Evidence("pop", frozenset({"have"}), assurance=1),
        name="하늘시",
        title="김하늘",
        email="kim@home.example",
        unique="ID-1",
    )
    assert not person.email_verified, "nobody proved it"
    assert "ID-1" not in repr(person)


@pytest.mark.asvs("V6.8.4")
def test_levels_are_those_of_the_settings(purse: Purse) -> None:
    """The issuer's own level goes along; what the settings do not list is worth 1, and no more than 2 can be said."""
    claims = {**purse.claims(), SDObj("loa"): "high"}
    plugin = purse.plugin(level_claim="loa", levels={"high": 2}, factors_shown=("have", "are"))
    assert came(purse, plugin, claims, loa=True).evidence == Evidence(
        "pop", frozenset({"have", "are"}), assurance=2, tier="high"
    )
    plugin = purse.plugin(level_claim="loa", levels={"substantial": 2})
    assert came(purse, plugin, claims, loa=True).evidence.assurance == 1
    assert came(purse, purse.plugin(level=2)).evidence.assurance == 2
    assert not purse.plugin().evidence().resists_phishing
    for settings in ({"level": 3}, {"levels": {"high": 3}}):
        with pytest.raises(ValidationError):
            purse.plugin(**settings)


def test_a_subject_that_is_a_number(purse: Purse) -> None:
    """Is that number, as a text; `subject` may be another claim, and one within another."""
    assert came(purse, purse.plugin(), purse.claims(sub=7)).subject == "7"
    assert came(purse, purse.plugin(subject="address.city"), sub=False, address={"city": True}).subject == "하늘시"
    with pytest.raises(ProofRefused, match="does not say who"):
        came(purse, purse.plugin(), purse.claims(sub="x" * 256))


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"issuers": []}, "issuers"),
        ({"types": []}, "types"),
        ({"claims": {"phone": "tel"}}, "claims has 'phone'"),
        ({"algorithms": []}, "algorithms"),
        ({"algorithms": ["HS256"]}, "algorithms"),
        ({"algorithms": ["none"]}, "algorithms"),
        ({"factors_shown": ["know"]}, "lacks have"),
        ({"scheme": "http://wallet.example"}, "scheme"),
        ({"scheme": "javascript:alert(1)"}, "scheme"),
        ({"scheme": "no scheme"}, "scheme"),
        ({"certificate": None}, "set certificate, or client_id"),
        ({"prefix": "redirect_uri"}, "prefix"),
        ({"key": "none"}, "key cannot be read"),
    ],
    ids=str,
)
def test_what_is_refused_at_the_start(purse: Purse, settings: dict[str, Any], why: str) -> None:
    """What could never work, or would not be safe, is named before anybody signs in."""
    with pytest.raises(ValidationError, match=why):
        purse.plugin(**settings)


def test_an_issuer_twice(purse: Purse) -> None:
    """Would have two sets of keys."""
    one = {"issuer": ISSUER, "metadata": True}
    with pytest.raises(ValidationError, match="twice"):
        purse.plugin(issuers=[one, one])


def test_the_link_and_where_it_may_be_opened(purse: Purse) -> None:
    """By the scheme of the settings; on another device unless they say no."""
    plugin = purse.plugin(scheme="haip-vp://", client_id="haneul", certificate=None, other_device=False)
    assert plugin.link("https://haneul.example/r").startswith("haip-vp://?client_id=haneul&request_uri=https%3A%2F%2F")
    assert not plugin.across
    assert purse.plugin().across


def test_a_refusal_is_nobody(purse: Purse) -> None:
    """The person does not want to: that is no attack."""
    plugin = purse.plugin()
    kept = plugin.begin()
    refusal = {"error": "access_denied", "state": asked_of(plugin, kept)["state"]}
    assert plugin.answered(kept, refusal, at=datetime.now(UTC)) is None


def test_what_was_kept_elsewhere(purse: Purse) -> None:
    """Neither asks nor answers."""
    plugin = purse.plugin()
    with pytest.raises(ProofRefused):
        plugin.request("nonsense", reply="https://haneul.example/a", at=datetime.now(UTC))
    with pytest.raises(ProofRefused):
        plugin.answered("nonsense", {}, at=datetime.now(UTC))
