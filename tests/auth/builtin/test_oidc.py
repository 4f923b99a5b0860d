"""Signing in with a provider that lies: everything that it, or somebody between, could try (RFC 9700, RFC 8725)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from egovframe.auth import jose
from egovframe.auth.builtin.oidc import Oidc
from egovframe.auth.errors import AuthError, ProofRefused, SourceUnavailable
from egovframe.auth.evidence import Given
from egovframe.auth.service import AUTHENTICATORS
from egovframe.auth.settings import AuthSettings
from egovframe.testing.suites import ProviderSuite
from tests.auth.oidc.hostile import (
    ACCESS,
    BACK,
    EC,
    OTHER,
    RSA,
    SECRET,
    Hostile,
    access_hash,
    b64,
    made,
    query,
    standing,
)


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    """A provider that does right until a test says otherwise."""
    with standing() as provider:
        yield provider


def refused(hostile: Hostile, plugin: Oidc | None = None, **changes: str) -> str:
    """Gives the reason for which a whole visit is refused."""
    plugin = plugin or hostile.plugin()
    visit = hostile.went(plugin)
    with pytest.raises(ProofRefused) as raised:
        hostile.came(plugin, visit, **changes)
    assert raised.value.hint
    return raised.value.message


# ---------------------------------------------------------------------------------------------------- what is right


def test_the_way_there(hostile: Hostile) -> None:
    """Code flow with PKCE (S256), state, nonce, exactly the office's address; two visits have nothing in common."""
    plugin = hostile.plugin()
    visits = [plugin.begin(BACK, language="en") for _ in range(2)]
    asked = [query(visit.url) for visit in visits]
    assert visits[0].url.startswith(f"{hostile.issuer}/authorize?")
    for visit, each in zip(visits, asked, strict=True):
        kept = json.loads(visit.kept)
        digest = hashlib.sha256(kept["verifier"].encode()).digest()
        assert each["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert (each["state"], each["nonce"]) == (visit.state, kept["nonce"])
        assert (each["response_type"], each["code_challenge_method"]) == ("code", "S256")
        assert (each["client_id"], each["redirect_uri"], each["ui_locales"]) == ("city", BACK, "en")
        assert each["scope"] == "openid profile email"
        assert not {"prompt", "max_age", "acr_values"} & set(each)
        assert SECRET not in visit.url
        assert kept["verifier"] not in visit.url
    assert len({each[name] for each in asked for name in ("state", "nonce", "code_challenge")}) == 6


def test_the_way_back(hostile: Hostile) -> None:
    """The code goes to the provider once, with the verifier and the secret in the header; who came is what it says."""
    hostile.claims = {"preferred_username": "park", "name": "박하늘", "email": "p@x.example", "email_verified": True}
    plugin = hostile.plugin()
    visit = hostile.went(plugin)
    person = hostile.came(plugin, visit)
    assert (person.issuer, person.subject) == (hostile.issuer, "p1")
    assert (person.name, person.title, person.email, person.email_verified) == ("park", "박하늘", "p@x.example", True)
    assert (person.evidence.method, person.evidence.assurance, person.evidence.tier) == ("fed", 1, "")
    ((_, form, headers),) = [each for each in hostile.asked if each[0] == "/token"]
    assert form == {
        "grant_type": "authorization_code",
        "code": "code-1",
        "redirect_uri": BACK,
        "code_verifier": json.loads(visit.kept)["verifier"],
    }
    scheme, _, word = headers["authorization"].partition(" ")
    assert (scheme, base64.b64decode(word).decode()) == ("Basic", "city:s3cret%3A+of+the+city")
    assert hostile.times("/userinfo") == 0


def test_the_office_signs_instead(hostile: Hostile, tmp_path: Path) -> None:
    """`private_key_jwt` (RFC 7523): signed for the issuer, for a minute, once; no secret is sent."""
    key = jose.new_key("PS256")
    path = tmp_path / "client.jwk"
    path.write_text(json.dumps(key))
    plugin = hostile.plugin(client_secret="", client_key=path)
    hostile.whole(plugin)
    hostile.whole(plugin)
    sent = [(form, headers) for place, form, headers in hostile.asked if place == "/token"]
    assert all("authorization" not in headers for _, headers in sent)
    signed = [
        jose.claims_of(form["client_assertion"], key=jose.public_of(key), algorithms={"PS256"}) for form, _ in sent
    ]
    assert [(each["iss"], each["sub"], each["aud"]) for each in signed] == [("city", "city", hostile.issuer)] * 2
    assert signed[0]["jti"] != signed[1]["jti"]
    assert signed[0]["exp"] - signed[0]["iat"] == 60


@pytest.mark.parametrize("name", ["RS256", "PS256", "ES256"])
def test_tokens_by_each_algorithm_that_is_listed(hostile: Hostile, name: str) -> None:
    """The key decides what it signs with; at_hash is by the same hash."""
    hostile.key = EC if name == "ES256" else RSA
    hostile.header = {"alg": name, "kid": hostile.key.kid, "typ": "JWT"}
    hostile.claims = {"at_hash": access_hash(ACCESS)}
    assert hostile.whole().subject == "p1"
    assert "algorithm" in refused(hostile, hostile.plugin(algorithms=["EdDSA"]))


# ---------------------------------------------------------------------------------------------------- the answer


@pytest.mark.asvs("V10.2.2")
def test_the_answer_of_another_issuer(hostile: Hostile) -> None:
    """Mix-up (RFC 9207): an answer that names another issuer never has its code sent anywhere."""
    for named in ("https://evil.example", hostile.issuer + "/", hostile.issuer.upper()):
        assert "mix-up" in refused(hostile, iss=named)
    hostile.metadata = {"authorization_response_iss_parameter_supported": True}
    assert "mix-up" in refused(hostile, hostile.plugin(), iss="")
    assert "mix-up" in refused(hostile, hostile.plugin(), iss="https://evil.example", error="access_denied")
    assert hostile.times("/token") == 0


def test_an_issuer_that_does_not_name_itself_need_not(hostile: Hostile) -> None:
    """Older providers know no `iss`: the address to come back to is one per provider then."""
    plugin = hostile.plugin()
    assert hostile.came(plugin, hostile.went(plugin), iss="").subject == "p1"


def test_an_answer_that_is_none(hostile: Hostile) -> None:
    """No code, a code of a book's length; an error is told by its code alone, cleaned."""
    assert "no code" in refused(hostile, code="")
    assert "no code" in refused(hostile, code="x" * 5000)
    said = refused(hostile, error="access_denied\r\n\x1b[31m한<b>" + "y" * 500, code="")
    assert said == "The provider says access_denied[31m<b>" + "y" * 36 + "."
    plugin = hostile.plugin()
    with pytest.raises(SourceUnavailable, match="temporarily_unavailable"):
        hostile.came(plugin, hostile.went(plugin), error="temporarily_unavailable")
    assert hostile.times("/token") == 0


def test_what_was_kept_of_another_visit(hostile: Hostile) -> None:
    """Kept for another issuer, or kept by nobody: nothing is asked."""
    plugin = hostile.plugin()
    visit = hostile.went(plugin)
    for kept in ("", "{}", "[]", "null", visit.kept.replace(hostile.issuer, "https://evil.example"), "[" * 50_000):
        with pytest.raises(ProofRefused):
            plugin.finish(kept, {"code": "c", "iss": hostile.issuer}, BACK)
    assert hostile.times("/token") == 0


# ---------------------------------------------------------------------------------------------------- the token


@pytest.mark.asvs("V10.5.4")
@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": None}, "nonce"),
        ({"nonce": "of another visit"}, "nonce"),
        ({"nonce": ["a"]}, "nonce"),
        ({"nonce": "\ud800"}, "nonce"),
        ({"iss": "https://evil.example"}, "issuer"),
        ({"iss": None}, "iss"),
        ({"aud": "another"}, "aud"),
        ({"aud": None}, "aud"),
        ({"aud": []}, "aud"),
        ({"aud": ["city", "another"]}, "azp"),
        ({"aud": ["city", "another"], "azp": "another"}, "azp"),
        ({"azp": "another"}, "azp"),
        ({"exp": 1}, "expired"),
        ({"exp": None}, "exp"),
        ({"exp": "never"}, "exp"),
        ({"iat": None}, "iat"),
        ({"iat": 2**40}, "future"),
        ({"iat": 1}, "too old"),
        ({"nbf": 2**40}, "does not count yet"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"sub": "x" * 256}, "sub"),
        ({"sub": 7}, "sub"),
        ({"at_hash": "AAAA"}, "at_hash"),
        ({"at_hash": None, "events": {}}, "type"),
        ({"typ": "Bearer"}, "type"),
        ({"typ": "Logout"}, "type"),
    ],
)  # fmt: skip
def test_claims_that_do_not_hold(hostile: Hostile, claims: dict[str, Any], reason: str) -> None:
    """Each claim that decides who it is, for whom and when (Core 3.1.3.7)."""
    hostile.claims = claims
    assert reason in refused(hostile)


@pytest.mark.parametrize("kind", ["at+jwt", "application/at+jwt", "logout+jwt", "secevent+jwt", 7])
def test_a_token_of_another_type(hostile: Hostile, kind: object) -> None:
    """An access token or a logout token is no ID token, even with all the right claims (RFC 8725, 3.11)."""
    hostile.header = {"typ": kind}
    assert "another type" in refused(hostile)


def test_a_token_that_nobody_signed(hostile: Hostile) -> None:
    """`none` in any case, with and without a signature."""
    for name in ("none", "None", "NONE", ""):
        hostile.header = {"alg": name}
        assert "algorithm" in refused(hostile)
    head, payload, _ = hostile.id_token().split(".")
    hostile.tokens = {"id_token": f"{head}.{payload}."}
    assert "three parts" in refused(hostile)


def test_the_public_key_as_a_secret(hostile: Hostile) -> None:
    """HS256 over the provider's own public key, as PEM and as published; nor by the client's secret."""
    for secret in (RSA.as_pem(private=False), json.dumps(RSA.as_dict(private=False)).encode(), SECRET.encode()):
        plugin = hostile.plugin()
        visit = hostile.went(plugin)
        text = ".".join(b64(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": "rsa"}, hostile.right()))
        signature = hmac.new(secret, text.encode(), hashlib.sha256).digest()
        hostile.tokens = {"id_token": f"{text}.{b64(signature)}"}
        with pytest.raises(ProofRefused, match="algorithm"):
            hostile.came(plugin, visit)
    with pytest.raises(ValidationError):
        hostile.plugin(algorithms=["HS256"])


def test_a_secret_among_the_published_keys(hostile: Hostile) -> None:
    """Whatever set the provider publishes, no secret in it checks a token."""
    shared = {"kty": "oct", "kid": "rsa", "k": b64(b"k" * 32)}
    hostile.jwks = [shared]
    assert "no key" in refused(hostile)


@pytest.mark.parametrize("name", ["jwk", "jku", "x5u", "x5c"])
def test_a_key_that_the_token_brings(hostile: Hostile, name: str) -> None:
    """A key in the header, or its address: not believed, and the address is never asked."""
    own = OTHER.as_dict(private=False)
    hostile.header = {name: {"jwk": own, "x5c": ["AAAA"]}.get(name, f"{hostile.issuer}/evil"), "kid": "other"}
    hostile.key = OTHER
    assert name in refused(hostile)
    assert hostile.times("/evil") == 0


def test_the_key_of_somebody_else(hostile: Hostile) -> None:
    """Signed by another key under the right key's name, and under its own."""
    hostile.key = OTHER
    assert "signature" in refused(hostile)
    hostile.header = {"kid": "other"}
    assert "no key" in refused(hostile)


@pytest.mark.asvs("V10.5.1")
def test_the_token_of_another_visit(hostile: Hostile) -> None:
    """A token that was right for one visit is none for the next: an injected code gives nothing (RFC 9700, 2.1.1)."""
    plugin = hostile.plugin()
    hostile.went(plugin)
    hostile.tokens = {"id_token": hostile.id_token()}
    assert "nonce" in refused(hostile, plugin)


# ---------------------------------------------------------------------------------------------------- keys


def test_new_keys_count_at_once_and_the_old_ones_no_more(hostile: Hostile) -> None:
    """Rotation: an unknown name has the keys fetched again; a token by a withdrawn key is refused."""
    plugin = hostile.plugin()
    hostile.whole(plugin)
    hostile.jwks = [OTHER.as_dict(private=False)]
    hostile.key, hostile.header = OTHER, {"kid": "other"}
    assert hostile.whole(plugin).subject == "p1"
    assert hostile.times("/jwks") == 2
    hostile.key, hostile.header = RSA, {}
    assert "no key" in refused(hostile, plugin)


def test_made_up_names_of_keys_do_not_have_the_provider_asked_for_ever(hostile: Hostile) -> None:
    """Five times a minute at most, whoever sends what; what is known goes on."""
    plugin = hostile.plugin()
    hostile.whole(plugin)
    for number in range(12):
        with pytest.raises(ProofRefused):
            plugin.ended(hostile.logout_token(header={"kid": f"made-up-{number}"}))
    assert hostile.times("/jwks") == 5
    assert hostile.whole(plugin).subject == "p1"
    with pytest.raises(ProofRefused):
        plugin.ended(hostile.logout_token(header={"alg": "none", "kid": "x"}))
    assert hostile.times("/jwks") == 5


# ---------------------------------------------------------------------------------------------------- discovery


@pytest.mark.asvs("V10.5.3")
@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ({"issuer": "https://evil.example"}, "another issuer"),
        ({"issuer": None}, "another issuer"),
        ({"token_endpoint": None}, "token_endpoint"),
        ({"token_endpoint": "http://evil.example/token"}, "https"),
        ({"jwks_uri": "file:///etc/passwd"}, "jwks_uri"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "authorization_endpoint"),
        ({"userinfo_endpoint": "https://a:b@x.example/"}, "password"),
        ({"end_session_endpoint": "https://x.example;script-src/"}, "end_session_endpoint"),
        ({"token_endpoint": ["https://x.example/"]}, "token_endpoint"),
    ],
)
def test_discovery_that_does_not_hold(hostile: Hostile, metadata: dict[str, Any], reason: str) -> None:
    """The issuer is the one of the settings, letter by letter; every address is by https. Nobody is sent anywhere."""
    hostile.metadata = metadata
    with pytest.raises(SourceUnavailable, match=reason) as raised:
        hostile.plugin().begin(BACK)
    assert hostile.issuer in raised.value.message
    assert raised.value.hint


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((302, {"location": "/elsewhere"}, b""), "elsewhere"),
        ((500, {}, b"{}"), "500"),
        ((404, {}, b"{}"), "404"),
        ((200, {}, b"<html>"), "no discovery document"),
        ((200, {}, b'{"issuer": 1, "issuer": 2}'), "no discovery document"),
        ((200, {"content-encoding": "gzip"}, b"\x1f\x8b"), "compresses"),
        ((200, {}, b" " * 600_000), "bytes"),
        ((200, {"content-length": "50"}, b"{"), "cannot be reached"),
    ],
)
def test_answers_that_are_none(hostile: Hostile, answer: tuple[int, dict[str, str], bytes], reason: str) -> None:
    """A redirect is not followed, a bomb is not opened, half an answer is none."""
    hostile.raw["/.well-known/openid-configuration"] = answer
    with pytest.raises(SourceUnavailable, match=reason):
        hostile.plugin(timeout=1).begin(BACK)
    assert hostile.times("/elsewhere") == 0


def test_a_provider_that_is_down(hostile: Hostile) -> None:
    """It is said which one, and what to do; the next who come do not wait for it as well; then it is back."""
    hostile.slow = 1.0
    plugin = hostile.plugin(timeout=0.2)
    began = time.monotonic()
    for _ in range(20):
        with pytest.raises(SourceUnavailable, match=re.escape(hostile.issuer)) as raised:
            plugin.begin(BACK)
        assert raised.value.hint
    assert time.monotonic() - began < 2
    assert hostile.times("/.well-known/openid-configuration") == 1
    assert plugin.leave('{"session": "", "hint": "x"}', "https://city.example/") == ""


def test_a_provider_that_does_not_know_the_office(hostile: Hostile) -> None:
    """A wrong secret is the operators' matter, not the person's; a code that is not taken is a refusal."""
    plugin = hostile.plugin()
    for status, said in ((401, {"error": "invalid_client"}), (400, {"error": "unauthorized_client"}), (401, {})):
        hostile.token_status, hostile.tokens = status, said
        with pytest.raises(SourceUnavailable, match="does not let the office in") as raised:
            hostile.whole(plugin)
        assert "secret" in raised.value.hint
        assert SECRET not in str(raised.value)
    hostile.token_status, hostile.tokens = 400, {"error": "invalid_grant"}
    assert "invalid_grant" in refused(hostile, plugin)
    hostile.token_status, hostile.tokens = 200, {"token_type": "mac"}
    assert "unknown type" in refused(hostile, plugin)
    hostile.tokens = {"id_token": None}
    assert "no ID token" in refused(hostile, plugin)


# ---------------------------------------------------------------------------------------------------- userinfo, levels


def test_userinfo_is_about_the_same_person(hostile: Hostile) -> None:
    """Another subject is refused (Core 5.3.2); what was signed comes before what was not."""
    plugin = hostile.plugin(userinfo=True)
    hostile.claims = {"name": "signed"}
    hostile.userinfo = {"name": "unsigned", "email": "p@x.example"}
    person = hostile.whole(plugin)
    assert (person.title, person.email) == ("signed", "p@x.example")
    assert [headers["authorization"] for path, _, headers in hostile.asked if path == "/userinfo"] == [
        f"Bearer {ACCESS}"
    ]
    for other in ("p2", "", None, ["p1"]):
        hostile.userinfo = {"sub": other}
        assert "somebody else" in refused(hostile, plugin)
    hostile.raw["/userinfo"] = (401, {}, b"{}")
    assert "401" in refused(hostile, plugin)


def signed_claims(hostile: Hostile, header: dict[str, Any] | None = None, key: Any = RSA, **changes: Any) -> None:
    """Have the UserInfo endpoint answer a JWT that holds, changed; a None leaves a claim out."""
    whole = {"iss": hostile.issuer, "aud": "city", "sub": "p1", "email": "p@x.example", **changes}
    claims = {name: value for name, value in whole.items() if value is not None}
    token = made(claims, {"alg": "RS256", "kid": "rsa", **(header or {})}, key)
    hostile.raw["/userinfo"] = (200, {"content-type": "application/jwt; charset=utf-8"}, token.encode())


def test_userinfo_may_be_signed(hostile: Hostile) -> None:
    """A JWT by the provider's keys, for us (Core 5.3.2): its claims are taken like others; both forms are asked for."""
    plugin = hostile.plugin(userinfo=True)
    signed_claims(hostile)
    assert hostile.whole(plugin).email == "p@x.example"
    assert {headers["accept"] for path, _, headers in hostile.asked if path == "/userinfo"} == {
        "application/json, application/jwt"
    }
    for header, changes in (
        ({}, {"exp": int(time.time()) + 60, "iat": int(time.time())}),
        ({"typ": "JWT"}, {"aud": ["city", "other"], "azp": "city"}),
        ({"typ": "userinfo+jwt"}, {}),
    ):
        signed_claims(hostile, header, **changes)
        assert hostile.whole(plugin).email == "p@x.example"


def test_signed_userinfo_that_is_not_the_providers_to_us_is_refused(hostile: Hostile) -> None:
    """By another key, by none, of another kind, to somebody else, expired, of somebody else, and no token at all."""
    plugin, now = hostile.plugin(userinfo=True), int(time.time())
    for words, header, key, changes in (
        ("signature", {}, OTHER, {}),
        ("algorithm", {"alg": "none"}, RSA, {}),
        ("another type", {"typ": "at+jwt"}, RSA, {}),
        ("another type", {"typ": "logout+jwt"}, RSA, {}),
        ("another type", {}, RSA, {"nonce": "x"}),
        ("another type", {}, RSA, {"events": {}}),
        ("another type", {}, RSA, {"typ": "Bearer"}),
        ("iss", {}, RSA, {"iss": "https://other.example"}),
        ("iss", {}, RSA, {"iss": None}),
        ("aud", {}, RSA, {"aud": "other"}),
        ("aud", {}, RSA, {"aud": None}),
        ("expired", {}, RSA, {"exp": now - 3600}),
        ("future", {}, RSA, {"iat": now + 3600}),
        ("somebody else", {}, RSA, {"sub": "p2"}),
    ):
        signed_claims(hostile, header, key, **changes)
        assert words in refused(hostile, plugin), (words, header, changes)
    for body in (b"", b"x", b"a.b.c", b"\xff\xfe", b"{}"):
        hostile.raw["/userinfo"] = (200, {"content-type": "application/jwt"}, body)
        assert refused(hostile, plugin)
    signed_claims(hostile)
    status, headers, body = hostile.raw["/userinfo"]
    hostile.raw["/userinfo"] = (401, headers, body)
    assert "401" in refused(hostile, plugin)
    assert status == 200


def test_any_id(hostile: Hostile) -> None:
    """The claims of 정부통합인증: the CI is taken along hidden, and its third level is worth our second."""
    plugin = hostile.plugin(profile="any-id")
    hostile.userinfo = {"ci": "CI" * 44, "auth_level": 3, "name": "박하늘"}
    person = hostile.whole(plugin)
    assert (person.unique, person.title, person.name) == ("CI" * 44, "박하늘", "")
    assert (person.evidence.assurance, person.evidence.tier) == (2, "3")
    assert "CICI" not in repr(person)
    raised = hostile.whole(hostile.plugin(profile="any-id", levels={"3": 3}))
    assert raised.evidence.assurance == 3
    hostile.userinfo = {"ci": "x" * 5000, "auth_level": ["3"]}
    odd = hostile.whole(plugin)
    assert (odd.unique, odd.evidence.assurance, odd.evidence.tier) == ("", 1, "")


def test_keycloak(hostile: Hostile) -> None:
    """Roles of the realm and groups, each once; its `acr` is worth what the city says."""
    plugin = hostile.plugin(profile="keycloak", levels={"gold": 2})
    hostile.claims = {"acr": "gold", "realm_access": {"roles": ["a", "b"]}, "groups": ["/x", "a"], "typ": "ID"}
    person = hostile.whole(plugin)
    assert person.groups == ("/x", "a", "b")
    assert (person.evidence.assurance, person.evidence.tier) == (2, "gold")
    hostile.claims = {"acr": "platinum", "realm_access": "x", "groups": [1, ""]}
    odd = hostile.whole(plugin)
    assert (odd.groups, odd.evidence.assurance, odd.evidence.tier) == ((), 1, "platinum")


def test_groups_give_roles(hostile: Hostile) -> None:
    """Those that the settings map, exactly as the provider writes them; without a mapping nothing is said of roles."""
    roles = [
        {"group": "/streets/roads", "role": "road-officer", "unit": "roads"},
        {"group": "boss", "role": "auditor"},
        {"group": "nobody", "role": "admin"},
    ]
    hostile.claims = {"groups": ["/streets/roads"], "realm_access": {"roles": ["boss", "Nobody"]}}
    plugin = hostile.plugin(profile="keycloak", roles=roles)
    assert hostile.whole(plugin).roles == (Given("road-officer", "roads"), Given("auditor"))
    hostile.claims = {}
    assert hostile.whole(plugin).roles == (), "who is in no group any more holds nothing by it"
    assert hostile.whole(hostile.plugin(profile="keycloak")).roles is None


def test_a_level_that_was_asked_for_is_held_to(hostile: Hostile) -> None:
    """`acr_values` asks; what came back is looked at, since anybody can take a parameter out of an address."""
    plugin = hostile.plugin(levels={"silver": 2, "gold": 3})
    assert query(plugin.begin(BACK, assurance=2).url)["acr_values"] == "silver gold"
    assert query(plugin.begin(BACK, assurance=3).url)["acr_values"] == "gold"
    hostile.claims = {"acr": "silver"}
    assert hostile.whole(plugin, assurance=2).evidence.assurance == 2
    hostile.claims = {}
    with pytest.raises(ProofRefused, match="level 1"):
        hostile.whole(plugin, assurance=2)
    assert hostile.whole(hostile.plugin(), assurance=3).evidence.assurance == 1, "more than it can give is not asked"


def test_who_is_to_prove_anew_does(hostile: Hostile) -> None:
    """`max_age` and `auth_time`: an old sign-in there is refused, a missing or a future time as well."""
    plugin = hostile.plugin()
    asked = query(plugin.begin(BACK, fresh=True).url)
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    now = int(time.time())
    hostile.claims = {"auth_time": now}
    assert hostile.whole(plugin, fresh=True).subject == "p1"
    for claims in ({"auth_time": now - 3600}, {}, {"auth_time": "now"}, {"auth_time": now + 3600}):
        hostile.claims = claims
        with pytest.raises(ProofRefused, match="auth_time"):
            hostile.whole(plugin, fresh=True)
    older = hostile.plugin(max_age=timedelta(hours=2))
    assert query(older.begin(BACK).url)["max_age"] == "7200"
    hostile.claims = {"auth_time": now - 3600}
    assert hostile.whole(older).subject == "p1"


# ---------------------------------------------------------------------------------------------------- away


def test_signing_out_there(hostile: Hostile) -> None:
    """With the ID token as a hint, back to the city; without where there is no such address, or no session of it."""
    plugin = hostile.plugin()
    kept = hostile.whole(plugin).kept
    left = plugin.leave(kept, "https://city.example/")
    assert left.startswith(f"{hostile.issuer}/out?")
    asked = query(left)
    assert (asked["client_id"], asked["post_logout_redirect_uri"]) == ("city", "https://city.example/")
    assert jose.claims_of(asked["id_token_hint"], key=RSA.as_dict(private=False), algorithms={"RS256"})["sub"] == "p1"
    for broken in ("", "{}", "null", "[1]"):
        assert plugin.leave(broken, "https://city.example/") == ""
    hostile.claims = {"filling": "x" * 6000}
    assert "id_token_hint" not in plugin.leave(hostile.whole(plugin).kept, "https://city.example/")
    hostile.metadata = {"end_session_endpoint": None}
    assert hostile.plugin().leave(kept, "https://city.example/") == ""


def test_word_of_a_farewell(hostile: Hostile) -> None:
    """A logout token names whom, and which session of the provider it means."""
    plugin = hostile.plugin()
    kept = hostile.whole(plugin).kept
    farewell = plugin.ended(hostile.logout_token())
    assert (farewell.issuer, farewell.subject, farewell.once) == (hostile.issuer, "p1", "farewell-1")
    assert farewell.meant(kept)
    assert not plugin.ended(hostile.logout_token(sid="there-2")).meant(kept)
    assert plugin.ended(hostile.logout_token(sid=None)).meant(kept), "all of that person's"
    assert plugin.ended(hostile.logout_token(sub=None)).subject == ""


@pytest.mark.asvs("V10.5.5")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"events": None}, "type"),
        ({"events": {"x": {}}}, "type"),
        ({"events": []}, "type"),
        ({"nonce": "n"}, "type"),
        ({"aud": "another"}, "aud"),
        ({"iss": "https://evil.example"}, "issuer"),
        ({"iat": 1}, "too old"),
        ({"exp": 1}, "expired"),
        ({"jti": None}, "jti"),
        ({"jti": "x" * 300}, "jti"),
        ({"sub": None, "sid": None}, "neither"),
        ({"sid": 7}, "sid"),
    ],
)
def test_a_farewell_that_does_not_hold(hostile: Hostile, changes: dict[str, Any], reason: str) -> None:
    """Back-Channel Logout 2.6; an ID token is no logout token, since it has a nonce and no event."""
    plugin = hostile.plugin()
    with pytest.raises(ProofRefused, match=reason):
        plugin.ended(hostile.logout_token(**changes))
    for kind in ("at+jwt", "secevent+jwt"):
        with pytest.raises(ProofRefused, match="type"):
            plugin.ended(hostile.logout_token(header={"typ": kind}))
    with pytest.raises(ProofRefused, match="signature"):
        plugin.ended(hostile.logout_token(key=OTHER))
    with pytest.raises(ProofRefused):
        plugin.ended(hostile.id_token())
    with pytest.raises(ProofRefused):
        plugin.ended("")


# ---------------------------------------------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"issuer": "http://id.example"}, "https"),
        ({"issuer": "https://id.example/?x=1"}, "query"),
        ({"issuer": "id.example"}, "issuer"),
        ({"client_secret": ""}, "client_secret"),
        ({"client_key": "/nowhere/key.jwk"}, "client_secret"),
        ({"client_secret_file": "/nowhere/secret"}, "client_secret"),
        ({"client_secret_file": "/nowhere/secret", "client_secret": ""}, "cannot be read"),
        ({"client_key": "/nowhere/key.jwk", "client_secret": ""}, "cannot be read"),
        ({"client_id": ""}, "client_id"),
        ({"algorithms": []}, "algorithms"),
        ({"algorithms": ["none"]}, "algorithms"),
        ({"claims": {"password": "x"}}, "claims"),
        ({"scopes": ["profile"]}, "openid"),
        ({"levels": {"gold": 4}}, "levels"),
        ({"profile": "facebook"}, "profile"),
        ({"origins": ["https://x.example; script-src *"]}, "origins"),
        ({"kind": "service"}, "kind"),
        ({"timeout": 0}, "timeout"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_settings_that_could_never_work(settings: dict[str, Any], reason: str) -> None:
    """Refused at the start, naming the setting."""
    usual = {"issuer": "https://id.example", "client_id": "city", "client_secret": SECRET}
    with pytest.raises(ValidationError, match=reason) as raised:
        Oidc(**{**usual, **settings})
    assert SECRET not in str(raised.value)


def test_the_settings_of_a_city() -> None:
    """`[auth.oidc.city]` is the plug-in `oidc`; the secret is shown nowhere; the button says the title."""
    settings = AuthSettings(
        oidc={
            "city": {
                "title": {"ko": "하늘시 통합로그인", "en": "Haneul sign-in"},
                "issuer": "https://id.example/realms/haneul",
                "client_id": "city",
                "client_secret": SECRET,
                "origins": ["https://login.example"],
            }
        }
    )
    plugin = AUTHENTICATORS.load("oidc", settings.oidc["city"])
    assert isinstance(plugin, Oidc)
    assert plugin.label == {"ko": "하늘시 통합로그인", "en": "Haneul sign-in"}
    assert plugin.sites == ("https://id.example", "https://login.example")
    assert SECRET not in f"{plugin!r} {plugin} {plugin.model_dump_json()}"
    with pytest.raises(AuthError, match="cannot be reached"):
        Oidc(issuer="http://127.0.0.1:9", client_id="city", client_secret=SECRET, timeout=1).begin(BACK)  # type: ignore[arg-type]


def test_nothing_is_signed_by_the_helper_that_would_not_be_believed(hostile: Hostile) -> None:
    """The helper of the attacks makes what is believed when nothing is wrong with it."""
    token = made({"a": 1}, {"alg": "RS256", "kid": "rsa"})
    assert jose.claims_of(token, key=RSA.as_dict(private=False), algorithms={"RS256"}) == {"a": 1}
    assert hostile.whole().subject == "p1"


class TestOidc(ProviderSuite):
    """What every provider of identities must do."""

    @pytest.fixture
    def provider(self, hostile: Hostile) -> Oidc:
        """One that knows two levels."""
        return hostile.plugin(levels={"low": 1, "high": 2})

    @pytest.fixture
    def unreachable(self) -> Oidc:
        """Nobody listens there."""
        return Hostile(issuer="http://127.0.0.1:9").plugin(timeout=1)

    @pytest.fixture
    def go(self, hostile: Hostile) -> Callable[..., dict[str, str]]:
        """Somebody signs in there, always at the lower level."""

        def gone(url: str, who: str = "somebody") -> dict[str, str]:
            asked = query(url)
            hostile.nonce, hostile.claims = asked["nonce"], {"sub": who, "acr": "low"}
            return {"state": asked["state"], "code": "code-1", "iss": hostile.issuer}

        return gone
