"""Another program at the same database: what it writes goes round the components."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from egovframe.kernel.database import Database


@contextmanager
def elsewhere(database: Database) -> Iterator[sa.Connection]:
    """Lend a connection of another program's, in a transaction that commits."""
    engine = sa.create_engine(database.engine.url, poolclass=sa.NullPool)
    try:
        with engine.begin() as conn:
            if database.schema is not None:
                conn.execute(sa.text("SELECT set_config('search_path', :schema, true)"), {"schema": database.schema})
            yield conn
    finally:
        engine.dispose()
