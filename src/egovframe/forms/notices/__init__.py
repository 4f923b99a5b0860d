"""Notices: the papers that the law has an office write, their words, how they leave and what became of them."""

from __future__ import annotations

from egovframe.forms.notices.following import follow

__all__ = ["follow"]
