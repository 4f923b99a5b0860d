"""The parts that units take in petitions of others; ladders, and what was reached on them.

Revision ID: 0027
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the tables; they are empty."""
    op.create_table(
        "joint_parts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asked", TEXT, nullable=False),
        sa.Column("asked_by", TEXT, nullable=False),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("reply_by", TEXT, nullable=False),
        sa.Column("extended", sa.BigInteger(), nullable=False),
        sa.Column("officer", TEXT, nullable=True),
        sa.Column("officer_name", sa.Text(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("settled", TEXT, nullable=True),
        sa.Column("settled_by", TEXT, nullable=True),
        sa.Column("settled_by_name", sa.Text(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("reminded", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_joint_parts_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_parts")),
    )
    op.create_index("ix_joint_parts_petition", "joint_parts", ["petition"], unique=False)
    op.create_index("ix_joint_parts_settled", "joint_parts", ["settled", "unit"], unique=False)
    op.create_index(
        "ux_joint_parts_open",
        "joint_parts",
        ["petition", "unit"],
        unique=True,
        sqlite_where=sa.text("settled IS NULL"),
        postgresql_where=sa.text("settled IS NULL"),
    )
    op.create_table(
        "ladders",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("published", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladders")),
        sa.UniqueConstraint("form", "version", name=op.f("uq_ladders_form_version")),
    )
    op.create_table(
        "escalations",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.Column("rung", TEXT, nullable=False),
        sa.Column("ladder", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_escalations_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
        sa.UniqueConstraint("petition", "due", "rung", name=op.f("uq_escalations_petition_due_rung")),
    )
    op.create_table(
        "month_reviews",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("month", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_reviews")),
        sa.UniqueConstraint("month", "unit", name=op.f("uq_month_reviews_month_unit")),
    )
