"""Attacks on a copy of an office's trail: each must be caught by the same verification that an auditor runs.

A verification that says "all of it holds" is worth as much as what it would have found. So here the trail is copied,
every way of changing it is tried on a copy of its own, and each time the whole verification is run: what it does not
name, it does not check. The office itself is only read.
"""

from egovframe.audit.attacks.attack import Attack, Trace
from egovframe.audit.attacks.copy import Copy
from egovframe.audit.attacks.exercise import Exercise, Outcome

__all__ = ["Attack", "Copy", "Exercise", "Outcome", "Trace"]
