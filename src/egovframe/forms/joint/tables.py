"""The table of the parts that other units take in petitions. Nothing is deleted."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

parts: Final = sa.Table(
    "joint_parts",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    sa.Column("unit", TEXT, nullable=False),
    sa.Column("words", sa.LargeBinary, nullable=False),  # canonical JSON {title, question}, sealed by the case's key
    Instant("asked"),
    Id("asked_by"),
    sa.Column("asked_by_name", sa.Text, nullable=False),
    Instant("reply_by"),
    sa.Column("extended", sa.BigInteger, nullable=False),
    Id("officer", nullable=True),
    sa.Column("officer_name", sa.Text),
    sa.Column("state", TEXT, nullable=False),
    Instant("settled", nullable=True),
    Id("settled_by", nullable=True),
    sa.Column("settled_by_name", sa.Text),
    sa.Column("result", sa.LargeBinary),  # canonical JSON {text, basis}, sealed by the case's key
    Instant("reminded", nullable=True),
    info=watched(keyed=True),
)
"""What units were asked for in petitions of another unit. A unit has one open part in a petition at most."""
sa.Index("ix_joint_parts_petition", parts.c.petition)
sa.Index("ix_joint_parts_settled", parts.c.settled, parts.c.unit)
sa.Index(
    "ux_joint_parts_open",
    parts.c.petition,
    parts.c.unit,
    unique=True,
    sqlite_where=parts.c.settled.is_(None),
    postgresql_where=parts.c.settled.is_(None),
)
