"""The tables of accounts. Rows are never deleted but from the unwatched ones, so nothing points at a missing row."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched, watched

accounts: Final = sa.Table(
    "accounts",
    metadata,
    Id(primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", TEXT, nullable=False, unique=True),  # caseless: what must be unique
    sa.Column("kind", TEXT, nullable=False),
    Instant("created"),
    Instant("disabled", nullable=True),
    info=watched(keyed=True),
)

credentials: Final = sa.Table(
    "credentials",
    metadata,
    Id(primary_key=True),
    Id("account"),
    sa.Column("authenticator", TEXT, nullable=False),
    sa.Column("stored", sa.Text, nullable=False),
    sa.Column("pepper", TEXT, nullable=False),  # which of the office's keys went into `stored`
    Instant("created"),
    Instant("changed"),
    Instant("disabled", nullable=True),
    sa.UniqueConstraint("account", "authenticator"),
    info=watched(keyed=True),
)

roles: Final = sa.Table(
    "roles",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("may", sa.Text, nullable=False),
    sa.Column("includes", sa.Text),  # JSON list; NULL: none
    sa.Column("reveals", sa.Text),  # JSON list of kinds of personal answers; NULL: every kind
    sa.Column("declared", TEXT, nullable=False),  # digest of the declaration that was published
    Instant("published"),
    info=watched(key=("name",)),
)

units: Final = sa.Table(
    "units",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("parent", TEXT),
    sa.Column("declared", TEXT, nullable=False),
    Instant("published"),
    info=watched(key=("name",)),
)

publications: Final = sa.Table(
    "publications",
    metadata,
    sa.Column("subject", TEXT, primary_key=True),  # "roles" or "units"
    sa.Column("names", sa.Text, nullable=False),  # every name ever published: a row that is gone is not new
    Instant("published"),
    info=watched(key=("subject",)),
)

grants: Final = sa.Table(
    "grants",
    metadata,
    Id(primary_key=True),
    Id("account"),
    sa.Column("role", TEXT, nullable=False),
    sa.Column("unit", TEXT),  # NULL: everywhere
    Instant("since"),
    Instant("until", nullable=True),
    Instant("revoked", nullable=True),
    sa.Column("granted_by", TEXT, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("form", TEXT),  # NULL: for every form, and for what is no form
    sa.Column("own", sa.BigInteger),  # 1: for the account's own cases; NULL: for all
    sa.Index("ix_grants_account", "account"),
    info=watched(keyed=True),
)

tokens: Final = sa.Table(
    "tokens",
    metadata,
    Id(primary_key=True),
    Id("account"),
    sa.Column("digest", TEXT, nullable=False, unique=True),  # SHA-256 of 256 random bits: needs no salt
    Instant("created"),
    Instant("expires"),
    Instant("revoked", nullable=True),
    sa.Index("ix_tokens_account", "account"),
    info=watched(),
)

sessions: Final = sa.Table(
    "sessions",
    metadata,
    Id(primary_key=True),
    Id("account"),
    sa.Column("digest", TEXT, nullable=False, unique=True),
    Instant("created"),
    Instant("seen"),
    Instant("expires"),
    Instant("ended", nullable=True),
    sa.Column("methods", TEXT, nullable=False),  # JSON list
    sa.Column("assurance", sa.BigInteger, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("agent", sa.Text, nullable=False),
    sa.Column("authenticator", TEXT),  # what let the person in first
    sa.Column("shown", sa.Text),  # JSON list: the evidence, so that a further proof adds to it
    sa.Column("tier", sa.Text),  # the level as the provider calls it
    sa.Column("leave", sa.LargeBinary),  # sealed: what the provider needs when the person signs out
    sa.Column("acting", TEXT),  # in whose place: delegation:<id> or impersonation:<id>; sealed as well
    sa.Column("seal", TEXT, nullable=False),  # the office's MAC: a row slipped in signs nobody in
    sa.Index("ix_sessions_account", "account"),
    info=unwatched(
        why=Text(
            ko="쓸 때마다 바뀌는 기록입니다. 로그인과 로그아웃은 사실로 남고, 각 행은 기관의 키로 봉인됩니다.",
            en="Changes with every use. Signing in and out are facts, and each row is sealed with the office's key.",
        )
    ),
)

attempts: Final = sa.Table(
    "attempts",
    metadata,
    sa.Column("key", TEXT, primary_key=True),
    sa.Column("failures", sa.BigInteger, nullable=False),
    Instant("since"),
    Instant("last"),
    Instant("wait_until", nullable=True),
    info=unwatched(
        why=Text(
            ko="실패 횟수를 세는 표로, 오래된 것은 지워집니다. 실패한 로그인은 사실로 남습니다.",
            en="Counts failures and forgets old ones. Every failed sign-in is kept as a fact.",
        )
    ),
)
