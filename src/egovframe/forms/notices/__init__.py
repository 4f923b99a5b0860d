"""Notices: the papers that the law has an office write, their words, how they leave and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.late import late

if TYPE_CHECKING:
    from egovframe.forms.notices.following import follow

__all__ = ["follow"]

# A jurisdiction's papers are plain values: whoever imports them loads no database.
if not TYPE_CHECKING:
    __getattr__ = late(__name__, {"follow": "egovframe.forms.notices.following"})
