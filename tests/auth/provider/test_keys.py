"""The keys that the provider signs with: one for all processes, exchanged, shown for a day more, never readable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from egovframe.auth.provider import store
from egovframe.auth.provider.keys import SHOWN_FOR, SigningKeys
from egovframe.kernel.errors import CryptoError
from tests.auth.gatehouse import CONSOLE, Gatehouse
from tests.support.elsewhere import elsewhere


def test_two_processes_sign_with_the_same_key(sqlite_url: str, tmp_path: Path) -> None:
    """Made at first use by one, found by the other."""
    one, two = Gatehouse(sqlite_url, tmp_path), Gatehouse(sqlite_url, tmp_path)
    assert SigningKeys(one).current() == SigningKeys(two).current()
    assert len(one.facts.of("provider.key-made") + two.facts.of("provider.key-made")) == 1
    one.database.close()
    two.database.close()


def test_a_retired_key_is_shown_for_a_day(gate: Gatehouse) -> None:
    """The newest first; what it signed lasts ten minutes."""
    keys = SigningKeys(gate)
    old = keys.current()
    gate.time.forward(seconds=1)
    new = keys.rotate(by=CONSOLE)
    assert keys.current() == new
    assert [key["kid"] for key in keys.shown()] == [new.kid, old.kid]
    gate.time.forward(seconds=SHOWN_FOR.total_seconds() - 1)
    assert len(keys.shown()) == 2
    gate.time.forward(seconds=1)
    assert [key["kid"] for key in keys.shown()] == [new.kid]


def test_only_the_public_part_is_shown_and_readable(gate: Gatehouse) -> None:
    """The private one is sealed under the key's own id: moved to another row it opens nothing."""
    keys = SigningKeys(gate)
    first = keys.current()
    (shown,) = keys.shown()
    assert not {"d", "p", "q", "dp", "dq", "qi", "oth", "k"} & set(shown)
    with gate.database.read() as conn:
        row = str([tuple(row) for row in conn.exec_driver_sql("SELECT * FROM signing_keys")])
    assert first.private["d"] not in row
    second = keys.rotate(by=CONSOLE)
    with elsewhere(gate.database) as conn:
        other = f"(SELECT sealed FROM signing_keys WHERE id = '{first.kid}')"
        conn.exec_driver_sql(f"UPDATE signing_keys SET sealed = {other} WHERE id = '{second.kid}'")
    with pytest.raises(CryptoError):
        SigningKeys(gate).current()


def test_those_who_rotate_at_once_make_one_key_each(gate: Gatehouse) -> None:
    """The newest signs, all processes agree which that is, and each other one is retired."""
    keys = SigningKeys(gate)
    keys.current()
    with ThreadPoolExecutor(4) as pool:
        made = {key.kid for key in pool.map(lambda _: keys.rotate(by=CONSOLE), range(8))}
    assert len(made) == 8
    assert keys.current().kid in made
    assert SigningKeys(gate).current() == keys.current()
    with gate.database.read() as conn:
        assert [row["id"] for row in store.key_rows(conn) if row["retired"] is None] == [keys.current().kid]
    assert len(keys.shown()) == 9
