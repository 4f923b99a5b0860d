"""The counts of days that are over."""

from __future__ import annotations

import sqlalchemy as sa

from egovframe.kernel.database import TEXT, Instant, metadata
from egovframe.kernel.text import Text
from egovframe.kernel.watch import unwatched

_WHY = Text(
    ko="민원과 처리 단계에서 다시 셀 수 있는 합계입니다. 감사 기록에서 센 값과 견주어 볼 수 있습니다.",
    en="Sums that can be counted again from petitions and their steps, and held against those of the trail.",
)

tallies = sa.Table(
    "tallies",
    metadata,
    sa.Column("day", TEXT, nullable=False),
    sa.Column("form", TEXT, nullable=False),
    sa.Column("unit", TEXT, nullable=False),
    sa.Column("measure", TEXT, nullable=False),
    sa.Column("value", TEXT, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.PrimaryKeyConstraint("day", "form", "unit", "measure", "value", "number"),
    info=unwatched(why=_WHY),
)
"""How often each thing was counted on each local day, see `egovframe.forms.statistics.model.Key`."""

tallied_days = sa.Table(
    "tallied_days",
    metadata,
    sa.Column("day", TEXT, primary_key=True),
    Instant("at"),
    info=unwatched(why=_WHY),
)
"""Which days were counted, and when: a day on which nothing happened has no other row."""
