"""The table of files that people handed in. The files themselves are in the storage, encrypted."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

uploads = sa.Table(
    "uploads",
    metadata,
    Id(primary_key=True),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("question", TEXT, nullable=False),
    sa.Column("media", TEXT, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("found", sa.Text),  # the scanner's own name for what is harmful
    sa.Column("path", TEXT),  # in the storage; NULL once the content is gone
    sa.Column("stored", TEXT),  # sha256:<hex> of the encrypted file, as the trail vouches for it
    # canonical JSON {name, digest, key}: sealed by the office, and by the case's own key from the day it is part of one
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("source", TEXT),  # a MAC of the network address that sent it, until it is part of a petition
    Instant("at"),
    Instant("expires", nullable=True),  # when it is removed unless it becomes part of a petition
    Id("petition", nullable=True),
    info=watched(key=("id",), keyed=True),
)
"""One row a file. The id is random: whoever knows it may use the file until it is part of a petition."""
sa.Index("ix_uploads_petition", uploads.c.petition)
sa.Index("ix_uploads_expires", uploads.c.expires)
