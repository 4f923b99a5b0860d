"""Procedures as data, the steps of each case, supplements that were asked for, and objections.

Revision ID: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from egovframe.kernel.database import TEXT

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; petitions decided before have no steps, their history is read from their row as before."""
    op.create_table(
        "procedures",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("published", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedures")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_procedures_name_version")),
    )
    op.create_table(
        "case_steps",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_steps")),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_case_steps_petition_petitions")),
    )
    op.create_index("ix_case_steps_petition", "case_steps", ["petition"], unique=False)
    op.create_index("ix_case_steps_action", "case_steps", ["action", "at"], unique=False)
    op.create_table(
        "supplements",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("nth", sa.BigInteger(), nullable=False),
        sa.Column("asked", TEXT, nullable=False),
        sa.Column("days", sa.BigInteger(), nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.Column("extended", sa.BigInteger(), nullable=False),
        sa.Column("answered", TEXT, nullable=True),
        sa.Column("lapsed", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplements")),
        sa.UniqueConstraint("petition", "nth", name=op.f("uq_supplements_petition_nth")),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_supplements_petition_petitions")),
    )
    op.create_table(
        "objections",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("filed", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.Column("extended", sa.BigInteger(), nullable=False),
        sa.Column("decided", TEXT, nullable=True),
        sa.Column("outcome", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_objections_petition_petitions")),
    )
    op.create_index("ix_objections_petition", "objections", ["petition"], unique=False)
