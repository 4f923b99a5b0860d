"""The table of records."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

records = sa.Table(
    "records",
    metadata,
    Id(primary_key=True),
    Id("class_id"),
    # What it is about; may be the words of a citizen, hence keyed digests.
    sa.Column("title", TEXT, nullable=False),
    # Where it is registered: the number is gapless per unit and year (영20③). The unit is empty for the whole office.
    sa.Column("unit", TEXT, nullable=False),
    sa.Column("year", sa.BigInteger, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    Instant("registered"),
    sa.Column("registered_by", TEXT, nullable=False),
    # Where it comes from: the case that became this record, and the form that the case was filed with.
    sa.Column("source", TEXT, unique=True),
    sa.Column("form", TEXT),
    sa.Column("receipt", TEXT),
    # How long it is kept, fixed when it was registered.
    sa.Column("completed", TEXT, nullable=False),
    sa.Column("task_ends", TEXT),
    sa.Column("period", TEXT, nullable=False),
    sa.Column("starts", TEXT, nullable=False),
    sa.Column("due", TEXT),
    sa.Column("state", TEXT, nullable=False),
    # What it holds: the digest of the sealed content in the vault, and the owner of the key that opens it.
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("sealed_for", TEXT, nullable=False),
    sa.Column("media_type", TEXT, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    # Whose data it holds, as canonical JSON: pseudonymous ids for the trail.
    sa.Column("subjects", TEXT, nullable=False),
    sa.UniqueConstraint("unit", "year", "number"),
    sa.Index("ix_records_due_id", "due", "id"),
    sa.Index("ix_records_class_id_id", "class_id", "id"),
    info=watched(key=("id",), keyed=True),
)
