"""A gatehouse on each database, or on SQLite alone, as for the tests of accounts."""

from tests.auth.conftest import gate, small

__all__ = ["gate", "small"]
