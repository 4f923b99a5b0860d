"""A trail without an office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from egovframe.audit import Proof, open_trail
from egovframe.kernel.database import metadata
from egovframe.kernel.errors import WorkError, WrittenAround
from egovframe.kernel.permissions import Actor
from egovframe.kernel.watch import watched
from tests.support.deeds import deed

CLERK = Actor(kind="officer", id="o-1", name="Clerk")


@pytest.fixture
def invoices() -> Iterator[sa.Table]:
    """A table of the program's own."""
    table = sa.Table(
        "invoices", metadata, sa.Column("id", sa.Text, primary_key=True), sa.Column("cents", sa.BigInteger),
        info=watched(),
    )  # fmt: skip
    yield table
    metadata.remove(table)


def test_a_program_keeps_its_own_tables_under_a_trail(database_url: str, tmp_path: Path, invoices: sa.Table) -> None:
    """Written with a fact, verified, proved; opened again with the same keys; what goes round it is refused."""
    for number in (1, 2):
        with open_trail(database_url, keys=tmp_path / "keys", origin="shop.example/log") as trail:
            with trail.work(by=CLERK, why="paid") as work:
                work.insert(invoices, {"id": str(number), "cents": 5})
                fact = work.note(deed("invoice.paid"), object=f"invoice:{number}", subjects=("customer:4",))
            trail.tend()
            assert fact.encode() in Proof.parse(trail.proof(fact)).verify(trail.vkey)
            report = trail.verify(deep=True)
            assert (report.findings, report.rows) == ([], number + 1)
    with open_trail(database_url, keys=tmp_path / "keys") as trail:
        with pytest.raises(WrittenAround), trail.work(by=CLERK) as work:
            work.conn.execute(invoices.update().values(cents=6))
        with pytest.raises(WorkError, match="invoices has no fact"), trail.work(by=CLERK) as work:
            work.insert(invoices, {"id": "3", "cents": 5})
        assert trail.verify().findings == []
