"""The tables of ladders and of what was reached on them. Nothing is changed or deleted."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

ladders: Final = sa.Table(
    "ladders",
    metadata,
    Id(primary_key=True),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("definition", sa.Text, nullable=False),  # canonical JSON of the Ladder
    Instant("published"),
    sa.UniqueConstraint("form", "version"),
    info=watched(key=("id",)),
)
"""Every version of every ladder that was ever published. Immutable."""

escalations: Final = sa.Table(
    "escalations",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    Instant("due"),
    sa.Column("rung", TEXT, nullable=False),
    sa.Column("ladder", TEXT, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    Instant("at"),
    sa.Column("told", sa.Text, nullable=False),  # canonical JSON: pairs of who and the account's name
    sa.UniqueConstraint("petition", "due", "rung"),
    info=watched(key=("id",)),
)
"""Rungs that were reached, once for each petition and deadline. Where nobody was told, the deadline had moved past."""
