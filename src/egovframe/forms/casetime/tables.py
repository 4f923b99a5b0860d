"""The tables of the clock of a case: what made it stand still, what prolonged it, and when nobody works."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

pauses = sa.Table(
    "pauses",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    sa.Column("reason", TEXT, nullable=False),
    Instant("start"),
    Instant("end", nullable=True),  # NULL: the clock still stands
    Id("started_by"),
    Id("ended_by", nullable=True),
    info=watched(key=("id",)),
)
"""From when to when the clock of a case stood still, and for which reason of the jurisdiction."""
sa.Index("ix_pauses_petition", pauses.c.petition)

extensions = sa.Table(
    "extensions",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    sa.Column("added", TEXT, nullable=False),  # a limit as it is written: 3d, 2w
    sa.Column("reason", sa.LargeBinary, nullable=False),  # what the applicant was told, sealed by the case's key
    sa.Column("consented", sa.BigInteger, nullable=False),
    Instant("at"),
    Id("by"),
    info=watched(key=("id",), keyed=True),
)
"""By how much the limit of a case was prolonged, in order."""
sa.Index("ix_extensions_petition", extensions.c.petition)

office_hours = sa.Table(
    "office_hours",
    metadata,
    Id(primary_key=True),
    sa.Column("unit", TEXT),  # NULL: the whole office
    sa.Column("since", TEXT, nullable=False),  # 2026-10-02
    sa.Column("until", TEXT),  # the last day; NULL: until further notice
    sa.Column("opens", TEXT, nullable=False),  # 09:00
    sa.Column("closes", TEXT, nullable=False),
    sa.Column("lunch_from", TEXT, nullable=False),
    sa.Column("lunch_to", TEXT, nullable=False),
    sa.Column("weekdays", TEXT, nullable=False),  # 0 1 2 3 4: Monday to Friday
    sa.Column("decree", sa.Text, nullable=False),  # by which order
    Instant("declared"),
    Id("by"),
    Instant("revoked", nullable=True),
    Id("revoked_by", nullable=True),
    info=watched(key=("id",)),
)
"""Office hours from a day on, of the whole office or of a unit and those below it."""

holidays = sa.Table(
    "holidays",
    metadata,
    Id(primary_key=True),
    sa.Column("day", TEXT, nullable=False),  # 2026-10-02
    sa.Column("unit", TEXT),  # NULL: the whole office
    sa.Column("ko", sa.Text, nullable=False),
    sa.Column("en", sa.Text, nullable=False),
    sa.Column("decree", sa.Text, nullable=False),  # by which decree or order
    Instant("declared"),
    Id("by"),
    Instant("revoked", nullable=True),
    Id("revoked_by", nullable=True),
    info=watched(key=("id",)),
)
"""Days off that the office entered itself, beside those of its jurisdiction."""
