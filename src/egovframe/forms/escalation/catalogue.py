"""The ladders of the office, with every version that was ever published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from egovframe.forms.escalation import store
from egovframe.forms.escalation.facts import LADDER_PUBLISHED
from egovframe.forms.escalation.model import EVERY, Ladder, by_form
from egovframe.kernel.clock import instant
from egovframe.kernel.ids import new_id

if TYPE_CHECKING:
    from egovframe.kernel.work import UnitOfWork


class Ladders:
    """The ladders that the office follows: its own one, and those of forms. Raises DeclarationError for two of one."""

    def __init__(self, declared: Iterable[Ladder] = ()) -> None:
        self._current = by_form(list(declared))
        self._versions: dict[tuple[str, int], Ladder] = {}  # written by publish

    def publish(self, work: UnitOfWork) -> list[Ladder]:
        """Publish each ladder that differs from its newest version; return what was published.

        Called when the office opens. Published versions never change.
        """
        for row in store.versions(work.conn):
            its = row["form"], row["version"]
            self._versions[its] = Ladder.parse(row["definition"]).published(row["version"])
        published = []
        for form, ladder in self._current.items():
            newest = max((number for name, number in self._versions if name == form), default=0)
            known = self._versions.get((form, newest))
            if known is not None and known.digest == ladder.digest:
                self._current[form] = known
                continue
            fresh = ladder.published(newest + 1)
            values = {
                "id": new_id(),
                "form": form,
                "version": fresh.version,
                "digest": fresh.digest,
                "definition": fresh.text(),
                "published": instant(work.at),
            }
            store.add_version(work, values)
            details = {"form": form, "version": fresh.version, "digest": fresh.digest}
            work.note(LADDER_PUBLISHED, object=f"ladder:{form}/{fresh.version}", details=details)
            self._versions[form, fresh.version] = self._current[form] = fresh
            published.append(fresh)
        return published

    def __iter__(self) -> Iterator[Ladder]:
        """Go through the ladders that are followed today: the office's own one first."""
        return iter(self._current.values())

    def of(self, form: str) -> Ladder:
        """Return the ladder that a form's petitions follow today."""
        return self._current.get(form) or self._current[EVERY]

    def version(self, form: str, number: int) -> Ladder:
        """Return a version that was ever published; today's where it is not known."""
        return self._versions.get((form, number)) or self.of(form)
