"""An application behind a real server on 127.0.0.1, in a thread of the test's own process."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Lends the address of a server for the application, without a slash at its end; it stops with the block."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, log_level="warning", access_log=False, ws="none", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="test server", daemon=True)
    thread.start()
    try:
        limit = time.monotonic() + 20
        while not server.started:
            if time.monotonic() > limit or not thread.is_alive():
                message = "the server did not start"
                raise RuntimeError(message)
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()
