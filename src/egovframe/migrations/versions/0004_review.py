"""Reviews: the index tells what kind of actor acted, reasons are given afterwards, months are signed.

The index is emptied; the worker makes it anew from the entries.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Make the index anew with one column more, and the tables of reviews."""
    op.execute("DELETE FROM fact_subjects")
    op.drop_table("fact_index")
    op.create_table(
        "fact_index",
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("does", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("actor_kind", TEXT, nullable=False),
        sa.Column("object", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("due", sa.SmallInteger(), nullable=True),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_fact_index")),
        sa.UniqueConstraint("position", name=op.f("uq_fact_index_position")),
    )
    op.create_index("ix_fact_index_id", "fact_index", ["id"], unique=True)
    op.create_index("ix_fact_index_at", "fact_index", ["at"], unique=False)
    for column in ("action", "actor", "object"):
        op.create_index(f"ix_fact_index_{column}", "fact_index", [column, "n"], unique=False)
    op.create_index(
        "ix_fact_index_unexplained",
        "fact_index",
        ["n"],
        unique=False,
        sqlite_where=sa.text("due = 0"),
        postgresql_where=sa.text("due = 0"),
    )
    op.create_index("ix_fact_subjects_n", "fact_subjects", ["n", "subject"], unique=False)
    op.create_table(
        "reasons",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("explained_at", TEXT, nullable=True),
        sa.Column("explained_by", TEXT, nullable=True),
        sa.Column("judged_at", TEXT, nullable=True),
        sa.Column("judged_by", TEXT, nullable=True),
        sa.Column("judgement", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reasons")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
