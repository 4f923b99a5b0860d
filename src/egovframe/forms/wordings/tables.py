"""The table of the office's own words for its papers."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

wordings = sa.Table(
    "wordings",
    metadata,
    Id(primary_key=True),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("language", TEXT, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("unit", TEXT),  # NULL: the whole office
    sa.Column("subject", sa.Text),  # NULL: from here on the words count that were there without the office's own
    sa.Column("body", sa.Text),
    Instant("effective"),
    Instant("published"),
    Id("by"),
    sa.UniqueConstraint("kind", "language", "version"),
    info=watched(key=("id",)),
)
"""Every version of a paper's words, for one unit or for all. Immutable: a change is another version."""
