"""The procedures of the office, with every version that was ever published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from egovframe.forms.procedure import store
from egovframe.forms.procedure.checking import check
from egovframe.forms.procedure.facts import PROCEDURE_PUBLISHED
from egovframe.forms.procedure.model import Procedure
from egovframe.forms.procedure.statutory import STATUTORY
from egovframe.kernel.clock import instant
from egovframe.kernel.errors import DeclarationError, NotFound
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.kernel.text import Text
    from egovframe.kernel.work import UnitOfWork


class Procedures:
    """The procedures that the office follows: the statutory one, and those that the city declared.

    Raises DeclarationError for a procedure that does not hold, or for two of one name.
    """

    def __init__(self, declared: Iterable[Procedure] = (), *, permissions: Iterable[str] = ()) -> None:
        known = {STATUTORY.name: STATUTORY}
        for procedure in declared:
            if known.setdefault(procedure.name, procedure) is not procedure:
                raise DeclarationError(f"Two procedures are called {procedure.name!r}.", hint="Rename one of them.")
        for procedure in known.values():
            check(procedure, permissions=permissions)
        self._current = known
        self._versions: dict[str, list[tuple[str, Procedure]]] = {}  # written by publish, the oldest first

    def __iter__(self) -> Iterator[Procedure]:
        """Go through the procedures that are followed today."""
        return iter(self._current.values())

    def publish(self, work: UnitOfWork) -> list[Procedure]:
        """Publish each procedure that differs from its newest version; return what was published.

        Called when the office opens. Published versions never change.
        """
        versions: dict[str, list[tuple[str, Procedure]]] = defaultdict(list)
        for row in store.versions(work.conn):
            versions[row["name"]].append(
                (row["published"], Procedure.parse(row["definition"]).published(row["version"]))
            )
        published = []
        for name, procedure in self._current.items():
            newest = versions[name][-1][1] if versions[name] else None
            if newest is not None and newest.digest == procedure.digest:
                continue
            fresh = procedure.published(newest.version + 1 if newest else 1)
            self._store(work, fresh)
            versions[name].append((instant(work.at), fresh))
            published.append(fresh)
        self._versions = dict(versions)
        self._current = {name: versions[name][-1][1] for name in self._current}
        return published

    @property
    def states(self) -> Mapping[str, Text]:
        """Every state that a case can be in, in any version of any procedure, with its words."""
        versions = [procedure for known in self._versions.values() for _, procedure in known]
        return {stage.name: stage.title for each in (*versions, *self) for stage in each.stages}

    def __contains__(self, name: object) -> bool:
        """Say whether a procedure of that name is followed today."""
        return name in self._current

    def current(self, name: str) -> Procedure:
        """Return the procedure of that name as it is followed today. Raises NotFound."""
        found = self._current.get(name)
        if found is None:
            raise NotFound(f"There is no procedure {name!r}.", hint=f"There are: {', '.join(self._current)}.")
        return found

    def versions(self, name: str) -> tuple[tuple[str, Procedure], ...]:
        """Return every version of a procedure with the moment of its publication, the oldest first."""
        return tuple(self._versions.get(name, ()))

    def in_force(self, name: str, received: str) -> Procedure:
        """Return the version that a case follows which was received then (as `instant` writes it).

        That is the newest one published by then; cases from before the first one follow the first.
        """
        known = self._versions.get(name)
        if not known:
            return self.current(name)
        return next((procedure for at, procedure in reversed(known) if at <= received), known[0][1])

    def _store(self, work: UnitOfWork, procedure: Procedure) -> None:
        values = {
            "id": new_id(),
            "name": procedure.name,
            "version": procedure.version,
            "digest": procedure.digest,
            "definition": procedure.text(),
            "published": instant(work.at),
        }
        store.add_version(work, values)
        work.note(
            PROCEDURE_PUBLISHED,
            object=f"procedure:{procedure.name}/{procedure.version}",
            details={"procedure": procedure.name, "version": procedure.version, "digest": procedure.digest},
        )
