"""The provider: it gives codes for sessions, tokens for codes, and says who somebody is.

OpenID Connect Core 1.0 (authorization code flow), RFC 6749, 6750, 7009, 7636, 9207, and the security practice of
RFC 9700: addresses compared sign by sign, PKCE always, codes and refresh tokens once, `iss` in every answer.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_plus

from egovframe.auth import jose
from egovframe.auth.provider import facts, requests, store
from egovframe.auth.provider.connected import Connected, opened
from egovframe.auth.provider.errors import ProviderError
from egovframe.auth.provider.keys import ALGORITHM, SigningKeys
from egovframe.auth.provider.model import (
    ACCESS_LASTS,
    CODE_LASTS,
    SCOPES,
    Claims,
    Client,
    Grant,
    refresh_lasts,
    shown,
)
from egovframe.auth.provider.requests import AuthorizationRequest
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.crypto import same, sha256_hex
from egovframe.kernel.ids import new_id, new_token
from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from egovframe.auth.model import Session
    from egovframe.kernel.work import Place

_VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_LONGEST: Final = 200


class IdProvider:
    """Answers the clients of the provider. Usable by many threads; everything is in the database."""

    def __init__(
        self,
        place: Place,
        *,
        about: Callable[[str], Claims | None],
        is_open: Callable[[str, str], bool],
    ) -> None:
        """Set the provider up.

        `about` gives the claims of an open account, None for one that is not; `is_open` says whether a session is.
        """
        self._place = place
        self._about = about
        self._is_open = is_open
        self.keys = SigningKeys(place)
        self.connected = Connected(place, lasts=self._lasts)

    # ------------------------------------------------------------------ what everybody may read

    def configuration(self, issuer: str) -> dict[str, Any]:
        """Return the discovery document (OpenID Connect Discovery 1.0, 3)."""
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/oauth/authorize",
            "token_endpoint": f"{issuer}/oauth/token",
            "userinfo_endpoint": f"{issuer}/oauth/userinfo",
            "jwks_uri": f"{issuer}/oauth/jwks",
            "revocation_endpoint": f"{issuer}/oauth/revoke",
            "end_session_endpoint": f"{issuer}/oauth/sign-out",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": list(SCOPES),
            "acr_values_supported": ["1", "2", "3"],
            "claims_supported": [
                "sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid",
                "name", "preferred_username", "groups", "email",
            ],
            "authorization_response_iss_parameter_supported": True,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
            "claims_parameter_supported": False,
        }  # fmt: skip

    def jwks(self) -> dict[str, Any]:
        """Return the keys that signatures are checked with (RFC 7517, 5)."""
        return {"keys": self.keys.shown()}

    # ------------------------------------------------------------------ authorization

    def trusted(self, asked: Mapping[str, str]) -> tuple[Client, str]:
        """Return the client and where it is answered. Raises Untrusted."""
        with self._place.database.read() as conn:
            row = store.client_row(conn, asked.get("client_id", "")[:_LONGEST])
        return requests.trusted(store.client_of(row) if row else None, asked)

    def give(
        self, request: AuthorizationRequest, session: Session, *, issuer: str, origin: Origin, consented: bool = False
    ) -> str:
        """Return where the browser goes with a code for the person who is signed in.

        `consented` says that the person was asked and agreed. Raises ProviderError where that is due and was not done.
        """
        if request.asks and not consented:
            raise ProviderError("consent_required", "The person was not asked.")
        grant = Grant(
            kind="code",
            family=new_id(),
            client=request.client.id,
            account=session.account,
            session=session.id,
            scope=request.scope,
            auth_time=int(session.created.timestamp()),
            assurance=session.assurance,
            methods=session.methods,
            nonce=request.nonce,
            challenge=request.challenge,
            redirect_uri=request.redirect_uri,
        )
        with UnitOfWork(
            self._place, by=session.actor, why="signed in to another system", origin=origin
        ).running() as work:
            code = self._issue(work.conn, grant, CODE_LASTS)
            ref = f"account:{session.account}"
            work.note(
                facts.PASSED_ON,
                object=request.client.ref,
                subjects=(ref,),
                details={"client": request.client.id, "scope": list(request.scope), "consented": consented},
            )
        parameters = {"code": code, "state": request.state, "iss": issuer}
        return requests.answer(request.redirect_uri, parameters)

    # ------------------------------------------------------------------ tokens

    def token(self, asked: Mapping[str, str], authorization: str, *, issuer: str, origin: Origin) -> dict[str, Any]:
        """Return the tokens for a code, a refresh token, or the client itself (RFC 6749, 4.1.3, 6, 4.4).

        Raises ProviderError.
        """
        client = self._client(asked, authorization)
        kind = asked.get("grant_type", "")
        if kind == "authorization_code":
            return self._for_code(client, asked, issuer=issuer, origin=origin)
        if kind == "refresh_token":
            return self._for_refresh(client, asked, issuer=issuer, origin=origin)
        if kind == "client_credentials":
            return self._for_client(client)
        raise ProviderError("unsupported_grant_type", "This grant_type is not answered.")

    def _for_code(self, client: Client, asked: Mapping[str, str], *, issuer: str, origin: Origin) -> dict[str, Any]:
        code, verifier = asked.get("code", ""), asked.get("code_verifier", "")
        grant, refusal = self._meant("code", code, client)
        if refusal is None and not same(grant.redirect_uri, asked.get("redirect_uri", "")):
            refusal = ProviderError("invalid_grant", "The redirect_uri is another than the code was given at.")
        if not _VERIFIER.fullmatch(verifier) or not same(jose.challenge_of(verifier), grant.challenge):
            refusal = refusal or ProviderError("invalid_grant", "The code_verifier does not fit the code_challenge.")
        return self._exchanged(client, code, grant, grant.scope, refusal=refusal, issuer=issuer, origin=origin)

    def _for_refresh(self, client: Client, asked: Mapping[str, str], *, issuer: str, origin: Origin) -> dict[str, Any]:
        token, scope = asked.get("refresh_token", ""), tuple(asked.get("scope", "").split())
        grant, refusal = self._meant("refresh", token, client)
        if not set(scope) <= set(grant.scope):  # a mistake of the client uses nothing up
            raise ProviderError("invalid_scope", "More is asked than was given.")
        return self._exchanged(
            client, token, grant, scope or grant.scope, refusal=refusal, issuer=issuer, origin=origin
        )

    def _for_client(self, client: Client) -> dict[str, Any]:
        """Return an access token for the client itself, as the service account that it stands for."""
        if not client.account or self._about(client.account) is None:
            raise ProviderError("unauthorized_client", "The client stands for no account.")
        grant = Grant(
            kind="access",
            family=new_id(),
            client=client.id,
            account=client.account,
            session="",
            scope=("api",),
            auth_time=int(self._place.clock.now().timestamp()),
            assurance=1,
            methods=(),
        )
        with self._place.database.write() as conn:
            token = self._issue(conn, grant, ACCESS_LASTS)
        return {"access_token": token, "token_type": "Bearer", "expires_in": _seconds(ACCESS_LASTS), "scope": "api"}

    def _exchanged(
        self,
        client: Client,
        token: str,
        grant: Grant,
        scope: tuple[str, ...],
        *,
        refusal: ProviderError | None,
        issuer: str,
        origin: Origin,
    ) -> dict[str, Any]:
        """Use a code or refresh token up and give tokens for it: both or neither, whoever else does so at that moment.

        One that was used before ends all that came of it (RFC 9700, 4.14.2), and one that is refused is used up too.
        """
        claims, at = self._about(grant.account), self._place.clock.now()
        if claims is None or not self._lasts(grant):
            refusal = refusal or ProviderError("invalid_grant", "The person is not signed in any more.")
        offline, access, again = "offline_access" in grant.scope, "", ""
        plain = replace(grant, nonce="", challenge="")
        with self._place.database.write() as conn:
            first = store.spend(conn, sha256_hex(token.encode()), grant.family, at)
            if not first:
                store.end_family(conn, grant.family, at)
            elif refusal is None:
                stays = "" if offline else grant.session  # what may act without the person outlasts the session
                access = self._issue(conn, replace(plain, kind="access", scope=scope, session=stays), ACCESS_LASTS)
                lasts = refresh_lasts(grant.auth_time, at)
                again = self._issue(conn, replace(plain, kind="refresh"), lasts) if offline else ""
        if not first:
            with UnitOfWork(self._place, by=Actor.visitor(), why="token used twice", origin=origin).running() as work:
                ref, told = f"account:{grant.account}", {"kind": grant.kind}
                work.note(facts.REUSED, object=client.ref, subjects=(ref,), outcome="denied", details=told)
            raise _over(grant.kind)
        if refusal is not None or claims is None:
            raise refusal or _over(grant.kind)
        now = int(at.timestamp())
        key = self.keys.current()
        said: dict[str, Any] = {
            "iss": issuer,
            "sub": grant.account,
            "aud": client.id,
            "iat": now,
            "exp": now + _seconds(ACCESS_LASTS),
            "auth_time": grant.auth_time,
            "acr": str(grant.assurance),
            "amr": list(grant.methods),
            "at_hash": _half_hash(access),
            "sid": grant.sid,
            **shown(claims, scope),
        }
        if grant.kind == "code" and grant.nonce:
            said["nonce"] = grant.nonce
        answer = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": _seconds(ACCESS_LASTS),
            "scope": " ".join(scope),
            "id_token": jose.sign(said, key=key.private, algorithm=ALGORITHM, typ="JWT"),
        }
        return {**answer, "refresh_token": again} if again else answer

    # ------------------------------------------------------------------ userinfo, the API, revocation

    def userinfo(self, token: str) -> dict[str, Any]:
        """Return the claims of whoever an access token stands for (Core 5.3). Raises ProviderError (401)."""
        grant = self._access(token)
        claims = self._about(grant.account) if grant is not None and "openid" in grant.scope else None
        if grant is None or claims is None:
            raise ProviderError("invalid_token", "The access token does not count.", status=401)
        return {"sub": grant.account, **shown(claims, grant.scope)}

    def client_actor(self, token: str) -> str:
        """Return the service account for which a client's own access token stands; empty for all others."""
        grant = self._access(token)
        return grant.account if grant is not None and grant.scope == ("api",) else ""

    def revoke(self, asked: Mapping[str, str], authorization: str) -> None:
        """End a token and all that came of the same sign-in (RFC 7009); one that is not known is no error."""
        client = self._client(asked, authorization)
        now = self._place.clock.now()
        with self._place.database.write() as conn:
            row = store.pass_row(conn, sha256_hex(asked.get("token", "").encode()))
            if row is not None and row["client"] == client.id:
                store.end_family(conn, row["family"], now)

    def leaving(self, asked: Mapping[str, str], *, issuer: str) -> str:
        """Return where a browser that signed out goes on to (RP-Initiated Logout 1.0, 3); empty when nowhere else.

        Only to an address that is registered for the client, which the ID token or `client_id` names.
        """
        client_id, hint = asked.get("client_id", "")[:_LONGEST], asked.get("id_token_hint", "")
        if hint:
            claims = jose.read_own(hint, keys=self.keys.shown(), algorithm=ALGORITHM, issuer=issuer)
            audience = str(claims.get("aud", "")) if claims else ""
            if not audience or (client_id and client_id != audience):
                return ""
            client_id = audience
        uri = asked.get("post_logout_redirect_uri", "")
        with self._place.database.read() as conn:
            row = store.client_row(conn, client_id) if client_id and uri else None
        if row is None or row["disabled"] is not None or uri not in store.client_of(row).logout_uris:
            return ""
        return requests.answer(uri, {"state": asked.get("state", "")[:1_000]})

    # ------------------------------------------------------------------ what all share

    def _client(self, asked: Mapping[str, str], authorization: str) -> Client:
        """Return the client that proved itself (RFC 6749, 2.3.1): by one way, not by two."""
        client_id, secret = asked.get("client_id", ""), asked.get("client_secret", "")
        scheme, _, value = authorization.partition(" ")
        if scheme.lower() == "basic":
            if secret:
                raise ProviderError("invalid_request", "The client proves itself twice.")
            try:
                name, _, word = base64.b64decode(value.strip(), validate=True).decode().partition(":")
            except (binascii.Error, UnicodeDecodeError, ValueError):
                raise _unproved() from None
            basic = unquote_plus(name)
            if client_id and client_id != basic:
                raise ProviderError("invalid_request", "Two clients are named.")
            client_id, secret = basic, unquote_plus(word)
        with self._place.database.read() as conn:
            row = store.client_row(conn, client_id[:_LONGEST])
        kept = row["secret"] if row else sha256_hex(b"nobody")
        if not same(sha256_hex(secret.encode()), kept) or row is None or row["disabled"] is not None:
            raise _unproved()
        return store.client_of(row)

    def _issue(self, conn: Any, grant: Grant, lasts: timedelta) -> str:
        """Keep a code or token by its digest, sealed; return it."""
        token, now = new_token(), self._place.clock.now()
        digest = sha256_hex(token.encode())
        sealed = self._place.cabinet.office_seal(f"pass:{digest}", json.dumps(asdict(grant)).encode())
        values = {
            "digest": digest,
            "family": grant.family,
            "account": grant.account,
            "client": grant.client,
            "sealed": sealed,
            "created": instant(now),
            "expires": instant(now + lasts),
            "spent": None,
        }
        store.insert_pass(conn, values)
        return token

    def _meant(self, kind: str, token: str, client: Client) -> tuple[Grant, ProviderError | None]:
        """Return what a code or refresh token of the client stands for, and why it is refused when it is too old."""
        with self._place.database.read() as conn:
            row = store.pass_row(conn, sha256_hex(token.encode()))
        grant = opened(self._place.cabinet, row)
        if row is None or grant is None or grant.kind != kind or grant.client != client.id:
            raise _over(kind)
        return grant, _over(kind) if moment(row["expires"]) <= self._place.clock.now() else None

    def _access(self, token: str) -> Grant | None:
        """Return what an access token stands for, None when it does not count (any more)."""
        if not 0 < len(token) <= _LONGEST or not token.isascii():
            return None
        with self._place.database.read() as conn:
            row = store.pass_row(conn, sha256_hex(token.encode()))
        grant = opened(self._place.cabinet, row)
        if row is None or grant is None or grant.kind != "access" or row["spent"] is not None:
            return None
        if moment(row["expires"]) <= self._place.clock.now() or not self._lasts(grant):
            return None
        return grant

    def _lasts(self, grant: Grant) -> bool:
        """Say whether what a grant stands on is still there: the session, or the consent to act without one."""
        if not grant.session or "offline_access" in grant.scope:
            return True
        return self._is_open(grant.account, grant.session)


def _half_hash(token: str) -> str:
    """Return the left half of the SHA-256 of a token, in base64url (Core 3.1.3.6)."""
    return base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())


def _over(kind: str) -> ProviderError:
    return ProviderError("invalid_grant", f"The {kind} does not count (any more).")


def _unproved() -> ProviderError:
    return ProviderError("invalid_client", "The client did not prove itself.", status=401)
