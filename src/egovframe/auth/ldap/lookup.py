"""Finding somebody in a directory: the one entry a name means, the groups it is in, whether the password is its own.

A name that nobody has takes the same way as another's: the same questions, and a bind for an entry that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from egovframe.auth.ldap.names import filled, hexed, is_named, octets_hexed
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from egovframe.auth.ldap.entries import Entry
    from egovframe.auth.ldap.line import Line, Scope

log = get_logger("egovframe.auth")

MOST_GROUPS: Final = 1000
"""In more groups nobody is: an answer is bounded."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Where groups are searched that name their members; without a `base` an entry itself says which it is in."""

    base: str = ""
    filter: str = "(member={dn})"
    attribute: str = "memberOf"


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a name and a password mean: the entry, and the names of the groups that it is in."""

    entry: Entry
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """How people are found: looked up by `user`, or by a `template` that makes a name the name of an entry.

    `names` are the attributes that hold what people type, `attributes` what is read of the entry besides, its
    identifier first.
    """

    base: str
    names: tuple[str, ...]
    filter: str
    attributes: tuple[str, ...]
    groups: Groups
    scope: Scope = "tree"
    user: str = ""
    password: bytes = b""
    template: str = ""

    def find(self, line: Line, name: str, secret: bytes) -> Found | None:
        """Return whom the name means when the secret is theirs; None otherwise. Raises SourceUnavailable."""
        if self.template:
            return self._by_template(line, name, secret)
        line.bind_as_office(self.user, self.password)
        either = "".join(f"({attribute}={hexed(name)})" for attribute in self.names)
        found = line.search(self.base, f"(&{self.filter}(|{either}))", self._wanted(), scope=self.scope, limit=20)
        entry = self._only(found, name)
        dn = entry.dn if entry is not None else self._nobody()
        groups = self._groups(line, dn, name)
        right = line.bind(dn, secret)
        return Found(entry, groups or self._own_groups(entry)) if right and entry is not None else None

    def known(self, line: Line, *, values: Sequence[bytes]) -> list[Entry]:
        """Return the entries that may sign in and have one of these identifiers. Raises SourceUnavailable."""
        line.bind_as_office(self.user, self.password)
        either = "".join(f"({self.attributes[0]}={octets_hexed(each)})" for each in values)
        wanted = f"(&{self.filter}(|{either}))"
        return line.search(self.base, wanted, self.attributes[:1], scope=self.scope, limit=2 * len(values))

    def _by_template(self, line: Line, name: str, secret: bytes) -> Found | None:
        """Bind as the entry that the template makes of the name; its owner reads what is theirs."""
        dn = filled(self.template, name)
        if not line.bind(dn, secret):
            return None
        entry = self._only(line.search(dn, self.filter, self._wanted(), scope="entry", limit=1), name)
        if entry is None:
            return None
        return Found(entry, self._groups(line, entry.dn, name) or self._own_groups(entry))

    def _only(self, found: list[Entry], name: str) -> Entry | None:
        """Return the one entry of that name. The directory folds names further than the office: see `names`."""
        named = [entry for entry in found if any(is_named(name, entry.texts(each)) for each in self.names)]
        if len(named) > 1:
            log.warning("A name means several entries of the directory; nobody is let in by it.", entries=len(named))
        return named[0] if len(named) == 1 else None

    def _groups(self, line: Line, dn: str, name: str) -> tuple[str, ...]:
        if not self.groups.base:
            return ()
        wanted = self.groups.filter.replace("{dn}", hexed(dn)).replace("{name}", hexed(name))
        found = line.search(self.groups.base, wanted, (), scope="tree", limit=MOST_GROUPS)
        return tuple(group.dn for group in found)

    def _own_groups(self, entry: Entry | None) -> tuple[str, ...]:
        if entry is None or self.groups.base:
            return ()
        return entry.texts(self.groups.attribute)

    def _wanted(self) -> tuple[str, ...]:
        own = () if self.groups.base else (self.groups.attribute,)
        return tuple(dict.fromkeys((*self.names, *self.attributes, *own)))

    def _nobody(self) -> str:
        """Return the name of an entry that is not there, for the bind of a name that nobody has."""
        return f"{self.names[0]}={uuid4().hex},{self.base}"
