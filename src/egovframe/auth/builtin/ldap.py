"""Names and passwords of a directory that speaks LDAP, such as OpenLDAP or Active Directory (RFC 4510)."""

from __future__ import annotations

import ssl
import unicodedata
from collections.abc import Callable, Collection
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from egovframe.auth.errors import SourceUnavailable
from egovframe.auth.evidence import Given, Person
from egovframe.auth.interfaces import Source
from egovframe.auth.ldap.address import Address, address_of
from egovframe.auth.ldap.entries import identifier_octets
from egovframe.auth.ldap.line import library, open_line
from egovframe.auth.ldap.lookup import Found, Groups, Lookup
from egovframe.auth.ldap.names import entry_key, has_place, plain_name
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.auth.ldap.line import Line

_T = TypeVar("_T")

Attribute = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]*$|^[0-9]+(\.[0-9]+)+$", max_length=100)]
_LONGEST_SECRET: Final = 4096
_LONGEST_IDENTIFIER: Final = 1000
_TOGETHER: Final = 20
"""About how many people one question is: directories bound what they answer."""


class GroupRole(BaseModel):
    """Whoever is in a group of the directory holds a role here, in a unit and below or everywhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str
    """The name of the group's entry, such as `cn=roads,ou=groups,dc=city,dc=example`."""
    role: str
    """The role."""
    unit: str | None = None
    """The unit; everywhere without one."""


class Ldap(Source):
    """People sign in with the name and password that a directory knows; the office keeps no password of theirs.

    The office finds the entry of a name, by a service account or by a template, and binds as it with the password. What
    is said is encrypted, and only to a server whose certificate holds. Each sign-in brings the roles that the person's
    groups give up to date.
    """

    title: ClassVar[Text] = Text(ko="디렉터리(LDAP)", en="Directory (LDAP)")
    method: ClassVar[str] = "pwd"

    urls: tuple[str, ...] = Field(min_length=1, max_length=5)
    """Where the directory is, asked in turn: `ldaps://host`, or `ldap://host`, which is encrypted by StartTLS."""
    certificates: Path | None = None
    """A PEM file with the authorities that the server's certificate may come from; the system's when there is none."""
    plain: bool = False
    """Speak in the clear with a directory on this very machine; everywhere else that is refused."""
    base: str
    """The entry below which people are, such as `ou=people,dc=city,dc=example`."""
    scope: Literal["tree", "level"] = "tree"
    """How far below: the whole `tree`, or one `level`."""
    names: tuple[Attribute, ...] = Field(default=("uid",), min_length=1, max_length=5)
    """The attributes of which people type one as their name: `sAMAccountName` in Active Directory, perhaps `mail`."""
    filter: str = "(objectClass=person)"
    """What an entry must meet to sign in (RFC 4515): leaves out who may not, such as accounts that were shut."""
    user: str = ""
    """The entry that the office looks people up as; it needs no more than to read them."""
    password: SecretStr = SecretStr("")
    """Its password."""
    password_file: Path | None = None
    """A file with the password and nothing else, instead of `password`: keeps it out of the settings."""
    template: str = ""
    """Instead of looking up: how a name makes the entry's name, such as `uid={name},ou=people,dc=city,dc=example`."""
    identifier: Attribute = "entryUUID"
    """The attribute that never changes and is never given again: `objectGUID` in Active Directory. Accounts are linked
    by it, so that somebody who is renamed or moved in the directory stays the same person."""
    display_name: Attribute = "displayName"
    """The attribute with the name as people write it, for a new account's profile."""
    mail: Attribute = "mail"
    """The attribute with the e-mail address, for a new account's profile."""
    member_of: Attribute = "memberOf"
    """The attribute in which an entry says which groups it is in."""
    groups_base: str = ""
    """The entry below which groups are; given, they are searched, and `member_of` is not read."""
    groups_filter: str = "(member={dn})"
    """Which groups somebody is in: `{dn}` is the entry's name, `{name}` the name that was typed."""
    roles: tuple[GroupRole, ...] = ()
    """The roles that groups give: `[[auth.authenticators.ldap.roles]]` with `group`, `role` and `unit`."""
    issuer: str = Field(default="ldap", min_length=1, max_length=200)
    """How the office calls this directory; another text makes all its people new ones."""
    create: bool = True
    """Whether somebody who comes for the first time gets an account."""
    kind: Literal["officer", "citizen", "company"] = "officer"
    """Of which kind such an account is."""
    timeout: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(seconds=30))] = timedelta(seconds=5)
    """How long one sign-in may take at the directory, all in all."""

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never work, or would send passwords in the clear."""
        library()
        here = [each.is_here and not each.tls for each in self._addresses]
        if self.plain and not all(here):
            raise ValueError("a directory is asked in the clear on this machine only; unset plain")
        if bool(self.user) == bool(self.template) or bool(self.user) != bool(self._password):
            raise ValueError("set user and password (or password_file) to look people up, or template instead")
        if self.template and not has_place(self.template):
            raise ValueError("template has no {name} in it")
        for dn in (self.base, self.user, self.template.replace("{name}", "x"), self.groups_base):
            if dn:
                entry_key(dn)
        for each in (self.filter, self.groups_filter.replace("{dn}", "x").replace("{name}", "x")):
            _require_filter(each)
        _ = self._context, self._given
        return self

    def check(self, name: str, secret: str) -> Person | None:
        """Return whom the name means when the password is theirs; see `Source.check`."""
        name, typed = plain_name(name), _octets(secret)
        if not name or not typed:
            return None
        found = self._asked(lambda line: self._lookup.find(line, name, typed))
        return None if found is None else self._person(found)

    def gone(self, kept: Collection[str]) -> frozenset[str]:
        """Return which of these people have no entry any more, or one that `filter` leaves out; see `Source.gone`.

        With `template` the office has no account to look people up as: nobody is known to be gone.
        """
        texts = [] if self.template else [text for text in kept if 0 < len(text) <= _LONGEST_IDENTIFIER]
        octets = {text: each for text in texts if (each := identifier_octets(self.identifier, text))}
        values, there = [*octets.values()], set[str]()
        for first in range(0, len(values), _TOGETHER):
            found = self._asked(partial(self._lookup.known, values=values[first : first + _TOGETHER]))
            there.update(entry.identifier(self.identifier).casefold() for entry in found)
        return frozenset(text for text in octets if text.casefold() not in there)

    def _asked(self, question: Callable[[Line], _T]) -> _T:
        """Return what the first server that answers says, within the time limit. Raises SourceUnavailable."""
        until, away = monotonic() + self.timeout.total_seconds(), None
        for number, address in enumerate(self._addresses):
            left = (until - monotonic()) / (len(self._addresses) - number)
            if left <= 0:
                break
            try:
                with open_line(address, self._context, seconds=left) as line:
                    return question(line)
            except SourceUnavailable as error:
                away = error
        raise away or SourceUnavailable("The directory did not answer in time.", hint="Try again in a few minutes.")

    def _person(self, found: Found) -> Person:
        """Return the person that an entry describes. Raises SourceUnavailable when it has no identifier."""
        entry = found.entry
        subject = entry.identifier(self.identifier)
        if not subject:
            raise SourceUnavailable(
                f"The directory shows no {self.identifier} of an entry.",
                hint="Let the office's user read it, or name another attribute as `identifier`.",
            )
        keys = {key for each in found.groups if (key := _key_or_none(each)) is not None}
        roles = dict.fromkeys(given for key, given in self._given if key in keys)
        return Person(
            issuer=self.issuer,
            subject=subject,
            evidence=self.evidence(),
            name=entry.text(self.names[0]),
            title=entry.text(self.display_name),
            email=entry.text(self.mail),
            email_verified=bool(entry.text(self.mail)),
            groups=found.groups,
            roles=tuple(roles),
            kept=subject,
        )

    @cached_property
    def _addresses(self) -> tuple[Address, ...]:
        return tuple(map(address_of, self.urls))

    @cached_property
    def _context(self) -> ssl.SSLContext | None:
        try:
            return None if self.plain else ssl.create_default_context(cafile=self.certificates)
        except OSError as error:  # ssl.SSLError is one
            raise ValueError(f"certificates cannot be read: {error}") from error

    @cached_property
    def _given(self) -> tuple[tuple[object, Given], ...]:
        return tuple((entry_key(each.group), Given(each.role, each.unit)) for each in self.roles)

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(
            base=self.base,
            names=self.names,
            filter=self.filter,
            attributes=(self.identifier, self.display_name, self.mail),
            groups=Groups(self.groups_base, self.groups_filter, self.member_of),
            scope=self.scope,
            user=self.user,
            password=self._password.encode(),
            template=self.template,
        )

    @cached_property
    def _password(self) -> str:
        password = self.password.get_secret_value()
        if self.password_file is None:
            return password
        if password:
            raise ValueError("set password or password_file, not both")
        try:
            return self.password_file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"password_file cannot be read: {type(error).__name__}") from error


def _octets(secret: str) -> bytes:
    """Return the password as it is sent (composed, UTF-8); nothing for what no directory should be asked about.

    Some directories read a NUL as the end: what follows it, or all, would not count.
    """
    if not secret or "\0" in secret or len(secret) > _LONGEST_SECRET:
        return b""
    try:
        return unicodedata.normalize("NFC", secret).encode()
    except UnicodeEncodeError:
        return b""


def _key_or_none(dn: str) -> object | None:
    try:
        return entry_key(dn)
    except ValueError:
        return None


def _require_filter(text: str) -> None:
    from ldap3.core.exceptions import LDAPException
    from ldap3.operation import search

    parse: Any = search.parse_filter  # its stub has no types
    try:
        parse(text, None, auto_escape=False, auto_encode=False, validator=None, check_names=False)
    except (LDAPException, IndexError) as error:
        raise ValueError(f"{text[:100]!r} is no filter (RFC 4515)") from error
