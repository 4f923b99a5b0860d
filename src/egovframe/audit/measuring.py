"""What a monitoring system should know of the trail: how far sealing is behind, who saw it when, what is wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from egovframe.audit import store
from egovframe.audit.acknowledging.store import last_cosignature
from egovframe.audit.index.store import indexed
from egovframe.kernel.clock import moment
from egovframe.kernel.measures import Measure
from egovframe.kernel.outside import count_outside

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.audit.service import Trail
    from egovframe.audit.witnessing import Witnesses
    from egovframe.kernel.database import Database


def measures_of(trail: Trail, database: Database, witnesses: Witnesses, *, now: datetime) -> Iterator[Measure]:
    """Yield the measures of a trail and of the witnesses that it asks."""
    status = trail.status()
    with database.read() as conn:
        alarms, outside, in_index = store.count_alarms(conn), count_outside(conn), indexed(conn)
        cosigned = [(at.name, [last_cosignature(conn, key.name, key.key_hash.hex()) for key in at.verifiers])
                    for at in witnesses.all]  # fmt: skip
    yield Measure("egovframe_trail_size", "Facts that are sealed in the log.", status["size"])
    yield Measure("egovframe_trail_unsealed", "Facts that wait to be sealed.", status["unsealed"])
    lag = "For how long the fact that has waited longest is not sealed."
    yield Measure("egovframe_trail_lag_seconds", lag, status["lag_seconds"])
    age = "How old the newest signed checkpoint is; +Inf before the first. One is signed only where something is new."
    yield Measure("egovframe_trail_checkpoint_age_seconds", age, _age(status["sealed_at"], now))
    behind = "Sealed facts that are not in the index yet."
    yield Measure("egovframe_trail_index_lag", behind, max(0, status["size"] - in_index))
    yield Measure("egovframe_trail_alarms", "Kept alarms of logs that contradict themselves.", alarms)
    yield Measure("egovframe_trail_outside_writes", "Writes that went round the office.", outside)
    old = "How old the newest cosignature of a witness is; +Inf before the first."
    far = "Sealed facts that a witness has not cosigned yet."
    for name, found in cosigned:
        newest = max((row for row in found if row is not None), key=lambda row: row.size, default=None)
        whose = {"witness": name}
        yield Measure("egovframe_witness_cosignature_age_seconds", old, _age(newest and newest.at, now), whose)
        yield Measure("egovframe_witness_lag", far, max(0, status["size"] - (newest.size if newest else 0)), whose)


def _age(at: str | None, now: datetime) -> float:
    return math.inf if at is None else max(0.0, (now - moment(at)).total_seconds())
