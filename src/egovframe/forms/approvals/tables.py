"""The tables of approvals. A step is changed once, when it is taken; nothing is deleted."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

approvals: Final = sa.Table(
    "approvals",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    sa.Column("outcome", TEXT, nullable=False),
    sa.Column(
        "words", sa.LargeBinary, nullable=False
    ),  # canonical JSON {text, basis, remedy}, sealed by the case's key
    Id("drafter"),
    sa.Column("drafter_name", sa.Text, nullable=False),
    Instant("made"),
    sa.Column("state", TEXT, nullable=False),
    Instant("settled", nullable=True),
    info=watched(keyed=True),
)
"""Decisions that were drafted. A petition has one that is open at most."""
sa.Index("ix_approvals_petition", approvals.c.petition)
sa.Index(
    "ux_approvals_open",
    approvals.c.petition,
    unique=True,
    sqlite_where=approvals.c.settled.is_(None),
    postgresql_where=approvals.c.settled.is_(None),
)

approval_steps: Final = sa.Table(
    "approval_steps",
    metadata,
    Id(primary_key=True),
    Id("approval", sa.ForeignKey("approvals.id")),
    sa.Column("turn", sa.BigInteger, nullable=False),
    sa.Column("part", TEXT, nullable=False),
    Id("officer"),
    sa.Column("officer_name", sa.Text, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    Instant("acted", nullable=True),
    Id("acted_by", nullable=True),
    sa.Column("acted_by_name", sa.Text),
    sa.Column("note", sa.LargeBinary),  # sealed by the case's key
    info=watched(keyed=True),
)
sa.Index("ix_approval_steps_approval", approval_steps.c.approval)
sa.Index("ix_approval_steps_officer", approval_steps.c.officer, approval_steps.c.state)
