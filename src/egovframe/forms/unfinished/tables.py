"""The table of petitions that somebody began and saved. What was entered is sealed by a key of its own."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

unfinished: Final = sa.Table(
    "unfinished",
    metadata,
    Id(primary_key=True),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),  # of the form, in which it is filled in
    sa.Column("pinned", sa.BigInteger, nullable=False),  # 1: it stays in that version though there is a newer one
    sa.Column("key", TEXT),  # a MAC of the key in the link; NULL where an account holds it
    Id("account", nullable=True),
    sa.Column("source", TEXT, nullable=False),  # a MAC of the account or network address that saved it
    sa.Column("sealed", sa.LargeBinary, nullable=False),  # canonical JSON of `Entered`
    Instant("saved"),
    Instant("expires"),
    info=watched(key=("id",), keyed=True),
)
"""One row a petition in the making; it is deleted, with its key, when it is filed, discarded or expired."""
sa.Index("ix_unfinished_key", unfinished.c.key, unique=True)
sa.Index("ix_unfinished_account", unfinished.c.account)
sa.Index("ix_unfinished_source", unfinished.c.source)
sa.Index("ix_unfinished_expires", unfinished.c.expires)
