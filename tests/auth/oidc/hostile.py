"""A provider that does whatever a test wants it to: right at first, and then one thing wrong."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from joserfc import jwk, jws

from egovframe.auth.builtin.oidc import Oidc
from egovframe.auth.evidence import Person
from egovframe.auth.interfaces import Visit
from egovframe.auth.oidc.tokens import LOGGED_OUT, half_hash

BACK: Final = "https://city.example/sign-in/from/city"
SECRET: Final = "s3cret: of the city"
ACCESS: Final = "access-1"
RSA: Final = jwk.RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"}, private=True)
EC: Final = jwk.ECKey.generate_key("P-256", {"kid": "ec", "use": "sig"}, private=True)
OTHER: Final = jwk.RSAKey.generate_key(2048, {"kid": "other", "use": "sig"}, private=True)


def b64(content: bytes) -> str:
    """Gives base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def made(claims: Mapping[str, Any], header: Mapping[str, Any], key: Any = RSA) -> str:
    """Signs claims under any header; `none` and nonsense get the signature of nothing."""
    text = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims).encode())}"
    algorithm = jws.JWSRegistry.algorithms.get(str(header.get("alg")))
    signature = b"x" if algorithm is None or algorithm.name == "none" else algorithm.sign(text.encode(), key)
    return f"{text}.{b64(signature)}"


@dataclass
class Hostile:
    """What it says: `metadata`, `jwks`, `tokens`, `userinfo`; `raw` answers a path with exactly these bytes."""

    issuer: str = ""
    nonce: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    jwks: list[dict[str, Any]] = field(default_factory=list)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: RSA)
    tokens: dict[str, Any] = field(default_factory=dict)
    token_status: int = 200
    userinfo: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    slow: float = 0.0
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(each[0] == path for each in self.asked)

    def right(self) -> dict[str, Any]:
        """The claims of an ID token that holds, changed by `claims`; a None leaves one out."""
        now = int(time.time())
        whole = {
            "iss": self.issuer,
            "sub": "p1",
            "aud": "city",
            "exp": now + 300,
            "iat": now,
            "nonce": self.nonce,
            "sid": "there-1",
            **self.claims,
        }
        return {name: value for name, value in whole.items() if value is not None}

    def id_token(self) -> str:
        """The ID token as it goes out."""
        return made(self.right(), {"alg": "RS256", "kid": "rsa", **self.header}, self.key)

    def logout_token(self, header: Mapping[str, Any] | None = None, key: Any = RSA, **changes: Any) -> str:
        """A logout token that holds, changed."""
        now = int(time.time())
        whole = {
            "iss": self.issuer,
            "aud": "city",
            "iat": now,
            "exp": now + 120,
            "jti": "farewell-1",
            "sub": "p1",
            "sid": "there-1",
            "events": {LOGGED_OUT: {}},
            **changes,
        }
        claims = {name: value for name, value in whole.items() if value is not None}
        return made(claims, {"alg": "RS256", "kid": "rsa", "typ": "logout+jwt", **(header or {})}, key)

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """What goes out for a path."""
        if path in self.raw:
            return self.raw[path]
        status, said = 200, {}
        if path == "/.well-known/openid-configuration":
            said = self.discovery()
        elif path == "/jwks":
            said = {"keys": self.jwks or [RSA.as_dict(private=False), EC.as_dict(private=False)]}
        elif path == "/token":
            usual = {"access_token": ACCESS, "token_type": "Bearer", "id_token": self.id_token()}
            status, said = self.token_status, {**usual, **self.tokens}
        elif path == "/userinfo":
            said = {"sub": "p1", **self.userinfo}
        else:
            status = 404
        return status, {}, json.dumps(said).encode()

    def discovery(self) -> dict[str, Any]:
        """The discovery document, changed by `metadata`; a None leaves a member out."""
        whole = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/out",
            **self.metadata,
        }
        return {name: value for name, value in whole.items() if value is not None}

    # ------------------------------------------------------------------ the office in front of it

    def plugin(self, **settings: Any) -> Oidc:
        """The plug-in, set up for this provider."""
        usual = {"issuer": self.issuer, "client_id": "city", "client_secret": SECRET, "timeout": 3}
        return Oidc(**{**usual, **settings})

    def went(self, plugin: Oidc, **asked: Any) -> Visit:
        """Begin a visit; from now on the provider's tokens are for it."""
        visit = plugin.begin(BACK, **asked)
        self.nonce = query(visit.url)["nonce"]
        return visit

    def came(self, plugin: Oidc, visit: Visit, **changes: str) -> Person:
        """Come back from a visit with an answer that holds, changed; an empty text leaves a parameter out."""
        answer = {"state": visit.state, "code": "code-1", "iss": self.issuer, **changes}
        return plugin.finish(visit.kept, {name: value for name, value in answer.items() if value}, BACK)

    def whole(self, plugin: Oidc | None = None, **asked: Any) -> Person:
        """A whole visit."""
        plugin = plugin or self.plugin()
        return self.came(plugin, self.went(plugin, **asked))


def query(url: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def access_hash(token: str, algorithm: str = "RS256") -> str:
    """The hash of an access token."""
    return half_hash(token, algorithm)


@contextmanager
def standing() -> Iterator[Hostile]:
    """Lends a provider on 127.0.0.1."""
    hostile = Hostile()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            self._say({name: values[0] for name, values in parse_qs(body).items()})

        def _say(self, form: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            hostile.asked.append((path, form, {name.lower(): value for name, value in self.headers.items()}))
            if hostile.slow:
                time.sleep(hostile.slow)
            status, headers, body = hostile.answer(path)
            self.send_response(status)
            for name, value in {"content-length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hostile.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield hostile
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
