"""The tables of forms and petitions. What stands in them is as it was written: texts, whole numbers, sealed bytes."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched, watched

forms = sa.Table(
    "forms",
    metadata,
    Id(primary_key=True),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("definition", sa.Text, nullable=False),  # canonical JSON of the Definition
    Instant("published"),
    sa.UniqueConstraint("name", "version"),
    info=watched(key=("id",)),
)
"""Every version of every form that was ever published. Immutable."""

petitions = sa.Table(
    "petitions",
    metadata,
    Id(primary_key=True),
    sa.Column("receipt", TEXT, nullable=False, unique=True),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("form_version", sa.BigInteger, nullable=False),
    sa.Column("unit", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("urgent", sa.BigInteger, nullable=False),
    sa.Column("registered_year", sa.BigInteger, nullable=False),
    sa.Column("registered_no", sa.BigInteger, nullable=False),
    Instant("received"),
    Instant("due"),
    sa.Column("limit", TEXT, nullable=False),
    sa.Column("counting", sa.Text),  # canonical JSON: how the limit is counted where the law leaves it open
    Instant("known", nullable=True),  # the calendar known then gave the due date; NULL: as it was at receipt
    Instant("held", nullable=True),  # since when the clock stands still; NULL: it runs
    sa.Column("answers", sa.Text, nullable=False),  # canonical JSON of the open answers
    sa.Column("personal", sa.LargeBinary),  # canonical JSON of the personal answers, sealed by the case's data key
    sa.Column("language", TEXT, nullable=False),
    sa.Column("channel", TEXT, nullable=False),
    Id("applicant", nullable=True),
    Id("handler", nullable=True),
    sa.Column("handler_name", sa.Text),
    sa.Column("once", TEXT, unique=True),
    sa.Column("source_key", TEXT),
    Instant("assigned", nullable=True),
    Instant("decided", nullable=True),
    Instant("closed", nullable=True),
    sa.Column("outcome", TEXT),
    sa.UniqueConstraint("unit", "registered_year", "registered_no"),
    sa.UniqueConstraint("form", "source_key"),
    info=watched(key=("id",), keyed=True),
)
"""One row a petition. `source_key` tells lines of an import apart, `once` the repeats of one request."""

# One write more for each index on every submission: only what the desk asks all day has one. A petition that nobody
# can decide any more leaves the queue's index.
sa.Index(
    "ix_petitions_queue",
    petitions.c.unit,
    petitions.c.due,
    sqlite_where=petitions.c.decided.is_(None),
    postgresql_where=petitions.c.decided.is_(None),
)
sa.Index("ix_petitions_form", petitions.c.form, petitions.c.id)
# Registers and the statistics of days that were not counted yet ask for what came between two moments.
sa.Index("ix_petitions_received", petitions.c.received, petitions.c.id)

decisions = sa.Table(
    "decisions",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    sa.Column("kind", TEXT, nullable=False),
    Instant("at"),
    Id("by"),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),  # canonical JSON {text, basis, remedy}, sealed by the case's key
    info=watched(key=("id",), keyed=True),
)
"""What was decided and how a petition ended: answered, refused, withdrawn."""
sa.Index("ix_decisions_petition", decisions.c.petition)

notices = sa.Table(
    "notices",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("channel", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("reference", sa.Text),  # what the channel calls the message; never the address
    sa.Column("task", TEXT, nullable=False, unique=True),
    Instant("at"),
    Id("paper", nullable=True),  # the paper that it carries; none of those that left before papers were kept
    sa.Column("tries", sa.BigInteger),  # how often a channel did not take it
    info=watched(key=("id",)),
)
"""Which notice left by which channel, and what became of it. Its words are kept as a paper."""
sa.Index("ix_notices_petition", notices.c.petition)

inquiries = sa.Table(
    "inquiries",
    metadata,
    Id("subject", primary_key=True),  # a MAC of the receipt number or of the network address
    sa.Column("tries", sa.BigInteger, nullable=False),
    Instant("since"),
    info=unwatched(
        why=Text(
            ko="접수번호 조회 실패 횟수로, 몇 분 뒤 지워집니다.",
            en="Counts failed look-ups of a receipt for some minutes and is then deleted.",
        )
    ),
)
"""Failed tries to look up a petition, so that nobody guesses four digits."""
