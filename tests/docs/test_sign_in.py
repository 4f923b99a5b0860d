"""The page on signing in says what the code does: its ways, limits, words and conditions, in both languages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from egovframe.auth.blocklist import NAME, reason_to_refuse
from egovframe.auth.provider.model import REFRESH_ENDS, REFRESH_LASTS
from egovframe.auth.settings import AuthSettings
from egovframe.kernel.permissions import LEVELS

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [ROOT / "docs" / "explanation" / name for name in ("sign-in.md", "sign-in.ko.md")]
LIMITS = ("free_tries", "first_wait", "longest_wait", "failures_limit", "address_tries", "office_tries")

each_page = pytest.mark.parametrize("page", PAGES, ids=["en", "ko"])


def section(page: Path) -> str:
    """The part of the page on ways in."""
    text = page.read_text(encoding="utf-8")
    return text.split("\n## ")[3]


def ways(group: str) -> set[str]:
    """What stands in a group of entry points of ours."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return set(project["entry-points"][group])


def said(text: str, number: float, *units: str) -> bool:
    """Say whether a number stands on the page before one of these units."""
    return bool(re.search(rf"(?<![0-9]){number:g}(?: ?(?:{'|'.join(units)}))", text))


@pytest.mark.asvs("V6.1.3", "V6.3.4")
@each_page
def test_every_way_in_is_on_the_page(page: Path) -> None:
    """Each plug-in that ships is in the table of ways and levels; there is no other."""
    rows = [line for line in section(page).splitlines() if line.startswith("|")]
    named = {name for row in rows for name in re.findall(r"`([a-z]+)`", row)}
    assert named == ways("egovframe.auth.authenticators")


@pytest.mark.asvs("V6.1.1")
@each_page
def test_how_guessing_is_slowed_down_is_on_the_page(page: Path) -> None:
    """With the numbers that the settings have when nobody sets them, and the names by which they are set."""
    text, usual = section(page), AuthSettings()
    assert [name for name in LIMITS if f"`auth.{name}`" not in text] == []
    assert said(text, usual.free_tries, "tries", "회")
    assert said(text, usual.first_wait.total_seconds(), "seconds", "초")
    assert said(text, usual.longest_wait.total_seconds() / 60, "minutes", "분")
    assert said(text, usual.failures_limit, "failures", "회")
    assert "stranger" in text or "남이 잠글 수 없습니다" in text


@pytest.mark.asvs("V6.1.2")
@each_page
def test_which_words_no_password_is_made_of_is_on_the_page(page: Path) -> None:
    """The city's name and the account's, in Hangul and as its keys; and so it is."""
    text = " ".join(section(page).split())
    held = ("the city's name or the account's, in Hangul or as the keys", "도시 이름이나 계정 이름은 한글로도")
    assert any(words in text for words in held)
    for secret in ("하늘시하늘시하늘시", "2026 하늘시 !!", "gksmftl", "gksmftl99"):
        assert reason_to_refuse(secret, words=("하늘시",)) is NAME
        assert reason_to_refuse(secret, words=()) is not NAME


@pytest.mark.asvs("V7.1.1", "V7.1.2")
@each_page
def test_how_long_sessions_last_and_how_many_there_are_is_on_the_page(page: Path) -> None:
    """By level, used or not, against NIST; and what happens to one more."""
    text, usual = section(page), AuthSettings()
    first, *others = [usual.limits(level) for level in LEVELS]
    assert said(text, first[0].days, "days", "일")
    for limit, _ in others:
        assert said(text, limit.total_seconds() / 3600, "hours", "시간", "or")
    assert said(text, first[1].total_seconds() / 3600, "hours", "시간")
    assert said(text, others[1][1].total_seconds() / 60, "minutes", "분")
    assert said(text, usual.sessions_per_account, "at most", "개")
    assert "NIST SP 800-63B-4" in text


@pytest.mark.asvs("V7.1.3")
@each_page
def test_how_sessions_go_together_with_other_systems_is_on_the_page(page: Path) -> None:
    """Providers, clients, refresh tokens and what asks for a newer sign-in."""
    text = section(page)
    assert said(text, REFRESH_LASTS.days, "days", "일")
    assert said(text, REFRESH_ENDS.days, "days", "일")
    for word in ("offline_access", "max_age", "prompt=login", "acr_values"):
        assert f"`{word}`" in text


@pytest.mark.asvs("V8.1.3", "V8.1.4")
@each_page
def test_which_circumstances_count_and_what_follows_is_on_the_page(page: Path) -> None:
    """Each policy that looks at them by its name, with what it does."""
    text = section(page)
    of_circumstances = ways("egovframe.auth.policies") - {"open", "cedar"}
    assert [name for name in sorted(of_circumstances) if f"`{name}`" not in text] == []
    assert "refuse" in text or "거부" in text
    assert "surer proof" in text or "더 강한 증명" in text
