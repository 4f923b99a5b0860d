"""What one process knows of the forms that the office made."""

from __future__ import annotations

from typing import Any

import pytest

from egovframe.forms.drafting import store
from egovframe.forms.drafting.made import SECONDS, Made


def rows(*names: str, version: int = 1, withdrawn: str | None = None) -> list[dict[str, Any]]:
    """Rows as the database has them."""
    return [{"name": name, "version": version, "assurance": 0, "withdrawn": withdrawn} for name in names]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the database offers; a test changes it."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(store, "offers", lambda _conn: list(found))
    return found


def read(made: Made) -> list[tuple[str, int]]:
    """Read again; return which versions had to be fetched."""
    fetched: list[tuple[str, int]] = []

    def version(_conn: Any, name: str, number: int) -> Any:
        fetched.append((name, number))
        return f"{name}/{number}"

    made.read(None, version, lambda found, level: (found, level))  # type: ignore[arg-type]
    return fetched


def test_what_the_city_declares_counts(kept: list[dict[str, Any]]) -> None:
    """A form that the city declares by now is the declaration's; withdrawn ones are not offered."""
    made = Made({"pothole": "declared"})
    kept += [*rows("pothole", "trees"), *rows("old", withdrawn="2026-01-01")]
    read(made)
    assert dict(made.offers) == {"pothole": "declared", "trees": ("trees/1", 0)}
    assert set(made.current) == {"trees"}


def test_versions_are_read_only_when_something_changed(kept: list[dict[str, Any]]) -> None:
    """The look of every second costs one small query."""
    made = Made({})
    kept += rows("trees")
    assert read(made) == [("trees", 1)]
    assert read(made) == []
    kept[:] = rows("trees", version=2)
    assert read(made) == [("trees", 2)]


def test_it_is_stale_after_a_second_or_when_told(monkeypatch: pytest.MonkeyPatch, kept: list[dict[str, Any]]) -> None:
    """By the clock that never goes back."""
    now = [100.0]
    monkeypatch.setattr("egovframe.forms.drafting.made.time.monotonic", lambda: now[0])
    made = Made({})
    seen = [made.stale]
    read(made)
    seen.append(made.stale)
    now[0] += SECONDS
    seen.append(made.stale)
    read(made)
    made.stale = True
    assert [*seen, made.stale] == [True, False, True, True]
    assert kept == []
