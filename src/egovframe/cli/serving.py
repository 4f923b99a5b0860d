"""`run` serves the city; `work` does what waits in the outbox, without pages."""

from __future__ import annotations

import errno
import signal
import socket
import threading
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer

from egovframe.cli.office import opened, settings_of
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import EgovError, MissingExtra

if TYPE_CHECKING:
    from egovframe.office import Office

BACKLOG = 2048
STOPPING_SECONDS = 20
"""How long requests that were taken in may take to finish when the server is asked to stop."""
STOPPING = (signal.SIGTERM, signal.SIGINT)
City = Annotated[
    str, typer.Argument(metavar="[APP]", help=words("The city: module:attribute.", "도시: module:attribute."))
]


class PortUnusable(EgovError):
    """The address cannot be served at: somebody else listens there, or it is not this machine's."""

    code: ClassVar[str] = "cli.port_unusable"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(help=words("Serve the city, with its worker, until stopped.", "도시를 서비스합니다(작업자 포함)."))(run)
    app.command(help=words("Do what waits in the outbox, until stopped.", "발신함의 일을 처리합니다."))(work)


@may(why="serves pages, which ask for themselves")
def run(
    ctx: typer.Context,
    city: City = "",
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, help=words("Default: web.port, 8000.", "기본: web.port, 8000.")),
    ] = None,
    host: Annotated[
        str, typer.Option("--host", help=words("Default: web.host, 127.0.0.1.", "기본: web.host, 127.0.0.1."))
    ] = "",
) -> None:
    """Serve the city until a signal says stop; requests that were taken in are finished."""
    try:
        import uvicorn  # noqa: F401 - without it nothing is opened
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Serving pages needs packages that are not installed.", hint="Run: pip install 'egovframe[web]'"
        ) from error
    web = settings_of(ctx, city).web
    place, number = host or web.host, web.port if port is None else port
    with bound(place, number) as listening, opened(ctx, app=city, level="") as office:
        scheme = "http" if web.tls.certificate is None else "https"
        serve(office, listening, address=address(place, listening.getsockname()[1], scheme))


@may(why="does tasks, which declare their own permissions")
def work(ctx: typer.Context, city: City = "") -> None:
    """Do what waits in the outbox and seal the trail, until a signal says stop."""
    stop = threading.Event()
    with opened(ctx, app=city, level="") as office:
        for number in STOPPING:
            signal.signal(number, lambda *_: stop.set())
        office.start()
        print(f"ready: worker {office.worker.name}", flush=True)
        while not stop.wait(3600):
            pass


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that holds the address; nobody is answered before the server listens. Raises PortUnusable."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        held = socket.socket(family, kind, protocol)
        try:
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(where)
        except BaseException:
            held.close()
            raise
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortUnusable(
                f"Port {port} on {host} is in use.", hint="Stop the program that uses it, or say --port with another."
            ) from error
        raise PortUnusable(
            f"Port {port} on {host} cannot be used: {error.strerror or error}.", hint="Say another --host or --port."
        ) from error
    return held


def address(host: str, port: int, scheme: str = "http") -> str:
    """Return where a person on this machine finds the city."""
    near = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - shown only
    return f"{scheme}://{near}:{port}/"


def serve(office: Office, listening: socket.socket, *, address: str) -> None:
    """Serve until stopped. `ready: ADDRESS` is printed once the city answers."""
    import uvicorn

    from egovframe.web import build
    from egovframe.web.tls import context_of, protocol_of

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                print(f"ready: {address}", flush=True)

    config = uvicorn.Config(
        build(office),
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the application decides whose forwarded headers count
        ws="none",
        lifespan="on",
        backlog=BACKLOG,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=STOPPING_SECONDS,
    )
    if office.settings.web.tls.certificate is not None:
        context = context_of(office.settings.web.tls)
        config.load()
        config.ssl, config.http_protocol_class = context, protocol_of(config.http_protocol_class)
    # uvicorn raises the signal again once it has stopped; ours lets the office close in peace.
    for number in STOPPING:
        signal.signal(number, lambda *_: None)
    office.start(worker=office.settings.worker.embedded)
    Server(config).run(sockets=[listening])
