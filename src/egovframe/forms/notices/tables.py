"""The tables of papers that were written to applicants, of each try to send them, and of how people want to be told."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.forms.notices.model import LOST
from egovframe.forms.tables import notices
from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.watch import watched

papers = sa.Table(
    "papers",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("language", TEXT, nullable=False),
    sa.Column("template", sa.BigInteger, nullable=False),
    Instant("at"),
    sa.Column("task", TEXT, nullable=False, unique=True),
    sa.Column("content", sa.LargeBinary, nullable=False),  # canonical JSON of the paper, sealed by the case's key
    info=watched(key=("id",), keyed=True),
)
"""Every paper as it was written, word for word. Immutable; it ends with the key of its case."""
sa.Index("ix_papers_petition", papers.c.petition)

notice_tries = sa.Table(
    "notice_tries",
    metadata,
    Id(primary_key=True),
    Id("notice", sa.ForeignKey("notices.id")),
    Id("petition", sa.ForeignKey("petitions.id")),
    Instant("at"),
    sa.Column("channel", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("said", sa.Text, nullable=False),  # the other side's word: a reference, a status, the kind of its error
    info=watched(key=("id",)),
)
"""Each time that a notice was to leave, and what became of it then; never an address. Immutable."""
sa.Index("ix_notice_tries_petition", notice_tries.c.petition)

notice_choices = sa.Table(
    "notice_choices",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey("petitions.id")),
    Instant("at"),
    sa.Column("language", TEXT, nullable=False),
    sa.Column("way", TEXT, nullable=False),
    info=watched(key=("id",)),
)
"""In which language and by which way the holder wants to be told; the last one counts. Immutable."""
sa.Index("ix_notice_choices_petition", notice_choices.c.petition)

# Whoever looks for results that did not arrive looks at few of many notices. The states are those of `model.LOST`,
# written out, so that both databases see that a question fits.
lost = notices.c.state.in_([sa.literal_column(f"'{state}'") for state in sorted(LOST)])
sa.Index("ix_notices_lost", notices.c.id, sqlite_where=lost, postgresql_where=lost)
