"""The desk of petitions, for what the procedure does with them."""

from __future__ import annotations

from tests.forms.conftest import desk, small_desk

__all__ = ["desk", "small_desk"]
