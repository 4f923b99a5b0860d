"""What everybody may read: the public petitions, without a permission and without a fact."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from egovframe.forms.public import store
from egovframe.forms.public.model import Publication
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.kernel.work import UnitOfWork

Sort = Literal["new", "most", "ending"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
PAGE: Final = 20
LONGEST_SEARCH: Final = 100
FARTHEST: Final = 500
"""Nobody turns more pages than this."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of public petitions; `next` is the number of the page after it, None on the last."""

    items: tuple[Publication, ...]
    next: int | None


class Shown:
    """Reads public petitions for everybody, within one unit of work."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def listed(self, *, words: str = "", sort: Sort = "new", page: int = 1, open_only: bool = False) -> Listed:
        """Return one page of the public petitions whose title has the words; those that can be signed come first."""
        number = min(max(page, 1), FARTHEST)
        states = ("collecting",) if open_only else ("collecting", "closed")
        rows = store.listed(
            self._work.conn,
            words=" ".join(words.split())[:LONGEST_SEARCH],
            sort=sort if sort in SORTS else "new",
            states=states,
            offset=(number - 1) * PAGE,
            limit=PAGE + 1,
        )
        more = len(rows) > PAGE and number < FARTHEST
        return Listed(tuple(map(shown, rows[:PAGE])), number + 1 if more else None)

    def get(self, publication_id: str) -> Publication:
        """Return a public petition; of one that was withdrawn only that it was. Raises NotFound for any other."""
        found = store.by_id(self._work.conn, publication_id)
        if found is None or found["state"] not in store.PUBLIC:
            raise NotFound("There is no public petition here.", hint="Look for it in the list of public petitions.")
        return shown(found)


def shown(row: store.Row, *, reason: str = "", remedy: str = "") -> Publication:
    """Return a publication of its row; of one that was withdrawn nothing is told that was published."""
    gone = row["state"] in ("withdrawn", "refused")
    return Publication(
        id=row["id"],
        receipt=row["receipt"],
        form=row["form"],
        version=row["form_version"],
        unit=row["unit"],
        state=row["state"],
        title="" if gone else row["title"],
        answers={} if gone else json.loads(row["answers"]),
        decided=moment(row["decided"]),
        opens=_moment(row["opens"]),
        closes=_moment(row["closes"]),
        thresholds=tuple(json.loads(row["thresholds"])),
        assurance=row["assurance"],
        count=row["count"],
        final=row["total"] is not None,
        reached=row["reached"],
        reached_at=_moment(row["reached_at"]),
        answer_by=_moment(row["answer_by"]),
        outcome=row["outcome"],
        erased=row["erased"] is not None,
        reason=reason,
        remedy=remedy,
        ground=row["ground"] or "",
    )


def _moment(stored: str | None) -> datetime | None:
    return None if stored is None else moment(stored)
