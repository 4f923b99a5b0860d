"""The first page: every service in both languages, found by words, light on the wire."""

from __future__ import annotations

import re

import pytest

from tests.web.html import assert_sound
from tests.web.portal.town import SCRIPT, Town

FIRST_VIEW = 50_000
"""Bytes over the wire at most: page, styles, script and mark together."""


@pytest.mark.parametrize(
    ("language", "title", "takes"), [("ko", "도로 파손 신고", "7일"), ("en", "Broken road", "7 working days")]
)
def test_services(town: Town, language: str, title: str, takes: str) -> None:
    """Every service stands under its unit with its processing limit, in the language that was chosen."""
    answer = town.browser().get(f"/?lang={language}")
    assert_sound(answer, language=language)
    assert title in answer.text
    assert takes in answer.text
    for name in ("pothole", "everything", "wish", "plan"):
        assert f'href="/forms/{name}"' in answer.text


def test_search(town: Town) -> None:
    """Words find services in either language, by title, unit or question; what is not found is said."""
    browser = town.browser()
    for words in ("도로", "road", "ROADS 파손", "phone number"):
        found = browser.get("/", params={"q": words}).text.partition('id="found"')[2].partition("</section>")[0]
        assert 'href="/forms/pothole"' in found, words
        assert "plan" not in found
    answer = browser.get("/", params={"q": SCRIPT})
    assert_sound(answer)
    assert SCRIPT not in answer.text
    assert "다른 말로 찾거나" in answer.text


def test_progress_from_the_first_page(town: Town) -> None:
    """Number and key can be entered right here."""
    receipt, key = town.petition()
    browser = town.browser()
    answer = browser.send(browser.get("/"), "/status", {"receipt": receipt, "known": key})
    assert '<span class="state">접수</span>' in answer.text


def test_first_view_is_light(town: Town) -> None:
    """All that the first page needs is at most 50 KB over the wire, and comes from here."""
    packed = {"accept-encoding": "gzip"}
    browser = town.browser()
    head = browser.request("HEAD", "/", headers=packed)
    page = browser.get("/", headers=packed)
    needed = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', page.text)
    assert len(needed) >= 4
    assert all(address.startswith("/static/") for address in needed)
    sizes = [int(head.headers["content-length"])]
    sizes += [int(browser.request("HEAD", address, headers=packed).headers["content-length"]) for address in needed]
    assert sum(sizes) <= FIRST_VIEW


def test_pages_that_lead_on(town: Town) -> None:
    """Every link of the first page leads to a page that is there."""
    town.office.seal()
    browser = town.browser()
    links = set(re.findall(r'<a [^>]*href="(/[^"#]*)"', browser.get("/").text))
    assert {"/", "/status", "/sign-in", "/forms/pothole"} <= links
    assert {path: browser.get(path.replace("&amp;", "&")).status_code for path in links} == dict.fromkeys(links, 200)
