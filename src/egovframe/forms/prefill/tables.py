"""The table of answers that were looked up."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.forms.tables import petitions
from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

prefilled = sa.Table(
    "prefilled",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey(petitions.c.id)),
    sa.Column("question", TEXT, nullable=False),
    sa.Column("source", TEXT, nullable=False),
    sa.Column("title", sa.Text, nullable=False),  # canonical JSON: what people called the register then
    Instant("at"),
    sa.Column("fixed", sa.BigInteger, nullable=False),
    Instant(
        "changed", nullable=True
    ),  # since when it is another answer than the register's; NULL: it is the register's
    info=watched(key=("id",)),
)
"""Where an answer of a petition came from that the person did not write: the register and the moment."""
sa.Index("ix_prefilled_petition", prefilled.c.petition)
