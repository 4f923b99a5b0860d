"""Accounts, roles, units, grants and sessions as values, and the rules that need no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, get_args

from egovframe.auth.errors import NameInvalid
from egovframe.auth.evidence import Evidence
from egovframe.kernel.canonical import canonical
from egovframe.kernel.errors import Fault
from egovframe.kernel.permissions import Actor, Kind
from egovframe.kernel.text import Text

KINDS: Final[tuple[str, ...]] = tuple(kind for kind in get_args(Kind) if kind != "system")
"""The kinds of account: citizen (일반), company (기업), officer (업무) and service (an API client)."""

NAME_LENGTH: Final = 64
LONGEST_TYPED: Final = 8 * NAME_LENGTH
"""What is typed as a name beyond this is nobody's: it is not even normalised."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_OTHER_WIDTH: Final = re.compile("[\uff01-\uffef\U0001d400-\U0001d7ff]")
"""Letters as wide as Hangul, or drawn otherwise for mathematics: each reads like an ordinary one."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody, or some program, that can sign in. `disabled` is when it was shut; None while it is open."""

    id: str
    name: str
    kind: Kind
    created: datetime
    disabled: datetime | None = None

    @property
    def ref(self) -> str:
        """Return how facts name the account."""
        return f"account:{self.id}"


@dataclass(frozen=True, slots=True)
class Role:
    """A collection of permissions under a name that a clerk knows.

    `includes` are roles whose permissions come along. `reveals` are the kinds of personal answers that the role's own
    `petition.reveal` opens (`personal`, `sensitive`, `unique-id`); None is every kind. `made` says that the role was
    made in the office; all others are the city's declaration.
    """

    name: str
    title: Text
    may: frozenset[str]
    includes: frozenset[str] = frozenset()
    reveals: frozenset[str] | None = None
    made: bool = False

    def declaration(self) -> bytes:
        """Return the declaration in its one byte form, whose digest says whether it changed."""
        content: dict[str, object] = {"name": self.name, "title": self.title.as_dict(), "may": sorted(self.may)}
        if self.includes:
            content["includes"] = sorted(self.includes)
        if self.reveals is not None:
            content["reveals"] = sorted(self.reveals)
        return canonical(content)


@dataclass(frozen=True, slots=True)
class Unit:
    """A department. `parent` is the unit above it, None at the top; `head` is the account of who heads it.

    `made` says that the unit was made or changed in the office; all others are the city's declaration.
    """

    name: str
    title: Text
    parent: str | None = None
    head: str | None = None
    made: bool = False

    def declaration(self) -> bytes:
        """Return the declaration in its one byte form, whose digest says whether it changed."""
        return canonical({"name": self.name, "title": self.title.as_dict(), "parent": self.parent})


@dataclass(frozen=True, slots=True)
class Held:
    """A role as it is held: in `unit` and below or everywhere, for one `form` or all, for the cases of `owner` or all.

    `grant` is the id of the grant that it comes from. Unpacks into role and unit.
    """

    role: str
    unit: str | None = None
    form: str | None = None
    owner: str | None = None
    grant: str = field(default="", compare=False)

    def __iter__(self) -> Iterator[Any]:
        """Give role and unit, for whoever needs no more."""
        return iter((self.role, self.unit))


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that an account holds: in `unit` and all units below it, or everywhere when `unit` is None.

    It may be narrowed to one `form`, and to the account's `own` cases. It counts from `since` until `until` (exclusive)
    or until it was `revoked`, whichever comes first.
    """

    id: str
    account: str
    role: str
    unit: str | None
    since: datetime
    until: datetime | None = None
    revoked: datetime | None = None
    by: str = ""
    reason: str = ""
    form: str | None = None
    own: bool = False

    def counts(self, at: datetime) -> bool:
        """Say whether the grant is in force at that moment."""
        return (
            self.since <= at and (self.until is None or at < self.until) and (self.revoked is None or at < self.revoked)
        )

    def held(self) -> Held:
        """Return the role as it is held by this grant."""
        return Held(self.role, self.unit, self.form, self.account if self.own else None, self.id)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser or program that is signed in. `expires` is when it ends unless it is used before (idle) or at all.

    `actor` holds what the account may do now; it is built anew from the database for every request. `raised` is the
    same with the roles that ask for a higher `assurance` than this session has; None when there are none. `methods` are
    the Authentication Method References (RFC 8176) of what was `shown`, `tier` the level as a provider calls it itself,
    `authenticator` what let the person in first. `acting` is the delegation or impersonation by which it acts.
    """

    id: str
    account: str
    actor: Actor
    created: datetime
    seen: datetime
    expires: datetime
    agent: str = ""
    address: str = ""
    methods: tuple[str, ...] = ("password",)
    assurance: int = 1
    tier: str = ""
    authenticator: str = ""
    shown: tuple[Evidence, ...] = ()
    raised: Actor | None = None
    acting: str = ""


@dataclass(frozen=True, slots=True)
class NewToken:
    """A bearer token in the only moment that it is known. The office keeps its digest."""

    id: str
    account: str
    token: str = field(repr=False)
    expires: datetime | None = None


def account_name(text: str) -> str:
    """Return the name in the form in which it is kept: NFC, without blanks around it.

    1 to 64 characters; letters of every script, digits, marks, punctuation and single blanks. Raises NameInvalid.
    """
    name = unicodedata.normalize("NFC", text.strip()) if len(text) <= LONGEST_TYPED else text
    if not name:
        raise _refused(
            "The account needs a name.",
            "name_missing",
            "Give a name of 1 to 64 characters.",
            ko="계정의 이름을 1~64자로 적으세요.",
        )
    if len(name) > NAME_LENGTH:
        raise _refused(
            f"The account's name has {len(name)} characters.",
            "name_long",
            f"Use at most {NAME_LENGTH} characters.",
            ko=f"계정의 이름이 {len(name)}자입니다. {NAME_LENGTH}자까지 쓸 수 있습니다.",
        )
    if any(not sign.isprintable() for sign in name) or "  " in name:
        raise _refused(
            "The account's name has signs that cannot be seen.",
            "name_unprintable",
            "Use letters, digits, punctuation and single blanks.",
            ko="계정의 이름에 보이지 않는 글자가 있습니다. 글자, 숫자, 문장 부호와 한 칸 띄어쓰기만 쓰세요.",
        )
    return name


def new_name(text: str) -> str:
    """Return the name that an account is to get, as `account_name` does. Raises NameInvalid for one made to deceive.

    A word that mixes Latin with Cyrillic or Greek letters reads like another name (UTS #39, 5.1), and so do letters of
    another width. Names that are there already stay as they are, and can be signed in with.
    """
    name = account_name(text)
    words = ({_script(sign) for sign in word} - {""} for word in _WORD.findall(name))
    if _OTHER_WIDTH.search(name) or any(len(scripts) > 1 for scripts in words):
        raise _refused(
            "The account's name has letters that look like others.",
            "name_lookalike",
            "Write each word in one script, in letters of ordinary width.",
            ko="계정의 이름에 다른 글자처럼 보이는 글자가 섞여 있습니다. 낱말마다 한 가지 문자로, 보통 너비로 쓰세요.",
        )
    return name


def name_key(name: str) -> str:
    """Return what must be unique among accounts: the name without case (Unicode caseless matching, NFC)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def account_kind(text: str) -> Kind:
    """Return the kind of account that the text names. Raises NameInvalid for another."""
    for kind in KINDS:
        if text == kind:
            return kind  # type: ignore[return-value]
    kinds = ", ".join(KINDS)
    words = Text(ko=f"{kinds} 중에서 고르세요.", en=f"Use one of {kinds}.")
    raise NameInvalid(
        f"There is no kind of account called {text!r}.",
        hint=f"Use one of {kinds}.",
        faults=[Fault("kind", words, code="kind_unknown")],
    )


def _script(sign: str) -> str:
    """Return which of the scripts that look alike a letter is of; empty for all others."""
    script = unicodedata.name(sign, "").partition(" ")[0]
    return script if script in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC") else ""


def _refused(message: str, code: str, hint: str, *, ko: str) -> NameInvalid:
    words = Text(ko=ko, en=f"{message} {hint}")
    return NameInvalid(message, hint=hint, faults=[Fault("name", words, code=code)])
