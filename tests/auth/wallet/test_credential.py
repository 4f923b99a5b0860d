"""Credentials that are presented: the example of the specification, and everything that could be tried instead."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj

from egovframe.auth.errors import ProofRefused
from egovframe.auth.wallet.credential import Expected, believed
from egovframe.auth.wallet.issuers import Issuer
from egovframe.auth.wallet.status import Statuses
from tests.auth.wallet.purse import TYPE, Purse, asked_of, b64, new_key, payload_of, signed

VECTORS: Final[dict[str, Any]] = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


# ---------------------------------------------------------------------------------------------------- known answers


@pytest.fixture
def example(tmp_path: Path) -> tuple[Expected, dict[str, Issuer]]:
    """What the presentation of the specification is held to, and its issuer."""
    keys = tmp_path / "jwks"
    keys.write_text(json.dumps({"keys": [{**VECTORS["issuer_key"], "kid": "doc-signer-05-25-2022"}]}))
    issuer = Issuer(issuer=VECTORS["claims"]["iss"], keys=keys)
    expected = Expected(
        audience=VECTORS["audience"],
        nonce=VECTORS["nonce"],
        types=[VECTORS["claims"]["vct"]],
        paths=[["is_over_65"], ["address", "locality"]],
        algorithms=["ES256"],
        at=datetime.fromtimestamp(VECTORS["at"], UTC),
    )
    return expected, {issuer.issuer: issuer}


@pytest.mark.asvs("V9.1.1", "V9.1.2", "V9.1.3")
def test_the_example_of_the_specification_is_believed(example: tuple[Expected, dict[str, Issuer]]) -> None:
    """SD-JWT VC, section 4.2: signatures, digests and key binding hold; the claims are those printed there."""
    expected, issuers = example
    assert believed(VECTORS["presentation"], expected, issuers, Statuses()) == VECTORS["claims"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"nonce": "1234567891"}, "another visit (nonce)"),
        ({"audience": "https://example.com/other"}, "another visit (aud)"),
        ({"types": ["https://credentials.example.com/other"]}, "another type"),
        ({"paths": [["is_over_65"]]}, "more than was asked for"),
        ({"paths": [["is_over_65"], ["address"], ["email"]]}, "email was asked for"),
        ({"algorithms": ["ES384"]}, "algorithm is not one"),
        ({"at": datetime.fromtimestamp(VECTORS["at"] + 400, UTC)}, "too old"),
        ({"at": datetime.fromtimestamp(VECTORS["at"] - 400, UTC)}, "in the future"),
        ({"at": datetime.fromtimestamp(1883000100, UTC)}, "expired"),
        ({"status": True}, "has no status"),
    ],
)
def test_the_example_is_refused_elsewhere(
    example: tuple[Expected, dict[str, Issuer]], changes: dict[str, Any], reason: str
) -> None:
    """The same presentation at another visit, another verifier, another time, or with other wishes."""
    expected, issuers = example
    with pytest.raises(ProofRefused) as refused:
        believed(VECTORS["presentation"], replace(expected, **changes), issuers, Statuses())
    assert reason in refused.value.message


@pytest.mark.parametrize("place", range(5))
def test_no_sign_of_the_example_can_be_changed(example: tuple[Expected, dict[str, Issuer]], place: int) -> None:
    """In the issuer's part, in a disclosure, in the key binding: one sign differs, and nothing is believed."""
    expected, issuers = example
    whole = VECTORS["presentation"]
    at = (len(whole) - 3) * place // 4 + 1
    changed = whole[:at] + ("A" if whole[at] != "A" else "B") + whole[at + 1 :]
    with pytest.raises(ProofRefused):
        believed(changed, expected, issuers, Statuses())


# ---------------------------------------------------------------------------------------------------- attacks


def reason(purse: Purse, made: Callable[[Purse, dict[str, Any]], str], **settings: Any) -> str:
    """Gives the reason for which a presentation is refused; empty when it is believed."""
    plugin = purse.plugin(**settings)
    kept = plugin.begin()
    asked = asked_of(plugin, kept)
    try:
        plugin.answered(kept, purse.answer(made(purse, asked), asked), at=datetime.now(UTC))
    except ProofRefused as error:
        return error.message if error.hint else "it gives no hint"
    return ""


def test_a_right_one_is_believed(purse: Purse) -> None:
    """What every attack below differs from."""
    assert reason(purse, lambda purse, asked: purse.presented(purse.issued(), asked)) == ""


def _alg_none(purse: Purse, asked: dict[str, Any]) -> str:
    issued = purse.issued()
    token, rest = issued.split("~", 1)
    header = b64(json.dumps({"alg": "none", "typ": "dc+sd-jwt"}).encode())
    return purse.presented(f"{header}.{token.split('.')[1]}.AA~{rest}", asked)


def _shared_secret(purse: Purse, asked: dict[str, Any]) -> str:
    """The issuer's public key, known to everybody, as the secret of an HMAC (RFC 8725, 2.1)."""
    token, rest = purse.issued().split("~", 1)
    head = b64(json.dumps({"alg": "HS256", "typ": "dc+sd-jwt", "kid": "k1"}).encode()) + "." + token.split(".")[1]
    secret = purse.key.export_public().encode()
    return purse.presented(f"{head}.{b64(hmac.digest(secret, head.encode(), 'sha256'))}~{rest}", asked)


def _embedded(name: str) -> Callable[[Purse, dict[str, Any]], str]:
    def made(purse: Purse, asked: dict[str, Any]) -> str:
        mine = new_key()
        value = (
            mine.export_public(as_dict=True) if name == "jwk" else ["AAAA"] if name == "x5c" else "https://evil.example"
        )
        return purse.presented(purse.issued(header={name: value}, key=mine), asked)

    return made


def _binding(**changes: Any) -> Callable[[Purse, dict[str, Any]], str]:
    return lambda purse, asked: purse.presented(purse.issued(), asked, binding=changes)


def _claims(**changes: Any) -> Callable[[Purse, dict[str, Any]], str]:
    return lambda purse, asked: purse.presented(purse.issued(purse.claims(**changes)), asked)


def _typ(typ: str) -> Callable[[Purse, dict[str, Any]], str]:
    return lambda purse, asked: purse.presented(purse.issued(header={"typ": typ}), asked)


def _no_binding(purse: Purse, asked: dict[str, Any]) -> str:
    return purse.presented(purse.issued(), asked).rpartition("~")[0] + "~"


def _anothers_key(purse: Purse, asked: dict[str, Any]) -> str:
    return purse.presented(purse.issued(), asked, key=new_key())


def _embedded_in_binding(purse: Purse, asked: dict[str, Any]) -> str:
    mine = new_key()
    header = {"jwk": mine.export_public(as_dict=True)}
    return purse.presented(purse.issued(), asked, header=header, key=mine)


def _issuer_token_as_binding(purse: Purse, asked: dict[str, Any]) -> str:
    """A token of another kind that the holder signed for the same visit."""
    return purse.presented(purse.issued(), asked, header={"typ": "JWT"})


def _replaced(purse: Purse, asked: dict[str, Any]) -> str:
    """A disclosure with another value, under the name of the first one, and a key binding that knows it."""
    signed_part, *rest = purse.issued().split("~")
    forged = b64(json.dumps(["salt", "sub", "resident-2"]).encode())
    kept = [each for each in rest if each and json.loads(base64.urlsafe_b64decode(each + "=="))[1] != "sub"]
    issued = "~".join([signed_part, forged, *kept, ""])
    whole = purse.presented(issued, asked, show={"full_name": True})
    parts = whole.split("~")
    return _bound(purse, "~".join([parts[0], forged, *parts[1:-1], ""]), asked)


def _bound(purse: Purse, before: str, asked: dict[str, Any]) -> str:
    """Any SD-JWT with a key binding that is right for it."""
    import hashlib

    said = {
        "iat": int(datetime.now(UTC).timestamp()),
        "aud": asked["client_id"],
        "nonce": asked["nonce"],
        "sd_hash": b64(hashlib.sha256(before.encode()).digest()),
    }
    return before + signed(said, {"alg": "ES256", "typ": "kb+jwt"}, purse.holder)


def _dropped(purse: Purse, asked: dict[str, Any]) -> str:
    """A disclosure left out after the holder signed."""
    parts = purse.presented(purse.issued(), asked).split("~")
    return "~".join([parts[0], *parts[2:]])


def _more(purse: Purse, asked: dict[str, Any]) -> str:
    return purse.presented(purse.issued(), asked, show={"sub": True, "full_name": True, "birthdate": True})


def _less(purse: Purse, asked: dict[str, Any]) -> str:
    return purse.presented(purse.issued(), asked, show={"sub": True})


def _twice(purse: Purse, asked: dict[str, Any]) -> str:
    parts = purse.presented(purse.issued(), asked).split("~")
    return _bound(purse, "~".join([*parts[:-1], parts[1], ""]), asked)


def _hidden_vct(purse: Purse, asked: dict[str, Any]) -> str:
    claims = {**purse.claims(vct=None), SDObj("vct"): TYPE}
    return purse.presented(purse.issued(claims), asked, show={"vct": True, "sub": True, "full_name": True})


def _no_holder(purse: Purse, asked: dict[str, Any]) -> str:
    purse.holder, held = None, purse.holder
    try:
        issued = purse.issued()
    finally:
        purse.holder = held
    return purse.presented(issued, asked)


def _private_holder(purse: Purse, asked: dict[str, Any]) -> str:
    """An issuer that publishes the holder's private key: anybody could be them."""
    token, rest = purse.issued().split("~", 1)
    claims = {**payload_of(token), "cnf": {"jwk": purse.holder.export(as_dict=True)}}
    made = signed(claims, {"alg": "ES256", "typ": "dc+sd-jwt", "kid": "k1"}, purse.key)
    return purse.presented(f"{made}~{rest}", asked)


NOW: Final = int(datetime.now(UTC).timestamp())


@pytest.mark.asvs("V6.8.1", "V6.8.2", "V9.1.1", "V9.1.2", "V9.1.3", "V9.2.1", "V9.2.2", "V9.2.3")
@pytest.mark.parametrize(
    ("made", "why"),
    [
        pytest.param(_alg_none, "algorithm is not one", id="no signature"),
        pytest.param(_shared_secret, "algorithm is not one", id="public key as secret"),
        pytest.param(_embedded("jwk"), "its header has jwk", id="key in the token"),
        pytest.param(_embedded("jku"), "its header has jku", id="address of a key"),
        pytest.param(_embedded("x5c"), "its header has x5c", id="certificate that is not asked for"),
        pytest.param(
            lambda purse, asked: purse.presented(purse.issued(key=new_key()), asked),
            "signature",
            id="another issuer's key",
        ),
        pytest.param(_typ("JWT"), "not of the kind dc+sd-jwt", id="another kind of token"),
        pytest.param(_typ("vc+sd-jwt"), "not of the kind dc+sd-jwt", id="the kind of older drafts"),
        pytest.param(_typ("kb+jwt"), "not of the kind dc+sd-jwt", id="a key binding as credential"),
        pytest.param(_claims(iss="https://evil.example"), "not one of those", id="another issuer"),
        pytest.param(_claims(iss=None), "not one of those", id="no issuer"),
        pytest.param(_claims(vct="https://id.example/types/library-card"), "another type", id="another type"),
        pytest.param(_claims(vct=None), "another type", id="no type"),
        pytest.param(_hidden_vct, "another type", id="a type that the wallet discloses"),
        pytest.param(_claims(exp=NOW - 120), "expired", id="expired"),
        pytest.param(_claims(nbf=NOW + 86_400), "not count yet", id="not yet valid"),
        pytest.param(_claims(iat=NOW + 86_400), "in the future", id="issued in the future"),
        pytest.param(_claims(exp=None), "neither expires nor", id="for ever"),
        pytest.param(_claims(exp="never"), "exp is not a time", id="an end that is no time"),
        pytest.param(_claims(sub=None), "sub was asked for", id="nobody"),
        pytest.param(_claims(sub=""), "does not say who", id="an empty name"),
        pytest.param(_claims(sub=["resident-1"]), "does not say who", id="a list of names"),
        pytest.param(_no_holder, "names no key", id="not bound to a key"),
        pytest.param(_private_holder, "names no key", id="bound to a key that is public"),
        pytest.param(_no_binding, "no key binding", id="no key binding"),
        pytest.param(_anothers_key, "signature does not hold", id="bound by another key"),
        pytest.param(_embedded_in_binding, "its header has jwk", id="bound by a key in the token"),
        pytest.param(_issuer_token_as_binding, "not of the kind kb+jwt", id="another kind as key binding"),
        pytest.param(_binding(nonce="another"), "another visit (nonce)", id="another nonce"),
        pytest.param(_binding(nonce=None), "another visit (nonce)", id="no nonce"),
        pytest.param(_binding(aud="x509_hash:other"), "another visit (aud)", id="another verifier"),
        pytest.param(_binding(aud=["x509_hash:other"]), "another visit (aud)", id="several verifiers"),
        pytest.param(_binding(sd_hash="AAAA"), "another visit (sd_hash)", id="another credential"),
        pytest.param(_binding(sd_hash=None), "another visit (sd_hash)", id="any credential"),
        pytest.param(_binding(iat=NOW - 3_600), "too old", id="an old key binding"),
        pytest.param(_binding(iat=None), "iat is not a time", id="a key binding without time"),
        pytest.param(_binding(iat=NOW + 86_400), "in the future", id="a key binding for later"),
        pytest.param(_binding(exp=NOW - 300), "expired", id="a key binding that ended"),
        pytest.param(_replaced, "nothing refers to", id="a forged disclosure"),
        pytest.param(_twice, "nothing refers to", id="a disclosure twice"),
        pytest.param(_dropped, "another visit (sd_hash)", id="a disclosure less than signed"),
        pytest.param(_more, "more than was asked for", id="more than asked for"),
        pytest.param(_less, "full_name was asked for", id="less than asked for"),
    ],
)
def test_what_is_refused(purse: Purse, made: Callable[[Purse, dict[str, Any]], str], why: str) -> None:
    """Each with the reason for the trail, whatever else is right about it."""
    assert why in reason(purse, made)


@pytest.mark.parametrize("algorithm", ["ES384", "ES512", "PS256", "EdDSA"])
def test_each_kind_of_key_signs(purse: Purse, algorithm: str) -> None:
    """Issuers sign with the kinds of keys that the settings list; what they do not list is refused."""
    made = {
        "ES384": lambda: JWK.generate(kty="EC", crv="P-384", kid="k1"),
        "ES512": lambda: JWK.generate(kty="EC", crv="P-521", kid="k1"),
        "PS256": lambda: JWK.generate(kty="RSA", size=2048, kid="k1"),
        "EdDSA": lambda: JWK.generate(kty="OKP", crv="Ed25519", kid="k1"),
    }
    purse.key = made[algorithm]()

    def by(purse: Purse, asked: dict[str, Any]) -> str:
        token, rest = purse.issued(key=new_key("k1")).split("~", 1)
        header = {"alg": algorithm, "typ": "dc+sd-jwt", "kid": "k1"}
        return purse.presented(f"{signed(payload_of(token), header, purse.key)}~{rest}", asked)

    assert reason(purse, by, algorithms=["ES256", algorithm]) == ""
    assert "algorithm is not one" in reason(purse, by, algorithms=["ES256"])


def test_a_claim_within_another_is_disclosed_with_what_is_above_it(purse: Purse) -> None:
    """`address.city` is asked for: the address comes along, its street does not, and may not."""
    wanted = {"claims": {"title": "address.city"}}

    def city(purse: Purse, asked: dict[str, Any], **more: bool) -> str:
        return purse.presented(purse.issued(), asked, show={"sub": True, "address": {"city": True, **more}})

    assert reason(purse, city, **wanted) == ""
    assert "more than was asked for" in reason(purse, lambda *each: city(*each, street=True), **wanted)


def test_an_old_presentation_does_not_count_again(purse: Purse) -> None:
    """The same presentation at the next visit: another nonce, and for encrypted answers another key."""
    plugin = purse.plugin(encrypted=False)
    first, second = plugin.begin(), plugin.begin()
    asked = asked_of(plugin, first)
    presentation = purse.presented(purse.issued(), asked)
    assert plugin.answered(first, purse.answer(presentation, asked), at=datetime.now(UTC)) is not None
    again = purse.answer(presentation, asked_of(plugin, second))
    with pytest.raises(ProofRefused, match="another visit"):
        plugin.answered(second, again, at=datetime.now(UTC))


def test_key_binding_counts_for_five_minutes(purse: Purse) -> None:
    """And a minute for clocks that differ."""
    plugin = purse.plugin(encrypted=False)
    kept = plugin.begin()
    asked = asked_of(plugin, kept)
    answer = purse.answer(purse.presented(purse.issued(), asked), asked)
    now = datetime.now(UTC)
    assert plugin.answered(kept, answer, at=now + timedelta(minutes=5))
    with pytest.raises(ProofRefused, match="too old"):
        plugin.answered(kept, answer, at=now + timedelta(minutes=6, seconds=2))
