"""The floor of an upload: what streams a body to the disk and flushes it. `python -m bench.upload_floor DATABASE PORT`.

Starlette's own stream under FastAPI in one process, with one flush at the end. It does not look into the form, hashes
and encrypts nothing, and keeps no row. Its files lie beside the database, which it does not use.
"""

from __future__ import annotations

import os
import sys
import uuid
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from bench.floor import Keep, serve, shown

PATH = "/forms/plan"


def build(_keep: Keep) -> FastAPI:
    """Return the application."""
    app = FastAPI()
    folder = Path(sys.argv[1]).parent

    @app.get(PATH)
    def empty() -> HTMLResponse:
        return shown()

    @app.post(PATH)
    async def taken(request: Request) -> HTMLResponse:
        size = 0
        with (folder / str(uuid.uuid4())).open("wb") as file:
            async for piece in request.stream():
                await run_in_threadpool(file.write, piece)
                size += len(piece)
            await run_in_threadpool(file.flush)
            await run_in_threadpool(os.fsync, file.fileno())
        return shown(f'<input type="hidden" name="file" value="{size}">')

    return app


if __name__ == "__main__":
    serve(build, sys.argv[1], int(sys.argv[2]), tables=())
