"""The floor of signing: the least code that does the same durable work by hand. `python -m bench.square_floor DB PORT`.

FastAPI in one process: a CSRF token bound to the browser, a sealed link that is opened, a keyed mark that is unique,
the name sealed with AES-256-GCM, a fact with the digest of the row, and one durable commit. It counts nothing, verifies
nothing, limits nobody and knows no periods.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import sys
import uuid
from datetime import UTC, datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from bench import floor

LINKS, NAMES, SALT = os.urandom(32), os.urandom(32), os.urandom(32)
TABLES = (
    (
        "CREATE TABLE petitions (id TEXT PRIMARY KEY, mark TEXT NOT NULL UNIQUE, at TEXT NOT NULL, "
        "publication TEXT NOT NULL, a TEXT NOT NULL, sealed {blob} NOT NULL, rest {blob} NOT NULL)"
    ),
    "CREATE TABLE facts (n {serial}, id TEXT NOT NULL UNIQUE, entry TEXT NOT NULL)",
)


def link(number: int) -> str:
    """Return the key of a link."""
    said = json.dumps({"name": f"Person {number}", "value": f"person{number}@example.org"}).encode()
    return base64.urlsafe_b64encode(floor.sealed(LINKS, said, b"link")).decode()


def sign(key: str, keep: floor.Keep) -> None:
    """Keep one signature with its fact."""
    raw = base64.urlsafe_b64decode(key)
    said: dict[str, str] = json.loads(AESGCM(LINKS).decrypt(raw[:12], raw[12:], b"link"))
    id_ = str(uuid.uuid4())
    mark = hmac.digest(SALT, said["value"].encode(), "sha256").hex()
    content = floor.sealed(NAMES, json.dumps(said).encode(), id_.encode())
    row = (id_, mark, datetime.now(UTC).isoformat(), "one", "", content, b"")
    digest = hmac.digest(floor.MASTER, repr(row).encode(), "sha256").hex()
    fact = {"id": str(uuid.uuid4()), "action": "signature.given", "object": id_, "digest": digest}
    keep(row, (fact["id"], json.dumps(fact, sort_keys=True)))


def build(keep: floor.Keep) -> FastAPI:
    """Return the application."""
    app = FastAPI()

    @app.get("/keys")
    def keys(people: int) -> JSONResponse:
        return JSONResponse([link(number) for number in range(people)])

    @app.get("/signatures/{key}")
    def opened(key: str) -> HTMLResponse:
        return floor.shown(key)

    @app.post("/signatures/confirm")
    async def confirmed(request: Request) -> Response:
        posted = await floor.of_our_page(request)
        if posted is None:
            return Response("csrf", status_code=403)
        await run_in_threadpool(sign, posted["key"], keep)
        return RedirectResponse(f"/signatures/{posted['key']}?done=signed", status_code=303)

    return app


if __name__ == "__main__":
    floor.serve(build, sys.argv[1], int(sys.argv[2]), tables=TABLES)
