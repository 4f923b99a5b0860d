"""Waiting, after the commit, until the facts of a deed are sealed or witnessed; shared by all who wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final, Literal, TypeVar, cast, get_args

from egovframe.audit import store
from egovframe.audit.acknowledging.rounds import Rounds
from egovframe.audit.acknowledging.store import cosigned_sizes, covering
from egovframe.audit.cosigned import with_cosignatures
from egovframe.audit.errors import AuditError, NotAcknowledged, NotWitnessed
from egovframe.audit.notes import SignedNote, Verifier
from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.logging import get_logger
from egovframe.kernel.text import Text
from egovframe.kernel.work import UnitOfWork

if TYPE_CHECKING:
    from egovframe.audit.policy import Policy
    from egovframe.audit.service import Trail
    from egovframe.audit.witnessing import Witnesses
    from egovframe.kernel.database import Database

log = get_logger("egovframe.audit")

Until = Literal["durable", "sealed", "witnessed"]
"""How far a deed must have come before its call returns."""

SEALED_WITHIN: Final = timedelta(seconds=5)
WITNESSED_WITHIN: Final = timedelta(seconds=30)
_PAUSE: Final[Mapping[str, float]] = {"sealed": 0.05, "witnessed": 0.5}
"""Seconds between two looks while another process has the turn to seal, or witnesses do not answer."""

W = TypeVar("W", bound=UnitOfWork)


def level_of(asked: str, *, field: str = "until") -> Until:
    """Return the level of that name. Raises Invalid, naming the field, for a word that is none."""
    if asked not in get_args(Until):
        words = Text(ko="durable, sealed, witnessed 중 하나를 쓰세요.", en="Write durable, sealed or witnessed.")
        raise Invalid("There is no such level of acknowledgement.", faults=[Fault(field, words, code="level")])
    return cast("Until", asked)


class Acknowledgements:
    """Has the facts of units of work sealed, or witnessed, while their callers wait. Safe to use from many threads.

    Whoever waits has the log sealed at once, together with all who wait at that moment: nobody polls for a sealer of
    this process. Where another process has the turn to seal, it is waited for; the turn is taken over when it died.
    """

    def __init__(
        self,
        trail: Trail,
        database: Database,
        *,
        sealed_within: timedelta = SEALED_WITHIN,
        witnessed_within: timedelta = WITNESSED_WITHIN,
        witnesses: Witnesses | None = None,
        policy: Policy | None = None,
    ) -> None:
        self._trail = trail
        self._database = database
        self._within = {"sealed": sealed_within.total_seconds(), "witnessed": witnessed_within.total_seconds()}
        self._policy = policy if witnesses is not None and witnesses.all else None
        self.sealing = Rounds(self._seal, name="egovframe-acknowledging")
        self.asking = Rounds(witnesses.ask if witnesses else _nobody, name="egovframe-acknowledging-witnesses")
        self.tended = False  # whether a sealer runs in this process, which keeps the turn

    @contextmanager
    def work(self, unit: W, until: Until) -> Iterator[W]:
        """Run a unit of work and return from the block once its facts have come as far as asked.

        Raises NotWitnessed before anything is written, NotAcknowledged when all is done and kept, but no further.
        """
        self.require(until)
        with unit.running():
            yield unit
        self.wait(unit.facts, until)

    def require(self, until: Until) -> None:
        """Raise NotWitnessed when that level can never be reached here, Invalid for a word that is no level."""
        if level_of(until) == "witnessed" and self._policy is None:
            raise NotWitnessed(
                "Nothing can be acknowledged as witnessed: this office asks no witness.",
                hint="Nothing was written. Set audit.witnesses, or ask for `sealed`.",
            )

    def wait(self, fact_ids: Sequence[str], until: Until) -> None:
        """Return once these facts, all committed, have come as far as asked. Raises NotAcknowledged."""
        self.require(until)
        if until == "durable" or not fact_ids:
            return
        end = monotonic() + self._within[until]
        size = self._covered(fact_ids)
        while size is None:
            self.sealing.join(max(0.0, end - monotonic()))
            size = self._covered(fact_ids)
            if size is None:
                self._go_on(end, fact_ids, until, "sealed")
        while until == "witnessed" and not self.witnessed(size):
            self.asking.join(max(0.0, end - monotonic()))
            if not self.witnessed(size):
                self._go_on(end, fact_ids, until, "witnessed")

    def witnessed(self, size: int) -> bool:
        """Say whether a checkpoint of at least that size is cosigned as the policy asks."""
        if self._policy is None:
            return False
        keys = [Verifier.from_vkey(key.vkey) for key in self._trail.log_keys]
        with self._database.read() as conn:
            for found in cosigned_sizes(conn, least=size, but=self._trail.origin):
                row = store.checkpoint_at(conn, found)
                if row is not None and _satisfies(self._policy, with_cosignatures(conn, row.note), keys):
                    return True
        return False

    def close(self) -> None:
        """Wait for what is under way; nothing is begun any more by whoever gave up waiting."""
        self.sealing.close()
        self.asking.close()

    def _covered(self, fact_ids: Sequence[str]) -> int | None:
        with self._database.read() as conn:
            return covering(conn, fact_ids)

    def _seal(self) -> None:
        self._trail.seal(in_turn=True)
        if not self.tended:
            self._trail.rest()  # whoever seals all the time shall not wait for our turn to run out

    def _go_on(self, end: float, fact_ids: Sequence[str], until: Until, lacking: str) -> None:
        """Pause before the next try. Raises NotAcknowledged when the time is over."""
        left = end - monotonic()
        if left > 0:
            sleep(min(_PAUSE[lacking], left))
            return
        log.warning("A deed is kept, but was not acknowledged in time.", until=until, lacking=lacking, facts=fact_ids)
        raise NotAcknowledged(fact_ids, until=until, lacking=lacking, seconds=self._within[until])


def _satisfies(policy: Policy, note: SignedNote, keys: Sequence[Verifier]) -> bool:
    try:
        policy.check(note, *keys)
    except AuditError:
        return False
    return True


def _nobody() -> None:
    """Ask nobody."""
