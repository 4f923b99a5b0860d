"""What providers call things, as data: which claims say what, and what their own levels are worth here.

Nothing here is ever used to find an account: that is done by issuer and subject alone. The settings can change each
name of a profile; a dot goes down one level (`realm_access.roles`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from egovframe.auth.evidence import HAVE, KNOW, Evidence, Factor

MOST_GROUPS: Final = 200
"""How many groups of a person are looked at."""
_LONGEST: Final = 200
_LONGEST_UNIQUE: Final = 500
_FACTORS: Final[Mapping[str, Factor]] = {
    **dict.fromkeys(("pwd", "pin", "kba"), "know"),
    **dict.fromkeys(("otp", "hwk", "swk", "sc", "sms", "tel", "pop"), "have"),
    **dict.fromkeys(("face", "fpt", "iris", "retina", "vbm"), "are"),
}
"""What a method of RFC 8176 shows."""

NAMES: Final = ("name", "title", "email", "groups", "unique")
"""What is asked of claims: a name for the account, what the person is called, mail, groups, national identifier."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of provider. `claims` say what is called how (several for groups, with a blank between).

    `level` is the claim that states the provider's own level; `levels` says what each is worth, `methods` what each
    method (`amr`) is worth: 1 to 3. What neither names is level 1. `userinfo` asks for claims after the token as well.
    """

    claims: Mapping[str, str]
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    level: str = "acr"
    levels: Mapping[str, int] = field(default_factory=dict)
    methods: Mapping[str, int] = field(default_factory=dict)
    userinfo: bool = False


_STANDARD: Final = {"name": "preferred_username", "title": "name", "email": "email", "groups": "groups", "unique": ""}
PROFILES: Final[Mapping[str, Profile]] = {
    "generic": Profile(claims=_STANDARD, methods={"mfa": 2}),
    # Roles of the realm stand beside groups; `acr` is the number of a level where step-up is set up (0: no new proof).
    "keycloak": Profile(
        claims={**_STANDARD, "groups": "groups realm_access.roles"}, levels={"0": 1, "1": 1}, methods={"mfa": 2}
    ),
    # 정부통합인증. A certificate in a file is no key in hardware: its third level is our second (SP 800-63B-4, 2.3).
    "any-id": Profile(
        claims={"name": "", "title": "name", "email": "email", "groups": "", "unique": "ci"},
        level="auth_level",
        levels={"1": 1, "2": 2, "3": 2},
        userinfo=True,
    ),
}


def claim(claims: Mapping[str, Any], path: str) -> object:
    """Return what stands at a path such as `realm_access.roles`; None when there is nothing."""
    if path in claims:  # some providers have dots and slashes in the names themselves
        return claims[path]
    found: object = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def text(claims: Mapping[str, Any], path: str, *, longest: int = _LONGEST) -> str:
    """Return a claim that is a text or a whole number, as a text; empty for anything else, or longer than that."""
    value = claim(claims, path) if path else None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and len(value) <= longest else ""


def unique(claims: Mapping[str, Any], path: str) -> str:
    """Return the national identifier: a whole one, or none at all."""
    return text(claims, path, longest=_LONGEST_UNIQUE)


def groups(claims: Mapping[str, Any], paths: str) -> tuple[str, ...]:
    """Return the groups that a person is in, each once; what is no text is passed over."""
    found: list[str] = []
    for path in paths.split():
        value = claim(claims, path)
        listed = value if isinstance(value, list) else [value]
        found += [each for each in listed if isinstance(each, str) and 0 < len(each) <= _LONGEST]
    return tuple(dict.fromkeys(found))[:MOST_GROUPS]


def evidence(profile: Profile, token: Mapping[str, Any], more: Mapping[str, Any]) -> Evidence:
    """Return what a provider's word shows. `token` are the claims of the ID token, `more` those beside it.

    The provider's own level goes along as it is. A level or a method that the profile does not list is worth level 1.
    """
    tier = text(token, profile.level) or text(more, profile.level)
    listed = token.get("amr")
    methods = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    worth = [1, profile.levels.get(tier, 1), *(profile.methods.get(each, 1) for each in methods)]
    kinds = frozenset(_FACTORS[each] for each in methods if each in _FACTORS)
    assurance = max(worth)
    return Evidence(
        method="fed",
        factors=kinds or (KNOW | HAVE if assurance > 1 else KNOW),
        assurance=assurance,
        tier=tier,
    )


def acr_values(profile: Profile, assurance: int) -> list[str]:
    """Return the provider's own levels that are worth that much here, the lowest first; those worth least is asked."""
    enough = [(worth, name) for name, worth in profile.levels.items() if worth >= assurance]
    return [name for _, name in sorted(enough, key=lambda each: each[0])]
