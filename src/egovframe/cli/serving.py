"""`run`, `work`, `migrate`: the office at work."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from egovframe.cli.city import open_office, settings_here
from egovframe.cli.output import answer, asked, document, line, say

if TYPE_CHECKING:
    from egovframe.office import Office

STOPPING_SECONDS = 20
"""How long requests that were taken in may take to finish when the server is asked to stop."""


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("run")(run)
    app.command("work")(work)
    app.command("migrate")(migrate)


def run(
    context: typer.Context,
    app: str = typer.Argument("", metavar="[APP]", help="The city, module:attribute."),
    port: int | None = typer.Option(None, min=0, max=65535, help="The port to serve at; 0 takes a free one."),
    host: str = typer.Option("", help="The address to serve at."),
) -> None:
    """Serve the city: portal, desk, administration, API and the public log, with the worker beside."""
    from egovframe.web import build

    settings = settings_here()
    listening = _listen(host or settings.web.host, settings.web.port if port is None else port)
    with listening, open_office(context, named=app, quiet=False) as office:
        serve(office, build(office), listening)


def serve(office: Office, application: Any, listening: socket.socket) -> None:
    """Serve until asked to stop; then finish what was taken in, and the task and seal at hand."""
    import uvicorn

    address, port = listening.getsockname()[:2]
    shown = f"[{address}]" if ":" in address else address

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if not self.should_exit:
                line(f"ready: http://{shown}:{port}/")
                typer.get_text_stream("stdout").flush()

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Stop on SIGTERM and SIGINT, and leave time to close the office afterwards."""
            with _on_signals(self.handle_exit):
                yield

    config = uvicorn.Config(
        application,
        access_log=False,
        log_config=None,
        server_header=False,
        lifespan="on",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=STOPPING_SECONDS,
    )
    office.start(worker=office.settings.worker.embedded)
    Server(config).run(sockets=[listening])


@contextmanager
def _on_signals(handler: Any) -> Iterator[None]:
    kinds = (signal.SIGTERM, signal.SIGINT)
    before = {kind: signal.signal(kind, handler) for kind in kinds}
    try:
        yield
    finally:
        for kind, old in before.items():
            signal.signal(kind, old)


def _listen(host: str, port: int) -> socket.socket:
    """Take the address. Raises SettingsError when it is in use or not ours."""
    from egovframe.kernel.errors import SettingsError

    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(2048)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        if isinstance(error, PermissionError) or getattr(error, "errno", None) == 98:
            hint = f"Stop the other program, or choose another port: --port {port + 1}."
        else:
            hint = "Choose another address or port: --host 127.0.0.1 --port 8000."
        raise SettingsError(f"Nothing can be served at {host}:{port}: {error.strerror or error}.", hint=hint) from error
    return listening


def work(
    context: typer.Context, app: str = typer.Argument("", metavar="[APP]", help="The city, module:attribute.")
) -> None:
    """Do what waits in the outbox and seal the trail, until asked to stop. As many as you like may run."""
    stop = threading.Event()
    with open_office(context, named=app, quiet=False) as office, _on_signals(lambda *_: stop.set()):
        office.start()
        say(f"At work for {office.name}. Stop with Ctrl-C.")
        stop.wait()


def migrate(context: typer.Context) -> None:
    """Bring the database of this folder's office up to this release."""
    import egovframe.office  # noqa: F401  every component declares its tables
    from egovframe.kernel import migrations
    from egovframe.kernel.database import Database, metadata

    settings = settings_here()
    database = Database.open(settings.database_url, schema=settings.database.schema_name, pool_size=2)
    try:
        applied = migrations.migrate(database, metadata=metadata)
    finally:
        database.close()
    if asked(context).json:
        document({"applied": applied, "revision": migrations.REVISIONS[-1]})
    else:
        words = f"Applied {', '.join(applied)}." if applied else "Nothing to do."
        answer(context, {}, f"{words} The database is at revision {migrations.REVISIONS[-1]}.")
