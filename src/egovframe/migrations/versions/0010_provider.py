"""The city as OpenID provider: clients, signing keys, codes and tokens.

Revision ID: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "clients",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret", TEXT, nullable=False),
        sa.Column("redirect_uris", sa.Text(), nullable=False),
        sa.Column("logout_uris", sa.Text(), nullable=False),
        sa.Column("account", TEXT, nullable=True),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("disabled", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
    )
    op.create_table(
        "signing_keys",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("retired", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
    )
    op.create_table(
        "passes",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("family", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("client", TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("expires", TEXT, nullable=False),
        sa.Column("spent", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_passes")),
    )
    op.create_index("ix_passes_family", "passes", ["family"], unique=False)
    op.create_index("ix_passes_expires", "passes", ["expires"], unique=False)
