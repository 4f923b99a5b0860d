"""What goes into the objects of these tests."""

from __future__ import annotations

from egovframe.records.packages.model import Content, Packed


def content(path: str, *pieces: bytes) -> Content:
    """A file of these pieces."""
    return Content(path, lambda: pieces)


def packed(*contents: Content) -> Packed:
    """Something of everything that an inventory says."""
    return Packed(
        contents,
        id="urn:uuid:019ab5c0-0000-7000-8000-000000000001",
        created="2026-11-28T03:00:00.000Z",
        message="Record roads-2026-1",
        by="하늘시",
        address="https://haneul.example/",
    )
