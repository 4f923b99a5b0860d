"""The tables of the trail: facts as they were written, and the tree over them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.text import Text
from egovframe.kernel.watch import by_the_log, unwatched, watched

_BY_THE_TREE: Final = Text(
    ko="서명된 체크포인트와 머클 트리로 확인합니다.", en="Checked against the Merkle tree and its signed checkpoints."
)

_FROM_THE_ENTRIES: Final = Text(
    ko="봉인된 항목에서 만들며, 검증할 때 항목과 맞춰 봅니다.",
    en="Made from the sealed entries, and compared with them when the trail is verified.",
)

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

facts = sa.Table(
    "facts",
    metadata,
    sa.Column("n", _number, primary_key=True, autoincrement=True),  # order of writing; gaps on PostgreSQL
    Id("id"),
    sa.Column("entry", sa.LargeBinary, nullable=False),  # the bytes that are hashed
    sa.Column("mac", sa.LargeBinary, nullable=False),  # vouches for the entry until it is sealed
    sa.Column("private", sa.LargeBinary),  # sealed for whose it is; the entry holds commitments to it
    sa.Index("ix_facts_id", "id", unique=True),
    info=by_the_log(why=_BY_THE_TREE),
)
"""The facts as they were written: nothing that a request does not have to wait for."""

fact_index = sa.Table(
    "fact_index",
    metadata,
    sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("position", sa.BigInteger, nullable=False, unique=True),  # in the log
    Id("id"),
    Instant("at", index=True),
    sa.Column("action", TEXT, nullable=False),
    sa.Column("does", TEXT, nullable=False),
    sa.Column("actor", TEXT, nullable=False),
    sa.Column("actor_kind", TEXT, nullable=False),
    sa.Column("object", TEXT, nullable=False),
    sa.Column("outcome", TEXT, nullable=False),
    sa.Column("due", sa.SmallInteger),  # a reason is due: 1 given, 0 not; NULL when none is
    sa.Column("trace", TEXT),  # W3C, 32 hex digits; NULL where the fact has none
    sa.Index("ix_fact_index_id", "id", unique=True),
    sa.Index("ix_fact_index_action", "action", "n"),
    sa.Index("ix_fact_index_actor", "actor", "n"),
    sa.Index("ix_fact_index_object", "object", "n"),
    sa.Index(
        "ix_fact_index_trace",
        "trace",
        sqlite_where=sa.text("trace IS NOT NULL"),
        postgresql_where=sa.text("trace IS NOT NULL"),
    ),
    sa.Index("ix_fact_index_unexplained", "n", sqlite_where=sa.text("due = 0"), postgresql_where=sa.text("due = 0")),
    info=by_the_log(why=_FROM_THE_ENTRIES),
)
"""What facts are looked up by, taken from the entries once they are sealed."""

fact_subjects = sa.Table(
    "fact_subjects",
    metadata,
    sa.Column("subject", TEXT, primary_key=True),
    sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Index("ix_fact_subjects_n", "n", "subject"),
    info=by_the_log(why=_FROM_THE_ENTRIES),
)
"""Whose data each fact is about, taken from the entries once they are sealed."""

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),  # of the first fact in the log
    sa.Column("first", sa.BigInteger, nullable=False, unique=True),  # its facts.n; the others follow
    sa.Column("count", sa.BigInteger, nullable=False),
    info=by_the_log(why=_BY_THE_TREE),
)
"""Which facts are sealed and where: a run is a stretch of numbers that stand in the log as they were written."""

gaps = sa.Table(
    "gaps",
    metadata,
    sa.Column("first", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("last", sa.BigInteger, nullable=False),
    sa.Column("horizon", sa.BigInteger, nullable=False),
    info=unwatched(
        why=Text(
            ko="아직 끝나지 않았을 수 있는 트랜잭션의 번호를 기다리는 목록입니다. 봉인에 영향이 없습니다.",
            en="A waiting list of numbers whose transactions may still be open; it changes nothing that is sealed.",
        )
    ),
)

tiles = sa.Table(
    "tiles",
    metadata,
    sa.Column("level", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("idx", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("hashes", sa.LargeBinary, nullable=False),
    info=by_the_log(why=_BY_THE_TREE),
)

checkpoints = sa.Table(
    "checkpoints",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("previous", sa.BigInteger, nullable=False, unique=True),  # compare-and-swap: one successor each
    sa.Column("note", sa.Text, nullable=False),
    Instant("at"),
    info=by_the_log(why=_BY_THE_TREE),
)

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("holder", TEXT, nullable=False),
    sa.Column("term", sa.BigInteger, nullable=False),  # grows with every change of holder
    Instant("until"),
    info=unwatched(
        why=Text(
            ko="어느 프로세스가 봉인할 차례인지 적습니다. 두 프로세스가 함께 봉인해도 로그는 갈라지지 않습니다.",
            en="Says which process seals; even if two did, the log could not fork.",
        )
    ),
)

# ------------------------------------------------------------------------------------------------ witnessing

_SIGNED: Final = Text(
    ko="행마다 그 기록의 서명이나 증인의 서명이 있습니다. 여기에 사실을 남기면 "
    "서로 증인이 된 두 도시의 기록이 끝없이 늘어납니다.",
    en="Each row carries the signature of a log or of a witness. A fact for each would make two cities that witness "
    "each other write facts for ever.",
)

witnessed = sa.Table(
    "witnessed",
    metadata,
    Id("origin", primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("root", sa.LargeBinary, nullable=False),
    sa.Column("note", sa.Text, nullable=False),  # signed by the log and by us
    Instant("at"),
    info=unwatched(why=_SIGNED),
)
"""The newest checkpoint of each log that we cosigned: one row, so that it is compared and swapped in one statement."""

sightings = sa.Table(
    "sightings",
    metadata,
    Id("origin", primary_key=True),
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("root", sa.LargeBinary, nullable=False),
    sa.Column("note", sa.Text, nullable=False),  # signed by the log
    Instant("at"),
    info=unwatched(why=_SIGNED),
)
"""Every checkpoint that we ever cosigned: a log that shows another root at one of these sizes has two histories."""

cosignatures = sa.Table(
    "cosignatures",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    Id("name", primary_key=True),
    sa.Column("key_hash", TEXT, primary_key=True),  # 8 hexadecimal digits
    sa.Column("signature", sa.LargeBinary, nullable=False),
    Instant("at"),
    info=unwatched(why=_SIGNED),
)
"""What witnesses gave for our own checkpoints, verified before it is kept."""

alarms = sa.Table(
    "alarms",
    metadata,
    Id("id", primary_key=True),  # of what it says: the same evidence is kept once
    Instant("at"),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("origin", TEXT, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("by", TEXT, nullable=False),
    sa.Column("kept", sa.Text, nullable=False),
    sa.Column("shown", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Index("ix_alarms_origin", "origin"),
    info=watched(),
)
"""Signed checkpoints that contradict each other; kept for good, and vouched for by a fact: alarms are rare."""

fact_holds = sa.Table(
    "fact_holds",
    metadata,
    Id("id", primary_key=True),
    Instant("at"),
    sa.Column("by", TEXT, nullable=False),
    sa.Column("reason", sa.LargeBinary, nullable=False),  # sealed under the office's key: it may name people
    sa.Column("basis", sa.Text, nullable=False),
    sa.Column("over", sa.Text, nullable=False),  # what it is over, JSON
    Instant("lifted_at", nullable=True),
    sa.Column("lifted_by", TEXT),
    sa.Column("lifted_reason", sa.LargeBinary),
    info=watched(keyed=True),
)
"""Legal holds: what may not be destroyed; a hold that was lifted stays here for the record."""

log_keys = sa.Table(
    "log_keys",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("seed", TEXT, nullable=False),  # its name in the keyring
    sa.Column("vkey", TEXT, nullable=False),
    Instant("since"),
    Instant("until", nullable=True),
    info=watched(key=("number",)),
)
"""The log's signing keys once they were rotated; a log whose key never was has none here."""

# ------------------------------------------------------------------------------------------------ reviewing

reasons = sa.Table(
    "reasons",
    metadata,
    Id("id", primary_key=True),  # of the fact whose reason was missing
    Instant("explained_at", nullable=True),
    sa.Column("explained_by", TEXT),
    Instant("judged_at", nullable=True),
    sa.Column("judged_by", TEXT),
    sa.Column("judgement", TEXT),
    info=watched(),
)
"""Reasons that were given afterwards, and what reviewers think of them; the words are private values of the facts."""

reviews = sa.Table(
    "reviews",
    metadata,
    Id("id", primary_key=True),  # the month: 2026-10
    Instant("at"),
    sa.Column("by", TEXT, nullable=False),
    sa.Column("digest", TEXT, nullable=False),  # SHA-256 of the report, in hex
    sa.Column("report", sa.Text, nullable=False),  # canonical JSON
    info=watched(),
)
"""The months that were reviewed and signed, each with the report that was signed."""
