"""The tables of the procedure: its versions, the steps of each case, supplements, objections, requests done."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.forms.tables import petitions
from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched, watched

procedures = sa.Table(
    "procedures",
    metadata,
    Id(primary_key=True),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("definition", sa.Text, nullable=False),  # canonical JSON of the Procedure
    Instant("published"),
    sa.UniqueConstraint("name", "version"),
    info=watched(key=("id",)),
)
"""Every version of every procedure that was ever published. Immutable."""

steps = sa.Table(
    "case_steps",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey(petitions.c.id)),
    Instant("at"),
    sa.Column("action", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("unit", TEXT, nullable=False),
    Id("by"),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("about", sa.Text),
    sa.Column("value", sa.BigInteger),
    sa.Column("details", sa.LargeBinary),  # canonical JSON of what was written, sealed by the case's key
    info=watched(key=("id",), keyed=True),
)
"""One row a step after the receipt: what was done, and in which state and unit the case was then. Immutable.

`about` says what the step was about in a word that is no secret: the handler's name, a unit, a limit, a reason's code.
`value` is its number: a score, or the how-manieth.
"""
sa.Index("ix_case_steps_petition", steps.c.petition)
sa.Index("ix_case_steps_action", steps.c.action, steps.c.at)

supplements = sa.Table(
    "supplements",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey(petitions.c.id)),
    sa.Column("nth", sa.BigInteger, nullable=False),
    Instant("asked"),
    sa.Column("days", sa.BigInteger, nullable=False),
    Instant("due"),
    sa.Column("extended", sa.BigInteger, nullable=False),
    Instant("answered", nullable=True),
    Instant("lapsed", nullable=True),
    sa.UniqueConstraint("petition", "nth"),
    info=watched(key=("id",)),
)
"""What applicants were asked to hand in later: by when, how often they took more time, and whether it came."""

objections = sa.Table(
    "objections",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey(petitions.c.id)),
    Instant("filed"),
    Instant("due"),
    sa.Column("extended", sa.BigInteger, nullable=False),
    Instant("decided", nullable=True),
    sa.Column("outcome", TEXT),
    info=watched(key=("id",)),
)
"""Objections to refusals: one for each petition at most."""
sa.Index("ix_objections_petition", objections.c.petition)

requests = sa.Table(
    "case_requests",
    metadata,
    sa.Column("mark", TEXT, primary_key=True),  # keyed: whose request it is, of which petition, under which name
    Id("petition", sa.ForeignKey(petitions.c.id)),
    sa.Column("said", TEXT, nullable=False),  # keyed: which action, and with what
    Instant("at"),
    sa.Index("ix_case_requests_at", "at"),
    info=unwatched(
        why=Text(
            ko="같은 요청이 두 번 처리되지 않도록 며칠만 두는 표시이며, 처리 자체는 기록이 남습니다.",
            en="Marks that keep a request from being done twice, for some days only; what was done has its own facts.",
        )
    ),
)
"""Requests of programs that were done, so that the same one sent again is not done again."""
