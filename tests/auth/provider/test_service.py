"""The provider's verbs: codes and tokens once, for whom they were given, as long as the person is there."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from egovframe.auth.provider.clients import Clients
from egovframe.auth.provider.errors import ProviderError, Untrusted
from egovframe.auth.provider.model import ACCESS_LASTS, CODE_LASTS, REFRESH_LASTS
from egovframe.auth.provider.requests import read
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.errors import Busy
from tests.auth.gatehouse import HOME
from tests.auth.provider.hall import BACK, ISSUER, LEFT, VERIFIER, Hall, add_client
from tests.support.elsewhere import elsewhere


def refused(error: str, hall: Hall, **asked: str) -> None:
    """Assert that the token endpoint answers with this error code."""
    with pytest.raises(ProviderError) as why:
        hall.asks(**asked)
    assert why.value.error == error


def test_only_a_client_that_is_known_is_trusted(hall: Hall) -> None:
    """By id and, sign by sign, by address."""
    client, uri = hall.provider.trusted(hall.asked())
    assert (client, uri) == (hall.client.client, BACK)
    for wrong in ({"client_id": "x"}, {"client_id": ""}, {"redirect_uri": BACK + "/"}, {"redirect_uri": ""}):
        with pytest.raises(Untrusted):
            hall.provider.trusted(hall.asked(**wrong))


def test_passing_somebody_on_is_a_fact_of_theirs(hall: Hall) -> None:
    """To which system, with what."""
    hall.tokens()
    (fact,) = hall.gate.facts.of("sign-in.passed-on")
    assert fact.details == {"client": hall.client.client.id, "scope": ["openid", "profile"], "consented": False}
    assert fact.subjects == (f"account:{hall.session.account}",)


def test_nothing_that_is_given_lies_in_the_database(hall: Hall) -> None:
    """Digests and sealed grants only."""
    got = hall.tokens(scope="openid offline_access")
    with hall.gate.database.read() as conn:
        rows = str([tuple(row) for row in conn.exec_driver_sql("SELECT * FROM passes")])
    for secret in (got["access_token"], got["refresh_token"], hall.client.secret, BACK):
        assert secret not in rows


def test_what_another_tool_wrote_is_no_token(hall: Hall) -> None:
    """Each grant is sealed under its own digest: put under another token, it stands for nobody."""
    first, second = hall.tokens()["access_token"], hall.tokens()["access_token"]
    one, two = sha256_hex(first.encode()), sha256_hex(second.encode())
    with elsewhere(hall.gate.database) as conn:
        conn.exec_driver_sql(
            f"UPDATE passes SET sealed = (SELECT sealed FROM passes WHERE digest = '{two}') WHERE digest = '{one}'"
        )
    with pytest.raises(ProviderError, match="does not count"):
        hall.provider.userinfo(first)
    assert hall.provider.userinfo(second)


def test_each_kind_is_good_for_its_own_use_alone(hall: Hall) -> None:
    """No access token refreshes, no refresh token reads, no code does either (RFC 9700, 4.12 and token confusion)."""
    got = hall.tokens(scope="openid offline_access")
    refused("invalid_grant", hall, grant_type="refresh_token", refresh_token=got["access_token"])
    refused("invalid_grant", hall, grant_type="refresh_token", refresh_token=hall.code())
    spent = {"grant_type": "authorization_code", "redirect_uri": BACK, "code_verifier": VERIFIER}
    refused("invalid_grant", hall, **spent, code=got["refresh_token"])
    for token in (got["refresh_token"], got["id_token"], hall.code(), "", "é", "x" * 500):
        with pytest.raises(ProviderError):
            hall.provider.userinfo(token)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, "unauthorized_client"),
        ({"grant_type": "refresh_token"}, "invalid_grant"),
        ({"grant_type": "authorization_code"}, "invalid_grant"),
        ({"grant_type": "client_credentials", "client_secret": "wrong"}, "invalid_client"),
        ({"grant_type": "client_credentials", "client_id": "nobody"}, "invalid_client"),
    ],
)
def test_what_is_asked_wrongly_gets_the_protocols_error(hall: Hall, asked: dict[str, str], error: str) -> None:
    """RFC 6749, 5.2."""
    refused(error, hall, **asked)


@pytest.mark.parametrize("word", ["", "x", "eA==", "Og==", base64.b64encode(b"\xff:\xff").decode()])
def test_a_header_that_proves_nothing_is_told(hall: Hall, word: str) -> None:
    """Whatever stands behind `Basic`."""
    with pytest.raises(ProviderError) as why:
        hall.provider.token({"grant_type": "client_credentials"}, f"Basic {word}", issuer=ISSUER, origin=HOME)
    assert (why.value.error, why.value.status) == ("invalid_client", 401)


def test_a_client_proves_itself_by_one_way(hall: Hall) -> None:
    """Not by two at once, and not as two."""
    client = hall.client
    word = base64.b64encode(f"{client.client.id}:{client.secret}".encode()).decode()
    for asked in ({"client_secret": client.secret}, {"client_id": "other"}):
        with pytest.raises(ProviderError) as why:
            hall.provider.token(
                {"grant_type": "client_credentials", **asked}, f"Basic {word}", issuer=ISSUER, origin=HOME
            )
        assert why.value.error == "invalid_request"


def test_a_narrower_scope_may_be_asked_for_and_no_wider_one(hall: Hall) -> None:
    """What was given stays given: the next refresh may ask for all of it again (RFC 6749, 6)."""
    got = hall.tokens(scope="openid profile offline_access")
    narrow = hall.asks(grant_type="refresh_token", refresh_token=got["refresh_token"], scope="openid")
    assert narrow["scope"] == "openid"
    assert "preferred_username" not in hall.provider.userinfo(narrow["access_token"])
    wide = hall.asks(grant_type="refresh_token", refresh_token=narrow["refresh_token"])
    assert wide["scope"] == "openid profile offline_access"
    refused(
        "invalid_scope", hall, grant_type="refresh_token", refresh_token=wide["refresh_token"], scope="openid email"
    )


@pytest.mark.parametrize("kind", ["code", "access", "refresh"])
def test_each_kind_ends_in_its_time(hall: Hall, kind: str) -> None:
    """A minute, ten minutes, thirty days: there one moment before, gone at the very one."""
    lasts = {"code": CODE_LASTS, "access": ACCESS_LASTS, "refresh": REFRESH_LASTS}[kind]
    for early, late in ((1.0, False), (0.0, True)):
        hall.token, hall.session = hall.gate.enter()
        code = hall.code(scope="openid offline_access")
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
        got = hall.asks(**asked) if kind != "code" else {}
        hall.gate.time.forward(seconds=lasts.total_seconds() - early)
        if kind == "access" and late:
            with pytest.raises(ProviderError):
                hall.provider.userinfo(got["access_token"])
            continue
        if kind == "access":
            assert hall.provider.userinfo(got["access_token"])["sub"] == hall.session.account
            continue
        asked = asked if kind == "code" else {"grant_type": "refresh_token", "refresh_token": got["refresh_token"]}
        if late:
            refused("invalid_grant", hall, **asked)
        else:
            assert hall.asks(**asked)


def test_of_two_who_use_one_code_at_once_one_gets_tokens(hall: Hall) -> None:
    """And because it was used twice, what came of it ends as well."""
    code, barrier = hall.code(), Barrier(2)

    def use(_: int) -> str:
        barrier.wait()
        try:
            got = hall.asks(grant_type="authorization_code", code=code, redirect_uri=BACK, code_verifier=VERIFIER)
        except (ProviderError, Busy):
            return ""
        return str(got["access_token"])

    with ThreadPoolExecutor(2) as pool:
        got = [token for token in pool.map(use, range(2)) if token]
    assert len(got) <= 1
    assert len(hall.gate.facts.of("provider.token-reused")) == 1


@pytest.mark.parametrize("kind", ["code", "refresh"])
def test_what_is_given_while_somebody_uses_it_again_ends_as_well(
    hall: Hall, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is in the middle of it at that moment gets tokens that do not count: reuse ends the whole family."""
    code = hall.code(scope="openid offline_access")
    asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    if kind == "refresh":
        asked = {"grant_type": "refresh_token", "refresh_token": str(hall.asks(**asked)["refresh_token"])}
    about, given = hall.provider._about, []

    def again(account: str) -> object:
        monkeypatch.setattr(hall.provider, "_about", about)  # in the middle of one the other one comes
        use()
        return about(account)

    def use() -> None:
        try:
            given.append(hall.asks(**asked))
        except ProviderError:
            given.append({})

    monkeypatch.setattr(hall.provider, "_about", again)
    use()
    tokens = [each for each in given if each]
    assert len(tokens) == 1
    with pytest.raises(ProviderError):
        hall.provider.userinfo(tokens[0]["access_token"])
    refused("invalid_grant", hall, grant_type="refresh_token", refresh_token=tokens[0]["refresh_token"])
    assert len(hall.gate.facts.of("provider.token-reused")) >= 1


def test_a_narrower_scope_outlasts_the_session_as_well(hall: Hall) -> None:
    """What was given without the person stays so, whatever part of it a refresh asks for."""
    got = hall.tokens(scope="openid profile offline_access")
    hall.gate.auth.sign_out(hall.token)
    narrow = hall.asks(grant_type="refresh_token", refresh_token=got["refresh_token"], scope="openid")
    assert hall.provider.userinfo(narrow["access_token"]) == {"sub": hall.session.account}
    assert hall.asks(grant_type="refresh_token", refresh_token=narrow["refresh_token"])


def test_a_scope_that_is_too_wide_uses_nothing_up(hall: Hall) -> None:
    """The client made a mistake; the token that it holds is good for the right question."""
    got = hall.tokens(scope="openid offline_access")
    asked = {"grant_type": "refresh_token", "refresh_token": got["refresh_token"]}
    refused("invalid_scope", hall, **asked, scope="openid email")
    assert hall.asks(**asked)


@pytest.mark.parametrize("deed", ["password", "disable"])
def test_what_other_systems_hold_ends_with_the_password_and_the_account(hall: Hall, deed: str) -> None:
    """Whoever stole a refresh token does not stay signed in there; nor once the account is opened again."""
    got = hall.tokens(scope="openid offline_access")
    with hall.gate.work() as work:
        accounts = hall.gate.accounts(work)
        if deed == "password":
            accounts.set_password("kim", "a wholly new and longer one")
        else:
            accounts.disable("kim")
            accounts.enable("kim")
    with pytest.raises(ProviderError):
        hall.provider.userinfo(got["access_token"])
    refused("invalid_grant", hall, grant_type="refresh_token", refresh_token=got["refresh_token"])


def test_a_part_of_a_role_is_told_nobody(hall: Hall) -> None:
    """Another system knows no forms and no own cases: it hears of whole roles that are there, and of nothing else."""
    with hall.gate.work() as work:
        accounts, rights = hall.gate.accounts(work), hall.gate.auth.rights(work)
        accounts.grant("kim", "admin", own=True)
        accounts.grant("kim", "admin", form="pothole")
        rights.roles.define("ended", may=("role.read",))
        accounts.grant("kim", "ended")
        rights.roles.retire("ended")
    told = hall.provider.userinfo(hall.tokens()["access_token"])
    assert told["groups"] == ["road-officer@roads"]


def test_a_service_account_acts_for_a_program(hall: Hall) -> None:
    """Its token is of the API and of nothing else; it ends with the account."""
    with hall.gate.work() as work:
        service = hall.gate.accounts(work).add("sync", kind="service").id
    hall.client = add_client(hall.gate, "Sync", account="sync")
    got = hall.asks(grant_type="client_credentials")
    assert (got["scope"], "id_token" in got) == ("api", False)
    assert hall.provider.client_actor(got["access_token"]) == service
    with pytest.raises(ProviderError):
        hall.provider.userinfo(got["access_token"])
    with hall.gate.work() as work:
        hall.gate.accounts(work).disable("sync")
    refused("unauthorized_client", hall, grant_type="client_credentials")


@pytest.mark.asvs("V10.3.1", "V10.3.2")
def test_no_persons_token_acts_in_the_api(hall: Hall) -> None:
    """A token for another system is not one for this city's API."""
    assert hall.provider.client_actor(hall.tokens()["access_token"]) == ""


def test_leaving_leads_only_where_the_client_registered(hall: Hall) -> None:
    """By the ID token or the client's id; two that differ lead nowhere."""
    token = hall.tokens()["id_token"]
    asked = {"post_logout_redirect_uri": LEFT, "state": "s"}
    for hint in ({"id_token_hint": token}, {"client_id": hall.client.client.id}):
        assert hall.provider.leaving({**asked, **hint}, issuer=ISSUER) == f"{LEFT}?state=s"
    for wrong in (
        {},
        {"id_token_hint": token, "client_id": "other"},
        {"id_token_hint": token[:-4] + "AAAA"},
        {"id_token_hint": token, "post_logout_redirect_uri": BACK},
        {"id_token_hint": "x"},
    ):
        assert hall.provider.leaving({**asked, **wrong}, issuer=ISSUER) == ""
    assert hall.provider.leaving({**asked, "id_token_hint": token}, issuer="https://other.example") == ""
    with hall.gate.work() as work:
        Clients(work).disable(hall.client.client.id)
    assert hall.provider.leaving({**asked, "id_token_hint": token}, issuer=ISSUER) == ""


def test_one_clients_tokens_are_not_revoked_by_another(hall: Hall) -> None:
    """It is no error, and nothing ends (RFC 7009, 2.1)."""
    got = hall.tokens()
    other = add_client(hall.gate, "Parks", redirect=("https://parks.example/",))
    own = {"client_id": other.client.id, "client_secret": other.secret}
    hall.provider.revoke({**own, "token": got["access_token"]}, "")
    assert hall.provider.userinfo(got["access_token"])
    own = {"client_id": hall.client.client.id, "client_secret": hall.client.secret}
    hall.provider.revoke({**own, "token": got["access_token"]}, "")
    with pytest.raises(ProviderError):
        hall.provider.userinfo(got["access_token"])


def test_a_code_for_a_session_that_ended_is_worth_nothing(hall: Hall) -> None:
    """Signed out between the code and the tokens."""
    code = hall.code()
    hall.gate.auth.sign_out(hall.token)
    refused(
        "invalid_grant", hall, grant_type="authorization_code", code=code, redirect_uri=BACK, code_verifier=VERIFIER
    )


def test_the_address_keeps_its_own_query(hall: Hall) -> None:
    """The answer is added to it (RFC 6749, 4.1.2)."""
    client = add_client(hall.gate, "Query", redirect=("https://roads.example/back?x=1",))
    uri = client.client.redirect_uris[0]
    back = hall.provider.give(read(client.client, uri, hall.asked()), hall.session, issuer=ISSUER, origin=HOME)
    assert back.startswith("https://roads.example/back?x=1&code=")
