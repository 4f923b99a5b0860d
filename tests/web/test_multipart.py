"""Forms with files (RFC 7578): what browsers send comes back byte for byte, anything else is refused."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.kernel.errors import Invalid
from egovframe.web import multipart

MEDIA = "multipart/form-data; boundary=x"


def sent(data: dict[str, str], files: dict[str, tuple[str, bytes, str]]) -> tuple[bytes, str]:
    """The body and Content-Type that httpx, which other people wrote, sends for a form."""
    request = httpx.Request("POST", "http://127.0.0.1/", data=data, files=files)
    return request.read(), request.headers["content-type"]


@given(st.binary(max_size=300), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50))
def test_files_and_fields_come_back_as_they_were_sent(content: bytes, text: str) -> None:
    """Whatever bytes, whatever script."""
    body, media = sent({"kind": text}, {"file": ("명단.csv", content, "text/csv")})
    fields, files = multipart.read(body, media)
    assert fields.get("kind") == text
    assert (files["file"].name, files["file"].content) == ("명단.csv", content)
    assert repr(content) not in repr(files) or len(content) < 3


def test_a_file_field_that_was_left_empty_is_not_there() -> None:
    """Browsers send an empty name and no content."""
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n'
    assert multipart.read(body, MEDIA)[1] == {}
    assert multipart.read(body, 'multipart/form-data; boundary="x"')[1] == {}


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"--x--\r\n", "multipart/form-data"),
        (b"", MEDIA),
        (b"--y\r\n\r\n--y--\r\n", MEDIA),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n', MEDIA),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n1\r\n--x--\r\n', MEDIA),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n", MEDIA),
        (b'--x\r\nContent-Disposition: attachment; name="a"\r\n\r\n1\r\n--x--\r\n', MEDIA),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--\r\n', MEDIA),
        (b'preamble\r\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n', MEDIA),
        (b"--x\r\nX: " + b"y" * 9_000 + b"\r\n\r\n1\r\n--x--\r\n", MEDIA),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 200 + b"--x--\r\n", MEDIA),
    ],
    ids=[
        "no-mark",
        "empty",
        "other-mark",
        "open",
        "no-gap",
        "no-name",
        "attachment",
        "bytes",
        "before",
        "head",
        "many",
    ],
)
def test_what_no_browser_sends_is_refused(body: bytes, media: str) -> None:
    """Rather than guessed at."""
    with pytest.raises(Invalid):
        multipart.read(body, media)
