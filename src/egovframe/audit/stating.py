"""Making statements: what the log holds about somebody, what of it may be disclosed, and the proof of it all.

First a draft is made; the fact that it was given, with its digest, is then written by whoever gives it; and once that
fact is sealed, the statement is finished under one checkpoint.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.audit import entry as entries
from egovframe.audit import store
from egovframe.audit.cosigned import with_cosignatures
from egovframe.audit.errors import ProofInvalid
from egovframe.audit.index.indexer import looked_up
from egovframe.audit.notes import SignedNote
from egovframe.audit.proofs import inclusion
from egovframe.audit.reading import Reader, opened_parts
from egovframe.audit.statement import FORMAT, Body, Disclosure, Given, Stated, Statement, disclosure, shared
from egovframe.audit.tiles import TileTree
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import NotFound
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from egovframe.audit.index.search import Search
    from egovframe.audit.model import Fact
    from egovframe.kernel.cabinet import Cabinet

MOST_FACTS: Final = 2_000
"""The most facts in one statement; the newest are in it."""

MOST_BYTES: Final = 8_000_000
"""The most bytes that the entries of one statement have together: those of lists are long."""

HIDE: Final = frozenset({"address", "agent", "session"})
"""Where somebody acted from is never disclosed: whoever holds a receipt's key may not be who acted."""

NOTE: Final = Text(
    ko=(
        "여기 적힌 각 항목이 공개 로그에 있고 바뀌지 않았음을 증명합니다. 빠진 항목이 없다는 것까지 증명하지는 "
        "못하지만, 이 내역서를 발급했다는 사실도 로그에 남아 빠뜨린 것이 있으면 나중에 드러납니다."
    ),
    en=(
        "This proves that each fact stated here is in the public log, unchanged. It does not prove that none was left "
        "out; but that this very statement was given is in the log as well, so that what it left out can be held "
        "against whoever made it."
    ),
)
"""What a statement says of itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fact about somebody: `fact` without what is sealed, and what may be disclosed of it to these subjects.

    `why` and `reason` are the purpose and the reason that were stated, where they were sealed for one of the subjects;
    `erased` are the subjects whose values are gone. `place` is that in the log, None while it is not sealed.
    """

    fact: Fact
    entry: str
    place: int | None
    disclosed: tuple[Disclosure, ...]
    erased: tuple[str, ...]

    @property
    def told(self) -> Mapping[str, Any]:
        """The values that may be disclosed, by name."""
        values = [value for each in self.disclosed for value in each.values]
        return {value.name: value.value for value in values if hasattr(value, "value")}


Who = Callable[["Fact"], Text]
"""Says in words who acted, as the subject may know it."""


class Statements:
    """Looks up what the log holds about somebody, and makes statements of it."""

    def __init__(self, cabinet: Cabinet, title_of: Callable[[str], Text]) -> None:
        self._cabinet = cabinet
        self._reader = Reader(cabinet, title_of, private=False)

    def found(
        self, conn: Connection, search: Search, subjects: Callable[[list[Fact]], frozenset[str]], *, limit: int
    ) -> list[Found]:
        """Return the facts that match, the newest first, with what may be disclosed of them.

        `subjects` returns, of these facts, those to whom is disclosed what was sealed for them.
        """
        rows = looked_up(conn, search, limit=limit)
        facts = [self._reader.fact(conn, row, decoded) for row, decoded in rows]
        owners, places = subjects(facts), _places(conn)
        found = []
        for (row, decoded), fact in zip(rows, facts, strict=True):
            disclosed, erased = self._disclosed(conn, row.private, decoded, owners)
            found.append(Found(fact, bytes(row.entry).decode(), places(row.n), disclosed, erased))
        return found

    def draft(
        self, conn: Connection, found: list[Found], subjects: tuple[str, ...], who: Who, *, office: Text, at: datetime
    ) -> Body:
        """Return what a statement about these facts says; those that are not sealed are left out.

        `subjects` are those whose data it is about. Raises NotFound while the log is empty.
        """
        last = store.last_checkpoint(conn)
        if last is None:
            raise NotFound("The log is empty: nothing is sealed yet.", hint="Try again in a second.")
        size, taken, room = int(last.size), [], MOST_BYTES
        sealed = [each for each in found if each.place is not None and each.place < size]
        for each in sealed[:MOST_FACTS]:
            room -= len(each.entry)
            if room < 0:
                break
            taken.append(each)
        return Body(
            origin=last.note.split("\n", 1)[0],
            office=office.as_dict(),
            at=instant(at),
            subjects=subjects,
            size=size,
            more=len(taken) < len(sealed),
            note=NOTE.as_dict(),
            facts=tuple(sorted((_stated(each, who) for each in taken), key=lambda stated: stated.index)),
        )

    def finish(self, conn: Connection, body: Body, fact_id: str) -> Statement:
        """Return the statement, proved; `fact_id` is the fact that it was given. Raises ProofInvalid before the seal.

        All paths lead to the newest checkpoint, which carries what witnesses have signed.
        """
        row = store.fact_by_id(conn, fact_id)
        place = None if row is None else store.position_of(conn, row.n)
        last = store.last_checkpoint(conn)
        if row is None or place is None or last is None:
            raise ProofInvalid("The statement is not sealed yet.", hint="Try again in a second.")
        tree = TileTree(lambda level, index: store.read_tile(conn, level, index), last.size)
        note = with_cosignatures(conn, SignedNote.parse(last.note))
        paths = [inclusion(tree, index) for index in (*(fact.index for fact in body.facts), place)]
        hashes, walked = shared(paths)
        return Statement(
            format=FORMAT,
            statement=body,
            checkpoint=str(note),
            given=Given(index=place, entry=bytes(row.entry).decode(), path=walked[-1]),
            hashes=hashes,
            paths=tuple(walked[:-1]),
        )

    def _disclosed(
        self, conn: Connection, sealed: bytes | None, decoded: dict[str, Any], owners: frozenset[str]
    ) -> tuple[tuple[Disclosure, ...], tuple[str, ...]]:
        """Return what was sealed beside an entry for these owners, and those of them who were erased.

        Entries of version 1 keep all private values under one commitment: nothing of them can be disclosed.
        """
        if sealed is None or not owners & {*entries.owners(decoded)}:
            return (), ()
        disclosed, erased = [], []
        for owner, opened in opened_parts(conn, self._cabinet, bytes(sealed), decoded, only=owners):
            if opened is None:
                erased.append(owner)
            elif not HIDE.issuperset(name for name, _, _ in opened.values):
                disclosed.append(disclosure(opened, hide=HIDE))
        return tuple(disclosed), tuple(erased)


def _stated(found: Found, who: Who) -> Stated:
    return Stated(
        index=found.place or 0,
        entry=found.entry,
        title=found.fact.title.as_dict(),
        by=who(found.fact).as_dict(),
        disclosed=found.disclosed,
        erased=found.erased,
    )


def _places(conn: Connection) -> Callable[[int], int | None]:
    """Return what tells the place in the log of the fact with a number, None for one that is not sealed."""
    runs = sorted(store.all_runs(conn), key=lambda run: run.first)
    firsts = [run.first for run in runs]

    def place(n: int) -> int | None:
        at = bisect_right(firsts, n) - 1
        if at < 0 or n >= runs[at].first + runs[at].count:
            return None
        return runs[at].position + n - runs[at].first

    return place
