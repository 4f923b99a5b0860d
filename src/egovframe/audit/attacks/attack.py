"""One attack: what somebody does to a trail, and by what a finding names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from egovframe.audit.attacks.copy import Copy
    from egovframe.audit.report import Finding
    from egovframe.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Trace:
    """What a finding must name: the table, and the key in it; with an empty key, the table alone."""

    table: str
    key: str = ""

    def is_named_by(self, finding: Finding) -> bool:
        """Say whether the finding names this."""
        return finding.table == self.table and self.key in ("", finding.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One way of changing a trail.

    `name` is its family and what is done, such as `entries.edited`. `run` does it to a copy, below the components, and
    returns what a finding must name; of several traces one is enough, for they are the same thing seen from two sides.
    """

    name: str
    title: Text
    run: Callable[[Copy], tuple[Trace, ...]]


def first_naming(findings: Iterable[Finding], traces: tuple[Trace, ...]) -> Finding | None:
    """Return the first finding that names one of the traces; None when the attack got through."""
    return next((each for each in findings if any(trace.is_named_by(each) for trace in traces)), None)
