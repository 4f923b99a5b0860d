"""Where tests keep their files: in memory where there is room, since each of thousands of offices is flushed to it."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""
ROOM = 2 * 1024**3
"""So many bytes must be free there: every PostgreSQL database that is made takes ten million."""
PLACE = "PYTEST_DEBUG_TEMPROOT"
"""Where pytest looks for the folder of all its temporary folders."""


def memory() -> Path | None:
    """Gives the folder whose files are in memory, None where there is none or too little room."""
    there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM
    return MEMORY if there else None


def keep_in_memory() -> None:
    """Lets `tmp_path` lie in memory, unless somebody has said where; the processes that we start follow."""
    if place := memory():
        os.environ.setdefault(PLACE, str(place))
