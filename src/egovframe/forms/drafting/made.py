"""The forms that the office made and offers, as one process knows them: read anew when they changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.drafting import store
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.forms.version import Version

log = get_logger("egovframe.forms")

SECONDS: Final = 1.0
"""How long a process may go on with what it knows: so long after a form was published elsewhere it is offered here."""

ReadVersion = Callable[["Connection", str, int], "Version"]
MakeOffer = Callable[["Version", int], Any]


class Made:
    """Knows what is offered besides the declaration. Serves many threads: whoever comes second reads the same."""

    def __init__(self, declared: Mapping[str, Any]) -> None:
        self._declared = declared
        self._known: dict[str, tuple[int, int]] = {}
        self._looked = -SECONDS
        self._stale = True
        self.offers: Mapping[str, Any] = declared
        self.current: Mapping[str, Version] = {}

    @property
    def stale(self) -> bool:
        """Whether it is time to read again."""
        return self._stale or time.monotonic() - self._looked >= SECONDS

    @stale.setter
    def stale(self, stale: bool) -> None:
        self._stale = stale

    def read(self, conn: Connection, version: ReadVersion, make: MakeOffer) -> None:
        """Read what is offered now. A form that the city declares by now is the declaration's."""
        self._looked, self._stale = time.monotonic(), False
        rows = [row for row in store.offers(conn) if row["withdrawn"] is None and row["name"] not in self._declared]
        known = {row["name"]: (row["version"], row["assurance"]) for row in rows}
        if known == self._known:
            return
        current = {name: version(conn, name, number) for name, (number, _) in known.items()}
        made = {name: make(current[name], assurance) for name, (_, assurance) in known.items()}
        self.current = current
        self.offers = MappingProxyType({**self._declared, **made})
        self._known = known
