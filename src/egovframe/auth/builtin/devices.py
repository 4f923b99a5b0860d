"""The policy that ties roles to devices: who found out a password still needs the officer's own computer."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, IPvAnyNetwork

from egovframe.auth.builtin.networks import inside
from egovframe.auth.interfaces import Policy, SignIn
from egovframe.kernel.text import Text


class KnownDevices(Policy):
    """Lets an account with one of the named roles in from devices that signed in to it before.

    A new device becomes known where somebody shows more: by signing in at the assurance level `assurance`, or from one
    of `networks`, such as the town hall's. Roles that are not named come in from any device.
    """

    title: ClassVar[Text] = Text(ko="역할별 등록 기기", en="Known devices by role")

    roles: frozenset[str] = Field(min_length=1)
    """The roles that sign in from known devices only."""
    assurance: Literal[2, 3] = 2
    """The assurance level at which a new device is let in, and is known from then on."""
    networks: tuple[IPvAnyNetwork, ...] = ()
    """Networks (CIDR) from which a new device is let in as well, and is known from then on."""

    def objection(self, sign_in: SignIn) -> Text | None:
        """Return the role whose devices this is none of; None for a known device, or where more was shown."""
        bound = sorted(sign_in.roles & self.roles)
        if not bound or sign_in.device or sign_in.assurance >= self.assurance:
            return None
        if inside(sign_in.address, self.networks):
            return None
        return Text(
            ko=f"역할 {bound[0]}에 등록되지 않은 기기입니다.", en=f"The device is not known for the role {bound[0]}."
        )
