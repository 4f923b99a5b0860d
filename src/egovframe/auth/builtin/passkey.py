"""Passkeys (Web Authentication Level 3): keys in a phone, a computer or a security key, unlocked by their owner.

What a proof shows. A key that signed shows that the person *has* it. Where the authenticator says that they unlocked
it (user verification), it shows a second factor, which is written down as *know*: every authenticator opens to a PIN or
a device's code, a fingerprint only spares typing it, and which of the two it was nobody tells us. Level 2 with that,
level 1 without (NIST SP 800-63B-4, 3.1.6 and 3.1.7). Level 3 only where the maker's certificate says that the key is in
hardware, it cannot be copied, and it was unlocked. The method (RFC 8176) is `hwk` for such keys and `swk` for all
others: without attestation nobody knows where a key lives, and too little is claimed rather than too much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Annotated, Any, ClassVar, Final, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from egovframe.auth.evidence import HAVE, KNOW, Evidence
from egovframe.auth.interfaces import Answered, Asked, Key, Keys
from egovframe.auth.passkeys import ceremony
from egovframe.auth.passkeys.answers import LONGEST_ID, asserted, created, decoded, encoded, handle_of, refused
from egovframe.auth.passkeys.authenticators import BELIEVED, Allowed, check_attested
from egovframe.auth.passkeys.records import ANSWERED_WITHIN, Challenge, Credential, Purpose
from egovframe.auth.passkeys.site import Site
from egovframe.kernel.clock import SystemClock
from egovframe.kernel.crypto import new_key, same
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.logging import get_logger
from egovframe.kernel.text import Text

_MOST_LISTED: Final = 64
_NOBODY: Final = UUID(int=0)

log = get_logger("auth")


class Passkey(Keys):
    """A passkey: signed with the city's own address, so that it is worth nothing to a site that only looks like it."""

    title: ClassVar[Text] = Text(ko="패스키", en="Passkey")
    method: ClassVar[str] = "swk"
    assurance: ClassVar[int] = 2

    rp_id: str = Field(default="", max_length=253)
    """The domain that passkeys are made for, such as `city.example`, when pages are at several hosts below it. Empty:
    the host of the page. Passkeys made for one domain are lost when it changes."""
    verification: Literal["required", "preferred", "discouraged"] = "required"
    """Whether people unlock the passkey (fingerprint, face, PIN) each time. `preferred` lets keys in that cannot, with
    level 1; `discouraged` asks for it nowhere."""
    discoverable: Literal["required", "preferred", "discouraged"] = "preferred"
    """Whether a new passkey is to be found without the account's name: only such ones sign in with no name typed."""
    counter: Literal["refuse", "warn"] = "refuse"
    """What happens when a key's counter went back, as that of a copied key does: refused, or let in with a warning in
    the log and never above level 2. Synced passkeys do not count: theirs is always 0."""
    allowed: dict[UUID, Allowed] = Field(default_factory=dict, max_length=1000)
    """The makes of authenticator that may be used, by AAGUID, each with `roots` and `hardware`; their maker's
    certificate is then asked for. Empty: all, and no certificate is asked for."""
    others: bool = False
    """Whether makes that are not listed in `allowed` may be used as well, up to level 2."""
    timeout: Annotated[timedelta, Field(ge=timedelta(seconds=30), le=ANSWERED_WITHIN)] = timedelta(minutes=5)
    """How long the browser waits for the person. Seconds or ISO 8601 (`PT5M`)."""

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never work: a package that is missing, an AAGUID that names no make."""
        _require_package()
        if _NOBODY in self.allowed:
            raise ValueError("the AAGUID of zeros names no make of authenticator")
        if self.rp_id != self.rp_id.lower() or "/" in self.rp_id or ":" in self.rp_id:
            raise ValueError("rp_id is a domain in small letters, without scheme and port")
        return self

    def evidence(self) -> Evidence:
        """Return the least that a right answer shows; each says itself what more it shows."""
        return _evidence(hardware=False, unlocked=self._must_unlock)

    # ------------------------------------------------------------------ a new key

    def ask_to_enrol(self, account: str, name: str, *, origin: str, office: str, keys: Sequence[Key]) -> Asked:
        """Return the options of `navigator.credentials.create`, as JSON (WebAuthn Level 3, 5.4)."""
        site = Site.of(origin, self.rp_id)
        challenge, kept = self._challenge("enrol", site, account)
        options = {
            "rp": {"id": site.rp_id, "name": office or site.rp_id},
            "user": {"id": encoded(account.encode()), "name": name or account, "displayName": name or account},
            "challenge": challenge,
            "pubKeyCredParams": [{"type": "public-key", "alg": int(each)} for each in ceremony.algorithms()],
            "timeout": self._milliseconds(),
            "excludeCredentials": _listed(keys, site.rp_id),
            "authenticatorSelection": {
                "residentKey": self.discoverable,
                "requireResidentKey": self.discoverable == "required",
                "userVerification": self.verification,
            },
            "attestation": "direct" if self.allowed else "none",
        }
        return Asked(options, kept)

    def enrolled(self, kept: str, answer: Mapping[str, object], *, origin: str) -> Key:
        """Return the new key. Raises ProofRefused when the answer is not one to that challenge; see `Keys.enrolled`."""
        site = Site.answered_at(origin, self.rp_id)
        asked = Challenge.from_text(kept, "enrol", origin=site.origin, now=SystemClock().now())
        came = created(answer)
        said = ceremony.attestation_of(came)
        make = self.allowed.get(UUID(bytes=said.aaguid))
        roots: dict[str, list[bytes]] = {}
        if make is not None:
            check_attested(said.form, said.statement, said.aaguid)
            roots = dict.fromkeys(BELIEVED, make.certificates)
        elif self.allowed and not self.others:
            raise refused("this make of authenticator is not among those that are allowed")
        new = ceremony.registered(came, asked.challenge, site, verified=self._must_unlock, roots=roots)
        stored = Credential(
            public_key=encoded(new.credential_public_key),
            count=new.sign_count,
            rp_id=site.rp_id,
            aaguid=new.aaguid,
            attested=make is not None,
            eligible=ceremony.can_be_copied(new),
            backed_up=new.credential_backed_up,
            transports=came.transports,
        )
        return Key(handle=encoded(new.credential_id), stored=stored.as_text(), account=asked.account)

    # ------------------------------------------------------------------ signing in

    def ask(self, *, origin: str, keys: Sequence[Key]) -> Asked:
        """Return the options of `navigator.credentials.get`, as JSON (WebAuthn Level 3, 5.5)."""
        site = Site.of(origin, self.rp_id)
        challenge, kept = self._challenge("ask", site, keys[0].account if keys else "")
        options = {
            "challenge": challenge,
            "rpId": site.rp_id,
            "timeout": self._milliseconds(),
            "allowCredentials": _listed(keys, site.rp_id),
            "userVerification": self.verification,
        }
        return Asked(options, kept)

    def handle_of(self, answer: Mapping[str, object]) -> str:
        """Return the credential id that the answer names (base64url); an empty text when it names none."""
        return handle_of(answer)

    def answered(self, kept: str, answer: Mapping[str, object], key: Key, *, origin: str) -> Answered:
        """Return what the answer shows. Raises ProofRefused when it is not right; see `Keys.answered`."""
        site = Site.answered_at(origin, self.rp_id)
        asked = Challenge.from_text(kept, "ask", origin=site.origin, now=SystemClock().now())
        came = asserted(answer)
        held = Credential.from_text(key.stored)
        if held is None:
            raise refused("what is kept of the key cannot be read")
        _check_owner(asked, key, came.id, came.user)
        if held.rp_id != site.rp_id:
            raise refused("the key was made for another site")
        make = self._make_of(held)
        if make is None and self.allowed and not self.others:
            raise refused("this make of authenticator is not, or no longer, among those that are allowed")
        shown = ceremony.authenticated(came, asked.challenge, site, held, verified=self._must_unlock)
        straight = self._counted(held, shown.new_sign_count)
        hardware = make is not None and make.hardware and not held.eligible and straight
        count = max(shown.new_sign_count, held.count)
        now = replace(held, count=count, backed_up=shown.credential_backed_up)
        evidence = _evidence(hardware=hardware, unlocked=shown.user_verified)
        return Answered(evidence, now.as_text() if now != held else None)

    def _counted(self, held: Credential, count: int) -> bool:
        """Say whether the counter went on (WebAuthn Level 3, 6.1.1). Raises ProofRefused where that is the setting."""
        if (count == 0 and held.count == 0) or count > held.count:
            return True
        if self.counter == "refuse":
            raise refused("its counter went back: there may be a copy of the key")
        log.warning("passkey_counter_went_back", aaguid=held.aaguid, kept=held.count, given=count)
        return False

    def _make_of(self, held: Credential) -> Allowed | None:
        """Return what the city believes today of the make, when its maker vouched for the key."""
        return self.allowed.get(UUID(held.aaguid)) if held.attested and _is_uuid(held.aaguid) else None

    # ------------------------------------------------------------------ where, and how long

    @property
    def _must_unlock(self) -> bool:
        return self.verification == "required"

    def _challenge(self, purpose: Purpose, site: Site, account: str) -> tuple[str, str]:
        challenge = encoded(new_key())
        made = Challenge.made(purpose, challenge, origin=site.origin, account=account, at=SystemClock().now())
        return challenge, made.as_text()

    def _milliseconds(self) -> int:
        return int(self.timeout.total_seconds() * 1000)


def _evidence(*, hardware: bool, unlocked: bool) -> Evidence:
    level = 1 if not unlocked else 3 if hardware else 2
    return Evidence(
        method="hwk" if hardware else "swk",
        factors=HAVE | KNOW if unlocked else HAVE,
        assurance=level,
        resists_phishing=True,
    )


def _check_owner(asked: Challenge, key: Key, handle: bytes, user: bytes | None) -> None:
    """Raise ProofRefused unless the key is the one that the answer names, and its owner's (WebAuthn Level 3, 7.2)."""
    if not same(encoded(handle), key.handle):
        raise refused("the answer is of another key")
    if asked.account and asked.account != key.account:
        raise refused("the key is of another account")
    if user is None and not asked.account:
        raise refused("the answer does not say whose key it is")
    if user is not None and not same(user, key.account.encode()):
        raise refused("the answer says that the key is somebody else's")


def _listed(keys: Sequence[Key], rp_id: str) -> list[dict[str, Any]]:
    """Return the account's keys for this site as the browser takes them; those that cannot be read are left out."""
    listed: list[dict[str, Any]] = []
    for key in keys:
        held = Credential.from_text(key.stored)
        if held is None or held.rp_id != rp_id or not _is_handle(key.handle):
            continue
        transports = {"transports": list(held.transports)} if held.transports else {}
        listed.append({"type": "public-key", "id": key.handle, **transports})
    return listed[-_MOST_LISTED:]


def _is_handle(text: str) -> bool:
    try:
        return bool(decoded(text, LONGEST_ID))
    except ValueError:
        return False


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _require_package() -> None:
    """Import what the extra `passkeys` brings. Raises MissingExtra."""
    try:
        import_module("webauthn")
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Signing in with passkeys needs a package that is not installed.",
            hint="Run: pip install 'egovframe[passkeys]'",
        ) from error
