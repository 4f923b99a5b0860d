"""The exercise: every attack on a fresh copy, and what verification says of each."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from egovframe.audit.attacks import checkpoints, entries, files, history, parts, rows
from egovframe.audit.attacks.attack import Attack, first_naming
from egovframe.audit.attacks.copy import Copy
from egovframe.audit.attacks.master import Master
from egovframe.kernel.clock import Clock, SystemClock
from egovframe.kernel.errors import NotFound

if TYPE_CHECKING:
    from egovframe.audit.report import Finding
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database
    from egovframe.kernel.storage import Storage

FAMILIES = (entries, history, checkpoints, parts, rows, files)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attack: the first finding or remark that names it, None when it got through.

    `error` says how verification broke down where it did: whoever cannot verify has not been told anything either.
    """

    attack: Attack
    finding: Finding | None
    seconds: float
    error: str = ""

    @property
    def caught(self) -> bool:
        """Say whether verification named it."""
        return self.finding is not None

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the outcome for `--json`."""
        return {
            "name": self.attack.name,
            "title": self.attack.title.in_(language),
            "caught": self.caught,
            "finding": self.finding.as_json() if self.finding else None,
            "seconds": round(self.seconds, 3),
            **({"error": self.error} if self.error else {}),
        }


class Exercise:
    """The attacks that there are on one trail: `with Exercise.on(database, cabinet) as exercise: …`."""

    def __init__(self, master: Master) -> None:
        self._master = master
        with Copy.of(master) as copy:
            self.attacks: tuple[Attack, ...] = tuple(each for family in FAMILIES for each in family.attacks(copy))

    @classmethod
    @contextmanager
    def on(
        cls, database: Database, cabinet: Cabinet, *, storage: Storage | None = None, clock: Clock | None = None
    ) -> Iterator[Exercise]:
        """Copy the trail and lend its exercise; the trail itself is only read, and the copy is gone afterwards.

        Raises NoRoom when the copy does not fit on the disk, TrailBroken when the trail does not hold as it is: then
        nothing that is found shows anything.
        """
        with Master.of(database, cabinet, storage=storage, clock=clock or SystemClock()) as master:
            master.verified().check()
            master.make_ready()
            yield cls(master)

    def named(self, names: Sequence[str]) -> tuple[Attack, ...]:
        """Return the attacks of these names or families, all without any. Raises NotFound for a name of none."""
        for name in names:
            if not any(_is(attack, name) for attack in self.attacks):
                families = ", ".join(dict.fromkeys(attack.name.split(".")[0] for attack in self.attacks))
                raise NotFound(f"There is no attack {name} on this trail.", hint=f"Families are: {families}.")
        return tuple(attack for attack in self.attacks if not names or any(_is(attack, name) for name in names))

    def run(self, attack: Attack) -> Outcome:
        """Attack a fresh copy, verify the whole of it, and return what became of it."""
        started = time.perf_counter()
        with Copy.of(self._master) as copy:
            traces = attack.run(copy)
            findings: list[Finding] = []
            error = ""
            try:
                report = copy.verify()
                findings = [*report.findings, *report.remarks]
            except Exception as broken:  # noqa: BLE001 - whatever it is, the attack was not named, and the next is tried
                error = f"{type(broken).__name__}: {broken}"
        return Outcome(attack, first_naming(findings, traces), time.perf_counter() - started, error)


def _is(attack: Attack, name: str) -> bool:
    return attack.name == name or attack.name.startswith(f"{name}.")
