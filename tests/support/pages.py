"""Pages as a person meets them: an application served for a real browser, and each page looked at."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn

from tests.support.browser import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Page


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serves the application on a free port of this machine; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


class Walk:
    """Looks at the pages of a walk: at each of them, or at every other one, where another walk looks at the rest.

    A look with axe takes most of the time of such a test; `turn` (0 or 1) says which of the two walks this is.
    """

    def __init__(self, turn: int, *, whole: bool) -> None:
        self._turn = turn
        self._whole = whole
        self._met = 0

    def __call__(self, page: Page) -> None:
        """Looks at one more page; that nothing scrolls sideways is seen on each."""
        self._met += 1
        if self._whole or self._met % 2 == self._turn:
            assert_readable(page)
        else:
            assert_fits(page)


def assert_readable(page: Page) -> None:
    """Looks at a page as a person who depends on it does: no faults, and nothing to scroll to sideways."""
    assert_accessible(page)
    assert_fits(page)


def assert_fits(page: Page) -> None:
    """Asserts that there is nothing to scroll to sideways."""
    page.wait_for_load_state("load")  # the page that a click leads to may just be coming
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
