"""The tables of factors and of steps on the way in."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched, watched

factors: Final = sa.Table(
    "factors",
    metadata,
    Id(primary_key=True),
    Id("account"),
    sa.Column("authenticator", TEXT, nullable=False),
    sa.Column("handle", TEXT),  # NULL: found by the account alone
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("stored", sa.Text, nullable=False),  # sealed for the office; empty once removed
    Instant("created"),
    Instant("confirmed", nullable=True),
    Instant("used", nullable=True),
    Instant("disabled", nullable=True),
    Instant("removed", nullable=True),
    sa.Index("ix_factors_account", "account"),
    sa.Index(
        "ix_factors_handle",
        "authenticator",
        "handle",
        unique=True,
        sqlite_where=sa.text("handle IS NOT NULL AND removed IS NULL"),
        postgresql_where=sa.text("handle IS NOT NULL AND removed IS NULL"),
    ),
    info=watched(keyed=True),
)

steps: Final = sa.Table(
    "steps",
    metadata,
    sa.Column("digest", TEXT, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    Instant("created"),
    Instant("expires"),
    Instant("spent", nullable=True),
    sa.Index("ix_steps_expires", "expires"),
    info=unwatched(
        why=Text(
            ko="몇 분만 쓰는 로그인 도중의 상태입니다. 내용은 기관의 키로 봉인되고, 로그인 결과는 사실로 남습니다.",
            en="Where somebody is between two proofs, for minutes. Sealed by the office; the outcome is a fact.",
        )
    ),
)
