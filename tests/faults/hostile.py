"""Bad submissions by the thousand: every one drawn from a seed, each with what it attacks written on it."""

from __future__ import annotations

import copy
import gzip
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote_plus

from egovframe.testing.suites.scanners import EICAR
from tests.forms import damage, everything
from tests.forms.uploads.samples import archive, docx, hwp, opendocument, pdf, photo, png_of

GOOD: Final[Mapping[str, dict[str, Any]]] = {
    "everything": everything.ANSWERS,
    "damage": {
        **{name: value for name, value in damage.ANSWERS.items() if name != "photos"},
        "things": [{"what": "타이어", "price": 90_000}, {"what": "휠", "price": 40_000}],
    },
}
"""Answers that hold, by form; what is bad begins from them."""

HOSTILE_TEXT: Final = (
    *("", " ", "\t\n", "\x00", "a\x00b", "\x1b[31m", "\u202egpj.exe", "\ufeff", "\u200b\u200d", "\ufffe\uffff"),
    *("e" + "\u0301" * 5_000, "👩‍👩‍👧‍👦" * 200, "ﷺ" * 1_000, "ＡＢ－１２３", "０１０－１２３４－５６７８", "٣"),
    *("' OR 1=1 --", "'; DROP TABLE petitions; --", "{{7*7}}", "{% raw %}", "${jndi:ldap://127.0.0.1/a}", "%s%n%x"),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "]]>", "<!--"),
    *("../../etc/passwd", "file:///etc/passwd", "=cmd|' /C calc'!A0", "@SUM(1+1)", "\r\nSet-Cookie: a=b", "null"),
    *("NaN", "Infinity", "-0", "1e309", "0x10", "1_000", "१२", "2026-02-30", "0000-00-00", "20260918", "99999-01-01"),
    *("24:00", "07:60", "7:5", "on", "true", '{"var":""}', "가" * 100_001, "x" * 300_000, "\\", "\\u0000"),
)
DEEP: Final = 400
LOGIC: Final[tuple[Any, ...]] = (
    {"var": ""},
    {"map": [{"var": "things"}, {"var": "price"}]},
    {"if": [True, 1, 2]},
    {"reduce": [[1] * 50, {"+": [{"var": "current"}, {"var": "accumulator"}]}, 0]},
    {"__proto__": {"hurt": True}},
)
"""Rules in the place of answers: an answer is never run."""


def deep(levels: int = DEEP) -> Any:
    """Return lists within lists."""
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


HOSTILE_VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1, 9, 0.1, -0.0, 1e300, 2**31, 2**63, -(2**63) - 1, 10**40),
    *([], {}, [None], [[]], {"": ""}, {"lat": 91, "lon": 181}, {"start": "2026-09-20", "end": "2026-09-18"}),
    *(["mon", "mon"], ["mon", "tue", "wed"], [1, 2], "010-1234-567", "900101-1234567", "124-81-00999", "a@b"),
    *([{"what": "타이어"}], [{"what": "x", "price": -5}] * 2, [{"what": "x", "price": 1}] * 6, [{}] * 2_000),
    {"zip": "1", "road": "x", "more": "y"},
    deep(),
    *LOGIC,
)
NAMES: Final = (
    "__proto__",
    "__class__",
    "constructor",
    "answers",
    "id",
    "state",
    "",
    " ",
    "a.b",
    "0",
    "x" * 5_000,
    "\x00",
)


@dataclass(frozen=True)
class Attempt:
    """One request: where it goes, what is in it, which answers it meddled with (none: with the request itself)."""

    way: str
    form: str
    content: bytes
    media: str
    touched: frozenset[str] = frozenset()
    answers: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def __str__(self) -> str:
        """Return what a failed test says of it."""
        return f"{self.way} {self.form} {self.media} {sorted(self.touched)} {self.name!r} {self.content[:400]!r}"


def attempts(seed: int, many: int = 100) -> list[Attempt]:
    """Return so many attempts; the same for a seed each time."""
    draw = random.Random(seed)
    ways: tuple[tuple[Callable[[random.Random], Attempt], int], ...] = (
        (answers_by_api, 50), (body_by_api, 12), (answers_by_portal, 24), (post_by_portal, 6), (file_by_api, 8),
    )  # fmt: skip
    makers, weights = zip(*ways, strict=True)
    return [maker(draw) for maker in draw.choices(makers, weights, k=many)]


# ------------------------------------------------------------------ programs


def meddled(draw: random.Random, form: str) -> tuple[dict[str, Any], frozenset[str]]:
    """Return answers of which one to three are bad, or made up, or gone; and which."""
    answers = copy.deepcopy(GOOD[form])
    touched = set()
    for _ in range(draw.randint(1, 3)):
        name = draw.choice(sorted(answers)) if draw.random() < 0.9 else draw.choice(NAMES)
        touched.add(name)
        luck = draw.random()
        if luck < 0.1:
            answers.pop(name, None)
        elif luck < 0.5:
            answers[name] = draw.choice(HOSTILE_TEXT)
        else:
            answers[name] = copy.deepcopy(draw.choice(HOSTILE_VALUES))
    return answers, frozenset(touched)


def answers_by_api(draw: random.Random) -> Attempt:
    """Bad answers in a sound request."""
    form = draw.choice(sorted(GOOD))
    answers, touched = meddled(draw, form)
    content = json.dumps({"answers": answers}, ensure_ascii=draw.random() < 0.5).encode("utf-8", "surrogatepass")
    return Attempt("api", form, content, "application/json", touched, answers)


def body_by_api(draw: random.Random) -> Attempt:
    """A request that is no sound JSON, or no JSON at all."""
    form = draw.choice(sorted(GOOD))
    good = json.dumps({"answers": GOOD[form]}).encode()
    lone = good.replace(b'"answers"', b'"answers": {"title": "\\ud800"}, "more"')
    bodies: tuple[tuple[bytes, str], ...] = (
        (good[: draw.randrange(len(good))], "application/json"),
        (b"", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"answers":' * 50_000, "application/json"),
        (b'{"answers": NaN}', "application/json"),
        (b'{"answers": {"lanes": 1e999, "title": "ab"}}', "application/json"),
        (b'{"answers": {"lanes": ' + b"9" * 20_000 + b"}}", "application/json"),
        (lone, "application/json"),
        (good.decode().encode("utf-16"), "application/json"),
        (good.replace(b"{", b"{\xff\xfe", 1), "application/json"),
        (b"[" + good + b"]", "application/json"),
        (b'"answers"', "application/json"),
        (good[:-1] + b', "state": "closed", "channel": "desk"}', "application/json"),
        (good, "text/plain"),
        (good, "application/xml"),
        (b"answers=1", "application/x-www-form-urlencoded"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', "application/json"),
        (b" " * 3_000_000, "application/json"),
        (bytes(draw.randrange(256) for _ in range(200)), "application/json"),
    )
    content, media = draw.choice(bodies)
    if draw.random() < 0.1:
        return Attempt("api", form, gzip.compress(content), media, headers={"content-encoding": "gzip"})
    return Attempt("api", form, content, media)


# ------------------------------------------------------------------ people's pages


def answers_by_portal(draw: random.Random) -> Attempt:
    """A post of the page with bad values in some of its fields."""
    form = draw.choice(sorted(PAGES))
    fields = [list(pair) for pair in PAGES[form]]
    touched = set()
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(fields))
        touched.add(root(fields[at][0], form))
        luck = draw.random()
        if luck < 0.1:
            fields[at][1] = ""
        elif luck < 0.2:
            fields.append([fields[at][0], draw.choice(HOSTILE_TEXT)])
        elif luck < 0.25:
            fields.append([draw.choice(("things-999999-what", "things--1-what", "things-1e9-price", *NAMES)), "x"])
        else:
            fields[at][1] = draw.choice(HOSTILE_TEXT)
    pairs = (f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields)
    return Attempt("portal", form, "&".join(pairs).encode(), URLENCODED, frozenset(touched))


def post_by_portal(draw: random.Random) -> Attempt:
    """A post that no browser sends."""
    form = draw.choice(sorted(PAGES))
    boundary = "multipart/form-data; boundary=b"
    posts: tuple[tuple[bytes, str], ...] = (
        (b"&".join(b"f%d=1" % number for number in range(20_000)), URLENCODED),
        (b"title=%zz&story=%ff%fe&phone=%u0041", URLENCODED),
        (b"title=\xff\xfe\x00", URLENCODED),
        (b"=" * 10_000, URLENCODED),
        (b"title=" + b"%41" * 400_000, URLENCODED),
        (b"things-0-what=x&" * 5_000, URLENCODED),
        (b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx', boundary),
        (b"--b\r\n" * 10_000, boundary),
        (b"--b\r\n" + b"X-A: " + b"a" * 100_000 + b"\r\n\r\nx\r\n--b--", boundary),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=" + "b" * 300),
        (b"{}", "application/json"),
        (b"\x00" * 1_000, "application/octet-stream"),
    )
    content, media = draw.choice(posts)
    return Attempt("portal", form, content, media)


URLENCODED: Final = "application/x-www-form-urlencoded"
PAGES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "everything": tuple(
        (name, each)
        for name, value in everything.ANSWERS.items()
        for each in (value if isinstance(value, list) else ["yes" if value is True else str(value)])
    ),
}
"""The fields of a page as a browser posts them, by form."""


def root(name: str, form: str) -> str:
    """Return the question that a field of a page belongs to."""
    return next((each for each in GOOD[form] if name == each or name.startswith(f"{each}-")), name)


# ------------------------------------------------------------------ files

SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
FILES: Final[tuple[tuple[str, Callable[[], bytes]], ...]] = (
    ("EICAR test file as a photo", lambda: EICAR),
    ("a program as a photo", lambda: b"MZ" + bytes(500) + b"This program cannot be run in DOS mode"),
    ("a Linux program", lambda: b"\x7fELF\x02\x01\x01" + bytes(500)),
    ("a page as a photo", lambda: b"<html><script>alert(1)</script></html>"),
    ("a drawing that runs a script", lambda: SVG),
    ("nothing", lambda: b""),
    ("one byte", lambda: b"\xff"),
    ("the beginning of a photo", lambda: photo()[:200]),
    ("a photo with a page behind it", lambda: photo() + b"<script>alert(1)</script>"),
    ("a photo of a hundred thousand pixels a side", lambda: png_of(100_000, 100_000)),
    ("a photo of no size", lambda: png_of(0, 0)),
    ("a picture that is also a script", lambda: b"GIF89a/*" + bytes(50) + b"*/=1;alert(1)"),
    ("an archive with a way out", lambda: archive({"../../etc/passwd": b"x", "/abs": b"y"})),
    ("an archive in an archive", lambda: archive({"a.zip": archive({"b.zip": archive({"c": bytes(1000)})})})),
    ("a document that is an archive", lambda: docx(**{"word/vbaProject.bin": b"macro"})),
    ("a document of one kind as another", opendocument),
    ("what begins like a document", hwp),
    ("a broken document", lambda: pdf()[:-200]),
    ("a document with a script", lambda: pdf().replace(b"/Catalog", b"/Catalog /OpenAction << /JS (x) >>")),
    ("noise", lambda: random.Random(1).randbytes(3_000)),
    ("a good photo", photo),
    ("a good document", pdf),
)
FILE_NAMES: Final = (
    *("길.jpg", "a.exe", "photo.jpg.exe", "../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "con", "a\x00.jpg"),
    *(
        "",
        ".",
        "..",
        " ",
        "x" * 5_000 + ".jpg",
        "\u202egpj.exe",
        "<script>.png",
        "a;b=c.png",
        '".png',
        "👩‍👩‍👧.png",
        "a\r\nb.jpg",
    ),
)


def file_by_api(draw: random.Random) -> Attempt:
    """A file that is not what it says, or is called what no file should be."""
    said, content = draw.choice(FILES)
    name = draw.choice(FILE_NAMES)
    return Attempt("file", "damage", content(), said, frozenset({"photos"}), name=name)
