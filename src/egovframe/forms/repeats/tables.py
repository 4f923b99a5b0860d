"""What officers found when they compared two petitions."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.forms.tables import petitions
from egovframe.kernel.database import Id, Instant, metadata
from egovframe.kernel.watch import watched

comparisons = sa.Table(
    "comparisons",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey(petitions.c.id)),
    Id("other", sa.ForeignKey(petitions.c.id)),
    Instant("at"),
    sa.Column("same", sa.BigInteger, nullable=False),
    Id("by"),
    sa.Column("by_name", sa.Text, nullable=False),
    info=watched(key=("id",)),
)
"""One row a comparison: whether two petitions say the same, as an officer found. Immutable; the last one counts."""
sa.Index("ix_comparisons_petition", comparisons.c.petition)
sa.Index("ix_comparisons_other", comparisons.c.other)
