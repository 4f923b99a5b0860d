"""Where the answers of a case came from, for whoever was just shown the case (`work.prefilled`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from egovframe.forms.prefill import store
from egovframe.forms.prefill.model import Origin
from egovframe.kernel.clock import moment
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.forms.model import Petition
    from egovframe.kernel.work import UnitOfWork


class Prefilled:
    """The answers that the office looked up itself, within one unit of work.

    `of` takes a petition that was just shown to the person at work (`work.petitions.get`, `holder` or `mine`), by which
    the trail knows who looked.
    """

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def of(self, petition: Petition[Any]) -> Mapping[str, Origin]:
        """Return where answers came from, by question; what the person wrote is not named."""
        return origins(self._work, petition.id)


def origins(work: UnitOfWork, petition_id: str) -> Mapping[str, Origin]:
    """Return where answers of a petition came from, by question."""
    return {row["question"]: _origin(row) for row in store.of_petition(work.conn, petition_id)}


def _origin(row: store.Row) -> Origin:
    return Origin(
        question=row["question"],
        source=row["source"],
        title=Text(**json.loads(row["title"])),
        at=moment(row["at"]),
        fixed=bool(row["fixed"]),
        changed=None if row["changed"] is None else moment(row["changed"]),
    )
