"""Theme files: addresses that change with their content, the city's own over ours, and a light first view."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from egovframe.web.static import Static
from tests.web.site import site


def test_address_follows_content(tmp_path: Path) -> None:
    """A file of the same name in the city's folder wins and has another address; the same bytes have the same."""
    (tmp_path / "mark.svg").write_text("<svg/>")
    (tmp_path / "notes.md").write_text("not a theme file")
    ours, theirs = Static(), Static([tmp_path])
    assert ours.address("mark.svg") != theirs.address("mark.svg")
    assert ours.address("style.css") == theirs.address("style.css")
    assert "notes.md" not in theirs
    with pytest.raises(KeyError):
        ours.address("brand.css")


def test_served_for_a_year(tmp_path: Path) -> None:
    """A file is sent compressed where the browser takes that, kept for a year, and with the headers of every answer."""
    office, browser = site(tmp_path)
    address = Static().address("style.css")
    packed = browser.get(address, headers={"accept-encoding": "gzip"})
    plain = browser.get(address, headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert "immutable" in packed.headers["cache-control"]
    assert packed.headers["content-type"] == "text/css; charset=utf-8"
    assert "content-security-policy" in packed.headers
    assert browser.request("HEAD", address).content == b""
    assert browser.get(address.replace("style", "other")).status_code == 404
    assert office.refused == []


def test_nothing_comes_from_elsewhere() -> None:
    """The theme loads nothing from another host, by stylesheet or by script."""
    for file in Static().by_address.values():
        text = file.plain.decode().replace("http://www.w3.org/2000/svg", "")
        assert not any(sign in text for sign in ("http:", "https:", "@import", "url(//")), file.address
        assert file.packed is None or gzip.decompress(file.packed) == file.plain
