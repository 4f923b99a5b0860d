"""Passwords after NIST SP 800-63B-4, kept as argon2id (RFC 9106) under a key that is not in the database."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import ClassVar, Final

from pydantic import Field, field_validator

from egovframe.auth import legacy
from egovframe.auth.blocklist import reason_to_refuse
from egovframe.auth.breached import check_file, is_breached
from egovframe.auth.errors import PasswordRefused
from egovframe.auth.interfaces import Authenticator, Enrolment, Pepper, Proof
from egovframe.auth.passwords import Hashing
from egovframe.kernel.errors import Fault
from egovframe.kernel.text import Text

LONGEST: Final = 4096
"""The longest password in characters: far more than anybody types, little enough to normalise."""
_BESIDE: Final = "beside:"
"""Before what is kept of a password that is long enough beside a second factor and not alone."""
_BREACHED: Final = Text(
    ko="다른 곳에서 유출된 적이 있는 비밀번호입니다. 아무 데서도 쓰지 않은 것으로 정하세요.",
    en="This password was breached somewhere. Choose one that you use nowhere else.",
)


class Password(Authenticator):
    """A password: long rather than complicated, never one that many people have, no rules on signs, no expiry."""

    title: ClassVar[Text] = Text(ko="비밀번호", en="Password")
    method: ClassVar[str] = "pwd"
    assurance: ClassVar[int] = 1

    minimum: int = Field(default=15, ge=15, le=64)
    """The shortest password in characters: at least 15 where it is the only factor (NIST SP 800-63B-4, 3.1.1.2)."""
    minimum_with_second: int = Field(default=8, ge=8, le=64)
    """The shortest one of an account that needs a second factor as well: at least 8 (NIST SP 800-63B-4, 3.1.1.2)."""
    breached: Path | None = None
    """A file of breached passwords that nobody may choose: SHA-1 in order, as Have I Been Pwned's downloader writes."""
    memory_kib: int = Field(default=47_104, ge=8, le=4_194_304)
    """The memory that one check takes, in KiB."""
    passes: int = Field(default=1, ge=1, le=100)
    """How often a check goes over that memory."""
    lanes: int = Field(default=1, ge=1, le=64)
    """How many parts of the memory are filled side by side."""

    @field_validator("breached")
    @classmethod
    def _find_out_now(cls, path: Path | None) -> Path | None:
        """Refuse at the start a file in which nothing would ever be found."""
        if path is not None:
            check_file(path)
        return path

    def enrol(self, enrolment: Enrolment) -> str:
        """Return the PHC string to keep. Raises PasswordRefused with every reason why the password cannot be used."""
        secret = enrolment.secret
        minimum = self.minimum_with_second if enrolment.second_factor else self.minimum
        faults = _faults(secret, enrolment.words, minimum)
        if not faults and self.breached is not None and is_breached(_normal(secret), self.breached):
            faults = [Fault("password", _BREACHED, code="password_breached")]
        if faults:
            raise PasswordRefused(
                "The password cannot be used.",
                hint=" ".join(Text.of(fault.message).in_("en") for fault in faults),
                faults=faults,
            )
        short = len(_normal(secret)) < self.minimum
        return (_BESIDE if short else "") + self._hashing().hash(_normal(secret), pepper=enrolment.pepper)

    def verify(self, stored: str, secret: str, *, pepper: Pepper) -> Proof:
        """Say whether the password is the one enrolled, and hand back a new PHC string when the cost has changed.

        A hash of another system (`legacy.py`) is replaced when the password is right. Such a check does the work of an
        ordinary one on top of its own. For a plain digest that is a matter of microseconds, so nobody can tell the
        account from one that does not exist; for slow hashes (bcrypt, PBKDF2, scrypt, argon2) the time tells, until
        the first sign-in, that the account came from another system.
        """
        if legacy.is_legacy(stored):
            return self._verify_imported(stored, secret, pepper)
        typed = _normal(secret) if _readable(secret) else ""
        mark = _BESIDE if stored.startswith(_BESIDE) else ""
        hashing, kept = self._hashing(), stored.removeprefix(mark)
        accepted = hashing.holds(kept, typed, pepper=pepper) and bool(typed)
        again = mark + hashing.hash(typed, pepper=pepper) if accepted and hashing.outdated(kept) else None
        return Proof(accepted=accepted, stored=again, alone=not mark)

    def decoy(self) -> str:
        """Return the PHC string of a password that nobody knows, at today's cost."""
        return self._hashing().decoy()

    def imported(self, scheme: str, hash: str, *, name: str) -> str:  # noqa: A002 - what it is
        """Return what to keep for a password's hash of another system; see `legacy.imported`."""
        return legacy.imported(scheme, hash, name=name)

    def _verify_imported(self, stored: str, secret: str, pepper: Pepper) -> Proof:
        typed = secret if _readable(secret) else ""
        # The other system hashed what its browser sent, composed or not; ours keeps it composed.
        accepted = bool(typed) and any(legacy.holds(stored, form) for form in dict.fromkeys((typed, _normal(typed))))
        again = self._hashing().hash(_normal(typed), pepper=pepper)  # for a wrong one too: it costs the same
        return Proof(accepted=accepted, stored=again if accepted else None)

    def _hashing(self) -> Hashing:
        return Hashing(memory_kib=self.memory_kib, passes=self.passes, lanes=self.lanes)


def _faults(secret: str, words: tuple[str, ...], minimum: int) -> list[Fault]:
    if len(secret) > LONGEST:
        return [Fault("password", _too_long(), code="password_long")]
    if not _readable(secret):
        return [Fault("password", _unreadable(), code="password_unreadable")]
    faults = []
    length = len(_normal(secret))
    if length < minimum:
        faults.append(Fault("password", _too_short(length, minimum), code="password_short"))
    reason = reason_to_refuse(secret, words=words) if secret else None
    if reason:
        faults.append(Fault("password", reason, code="password_known"))
    return faults


def _normal(secret: str) -> str:
    # The same password typed on two systems may be composed or not: one form, blanks and case kept, nothing cut (NIST).
    return unicodedata.normalize("NFC", secret)


def _readable(secret: str) -> bool:
    """Say whether the password is text at all: no lone surrogates, no NUL, not longer than any password."""
    return len(secret) <= LONGEST and "\0" not in secret and not any("\ud800" <= sign <= "\udfff" for sign in secret)


def _too_short(length: int, minimum: int) -> Text:
    return Text(
        ko=f"비밀번호가 {length}자입니다. {minimum}자 이상으로 정하세요. 띄어쓰기와 한글도 쓸 수 있습니다.",
        en=f"The password has {length} characters. Use at least {minimum}; blanks and any script are fine.",
    )


def _too_long() -> Text:
    return Text(
        ko=f"비밀번호가 너무 깁니다. {LONGEST:,}자 이하로 정하세요.",
        en=f"The password is too long. Use at most {LONGEST:,} characters.",
    )


def _unreadable() -> Text:
    return Text(
        ko="비밀번호에 글자가 아닌 것이 있습니다. 키보드로 칠 수 있는 글자를 쓰세요.",
        en="The password holds something that is not text. Use what a keyboard can write.",
    )
