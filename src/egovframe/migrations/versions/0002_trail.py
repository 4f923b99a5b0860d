"""The trail: facts keep what was written and nothing else; what they are looked up by stands in an index of its own.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Make the index, which the sequencer fills from the entries, and drop the columns that it replaces."""
    with op.batch_alter_table("facts") as facts:
        facts.drop_index("ix_facts_object")
        for column in ("at", "action", "actor", "object"):
            facts.drop_column(column)
    op.create_table(
        "fact_index",
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("does", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
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
    op.create_table(
        "fact_subjects",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("subject", "n", name=op.f("pk_fact_subjects")),
    )
    op.create_table(
        "pen",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pen")),
    )
    op.create_table(
        "outside_writes",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("tbl", TEXT, nullable=False),
        sa.Column("op", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_outside_writes")),
    )
    op.create_table(
        "log_keys",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seed", TEXT, nullable=False),
        sa.Column("vkey", TEXT, nullable=False),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_log_keys")),
    )
    op.create_table(
        "leases",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.Column("until", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
