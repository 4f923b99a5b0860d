"""Reading facts back as values, with the private parts that may be seen and were not erased."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import entry as entries
from egovframe.audit.index import store as index
from egovframe.audit.index.indexer import looked_up, readable
from egovframe.audit.model import Fact
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import CryptoError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.audit.index.search import Search
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database
    from egovframe.kernel.text import Text

PAGE: Final = 500


class Reader:
    """Makes facts out of entries. `private` says whether the reader may see what was sealed beside them."""

    def __init__(self, cabinet: Cabinet, title_of: Callable[[str], Text], *, private: bool) -> None:
        self._cabinet = cabinet
        self._title_of = title_of
        self._private = private

    def found(self, conn: Connection, search: Search, *, limit: int) -> list[Fact]:
        """Return the facts that match, the newest first."""
        keys: dict[str, bytes | None] = {}
        return [self.fact(conn, row, decoded, keys) for row, decoded in looked_up(conn, search, limit=limit)]

    def stream(self, database: Database, search: Search) -> Iterator[Fact]:
        """Yield the indexed facts that match, the oldest first, in memory that does not grow with them."""
        after = search.after
        while True:
            with database.read() as conn:
                rows = index.found(conn, replace(search, after=after), limit=PAGE, ascending=True)
                keys: dict[str, bytes | None] = {}  # for one page: a key destroyed meanwhile opens nothing after it
                page = [self.fact(conn, row, decoded, keys) for row in rows if (decoded := readable(row)) is not None]
            yield from page
            if len(rows) < PAGE:
                return
            after = rows[-1].n

    def fact(
        self, conn: Connection, row: Any, decoded: dict[str, Any], keys: dict[str, bytes | None] | None = None
    ) -> Fact:
        """Return one fact from its row and its decoded entry; `keys` are those of a reader of several."""
        private, erased = self._opened(conn, row, decoded, keys) if self._private else ({}, ())
        actor = decoded["actor"]
        return Fact(
            n=row.n,
            id=decoded["id"],
            at=moment(decoded["at"]),
            action=decoded["action"],
            title=self._title_of(decoded["action"]),
            does=decoded.get("does", "change"),
            version=decoded.get("version", 1),
            actor_kind=actor.get("kind", ""),
            actor=actor["id"],
            acting_for=actor.get("for", ""),
            object=decoded["object"],
            subjects=tuple(decoded.get("subjects", ())),
            outcome=decoded["outcome"],
            reason=decoded.get("reason", ""),
            basis=decoded.get("basis", ""),
            request=decoded.get("request", ""),
            trace=decoded.get("trace", ""),
            details=decoded.get("details", {}),
            due=decoded.get("due"),
            policy=decoded.get("policy", ""),
            private=private,
            erased=erased,
        )

    def _opened(
        self, conn: Connection, row: Any, decoded: dict[str, Any], keys: dict[str, bytes | None] | None
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        if row.private is None or "private" not in decoded:
            return {}, ()
        if decoded["v"] == 1:
            try:
                return entries.reveal_v1(self._cabinet.office_open(f"fact:{row.id}", bytes(row.private))), ()
            except CryptoError:
                return {}, ()
        values: dict[str, Any] = {}
        erased: list[str] = []
        for owner, opened in opened_parts(conn, self._cabinet, bytes(row.private), decoded, keys=keys):
            if opened is None:
                erased.append(owner)
            else:
                values |= {name: value for name, _, value in opened.values}
        return values, tuple(erased)


def opened_parts(
    conn: Connection,
    cabinet: Cabinet,
    sealed: bytes,
    decoded: dict[str, Any],
    *,
    only: Container[str] | None = None,
    keys: dict[str, bytes | None] | None = None,
) -> Iterator[tuple[str, entries.Opened | None]]:
    """Yield each owner of private values of an entry, and the values; None where the owner's key was destroyed.

    With `only`, the values of other owners are not opened.
    """
    try:
        blobs = entries.blobs_of(sealed)
    except ValueError:
        blobs = []
    for owner, blob in zip(entries.owners(decoded), blobs, strict=False):
        if only is not None and owner not in only:
            continue
        plain = cabinet.open_part(conn, owner, f"fact:{decoded['id']}", blob, at_hand=keys)
        yield owner, None if plain is None else entries.Opened.parse(owner, plain)
