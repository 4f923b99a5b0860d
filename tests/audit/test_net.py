"""The client of other people's servers."""

from __future__ import annotations

import sys

import httpx
import pytest

from egovframe.audit.net import httpx_for
from egovframe.kernel.errors import MissingExtra


def test_what_needs_it_and_how_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed; otherwise it is httpx."""
    assert httpx_for("Asking") is httpx
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtra, match="Asking needs httpx") as told:
        httpx_for("Asking")
    assert "egovframe[net]" in told.value.hint
