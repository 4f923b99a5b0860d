"""What a piece of work asks of the database, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa


@contextmanager
def statements(engine: sa.Engine, said: list[str] | None = None) -> Iterator[list[str]]:
    """Gives the statements that are executed inside, in order; they are added to `said` where it is given."""
    found: list[str] = [] if said is None else said

    def heard(*its: Any) -> None:
        found.append(its[2])

    sa.event.listen(engine, "before_cursor_execute", heard)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", heard)
