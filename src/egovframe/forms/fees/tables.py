"""The table of payments: what is owed for a petition, and every time it was tried to pay it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

payments: Final = sa.Table(
    "payments",
    metadata,
    Id(primary_key=True),  # what providers know it by
    Id("petition", sa.ForeignKey("petitions.id")),
    sa.Column("amount", sa.BigInteger, nullable=False),  # in the smallest unit of the currency
    sa.Column("currency", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("provider", TEXT),  # its name in the settings; NULL until somebody chose one
    sa.Column("provider_id", sa.Text),  # its own name of the payment; NULL until it took the payment up
    Instant("made"),
    Instant("begun", nullable=True),
    Instant("settled", nullable=True),
    info=watched(keyed=True),
)
"""A petition has one payment that is open (due or pending) at most; one that failed, expired or
was given back because of its amount may be followed by another."""
sa.Index("ix_payments_petition", payments.c.petition)
sa.Index(
    "ux_payments_open",
    payments.c.petition,
    unique=True,
    sqlite_where=payments.c.settled.is_(None),
    postgresql_where=payments.c.settled.is_(None),
)
sa.Index(
    "ix_payments_pending",
    payments.c.id,
    sqlite_where=payments.c.state == "pending",
    postgresql_where=payments.c.state == "pending",
)
