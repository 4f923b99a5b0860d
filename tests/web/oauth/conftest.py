"""The people of the account pages, who come here from other systems."""

from tests.web.account.conftest import clock, hall, people

__all__ = ["clock", "hall", "people"]
