"""The tables of public petitions: what was published, who signed, and how many that are."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.forms.tables import petitions
from egovframe.kernel.database import TEXT, Id, Instant, metadata
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched, watched

public_petitions = sa.Table(
    "public_petitions",
    metadata,
    Id(primary_key=True),
    Id("petition", sa.ForeignKey(petitions.c.id)),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("unit", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),  # collecting, closed, withdrawn, refused
    sa.Column("title", sa.Text),
    sa.Column("answers", sa.Text),  # canonical JSON of the answers that are public, as they were when published
    sa.Column("thresholds", TEXT, nullable=False),  # canonical JSON
    sa.Column("assurance", sa.BigInteger, nullable=False),
    sa.Column("answer_days", sa.BigInteger, nullable=False),
    Instant("decided"),
    Id("by"),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("ground", TEXT),
    sa.Column("reason", sa.LargeBinary),  # canonical JSON {reason, remedy}, sealed by the case's key
    Instant("opens", nullable=True),
    Instant("closes", nullable=True),
    sa.Column("salt", sa.LargeBinary),  # of the signers' marks, sealed by the key that goes when they are erased
    sa.Column("reached", sa.BigInteger, nullable=False),
    Instant("reached_at", nullable=True),
    Instant("answer_by", nullable=True),
    Instant("ended", nullable=True),
    sa.Column("total", sa.BigInteger),  # the exact number, once no signature can come any more
    Instant("erased", nullable=True),
    sa.UniqueConstraint("petition"),
    info=watched(key=("id",), keyed=True),
)
"""One row a petition that an officer published, or refused to publish."""
sa.Index("ix_public_petitions_state", public_petitions.c.state, public_petitions.c.closes)

# No foreign key to the publication: checking it would lock that one row for each of a crowd that signs at once.
signatures = sa.Table(
    "signatures",
    metadata,
    Id(primary_key=True),
    sa.Column("publication", TEXT, nullable=False),
    sa.Column("mark", TEXT, nullable=False),  # a MAC of who signed under a salt of the publication
    Instant("at"),
    sa.Column("sealed", sa.LargeBinary, nullable=False),  # canonical JSON {name, contact}
    sa.UniqueConstraint("publication", "mark"),
    info=watched(key=("id",), keyed=True),
)
"""One row a signature; added, and removed when it is withdrawn, never changed."""
sa.Index("ix_signatures_publication", signatures.c.publication, signatures.c.id)

signature_counts = sa.Table(
    "signature_counts",
    metadata,
    Id("publication", primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("last", TEXT, nullable=False),  # the newest signature that was there when it was counted
    Instant("at"),
    info=unwatched(
        why=Text(
            ko="서명 수를 몇 초마다 다시 센 것입니다. 서명 자체와 마감 수는 다이제스트로 지킵니다.",
            en="How many signed, counted anew every few seconds; the signatures and the final number are watched.",
        )
    ),
)
"""How many signed, so that no page counts."""
sa.Index("ix_signature_counts_count", signature_counts.c.count)
