"""The policy of an office that lets people sign in at any hour and from anywhere."""

from __future__ import annotations

from typing import ClassVar

from egovframe.auth.interfaces import Policy, SignIn
from egovframe.kernel.text import Text


class Open(Policy):
    """Has nothing against anybody."""

    title: ClassVar[Text] = Text(ko="제한 없음", en="Open")

    def objection(self, sign_in: SignIn) -> Text | None:
        """Return None: whoever proved who they are is let in."""
        return None
