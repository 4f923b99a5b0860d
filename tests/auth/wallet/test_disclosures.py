"""SD-JWTs: their parts, and what was disclosed, by the rules of RFC 9901, section 7.1."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sd_jwt.common import SDObj
from sd_jwt.issuer import SDJWTIssuer

from egovframe.auth.errors import ProofRefused
from egovframe.auth.wallet.disclosures import Parts, processed
from tests.auth.wallet.purse import b64, new_key, payload_of

VECTORS: Final[dict[str, Any]] = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
KEY: Final = new_key()


def disclosure(*content: Any) -> tuple[str, str]:
    """A disclosure, and its digest."""
    text = b64(json.dumps(list(content)).encode())
    return text, b64(hashlib.sha256(text.encode()).digest())


def test_the_recursive_example_of_the_standard() -> None:
    """RFC 9901, 6.3: an address whose members are disclosed one by one, below a disclosure of itself."""
    example = VECTORS["recursive"]
    whole = processed(Parts("e30.e30.e30", tuple(example["disclosures"]), "kb"), example["payload"])
    assert whole.claims["address"] == example["address"]
    assert set(whole.paths) == {("address",), *(("address", name) for name in example["address"])}
    part = processed(
        Parts("e30.e30.e30", tuple(example["disclosures"][1:3] + example["disclosures"][4:]), "kb"), example["payload"]
    )
    assert part.claims["address"] == {"locality": "Schulpforta", "region": "Sachsen-Anhalt"}
    with pytest.raises(ProofRefused, match="nothing refers to"):  # the members without the address itself
        processed(Parts("e30.e30.e30", tuple(example["disclosures"][:4]), "kb"), example["payload"])


def test_the_hash_of_the_example_is_right() -> None:
    """SD-JWT VC, 4.2: `sd_hash` is what the key binding JWT of the example says."""
    parts = Parts.of(VECTORS["presentation"])
    assert parts.bound == payload_of(parts.binding)["sd_hash"]


@pytest.mark.parametrize(
    "text",
    ["", "a.b.c", "a.b.c~", "~kb", "a.b.c~d~", "é~kb", "a" * 70_000 + "~kb", "a.b.c" + "~d" * 101 + "~kb"],
    ids=lambda text: str(len(text)),
)
def test_what_is_no_presentation(text: str) -> None:
    """No SD-JWT, one without key binding, and one that is too large."""
    with pytest.raises(ProofRefused):
        Parts.of(text)


A, DA = disclosure("s", "a", 1)
B, DB = disclosure("s", "b", {"_sd": [DA]})
ELEMENT, DELEMENT = disclosure("s", "US")
SD, DSD = disclosure("s", "_sd", [1])
DOTS, DDOTS = disclosure("s", "...", 1)
FOUR, DFOUR = disclosure("s", "a", 1, 2)
NUMBER, DNUMBER = disclosure("s", 7, 1)
SALT, DSALT = disclosure(7, "a", 1)
LOOP: Final = "_sd_alg"
INNER, DINNER = disclosure("s", "a", {LOOP: "sha-256"})
SAME, DSAME = disclosure("t", "a", 2)


@pytest.mark.parametrize(
    ("payload", "disclosures"),
    [
        ({"_sd": [DA], "_sd_alg": "sha-512"}, [A]),
        ({"_sd": [DA], "_sd_alg": 7}, [A]),
        ({"_sd": [DA, DA]}, [A]),
        ({"_sd": [DB, DB]}, []),
        ({"_sd": [DB], "x": [{"...": DB}]}, []),
        ({"_sd": [DA], "x": {"_sd": [DA]}}, [A]),
        ({"_sd": [DA], "x": [{"...": DA}]}, [A]),
        ({"_sd": [DA, DB]}, [A, B]),
        ({"_sd": [DA], "a": 1}, [A]),
        ({"_sd": [DA, DSAME]}, [A, SAME]),
        ({"_sd": [DELEMENT]}, [ELEMENT]),
        ({"x": [{"...": DA}]}, [A]),
        ({"_sd": [DSD]}, [SD]),
        ({"_sd": [DDOTS]}, [DOTS]),
        ({"_sd": [DFOUR]}, [FOUR]),
        ({"_sd": [DNUMBER]}, [NUMBER]),
        ({"_sd": [DSALT]}, [SALT]),
        ({"_sd": [DINNER]}, [INNER]),
        ({"_sd": []}, [A]),
        ({"_sd": DA}, [A]),
        ({"_sd": [7]}, []),
        ({"_sd": [{"...": DA}]}, [A]),
        ({"x": [{"...": DELEMENT, "more": 1}]}, [ELEMENT]),
        ({"x": {"...": DELEMENT}}, [ELEMENT]),
        ({"x": {"_sd_alg": "sha-256"}}, []),
        ({"_sd": [DA]}, [A, A]),
        ({"_sd": [DA]}, [A + "="]),
        ({"_sd": [DA]}, ["@"]),
        ({"_sd": [DA]}, [b64(b'"text"')]),
        ({"_sd": [DA]}, [b64(b'["s","a",{"x":1,"x":2}]')]),
        ({"_sd": [DA]}, [b64(b'["s","a",1],"_":[]')]),
    ],
    ids=str,
)
def test_what_the_rules_refuse(payload: dict[str, Any], disclosures: list[str]) -> None:
    """Each rule of 7.1 that ends in "MUST be rejected", and what would be read in two ways: by our own check of it."""
    with pytest.raises(ProofRefused, match=r"^(?!.*do not fit together)"):
        processed(Parts("e30.e30.e30", tuple(disclosures), "kb"), payload)


def test_too_deep() -> None:
    """What nests without end is refused instead of followed."""
    claims: dict[str, Any] = {}
    for _ in range(30):
        claims = {"x": claims}
    with pytest.raises(ProofRefused, match="too deep"):
        processed(Parts("e30.e30.e30", (), "kb"), claims)


def test_decoys_and_what_stays_hidden_are_left_out() -> None:
    """A digest that no disclosure belongs to is nothing; `_sd_alg` is no claim."""
    found = processed(
        Parts("e30.e30.e30", (ELEMENT,), "kb"),
        {"_sd": [DA], "_sd_alg": "sha-256", "x": [{"...": DELEMENT}, {"...": DB}]},
    )
    assert found.claims == {"x": ["US"]}
    assert found.paths == (("x", 0),)


def _names() -> some.SearchStrategy[str]:
    return some.text(min_size=1, max_size=8).filter(lambda name: name not in ("_sd", "...", "_sd_alg", "cnf"))


VALUES: Final = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**53) + 1, 2**53 - 1) | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(_names(), inner, max_size=3),
    max_leaves=8,
)


@given(claims=some.dictionaries(_names(), VALUES, max_size=5), hidden=some.sets(some.integers(0, 4)))
def test_whatever_an_issuer_hides_comes_back(claims: dict[str, Any], hidden: set[int]) -> None:
    """Issued by the `sd-jwt` library, some claims hidden: with all disclosures the claims are what they were."""
    made = {SDObj(name) if at in hidden else name: value for at, (name, value) in enumerate(claims.items())}
    issued = str(SDJWTIssuer(made, KEY, add_decoy_claims=True).sd_jwt_issuance)
    signed, *disclosures, _ = issued.split("~")
    found = processed(Parts(signed, tuple(disclosures), "kb"), payload_of(signed))
    assert found.claims == claims
    assert set(found.paths) == {(name,) for at, name in enumerate(claims) if at in hidden}
    shown = {name for name, value in processed(Parts(signed, (), "kb"), payload_of(signed)).claims.items()}
    assert shown == {name for at, name in enumerate(claims) if at not in hidden}


def test_the_library_alone_would_take_them() -> None:
    """Why the rules are checked here: the library passes over a disclosure that nothing refers to."""
    from sd_jwt.verifier import SDJWTVerifier

    issued = str(SDJWTIssuer({"a": 1}, KEY).sd_jwt_issuance) + A + "~"
    assert SDJWTVerifier(issued, lambda *_: KEY).get_verified_payload() == {"a": 1}
    signed = issued.split("~")[0]
    assert json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))["a"] == 1
    with pytest.raises(ProofRefused, match="nothing refers to"):
        processed(Parts(signed, (A,), "kb"), payload_of(signed))
