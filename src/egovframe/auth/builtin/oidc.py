"""Another site's OpenID Connect provider: Keycloak, 정부통합인증 (Any-ID), or any other one that keeps to the standard.

Authorization code with PKCE (S256), state and nonce, one address to come back to per provider, and the provider's name
in its answer (RFC 9207): OpenID Connect Core 1.0, with what RFC 9700 asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal, Self
from urllib.parse import urlencode, urlsplit

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, SecretStr, model_validator

from egovframe.auth import jose
from egovframe.auth.errors import ProofRefused, SourceUnavailable, TokenInvalid
from egovframe.auth.evidence import Farewell, Given, Person
from egovframe.auth.interfaces import Provider, Visit
from egovframe.auth.oidc import profiles
from egovframe.auth.oidc.client import Client, key_from, secret_from
from egovframe.auth.oidc.keys import KeySource
from egovframe.auth.oidc.metadata import Discovery, Metadata
from egovframe.auth.oidc.tokens import ALGORITHMS, Expected, check_id_token, check_logout_token, check_userinfo
from egovframe.auth.oidc.visit import Kept, Stay
from egovframe.auth.oidc.wire import Answer, Wire, address
from egovframe.kernel.clock import SystemClock
from egovframe.kernel.crypto import same
from egovframe.kernel.text import Text

Level = Annotated[int, Field(ge=1, le=3)]


class GroupRole(BaseModel):
    """Whoever is in a group at the provider holds a role here, in a unit and below or everywhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str = Field(min_length=1)
    """The group, exactly as the provider writes it."""
    role: str
    """The role."""
    unit: str | None = None
    """The unit; everywhere without one."""


_LONGEST_ANSWER: Final = 4_000
_LONGEST_HINT: Final = 4_000
"""A longer ID token is not put into an address when somebody signs out: servers refuse such addresses."""
_BUSY: Final = frozenset({"server_error", "temporarily_unavailable"})


class Oidc(Provider):
    """Another site's OpenID Connect provider. Accounts are linked with (issuer, subject), never by name or mail."""

    title: ClassVar[Text] = Text(ko="다른 기관 계정", en="Account elsewhere")
    method: ClassVar[str] = "fed"

    label: str | dict[str, str] = Field(default="", alias="title")
    """What the button says: a text, or one per language (`{ ko = "…", en = "…" }`). Empty: the provider's key."""
    issuer: str
    """The provider's address, exactly as it calls itself. By https; plain http on this machine alone."""
    client_id: str = Field(min_length=1, max_length=500)
    """What the office is called there."""
    client_secret: SecretStr = SecretStr("")
    """The secret with which the office shows who it is."""
    client_secret_file: Path | None = None
    """A file with the secret and nothing else, instead of `client_secret`: keeps it out of the settings."""
    client_key: Path | None = None
    """A file with a private JWK instead (RSA, `kid`, `alg` RS256 or PS256): nothing secret leaves the office then."""
    profile: Literal["generic", "keycloak", "any-id"] = "generic"
    """What the provider calls things; the settings below change single names of it."""
    create: bool = False
    """Whether people who come for the first time get an account. Otherwise they link theirs on their own page first."""
    kind: Literal["citizen", "company", "officer"] = "citizen"
    """Of which kind these accounts are."""
    scopes: tuple[str, ...] = ()
    """What is asked for; empty: what the profile asks for. `openid` is among it."""
    claims: dict[str, str] = Field(default_factory=dict)
    """What claims are called: `name`, `title`, `email`, `groups`, `unique`; a dot goes down (`realm_access.roles`)."""
    roles: tuple[GroupRole, ...] = ()
    """The roles that groups give: `[[auth.oidc.city.roles]]` with `group`, `role` and `unit`. With any, each sign-in
    brings the roles that came from this provider up to date."""
    level_claim: str = ""
    """The claim with the provider's own level: `acr`, or what the profile says."""
    levels: dict[str, Level] = Field(default_factory=dict)
    """What each of the provider's levels is worth here, 1 to 3. What is not listed is worth 1."""
    methods: dict[str, Level] = Field(default_factory=dict)
    """What each method in `amr` is worth here (RFC 8176), such as `hwk = 2`."""
    userinfo: bool | None = None
    """Whether claims are asked for at the UserInfo endpoint as well; unset: what the profile says."""
    algorithms: tuple[Literal[ALGORITHMS], ...] = ("RS256", "PS256", "ES256", "EdDSA")  # type: ignore[valid-type]
    """The algorithms with which tokens may be signed: with public keys only."""
    max_age: Annotated[timedelta, Field(ge=timedelta(0))] | None = None
    """How long ago people may have proved there who they are. Unset: as long as the provider remembers them."""
    origins: tuple[str, ...] = ()
    """Further sites that the provider sends people on to, such as `https://login.example`, for the browsers' sake."""
    certificates: Path | None = None
    """A PEM file with the authorities that its certificate may come from; the system's when there is none."""
    timeout: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(seconds=30))] = timedelta(seconds=5)
    """How long the provider may take for each answer."""

    _wire: Wire = PrivateAttr()
    _discovery: Discovery = PrivateAttr()
    _keys: KeySource = PrivateAttr()
    _client: Client = PrivateAttr()
    _profile: profiles.Profile = PrivateAttr()

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never work, or would not be safe."""
        try:
            address(self.issuer, issuer=self.issuer)
        except ValueError as error:
            raise ValueError(f"issuer {error}; http only for 127.0.0.1, ::1 or localhost") from error
        if urlsplit(self.issuer).query:
            raise ValueError("issuer has no query (OpenID Connect Discovery 1.0, 3)")
        secret = self.client_secret.get_secret_value()
        if [bool(secret), self.client_secret_file is not None, self.client_key is not None].count(True) != 1:
            raise ValueError("set one of client_secret, client_secret_file and client_key")
        if self.client_secret_file is not None:
            secret = secret_from(self.client_secret_file)
        for site in self.origins:
            try:
                address(site, issuer=self.issuer)
            except ValueError as error:
                raise ValueError(f"origins has {site[:60]!r}, which {error}") from error
        if not self.algorithms:
            raise ValueError("algorithms is empty: no token could be believed")
        unknown = sorted(set(self.claims) - set(profiles.NAMES))
        if unknown:
            raise ValueError(f"claims has {unknown[0]!r}; it may have {', '.join(profiles.NAMES)}")
        if self.scopes and "openid" not in self.scopes:
            raise ValueError("scopes lacks openid")
        key = None if self.client_key is None else key_from(self.client_key)
        usual = profiles.PROFILES[self.profile]
        self._profile = profiles.Profile(
            claims={**usual.claims, **self.claims},
            scopes=self.scopes or usual.scopes,
            level=self.level_claim or usual.level,
            levels={**usual.levels, **self.levels},
            methods={**usual.methods, **self.methods},
            userinfo=usual.userinfo if self.userinfo is None else self.userinfo,
        )
        self._client = Client(self.client_id, secret, key)
        self._wire = Wire(self.issuer, self.timeout.total_seconds(), str(self.certificates or ""))
        self._discovery = Discovery(self._wire)
        self._keys = KeySource(self._wire, self._discovery)
        return self

    # ------------------------------------------------------------------ there and back

    def begin(self, back: str, *, assurance: int = 1, fresh: bool = False, language: str = "ko") -> Visit:
        """Return where to send the browser; see `Provider.begin`."""
        found = self._discovery.now()
        levels = self._profile.levels
        # More than the provider can give is not asked for: what comes back is worth what it is worth.
        asked = min(assurance, max(levels.values(), default=1))
        kept = Kept.made(self.issuer, assurance=asked, fresh=fresh)
        state = Kept.made(self.issuer, assurance=1, fresh=False).nonce
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back,
            "scope": " ".join(self._profile.scopes),
            "state": state,
            "nonce": kept.nonce,
            "code_challenge": jose.challenge_of(kept.verifier),
            "code_challenge_method": "S256",
            "ui_locales": language,
        }
        newest = self._newest(kept)
        if fresh:
            query["prompt"] = "login"
        if newest is not None:
            query["max_age"] = str(int(newest.total_seconds()))
        if asked > 1:
            query["acr_values"] = " ".join(profiles.acr_values(self._profile, asked))
        joint = "&" if urlsplit(found.authorization).query else "?"
        return Visit(f"{found.authorization}{joint}{urlencode(query)}", state, kept.as_text())

    def finish(self, kept: str, answer: Mapping[str, str], back: str) -> Person:
        """Return who came back; see `Provider.finish`."""
        visit = Kept.from_text(kept, issuer=self.issuer)
        found = self._discovery.now()
        code = self._code(answer, found)
        tokens = self._tokens(found, code=code, verifier=visit.verifier, back=back)
        id_token, access = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access, str):
            raise ProofRefused("The provider gave no ID token for the code.", hint="Ask for the scope openid.")
        now = SystemClock().now()
        claims = self._signed(id_token)
        expected = Expected(self.issuer, self.client_id, now, visit.nonce, self._newest(visit))
        check_id_token(claims, jose.header_of(id_token), expected, access=access)
        more = self._userinfo(found, access, str(claims["sub"])) if self._profile.userinfo else {}
        person = self._person(claims, more, Stay(_text(claims.get("sid")), id_token[: _LONGEST_HINT + 1]))
        if person.evidence.assurance < visit.assurance:
            raise ProofRefused(
                f"The provider proved level {person.evidence.assurance}, and {visit.assurance} was asked for.",
                hint="Choose a surer way there; [auth.oidc] levels says what each of its own is worth.",
            )
        return person

    # ------------------------------------------------------------------ and away

    def leave(self, kept: str, back: str) -> str:
        """Return the address at which the person signs out there too; see `Provider.leave`."""
        try:
            found = self._discovery.now()
        except SourceUnavailable:
            return ""
        stay = Stay.from_text(kept)
        if not found.end_session or not stay.hint:
            return ""
        query = {"client_id": self.client_id, "post_logout_redirect_uri": back}
        if len(stay.hint) <= _LONGEST_HINT:
            query["id_token_hint"] = stay.hint
        joint = "&" if urlsplit(found.end_session).query else "?"
        return f"{found.end_session}{joint}{urlencode(query)}"

    def ended(self, message: str) -> Farewell:
        """Return whom a logout token is about (OpenID Connect Back-Channel Logout 1.0); see `Provider.ended`."""
        claims = self._signed(message)
        check_logout_token(claims, jose.header_of(message), Expected(self.issuer, self.client_id, SystemClock().now()))
        session = _text(claims.get("sid"))
        return Farewell(
            issuer=self.issuer,
            subject=_text(claims.get("sub")),
            once=str(claims["jti"]),
            meant=lambda kept: not session or same(Stay.from_text(kept).session.encode(), session.encode()),
        )

    @property
    def sites(self) -> tuple[str, ...]:
        """The sites that a form here may lead to, as browsers ask (`form-action`): the provider's, as far as known."""
        found = self._discovery.known
        named = (self.issuer, found.authorization, found.end_session) if found is not None else (self.issuer,)
        split = (urlsplit(each) for each in (*named, *self.origins))
        return tuple(dict.fromkeys(f"{each.scheme}://{each.netloc}" for each in split if each.netloc))

    # ------------------------------------------------------------------ what the provider says

    def _code(self, answer: Mapping[str, str], found: Metadata) -> str:
        """Return the code of an answer that is the provider's (RFC 9207, 2.4). Raises ProofRefused."""
        named = answer.get("iss", "")
        if (named or found.names_itself) and named != self.issuer:
            raise ProofRefused("The answer names another issuer, or none (mix-up).", hint="Begin again.")
        error = answer.get("error", "")
        if error in _BUSY:
            raise self._wire.unavailable(f"says {error}")
        if error:
            # Only the code of the error: its description may be anybody's.
            raise ProofRefused(f"The provider says {_printable(error)}.", hint="The person may have refused.")
        code = answer.get("code", "")
        if not 0 < len(code) <= _LONGEST_ANSWER:
            raise ProofRefused("The answer has no code.", hint="Begin again.")
        return code

    def _tokens(self, found: Metadata, *, code: str, verifier: str, back: str) -> dict[str, Any]:
        """Return what the provider gives for the code. Raises ProofRefused, SourceUnavailable."""
        headers, fields = self._client.proof(issuer=self.issuer, at=SystemClock().now())
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
            **fields,
        }
        answer = self._wire.post(found.token, form, headers=headers)
        said = answer.document or {}
        if answer.status == 200 and answer.document is not None:
            if str(said.get("token_type", "")).lower() != "bearer":
                raise ProofRefused("The provider's access token is of an unknown type.", hint="Begin again.")
            return said
        error = _printable(said.get("error"))
        if answer.status == 401 or error in ("invalid_client", "unauthorized_client"):
            raise self._wire.unavailable(
                f"does not let the office in ({error or answer.status})",
                hint="Check client_id and the client's secret or key, and what the provider has for that client.",
            )
        raise ProofRefused(f"The provider does not take the code ({error or answer.status}).", hint="Begin again.")

    def _signed(self, token: str) -> dict[str, Any]:
        try:
            return self._keys.claims(token, algorithms=self.algorithms)
        except TokenInvalid as error:
            raise ProofRefused(error.message, hint=error.hint) from error

    def _userinfo(self, found: Metadata, access: str, subject: str) -> dict[str, Any]:
        """Return the claims of the UserInfo endpoint, which are about that subject (Core 5.3.2)."""
        if not found.userinfo:
            raise self._wire.unavailable("has no UserInfo endpoint", hint="Set userinfo = false.")
        if not access.isascii() or not access.isprintable():
            raise ProofRefused("The provider's access token cannot be sent back.", hint="Begin again.")
        answer: Answer = self._wire.get(found.userinfo, bearer=access)
        claims = answer.document
        if answer.status == 200 and answer.token:
            claims = self._signed(answer.token)
            expected = Expected(self.issuer, self.client_id, SystemClock().now())
            check_userinfo(claims, jose.header_of(answer.token), expected)
        if answer.status != 200 or claims is None:
            raise ProofRefused(f"The UserInfo endpoint answers no claims ({answer.status}).", hint="Begin again.")
        if claims.get("sub") != subject:
            raise ProofRefused("The UserInfo endpoint speaks of somebody else (sub).", hint="Begin again.")
        return claims

    def _person(self, claims: Mapping[str, Any], more: Mapping[str, Any], stay: Stay) -> Person:
        names = self._profile.claims
        whole = {**more, **claims}  # what was signed comes before what was not
        email, groups = profiles.text(whole, names["email"]), profiles.groups(whole, names["groups"])
        given = dict.fromkeys(Given(each.role, each.unit) for each in self.roles if each.group in groups)
        return Person(
            issuer=self.issuer,
            subject=str(claims["sub"]),
            evidence=profiles.evidence(self._profile, claims, more),
            name=profiles.text(whole, names["name"]),
            title=profiles.text(whole, names["title"]),
            email=email,
            email_verified=bool(email) and whole.get("email_verified") is True,
            groups=groups,
            roles=tuple(given) if self.roles else None,
            unique=profiles.unique(whole, names["unique"]),
            kept=stay.as_text(),
        )

    def _newest(self, visit: Kept) -> timedelta | None:
        """Return how long ago the person may have proved there who they are."""
        return timedelta(0) if visit.fresh else self.max_age


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= 255 else ""


def _printable(value: object) -> str:
    """Return a provider's error code as the trail takes it."""
    text = value if isinstance(value, str) else ""
    return "".join(sign for sign in text[:60] if sign.isascii() and sign.isprintable())
