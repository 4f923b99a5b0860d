"""Every table of the first office.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases."""


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "accounts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("disabled", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name_key", name=op.f("uq_accounts_name_key")),
    )
    op.create_table(
        "attempts",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("last", TEXT, nullable=False),
        sa.Column("wait_until", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempts")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
        sa.UniqueConstraint("previous", name=op.f("uq_checkpoints_previous")),
    )
    op.create_table(
        "counters",
        sa.Column("series", TEXT, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counters")),
    )
    op.create_table(
        "credentials",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("authenticator", TEXT, nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.Column("pepper", TEXT, nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("changed", TEXT, nullable=False),
        sa.Column("disabled", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credentials")),
        sa.UniqueConstraint("account", "authenticator", name=op.f("uq_credentials_account_authenticator")),
    )
    op.create_table(
        "data_keys",
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("wrapped_by", TEXT, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_data_keys")),
    )
    op.create_table(
        "facts",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("object", TEXT, nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_facts")),
    )
    op.create_index("ix_facts_id", "facts", ["id"], unique=True)
    op.create_index("ix_facts_object", "facts", ["object"], unique=False)
    op.create_table(
        "forms",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("published", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_forms_name_version")),
    )
    op.create_table(
        "gaps",
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("horizon", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("first", name=op.f("pk_gaps")),
    )
    op.create_table(
        "grants",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=True),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=True),
        sa.Column("revoked", TEXT, nullable=True),
        sa.Column("granted_by", TEXT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    op.create_index("ix_grants_account", "grants", ["account"], unique=False)
    op.create_table(
        "inquiries",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("since", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_inquiries")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("follower", TEXT, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("worker", TEXT, nullable=True),
        sa.Column("leased_until", TEXT, nullable=True),
        sa.Column("given_up", TEXT, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_waiting", "outbox", ["given_up", "due", "id"], unique=False)
    op.create_table(
        "petitions",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("receipt", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("form_version", sa.BigInteger(), nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("urgent", sa.BigInteger(), nullable=False),
        sa.Column("registered_year", sa.BigInteger(), nullable=False),
        sa.Column("registered_no", sa.BigInteger(), nullable=False),
        sa.Column("received", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.Column("limit", TEXT, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("personal", sa.LargeBinary(), nullable=True),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("applicant", TEXT, nullable=True),
        sa.Column("handler", TEXT, nullable=True),
        sa.Column("handler_name", sa.Text(), nullable=True),
        sa.Column("once", TEXT, nullable=True),
        sa.Column("source_key", TEXT, nullable=True),
        sa.Column("assigned", TEXT, nullable=True),
        sa.Column("decided", TEXT, nullable=True),
        sa.Column("closed", TEXT, nullable=True),
        sa.Column("outcome", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitions")),
        sa.UniqueConstraint("form", "source_key", name=op.f("uq_petitions_form_source_key")),
        sa.UniqueConstraint("once", name=op.f("uq_petitions_once")),
        sa.UniqueConstraint("receipt", name=op.f("uq_petitions_receipt")),
        sa.UniqueConstraint(
            "unit", "registered_year", "registered_no", name=op.f("uq_petitions_unit_registered_year_registered_no")
        ),
    )
    op.create_index("ix_petitions_form", "petitions", ["form", "id"], unique=False)
    op.create_index(
        "ix_petitions_queue",
        "petitions",
        ["unit", "due"],
        unique=False,
        sqlite_where=sa.text("decided IS NULL"),
        postgresql_where=sa.text("decided IS NULL"),
    )
    op.create_table(
        "publications",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("published", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_publications")),
    )
    op.create_table(
        "records",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("class_id", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("registered", TEXT, nullable=False),
        sa.Column("registered_by", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=True),
        sa.Column("form", TEXT, nullable=True),
        sa.Column("receipt", TEXT, nullable=True),
        sa.Column("completed", TEXT, nullable=False),
        sa.Column("task_ends", TEXT, nullable=True),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("starts", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("sealed_for", TEXT, nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("subjects", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
        sa.UniqueConstraint("source", name=op.f("uq_records_source")),
        sa.UniqueConstraint("unit", "year", "number", name=op.f("uq_records_unit_year_number")),
    )
    op.create_index("ix_records_class_id_id", "records", ["class_id", "id"], unique=False)
    op.create_index("ix_records_due_id", "records", ["due", "id"], unique=False)
    op.create_table(
        "roles",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("may", sa.Text(), nullable=False),
        sa.Column("declared", TEXT, nullable=False),
        sa.Column("published", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_roles")),
    )
    op.create_table(
        "runs",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_runs")),
        sa.UniqueConstraint("first", name=op.f("uq_runs_first")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("seen", TEXT, nullable=False),
        sa.Column("expires", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=True),
        sa.Column("methods", TEXT, nullable=False),
        sa.Column("assurance", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("seal", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_sessions_digest")),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"], unique=False)
    op.create_table(
        "tiles",
        sa.Column("level", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "idx", name=op.f("pk_tiles")),
    )
    op.create_table(
        "tokens",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("created", TEXT, nullable=False),
        sa.Column("expires", TEXT, nullable=False),
        sa.Column("revoked", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_tokens_digest")),
    )
    op.create_index("ix_tokens_account", "tokens", ["account"], unique=False)
    op.create_table(
        "units",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("parent", TEXT, nullable=True),
        sa.Column("declared", TEXT, nullable=False),
        sa.Column("published", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_units")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_decisions_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_petition", "decisions", ["petition"], unique=False)
    op.create_table(
        "notices",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("petition", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("task", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["petition"], ["petitions.id"], name=op.f("fk_notices_petition_petitions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("task", name=op.f("uq_notices_task")),
    )
    op.create_index("ix_notices_petition", "notices", ["petition"], unique=False)
