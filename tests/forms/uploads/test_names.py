"""What files are called: harmless names that end as the content does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.uploads.names import ENDINGS, LONGEST, plain_name


@pytest.mark.parametrize(
    ("given_name", "media", "kept"),
    [
        ("사진 1.jpg", "image/jpeg", "사진 1.jpg"),
        ("IMG_0001.JPG", "image/jpeg", "IMG_0001.JPG"),
        ("photo.exe", "image/jpeg", "photo.exe.jpg"),
        ("C:\\Users\\hong\\진단서.pdf", "application/pdf", "진단서.pdf"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("photo\u202egpj.exe", "application/pdf", "photo gpj.exe.pdf"),
        (".htaccess", "text/plain", "htaccess.txt"),
        ("", "image/png", "file.png"),
        ("...", "image/png", "file.png"),
        ('a"b;c\r\nd.png', "image/png", "a b;c d.png"),
        ("도로".encode().decode() + ".hwp", "application/x-hwp", "도로.hwp"),
        ("\u1103\u1169\u1105\u1169.hwp", "application/x-hwp", "도로.hwp"),  # as macOS writes Hangul
        ("film.mp4", "video/mp4", "film.mp4"),
        ("가" * 500 + ".pdf", "application/pdf", "가" * (LONGEST - 4) + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given_name: str, media: str, kept: str) -> None:
    """No folders, no control or direction signs, one line, and an ending that fits."""
    assert plain_name(given_name, media) == kept


@given(st.text(max_size=300), st.sampled_from([*ENDINGS, "video/mp4"]))
def test_any_name_can_be_written_down(given_name: str, media: str) -> None:
    """Whatever somebody calls a file: the name is short, printable, no path and not hidden, and stays as it is."""
    name = plain_name(given_name, media)
    assert 0 < len(name) <= LONGEST
    assert name.isprintable()
    assert not set('/\\<>:"|?*%') & set(name)
    assert not name.startswith(".")
    assert media not in ENDINGS or name.lower().endswith(ENDINGS[media])
    assert plain_name(name, media) == name
