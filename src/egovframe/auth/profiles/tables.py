"""The table of profiles: one row an account, personal values sealed under the account's key."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

profiles: Final = sa.Table(
    "profiles",
    metadata,
    Id("account", primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("email", TEXT, index=True),  # the office's keyed digest of the primary address
    sa.Column("emails", TEXT, nullable=False),  # the digests of all addresses, with blanks around each
    sa.Column("external", TEXT, index=True),  # the keyed digest of the provisioning system's identifier
    Instant("changed"),
    Instant("retired", nullable=True),  # when provisioning deleted the account; it counts while that is disabled
    info=watched(key=("account",), keyed=True),
)
