"""What decides: the version of the access policy, separation, and the rules on signing in, each with its settings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.service import POLICIES
from egovframe.kernel.crypto import sha256_hex
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.kernel.text import Text
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-policies", prefix="/admin/policies")

HIDDEN: Final = "••••••"
_SECRET: Final = ("secret", "password", "token", "key")
_DIGEST: Final = 16


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy plug-in as it is in force: where it comes from, a short digest of it, and its settings."""

    name: str
    title: Text
    distribution: str
    digest: str
    settings: Mapping[str, str]


@routes.get("", may="role.read")
def show(page: Page) -> Response:
    """Show what is in force."""
    with page.look("policies in administration") as work:
        rule = work.access.rule()
    auth = page.office.auth
    directory = rule.directory
    return page.render(
        "admin/policies.html",
        version=rule.version,
        separate=sorted(sorted(pair) for pair in directory.separate),
        apart=sorted(sorted(pair) for pair in directory.apart),
        titles={name: role.title for name, role in directory.roles.items()},
        permissions={permission.name: permission.title for permission in page.office.permissions},
        assurance=sorted(auth.settings.assurance.items()),
        access=[_in_force(name, policy, policy.digest()) for name, policy in rule.policies.items()],
        signing_in=[_in_force(name, policy, policy.model_dump_json()) for name, policy in auth.policies.items()],
    )


def _in_force(name: str, policy: Any, said: str) -> InForce:
    found = POLICIES.found().get(name)
    return InForce(
        name=name,
        title=type(policy).title,
        distribution=found.distribution if found is not None else "",
        digest=sha256_hex(said.encode())[:_DIGEST],
        settings=_settings(policy),
    )


def _settings(policy: Any) -> dict[str, str]:
    """Return the settings as they would be written, without what may be a secret."""
    dumped: dict[str, Any] = policy.model_dump(mode="json")
    return {
        name: HIDDEN if any(word in name for word in _SECRET) else json.dumps(value, ensure_ascii=False)
        for name, value in dumped.items()
    }
