"""`run` says ready when it answers, finishes what it took in, and names why it cannot; `work` does what waits."""

import http.client
import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from egovframe.cli.serving import PortUnusable, address, bound
from tests.cli.run_cli import Place
from tests.support.processes import command, free_port, serve

SLOW = """
import pathlib
import time
from city import Pothole, app


@app.on_submit(Pothole)
def slow(petition, work):
    pathlib.Path("begun").touch()
    time.sleep(1.5)
"""


def test_run_serves_and_stops_in_peace(here: Place) -> None:
    """A request that is under way when the server is asked to stop is answered; then it ends with 0, all sealed."""
    here.write("slow.py", SLOW)
    port = str(free_port())
    with serve(command("run", "slow:app", "--port", port), cwd=here.folder) as served:
        assert served.url == f"http://127.0.0.1:{port}/"
        with urllib.request.urlopen(f"{served.url}readyz", timeout=20) as ready:
            assert json.load(ready)["ready"] is True
        answers: list[int] = []

        def submit() -> None:
            connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=30)
            body = json.dumps({"answers": {"where": "Main Street 4"}})
            connection.request("POST", "/api/v1/forms/pothole/petitions", body, {"Content-Type": "application/json"})
            answers.append(connection.getresponse().status)
            connection.close()

        again = subprocess.run(
            command("run", "--port", port), cwd=here.folder, capture_output=True, text=True, check=False, timeout=60
        )
        assert (again.returncode, again.stdout) == (2, "")
        assert again.stderr.startswith(f"egovframe: Port {port} on 127.0.0.1 is in use.")
        assert again.stderr.count("\n") == 1
        asking = threading.Thread(target=submit)
        asking.start()
        until = time.monotonic() + 30
        while not (here.folder / "begun").exists() and time.monotonic() < until:
            time.sleep(0.02)
        status = served.stop()
        asking.join(timeout=30)
    assert (answers, status) == ([201], 0), served.output
    assert "Traceback" not in served.output
    found = here.run("verify", "--json").json
    assert (found["holds"], found["unsealed"]) == (True, 0)
    assert len(here.run("petitions", "list", "--json").json) == 1


def test_work_does_what_waits(here: Place) -> None:
    """The worker alone, without pages, until it is told to stop."""
    process = subprocess.Popen(
        command("work"), cwd=here.folder, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready: worker ")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.wait(timeout=10)
        if process.stdout is not None:
            process.stdout.close()


def test_an_address_that_cannot_be_had_is_named() -> None:
    """In use, or not this machine's: two different sentences."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortUnusable, match=f"Port {port} on 127.0.0.1 is in use"):
            bound("127.0.0.1", port)
    with pytest.raises(PortUnusable, match=r"203\.0\.113\.9 cannot be used"):
        bound("203.0.113.9", 0)
    with bound("127.0.0.1", 0) as held:
        assert held.getsockname()[1] > 0


def test_the_address_shown_can_be_opened() -> None:
    """Served everywhere, it is shown as this machine's own; IPv6 is bracketed."""
    assert address("0.0.0.0", 80) == "http://127.0.0.1:80/"
    assert address("::1", 8000) == "http://[::1]:8000/"
