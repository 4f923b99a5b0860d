"""By which ways the holder of a petition can be told: those that have an address and a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.forms.notices.model import WAYS

if TYPE_CHECKING:
    from collections.abc import Collection

    from egovframe.forms.form import Form
    from egovframe.kernel.text import Text


def ways_to(addresses: Collection[str], reached: Collection[str]) -> dict[str, Text]:
    """Return the ways to be told, in words: kinds of `addresses` (email, phone) that the office's channels reach.

    Where there is one, being told by any of them or not at all are ways as well; where there is none, nothing is.
    """
    there = {way for way in ("email", "phone") if way in addresses and way in reached}
    return {way: words for way, words in WAYS.items() if way in there or (way in ("any", "none") and there)}


def asked_for(form: type[Form]) -> set[str]:
    """Return the kinds of the answers that a form asks for, addresses among them."""
    return {question.kind for question in form.form_questions.values()}


def left_in(form: Form) -> set[str]:
    """Return the kinds of the answers that somebody gave, addresses among them."""
    given = type(form).form_questions.items()
    return {question.kind for name, question in given if getattr(form, name) not in (None, "")}
