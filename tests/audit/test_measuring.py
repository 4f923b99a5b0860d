"""The measures of a trail and of its witnesses."""

from __future__ import annotations

import math
from datetime import timedelta

from egovframe.audit.alarms import Alarm, Alarms
from egovframe.audit.cosignatures import ED25519_COSIGNATURE, Cosigner
from egovframe.audit.measuring import measures_of
from egovframe.audit.witnessing import WitnessAt, Witnesses
from tests.audit.place import Place


def measured(place: Place, *witnesses: WitnessAt) -> dict[str, float]:
    """Return what is measured, by name (of the one witness there is as well)."""
    alarms = Alarms(place.database, clock=place.clock, recorder=place.trail)
    asked = Witnesses(place.database, witnesses, clock=place.clock, alarms=alarms, vkey_of=place.trail.vkey_of)
    return {
        each.name.removeprefix("egovframe_"): each.value
        for each in measures_of(place.trail, place.database, asked, now=place.clock.now())
    }


def test_a_trail_in_which_nothing_was_written(place_on_both: Place) -> None:
    """Nothing waits; the age of a checkpoint that never was is more than any threshold."""
    told = measured(place_on_both)
    assert told.pop("trail_checkpoint_age_seconds") == math.inf
    assert set(told.values()) == {0}
    assert not any(name.startswith("witness") for name in told)


def test_what_is_behind_is_measured(place_on_both: Place) -> None:
    """Facts that wait and since when, sealed ones that are not in the index, the age of the checkpoint, alarms."""
    place = place_on_both
    place.facts(3)
    place.trail.seal()
    place.clock.forward(seconds=60)
    place.facts(2)
    place.clock.forward(seconds=10)
    alarm = Alarm(kind="refused", origin="haneul.example/log", size=1, kept="x", shown="y", by="bada")
    Alarms(place.database, clock=place.clock, recorder=place.trail).keep(alarm)
    assert measured(place) == {
        "trail_size": 3,
        "trail_unsealed": 3,
        "trail_lag_seconds": 10,
        "trail_checkpoint_age_seconds": 70,
        "trail_index_lag": 3,
        "trail_alarms": 1,
        "trail_outside_writes": 0,
    }


def test_how_far_a_witness_is_behind(place: Place) -> None:
    """What it cosigned last, by whichever of its keys, and how long ago; +Inf before the first time."""
    keys = [Cosigner("bada.example/witness", bytes([n]) * 32, clock=place.clock) for n in (1, 2)]
    witness = WitnessAt("http://127.0.0.1:1", tuple(key.verifier for key in keys))
    place.facts(2)
    place.trail.seal()
    told = measured(place, witness)
    assert (told["witness_cosignature_age_seconds"], told["witness_lag"]) == (math.inf, 2)
    assert keys[0].verifier.kind == ED25519_COSIGNATURE
    statement = "INSERT INTO cosignatures VALUES (:size, 'bada.example/witness', :key, x'00', :at)"
    for key, size, at in ((keys[0], 1, "2026-09-21T00:59:00.000Z"), (keys[1], 2, "2026-09-21T01:00:00.000Z")):
        place.sql(statement, size=size, key=key.verifier.key_hash.hex(), at=at)
    place.facts(4)
    place.trail.seal()
    place.clock.forward(seconds=timedelta(minutes=2).total_seconds())
    told = measured(place, witness)
    assert (told["witness_cosignature_age_seconds"], told["witness_lag"]) == (120, 4)
