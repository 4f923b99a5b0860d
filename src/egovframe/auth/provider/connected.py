"""The other systems in which somebody is signed in through the city, and taking that back (RFC 9700, 4.14).

What somebody consented to lasts as long as the codes and tokens that came of it: they are shown together, and end
together.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from egovframe.auth.provider import facts, store
from egovframe.auth.provider.model import Grant
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import CryptoError
from egovframe.kernel.work import Origin, UnitOfWork

if TYPE_CHECKING:
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.permissions import Actor
    from egovframe.kernel.work import Place


@dataclass(frozen=True, slots=True)
class Connection:
    """One sign-in to another system. `family` names it; `until` is when the last token of now ends."""

    family: str
    client: str
    name: str
    scope: tuple[str, ...]
    since: datetime
    until: datetime


class Connected:
    """Shows and ends what other systems hold of an account. Serves many threads."""

    def __init__(self, place: Place, *, lasts: Callable[[Grant], bool]) -> None:
        self._place = place
        self._lasts = lasts

    def of(self, account: str) -> list[Connection]:
        """Return where the account is signed in, the earliest sign-in first."""
        with self._place.database.read() as conn:
            rows = store.open_passes(conn, account, self._place.clock.now())
            names = {row["id"]: row["name"] for row in store.client_rows(conn)}
        found: dict[str, Connection] = {}
        for row in rows:
            grant = opened(self._place.cabinet, row)
            if grant is None or not self._lasts(grant):
                continue
            since = datetime.fromtimestamp(grant.auth_time, self._place.clock.now().tzinfo)
            until = moment(row["expires"])
            before = found.get(grant.family)
            found[grant.family] = Connection(
                family=grant.family,
                client=grant.client,
                name=names.get(grant.client, grant.client),
                scope=tuple(dict.fromkeys((*(before.scope if before else ()), *grant.scope))),
                since=since,
                until=max(until, before.until) if before else until,
            )
        return [found[family] for family in sorted(found)]  # their names grow with time

    def end(self, account: str, family: str, *, by: Actor, origin: Origin) -> bool:
        """End a sign-in to another system, all its codes and tokens; False when the account has none of that name."""
        mine = {each.family: each for each in self.of(account)}
        if family not in mine:
            return False
        with UnitOfWork(self._place, by=by, origin=origin).running() as work:
            store.end_family(work.conn, family, work.at)
            client = mine[family].client
            work.note(
                facts.TAKEN_BACK,
                object=f"client:{client}",
                subjects=(f"account:{account}",),
                details={"client": client},
            )
        return True


def opened(cabinet: Cabinet, row: store.Row | None) -> Grant | None:
    """Return what stands behind the row of a code or token; None where there is none, or another tool wrote it."""
    if row is None:
        return None
    try:
        values = json.loads(cabinet.office_open(f"pass:{row['digest']}", row["sealed"]))
        values.update(scope=tuple(values["scope"]), methods=tuple(values["methods"]))
        return Grant(**values)
    except (CryptoError, ValueError, TypeError, KeyError):
        return None
