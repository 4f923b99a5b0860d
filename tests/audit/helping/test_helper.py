"""A helper process, in this one: what it is told, what it answers, what it cannot do."""

from __future__ import annotations

import io
import pickle
from typing import Any

import pytest

from egovframe.audit import store
from egovframe.audit.entry import FACT_MAC
from egovframe.audit.helping import helpers
from egovframe.audit.helping.helper import LentKeys, serve
from egovframe.audit.helping.helpers import Task, task_for
from egovframe.audit.sealing import ahead
from egovframe.audit.sealing.reading import Facts
from egovframe.audit.verification.chunk import Chunk, Piece
from egovframe.audit.verification.reader import HELPING, LENT
from egovframe.audit.verification.stamps import Stamps
from egovframe.kernel.errors import CryptoError
from tests.audit.place import Place


def answered(task: Task | None, piece: Any) -> Any:
    """Return what a helper that was told this answers to one piece; first it says that it is ready."""
    asked, told = io.BytesIO(), io.BytesIO()
    for value in (task, piece):
        helpers.send(asked, value)
    asked.seek(0)
    serve(asked, told)
    told.seek(0)
    assert pickle.load(told) is True
    return pickle.load(told)


def test_a_helper_reads_what_it_is_asked_for(place: Place) -> None:
    """Over its own connection, with the keys that were lent to it."""
    place.facts(3)
    place.trail.tend()
    piece = Piece(0, 3, (store.Run(0, 1, 3),), 3)
    chunk: Chunk = answered(task_for(place.database, place.cabinet, HELPING, Stamps(), purposes=LENT), piece)
    assert chunk.clean
    assert (len(chunk.leaves), chunk.report.facts) == (3, 3)


def test_a_helper_reads_ahead_of_a_seal(place: Place) -> None:
    """Told to make that reader it gives the office's own facts, past an id that is no text."""
    ids = place.facts(3)
    place.sql("INSERT INTO facts (id, entry, mac) SELECT CAST(x'ff00' AS TEXT), entry, mac FROM facts WHERE n = 1")
    facts: Facts = answered(task_for(place.database, place.cabinet, ahead.HELPING, purposes=[FACT_MAC]), (2, 4))
    assert (facts.first, facts.last, facts.seen, facts.numbers) == (2, 4, [2, 3, 4], [2, 3])
    assert len(facts.hashes) == len(ids) - 1


def test_a_helper_has_no_other_keys(place: Place) -> None:
    """It can vouch for facts; it can neither open values of people nor sign."""
    task = task_for(place.database, place.cabinet, HELPING, Stamps(), purposes=LENT)
    assert task is not None
    keys = LentKeys(keys=task.keys)
    assert keys.derived(FACT_MAC) == place.cabinet.derived(FACT_MAC)
    for refused in (
        lambda: keys.derived("sessions"), lambda: keys.signing_seed("log"), keys.current, keys.rotate,
        lambda: keys.unwrap("k1", b"", owner="a"), lambda: keys.wrap("k1", b"", owner="a"),
    ):  # fmt: skip
        with pytest.raises(CryptoError):
            refused()
