"""Who does it: rules of routing, absences, drafted decisions and who approves them.

Revision ID: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "routes",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("field", TEXT, nullable=True),
        sa.Column("test", TEXT, nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("made_by", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routes")),
    )
    op.create_index("ix_routes_form", "routes", ["form", "position"], unique=False)
    op.create_table(
        "absences",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("made_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_until", "absences", ["until"], unique=False)
    op.create_table(
        "approvals",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("drafter", TEXT, nullable=False),
        sa.Column("drafter_name", sa.Text(), nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("settled", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_approvals_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index("ix_approvals_petition", "approvals", ["petition"], unique=False)
    op.create_index(
        "ux_approvals_open",
        "approvals",
        ["petition"],
        unique=True,
        sqlite_where=sa.text("settled IS NULL"),
        postgresql_where=sa.text("settled IS NULL"),
    )
    op.create_table(
        "approval_steps",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("approval", TEXT, nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("part", TEXT, nullable=False),
        sa.Column("officer", TEXT, nullable=False),
        sa.Column("officer_name", sa.Text(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("acted", TEXT, nullable=True),
        sa.Column("acted_by", TEXT, nullable=True),
        sa.Column("acted_by_name", sa.Text(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["approval"], ["approvals.id"], name=op.f("fk_approval_steps_approval_approvals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_steps")),
    )
    op.create_index("ix_approval_steps_approval", "approval_steps", ["approval"], unique=False)
    op.create_index("ix_approval_steps_officer", "approval_steps", ["officer", "state"], unique=False)
