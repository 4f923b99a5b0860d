"""The tables of forms in the making, and of those that the office offers besides the city's declaration."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

form_drafts: Final = sa.Table(
    "form_drafts",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("definition", sa.Text, nullable=False),  # canonical JSON of the Definition
    sa.Column("assurance", sa.BigInteger, nullable=False),
    sa.Column("based_on", sa.BigInteger, nullable=False),  # the version that it began from; 0: none
    sa.Column("revision", sa.BigInteger, nullable=False),  # counts the changes: who comes second is told
    Id("by"),
    sa.Column("by_name", sa.Text, nullable=False),
    Instant("changed"),
    info=watched(key=("name",)),
)
"""One row a form in the making; published, it becomes a version and the draft is gone."""

form_offers: Final = sa.Table(
    "form_offers",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("assurance", sa.BigInteger, nullable=False),
    Instant("changed"),
    Instant("withdrawn", nullable=True),
    info=watched(key=("name",)),
)
"""The forms that the office made and offers: which version is filled in today. Rows are never deleted."""
