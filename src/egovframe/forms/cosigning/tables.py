"""The table of co-signers. Who they are is sealed by the key of the case, and erased with it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

cosigners: Final = sa.Table(
    "cosigners",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("key", TEXT),  # a MAC of the key in the link; NULL once the link opens nothing any more
    sa.Column("sealed", sa.LargeBinary),  # canonical JSON of who it is; NULL where it was never signed and is over
    sa.Column("signed", TEXT),  # the digest of the answers that were signed
    Instant("invited"),
    Instant("until"),
    Instant("at", nullable=True),  # of the last step
    info=watched(key=("id",), keyed=True),
)
"""One row a co-signer who was invited, whatever became of it."""
sa.Index("ix_cosigners_petition", cosigners.c.petition)
sa.Index("ix_cosigners_key", cosigners.c.key, unique=True)
sa.Index("ix_cosigners_until", cosigners.c.until)
