"""A real nginx before an office: it ends TLS and asks for a certificate, as the text of a how-to page tells it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.left_out import leave_out
from tests.support.processes import ended, free_port

AROUND = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{server}
}}
"""
"""What surrounds the page's `server` block: everything within one folder, and nothing that changes what it does."""


@contextmanager
def running_nginx(folder: Path, server: str, instead: Mapping[str, str]) -> Iterator[int]:
    """Lends the port of an nginx with this `server` block; ended afterwards, by its process.

    `instead` has what stands in the block for addresses and files of the reader's, each of which must be there, and
    what they are here; `443` becomes the port.
    """
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        leave_out("certificates in the handshake; as root: apt-get install nginx-light")
    folder.mkdir(parents=True)
    port = free_port()
    for there, here in {"listen 443 ssl": f"listen 127.0.0.1:{port} ssl", **instead}.items():
        if server.count(there) != 1:
            message = f"the server block has {there!r} {server.count(there)} times"
            raise RuntimeError(message)
        server = server.replace(there, here)
    configuration = folder / "nginx.conf"
    configuration.write_text(AROUND.format(folder=folder, server=server))
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(configuration)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        _listening(process, port, folder)
        yield port
    finally:
        ended(process)


def _listening(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if process.poll() is None and probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    heard = "\n".join(
        path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*[!f]")) if path.is_file()
    )
    message = f"nginx did not begin to listen:\n{heard}"
    raise RuntimeError(message)
