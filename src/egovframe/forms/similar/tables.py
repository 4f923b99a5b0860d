"""The sketches of petitions, and the bands under which they are looked up."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.forms.tables import petitions
from egovframe.kernel.database import TEXT, Id, metadata
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched

_WHY = Text(
    ko="민원의 공개 답변에서 다시 만들 수 있는 요약 값으로, 비슷한 민원을 찾는 데만 씁니다.",
    en="Made from the open answers of petitions and can be made again; only used to find similar ones.",
)

sketches = sa.Table(
    "sketches",
    metadata,
    Id("petition", sa.ForeignKey(petitions.c.id), primary_key=True),
    sa.Column("sketch", sa.LargeBinary),  # NULL for a text that says too little
    info=unwatched(why=_WHY),
)
"""The sketch of each petition that was looked at."""

sketch_bands = sa.Table(
    "sketch_bands",
    metadata,
    sa.Column("band", TEXT, nullable=False),
    Id("petition", sa.ForeignKey(petitions.c.id)),
    sa.PrimaryKeyConstraint("band", "petition"),
    sa.Index("ix_sketch_bands_petition", "petition"),
    info=unwatched(why=_WHY),
)
"""Which petitions have which band."""
