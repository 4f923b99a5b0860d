"""The desk of petitions, for the articles of the law."""

from __future__ import annotations

from tests.forms.conftest import desk, small_desk

__all__ = ["desk", "small_desk"]
