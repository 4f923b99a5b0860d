"""The table of monthly reviews. A review is signed once and never changed."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

month_reviews: Final = sa.Table(
    "month_reviews",
    metadata,
    Id(primary_key=True),
    sa.Column("month", TEXT, nullable=False),
    sa.Column("unit", TEXT, nullable=False),
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("findings", sa.Text, nullable=False),  # sealed by a key of the office, as base64: free text names people
    Instant("at"),
    Id("by"),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.UniqueConstraint("month", "unit"),
    info=watched(key=("id",)),
)
"""Which units' months were reviewed, by whom, and what was found. Immutable."""
