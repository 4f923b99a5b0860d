"""Which petitions are handled as one, and which are of many applicants."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.forms.tables import petitions
from egovframe.kernel.database import Id, Instant, metadata
from egovframe.kernel.watch import watched

joins = sa.Table(
    "joins",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey(petitions.c.id)),
    sa.Column("nth", sa.BigInteger, nullable=False),
    Id("lead", sa.ForeignKey(petitions.c.id)),
    Instant("at"),
    Id("by"),
    sa.Column("by_name", sa.Text, nullable=False),
    Instant("ended", nullable=True),
    Id("ended_by", nullable=True),
    sa.UniqueConstraint("petition", "nth"),
    info=watched(key=("id",)),
)
"""One row a time that a petition was joined with another, `lead`, which goes first. `nth` counts those of a petition:
two that join it at once clash there."""
sa.Index("ix_joins_lead", joins.c.lead)

crowds = sa.Table(
    "crowds",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey(petitions.c.id)),
    Instant("at"),
    sa.Column("many", sa.BigInteger, nullable=False),
    sa.Column("persons", sa.BigInteger, nullable=False),
    sa.Column("households", sa.BigInteger, nullable=False),
    sa.Column("original", sa.BigInteger, nullable=False),
    Id("by"),
    sa.Column("by_name", sa.Text, nullable=False),
    info=watched(key=("id",)),
)
"""One row a finding whether a petition is one of many (다수인관련민원). Immutable; the last one counts."""
sa.Index("ix_crowds_petition", crowds.c.petition)
