"""The floor: the least code that does the same durable work by hand. `python -m bench.floor DATABASE PORT`.

FastAPI in one process, as a good developer would write it for one form: a CSRF token bound to the browser,
validation, personal answers sealed with AES-256-GCM under a key of the case, a receipt number, a fact with the digest
of the row, and one durable commit. SQLite behind a write lock, PostgreSQL with a few connections. It is a measure, not
an example: no versions, no calendar, no languages, no masks, nothing that anyone could verify.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import queue
import secrets
import sqlite3
import sys
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import uvicorn
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field, StringConstraints, ValidationError
from starlette.concurrency import run_in_threadpool

MASTER = os.urandom(32)
SIGNS = "23456789ABCDEFGHJKMNPQRTVWXYZ"
Text = Annotated[str, StringConstraints(max_length=200)]


class Filled(BaseModel):
    """The twelve questions."""

    title: Text
    content: Annotated[str, StringConstraints(max_length=5000)]
    place: Text
    lanes: int = Field(default=0, ge=0, le=8)
    people: int = Field(ge=1, le=100_000)
    urgent: bool
    category: Text
    seen: Text
    name: Text
    phone: Annotated[str, StringConstraints(pattern=r"^0\d{1,2}-?\d{3,4}-?\d{4}$")]
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    note: Text | None = None


PERSONAL = {"name", "phone", "email", "note"}
TABLES = (
    (
        "CREATE TABLE petitions (id TEXT PRIMARY KEY, receipt TEXT NOT NULL UNIQUE, state TEXT NOT NULL, "
        "received TEXT NOT NULL, answers TEXT NOT NULL, personal {blob} NOT NULL, wrapped {blob} NOT NULL)"
    ),
    "CREATE TABLE facts (n {serial}, id TEXT NOT NULL UNIQUE, entry TEXT NOT NULL)",
)
Keep = Callable[[tuple[Any, ...], tuple[Any, ...]], None]


def sealed(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Return the value under AES-256-GCM."""
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def receive(form: Filled, keep: Keep) -> str:
    """Store one petition with its fact and return the receipt number."""
    case, receipt = str(uuid.uuid4()), "".join(secrets.choice(SIGNS) for _ in range(9))
    answers = json.dumps(form.model_dump(exclude=PERSONAL), ensure_ascii=False, sort_keys=True)
    personal = json.dumps(form.model_dump(include=PERSONAL), ensure_ascii=False, sort_keys=True).encode()
    key = AESGCM.generate_key(256)
    row = (
        case,
        receipt,
        "received",
        datetime.now(UTC).isoformat(),
        answers,
        sealed(key, personal, case.encode()),
        sealed(MASTER, key, case.encode()),
    )
    digest = hmac.digest(MASTER, repr(row).encode(), "sha256").hex()
    fact = {"id": str(uuid.uuid4()), "action": "petition.submitted", "object": case, "digest": digest}
    keep(row, (fact["id"], json.dumps(fact, sort_keys=True)))
    return receipt


def sqlite_keeper(path: str, tables: tuple[str, ...] = TABLES) -> Keep:
    """Return what keeps a petition in SQLite: one connection, one write lock, every commit flushed."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    for table in tables:
        connection.execute(table.format(blob="BLOB", serial="INTEGER PRIMARY KEY"))
    lock = threading.Lock()

    def keep(row: tuple[Any, ...], fact: tuple[Any, ...]) -> None:
        with lock:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO petitions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            connection.execute("INSERT INTO facts (id, entry) VALUES (?, ?)", fact)
            connection.execute("COMMIT")

    return keep


def postgres_keeper(url: str, tables: tuple[str, ...] = TABLES) -> Keep:
    """Return what keeps a petition in PostgreSQL, over eight connections."""
    import psycopg

    connections: queue.Queue[psycopg.Connection] = queue.Queue()
    for _ in range(8):
        connections.put(psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://")))
    first = connections.get()
    for table in tables:
        first.execute(table.format(blob="BYTEA", serial="BIGSERIAL PRIMARY KEY").encode())
    first.commit()
    connections.put(first)

    def keep(row: tuple[Any, ...], fact: tuple[Any, ...]) -> None:
        connection = connections.get()
        try:
            connection.execute("INSERT INTO petitions VALUES (%s, %s, %s, %s, %s, %s, %s)", row)
            connection.execute("INSERT INTO facts (id, entry) VALUES (%s, %s)", fact)
            connection.commit()
        finally:
            connections.put(connection)

    return keep


def shown(more: str = "") -> HTMLResponse:
    """Return a page with a form whose token is bound to the browser."""
    secret = secrets.token_urlsafe(24)
    token = hashlib.sha256(secret.encode()).hexdigest()
    page = HTMLResponse(f'<form method="post"><input type="hidden" name="csrf-token" value="{token}"></form>{more}')
    page.set_cookie("csrf", secret, httponly=True, samesite="lax")
    return page


async def of_our_page(request: Request) -> dict[str, str] | None:
    """Return what was posted without its token; None where the token is not the browser's."""
    posted = {name: str(value) for name, value in (await request.form()).items()}
    expected = hashlib.sha256(request.cookies.get("csrf", "").encode()).hexdigest()
    return posted if hmac.compare_digest(posted.pop("csrf-token", ""), expected) else None


def build(keep: Keep) -> FastAPI:
    """Return the application."""
    app = FastAPI()

    @app.get("/forms/request")
    def empty() -> HTMLResponse:
        return shown()

    @app.post("/forms/request")
    async def filed(request: Request) -> Response:
        posted = await of_our_page(request)
        if posted is None:
            return Response("csrf", status_code=403)
        try:
            form = Filled.model_validate(posted)
        except ValidationError as error:
            return Response(str(error.error_count()), status_code=422)
        receipt = await run_in_threadpool(receive, form, keep)
        return RedirectResponse(f"/receipts/{receipt}", status_code=303)

    return app


def serve(make: Callable[[Keep], FastAPI], database: str, port: int, *, tables: tuple[str, ...] = TABLES) -> None:
    """Serve an application that keeps what it is given, until stopped."""
    keeper = postgres_keeper if database.startswith("postgresql") else sqlite_keeper
    run(make(keeper(database, tables)), port)


def run(app: FastAPI, port: int) -> None:
    """Serve an application until stopped."""
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            print(f"ready: http://127.0.0.1:{port}/", flush=True)

    Server(config).run()


if __name__ == "__main__":
    serve(build, sys.argv[1], int(sys.argv[2]))
