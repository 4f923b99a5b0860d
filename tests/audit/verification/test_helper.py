"""A helper process, in this one: what it is told, what it answers, what it cannot do."""

from __future__ import annotations

import io
import pickle

import pytest

from egovframe.audit import store
from egovframe.audit.entry import FACT_MAC
from egovframe.audit.verification import helpers
from egovframe.audit.verification.chunk import Chunk, Piece
from egovframe.audit.verification.helper import LentKeys, serve
from egovframe.audit.verification.helpers import task_for
from egovframe.kernel.errors import CryptoError
from tests.audit.place import Place


def test_a_helper_reads_what_it_is_asked_for(place: Place) -> None:
    """Over its own connection, with the keys that were lent to it; first it says that it is ready."""
    place.facts(3)
    place.trail.tend()
    asked, told = io.BytesIO(), io.BytesIO()
    piece = Piece(0, 3, (store.Run(0, 1, 3),), 3)
    for value in (task_for(place.database, place.cabinet), piece):
        helpers.send(asked, value)
    asked.seek(0)
    serve(asked, told)
    told.seek(0)
    assert pickle.load(told) is True
    chunk: Chunk = pickle.load(told)
    assert chunk.clean
    assert (len(chunk.leaves), chunk.report.facts) == (3, 3)


def test_a_helper_has_no_other_keys(place: Place) -> None:
    """It can vouch for facts; it can neither open values of people nor sign."""
    task = task_for(place.database, place.cabinet)
    assert task is not None
    keys = LentKeys(keys=task.keys)
    assert keys.derived(FACT_MAC) == place.cabinet.derived(FACT_MAC)
    for refused in (
        lambda: keys.derived("sessions"), lambda: keys.signing_seed("log"), keys.current, keys.rotate,
        lambda: keys.unwrap("k1", b"", owner="a"), lambda: keys.wrap("k1", b"", owner="a"),
    ):  # fmt: skip
        with pytest.raises(CryptoError):
            refused()
