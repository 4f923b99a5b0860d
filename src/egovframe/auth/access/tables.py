"""The tables of roles and units that the office makes, and of acting in somebody's place. Rows are never deleted."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

office_roles: Final = sa.Table(
    "office_roles",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),  # JSON: words by language
    sa.Column("may", sa.Text, nullable=False),  # JSON list
    sa.Column("includes", sa.Text, nullable=False),  # JSON list
    sa.Column("reveals", sa.Text),  # JSON list; NULL: every kind
    Instant("made"),
    Instant("changed"),
    Instant("retired", nullable=True),
    info=watched(key=("name",)),
)

unit_changes: Final = sa.Table(
    "unit_changes",
    metadata,
    Id(primary_key=True),
    sa.Column("unit", TEXT, nullable=False),
    sa.Column("title", sa.Text, nullable=False),  # JSON: words by language
    sa.Column("parent", TEXT),
    Id("head", nullable=True),
    sa.Column("closed", sa.BigInteger),  # 1: from then on there is no such unit
    Instant("since"),
    Instant("until", nullable=True),  # when the next change of the unit takes its place
    Instant("made"),
    sa.Column("made_by", TEXT, nullable=False),
    sa.UniqueConstraint("unit", "since"),
    info=watched(),
)

delegations: Final = sa.Table(
    "delegations",
    metadata,
    Id(primary_key=True),
    Id("lender"),
    Id("borrower"),
    sa.Column("roles", sa.Text),  # JSON list; NULL: whatever the lender holds
    Instant("since"),
    Instant("until"),
    Instant("ended", nullable=True),
    sa.Column("made_by", TEXT, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Index("ix_delegations_borrower", "borrower"),
    sa.Index("ix_delegations_lender", "lender"),
    info=watched(keyed=True),
)

impersonations: Final = sa.Table(
    "impersonations",
    metadata,
    Id(primary_key=True),
    Id("impersonator"),
    Id("account"),
    Instant("since"),
    Instant("until"),
    Instant("ended", nullable=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Index("ix_impersonations_account", "account"),
    info=watched(keyed=True),
)
