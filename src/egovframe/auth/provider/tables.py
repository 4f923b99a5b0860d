"""The tables of the provider."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched, watched

clients: Final = sa.Table(
    "clients",
    metadata,
    Id(primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("secret", TEXT, nullable=False),  # SHA-256 of 256 random bits: needs no salt
    sa.Column("redirect_uris", sa.Text, nullable=False),  # JSON list
    sa.Column("logout_uris", sa.Text, nullable=False),  # JSON list
    sa.Column("account", TEXT),  # the service account that the client itself acts as
    sa.Column("scope", sa.Text),  # JSON list; NULL: whatever there is
    sa.Column("consent", sa.BigInteger),  # 1: people are asked each time; NULL: one of the city's own systems
    Instant("created"),
    Instant("disabled", nullable=True),
    info=watched(),
)

signing_keys: Final = sa.Table(
    "signing_keys",
    metadata,
    Id(primary_key=True),  # the kid
    sa.Column("public", sa.Text, nullable=False),  # JWK
    sa.Column("sealed", sa.LargeBinary, nullable=False),  # the private JWK, sealed with the office's key
    Instant("created"),
    Instant("retired", nullable=True),  # signs no more from then on; shown as long as what it signed counts
    info=watched(),
)

passes: Final = sa.Table(
    "passes",
    metadata,
    sa.Column("digest", TEXT, primary_key=True),
    sa.Column("family", TEXT, nullable=False),
    sa.Column("account", TEXT, nullable=False),
    sa.Column("client", TEXT, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    Instant("created"),
    Instant("expires"),
    Instant("spent", nullable=True),
    sa.Index("ix_passes_family", "family"),
    sa.Index("ix_passes_account", "account"),
    sa.Index("ix_passes_expires", "expires"),
    info=unwatched(
        why=Text(
            ko="다른 시스템에 준 짧은 증표입니다. 기관의 키로 봉인되고, 준 일은 사실로 남습니다.",
            en="Short-lived codes and tokens for other systems, sealed by the office; that they were given is a fact.",
        )
    ),
)
