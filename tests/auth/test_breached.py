"""Breached passwords in a file: found wherever they stand, and a file that is none is refused at the start."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth import PasswordRefused
from egovframe.auth.breached import check_file, is_breached
from egovframe.auth.builtin.password import Password
from egovframe.auth.interfaces import Enrolment
from egovframe.auth.service import AUTHENTICATORS
from egovframe.kernel.errors import PluginError

KNOWN = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8"
"""The SHA-1 of `password`, as FIPS 180 computes it and Have I Been Pwned publishes it."""
LONG = "seven yellow umbrellas in march"


def digest(secret: str) -> str:
    """How a line begins."""
    return hashlib.sha1(secret.encode(), usedforsecurity=False).hexdigest().upper()


def written(folder: Path, secrets: list[str], *, end: str = "\r\n", last: str = "\r\n") -> Path:
    """A file of these passwords, as the downloader writes it."""
    path = folder / "breached.txt"
    lines = sorted(f"{digest(each)}:{len(each) * 7}" for each in secrets)
    path.write_bytes((end.join(lines) + (last if lines else "")).encode())
    return path


def test_the_known_answer(tmp_path: Path) -> None:
    """The line of `password` is found, and that of its neighbours is not."""
    path = tmp_path / "one.txt"
    path.write_text(f"{KNOWN}:10434004\n")
    check_file(path)
    assert is_breached("password", path)
    assert not is_breached("passwore", path)


@given(st.sets(st.text(min_size=1, max_size=8), min_size=1, max_size=60), st.sampled_from(["\n", "\r\n"]))
def test_each_is_found_and_no_other(tmp_path_factory: pytest.TempPathFactory, some: set[str], end: str) -> None:
    """Wherever it stands, however lines end, and with or without an end of the last one."""
    good = [each for each in some if not any("\ud800" <= sign <= "\udfff" for sign in each)]
    inside, outside = good[::2] or ["x"], [each for each in good[1::2] if each != "x"]
    for last in (end, ""):
        path = written(tmp_path_factory.mktemp("breached"), inside, end=end, last=last)
        check_file(path)
        assert all(is_breached(each, path) for each in inside)
        assert not any(is_breached(each, path) for each in outside)


@pytest.mark.parametrize("content", ["", "password\n", KNOWN.lower() + ":1\n", f"{'F' * 40}:1\n{'0' * 40}:1\n"])
def test_what_is_no_such_file_is_refused_at_the_start(tmp_path: Path, content: str) -> None:
    """Empty, plain words, small letters, out of order, or not there at all."""
    path = tmp_path / "no.txt"
    path.write_text(content)
    for file in (path, tmp_path / "missing.txt"):
        with pytest.raises(ValueError, match=str(file)):
            check_file(file)
        with pytest.raises(PluginError):
            AUTHENTICATORS.load("password", {"breached": str(file)})


@pytest.mark.asvs("V6.2.12")
def test_a_breached_password_cannot_be_chosen(tmp_path: Path) -> None:
    """Composed or not; without a file it can, and the reason is given in words."""
    path = written(tmp_path, [LONG, "하늘이 맑은 날의 긴 비밀번호"])
    password = Password(memory_kib=8, breached=path)
    for secret in (LONG, "하늘이 맑은 날의 긴 비밀번호"):
        with pytest.raises(PasswordRefused) as refused:
            password.enrol(Enrolment(secret=secret, pepper=bytes))
        assert [fault.code for fault in refused.value.faults] == ["password_breached"]
    assert password.enrol(Enrolment(secret=LONG + "s", pepper=bytes))
    assert Password(memory_kib=8).enrol(Enrolment(secret=LONG, pepper=bytes))
