"""The tables of routing: where petitions go, and who is away. Rows are ended, never deleted."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

routes: Final = sa.Table(
    "routes",
    metadata,
    Id(primary_key=True),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("units", sa.Text, nullable=False),  # JSON list
    sa.Column("field", TEXT),
    sa.Column("test", TEXT, nullable=False),  # is, has, within
    sa.Column("wanted", sa.Text, nullable=False),  # JSON list of values
    sa.Column("area", sa.Text, nullable=False),  # JSON list of [lat, lon]
    Instant("made"),
    sa.Column("made_by", TEXT, nullable=False),
    Instant("ended", nullable=True),
    sa.Index("ix_routes_form", "form", "position"),
    info=watched(),
)

absences: Final = sa.Table(
    "absences",
    metadata,
    Id(primary_key=True),
    Id("account"),
    sa.Column("name", sa.Text, nullable=False),
    Instant("since"),
    Instant("until"),
    Instant("ended", nullable=True),
    sa.Column("made_by", TEXT, nullable=False),
    sa.Index("ix_absences_until", "until"),
    info=watched(keyed=True),
)
"""When officers are away. Why is nobody's concern here: it stays with the fact, for who may read it."""
