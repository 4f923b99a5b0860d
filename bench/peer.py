"""A peer: the same petition through the libraries that developers reach for. `python -m bench.peer DATABASE PORT`.

FastAPI in one process with SQLAlchemy's ORM and a page in Jinja: a CSRF token bound to the browser, validation, each
personal answer sealed with AES-256-GCM under a key of the case, a receipt number, a fact with the digest of the row,
one durable commit. SQLite behind a write lock, PostgreSQL with a pool. The floor (`bench.floor`) is what remains when
all that these libraries do is taken away; this is what a city would have otherwise.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import sys
import threading
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import DictLoader, Environment, select_autoescape
from pydantic import ValidationError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from starlette.concurrency import run_in_threadpool

from bench import floor

PAGE = Environment(
    loader=DictLoader(
        {
            "form.html": (
                '<form method="post"><input type="hidden" name="csrf-token" value="{{ token }}">'
                "{% for name in names %}<label>{{ name }}<input name='{{ name }}'></label>{% endfor %}</form>"
            )
        }
    ),
    autoescape=select_autoescape(),
)


class Base(DeclarativeBase):
    """The peer's tables."""


class Petition(Base):
    """One petition."""

    __tablename__ = "petitions"
    id: Mapped[str] = mapped_column(primary_key=True)
    receipt: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    received: Mapped[datetime]
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    name: Mapped[bytes]
    phone: Mapped[bytes]
    email: Mapped[bytes]
    note: Mapped[bytes]
    wrapped: Mapped[bytes]


class Fact(Base):
    """One fact."""

    __tablename__ = "facts"
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    entry: Mapped[str]


def receive(form: floor.Filled, sessions: Callable[[], Session]) -> str:
    """Store one petition with its fact and return the receipt number."""
    case, receipt = str(uuid.uuid4()), "".join(secrets.choice(floor.SIGNS) for _ in range(9))
    key = AESGCM.generate_key(256)
    personal = {
        name: floor.sealed(key, str(getattr(form, name)).encode(), f"{case}:{name}".encode()) for name in floor.PERSONAL
    }
    petition = Petition(
        id=case,
        receipt=receipt,
        state="received",
        received=datetime.now(UTC),
        answers=form.model_dump(exclude=floor.PERSONAL),
        wrapped=floor.sealed(floor.MASTER, key, case.encode()),
        **personal,
    )
    content = repr([getattr(petition, column.key) for column in sa.inspect(Petition).columns])
    digest = hmac.digest(floor.MASTER, content.encode(), "sha256").hex()
    fact = {"id": str(uuid.uuid4()), "action": "petition.submitted", "object": case, "digest": digest}
    with sessions() as session, session.begin():
        session.add_all([petition, Fact(id=fact["id"], entry=json.dumps(fact, sort_keys=True))])
    return receipt


def opened(database: str) -> tuple[Callable[[], Session], Any]:
    """Return what opens a session, and the write lock that SQLite needs."""
    lock: Any = nullcontext()
    if database.startswith("postgresql"):
        engine = sa.create_engine(database, pool_size=8, pool_pre_ping=True)
    else:
        engine, lock = sa.create_engine(f"sqlite:///{database}"), threading.Lock()

        @sa.event.listens_for(engine, "connect")
        def durable(connection: Any, _record: Any) -> None:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")

    Base.metadata.create_all(engine)
    return sessionmaker(engine, expire_on_commit=False), lock


def build(database: str) -> FastAPI:
    """Return the application."""
    app = FastAPI()
    sessions, lock = opened(database)

    def filed(form: floor.Filled) -> str:
        with lock:
            return receive(form, sessions)

    @app.get("/forms/request")
    def empty() -> HTMLResponse:
        secret = secrets.token_urlsafe(24)
        token = hashlib.sha256(secret.encode()).hexdigest()
        page = HTMLResponse(PAGE.get_template("form.html").render(token=token, names=list(floor.Filled.model_fields)))
        page.set_cookie("csrf", secret, httponly=True, samesite="lax")
        return page

    @app.post("/forms/request")
    async def sent(request: Request) -> Response:
        posted = await floor.of_our_page(request)
        if posted is None:
            return Response("csrf", status_code=403)
        try:
            form = floor.Filled.model_validate(posted)
        except ValidationError as error:
            return Response(str(error.error_count()), status_code=422)
        return RedirectResponse(f"/receipts/{await run_in_threadpool(filed, form)}", status_code=303)

    return app


if __name__ == "__main__":
    floor.run(build(sys.argv[1]), int(sys.argv[2]))
