"""The policy that ties roles to networks: an officer signs in from the office, not from a café."""

from __future__ import annotations

import ipaddress
from typing import ClassVar

from pydantic import Field, IPvAnyNetwork

from egovframe.auth.interfaces import Policy, SignIn
from egovframe.kernel.text import Text


class Networks(Policy):
    """Lets an account with one of the named roles in only from that role's networks.

    `[auth.policies.networks.roles]` maps a role to CIDR ranges: `road-officer = ["10.20.0.0/16", "2001:db8::/32"]`.
    Roles that are not named sign in from anywhere; an account with several named roles needs to be in the networks of
    each.
    """

    title: ClassVar[Text] = Text(ko="역할별 접속 네트워크", en="Networks by role")

    roles: dict[str, tuple[IPvAnyNetwork, ...]] = Field(default_factory=dict)

    def objection(self, sign_in: SignIn) -> Text | None:
        """Return the role whose networks the address is outside of; None when it is inside all of them."""
        for role in sorted(sign_in.roles & self.roles.keys()):
            if not inside(sign_in.address, self.roles[role]):
                return Text(
                    ko=f"역할 {role}에 허용된 네트워크가 아닙니다.",
                    en=f"The address is outside the networks of the role {role}.",
                )
        return None


def inside(address: str, networks: tuple[IPvAnyNetwork, ...]) -> bool:
    """Say whether a network address is in one of the networks; what is no address is in none."""
    try:
        place = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(place, ipaddress.IPv6Address) and place.ipv4_mapped:
        place = place.ipv4_mapped
    return any(place in network for network in networks)
