"""The desk of petitions, for those that come again and again."""

from __future__ import annotations

from tests.forms.conftest import desk, small_desk

__all__ = ["desk", "small_desk"]
