"""A real browser for the tests: the system's Chromium, driven by Playwright, and axe to look at its pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.support.left_out import leave_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def executable() -> str:
    """Finds the browser (`EGOVFRAME_TEST_BROWSER`, or on the PATH); leaves the test out when there is none."""
    found = os.environ.get("EGOVFRAME_TEST_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        leave_out("the browser tests, because no Chromium was found; as root: apt-get install chromium fonts-noto-cjk")
    return found


@contextmanager
def running_browser() -> Iterator["Browser"]:
    """Lends a browser; Playwright keeps an event loop in this thread meanwhile: lend it per module, not per session."""
    path = executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, headless=True)
        try:
            yield browser
        finally:
            browser.close()


def violations(page: "Page", **options: Any) -> list[str]:
    """Names what axe finds on the page: rule, what is wrong, and the elements it is wrong with."""
    from axe_playwright_python.base import AXE_SCRIPT

    rules = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"], **options}
    page.wait_for_load_state("load")  # the page that a click leads to may just be coming
    page.evaluate(AXE_SCRIPT + ";undefined")  # axe itself and what it passed need not travel here
    found = page.evaluate("rules => axe.run(rules).then(results => results.violations)", rules)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}\n  " + "\n  ".join(node["html"] for node in one["nodes"])
        for one in found
    ]


def assert_accessible(page: "Page") -> None:
    """Fails with everything axe finds against WCAG 2.2 AA on the page as it stands."""
    found = violations(page)
    assert not found, f"{page.url}: {len(found)} accessibility findings\n" + "\n".join(found)
