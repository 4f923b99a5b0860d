"""The same city as the API's tests."""

from __future__ import annotations

from tests.web.api.conftest import city, clock, each_city

__all__ = ["city", "clock", "each_city"]
