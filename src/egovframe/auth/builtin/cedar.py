"""The access policy that asks Cedar (https://www.cedarpolicy.com): policies in files, beside or instead of roles."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import Field, model_validator

from egovframe.auth.access.errors import AccessError
from egovframe.auth.interfaces import AccessPolicy, AccessRequest
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.permissions import Decision
from egovframe.kernel.text import Text

LARGEST: Final = 1_048_576
"""So many bytes of policies are read from one file at most."""


class CedarFailed(AccessError):
    """Cedar could not decide: a policy names what is not there. Nothing is allowed."""

    code = "auth.cedar_failed"


class Cedar(AccessPolicy):
    """Decides by the policies in `files`, read once when the office opens.

    The principal is `Account::"<id>"` in its roles (`Role::"road-officer"`), the action `Action::"petition.read"`, the
    resource a `Case` in its unit and those above it (`Unit::"roads"`), with the attributes `form`, `owner` and `own`
    where there are any. The context has `granted` (what roles say), `kind` and `acting` (in somebody's place).

    What is asked without an object (may this officer read petitions at all?) is left to roles. A policy that fails to
    be evaluated allows nothing: Cedar itself would pass over it, a `forbid` too.
    """

    title: ClassVar[Text] = Text(ko="Cedar 정책", en="Cedar policies")

    files: Annotated[tuple[Path, ...], Field(min_length=1)]
    """Files of Cedar policies, taken together. Cedar denies what nothing permits."""
    widens: bool = False
    """Whether what Cedar permits is allowed though no role grants it. Otherwise both must allow it."""

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never decide: a package, a file or a policy that is not there or not right."""
        _ = self._policies
        return self

    def digest(self) -> str:
        """Return its settings and the digest of what the files say."""
        return f"{super().digest()}:{sha256(self._text.encode()).hexdigest()}"

    def decide(self, request: AccessRequest) -> Decision | None:
        """Return what Cedar says of an object. Raises CedarFailed when it cannot say."""
        asked = request.asked
        if asked.unit is None or (not self.widens and not request.granted.allowed):
            return None
        said = _cedar().is_authorized(_question(request), self._policies, _entities(request))
        if said.diagnostics.errors or said.decision.value not in ("Allow", "Deny"):
            raise CedarFailed(
                f"Cedar could not decide: {'; '.join(map(str, said.diagnostics.errors))[:500]}.",
                hint="Put the policies in order; `cedar validate` finds what they lack.",
            )
        named = said.diagnostics.id_annotations_by_reason  # a policy is known by its @id, or else by its place
        by = ", ".join(sorted(str(named.get(each) or each) for each in said.diagnostics.reasons))
        if said.allowed:
            return Decision(
                allowed=True, reason=Text(ko=f"Cedar 정책이 허용합니다 ({by})", en=f"Cedar permits it ({by})")
            )
        if by:
            return Decision(
                allowed=False, reason=Text(ko=f"Cedar 정책이 금지합니다 ({by})", en=f"Cedar forbids it ({by})")
            )
        return Decision(
            allowed=False, reason=Text(ko="허용하는 Cedar 정책이 없습니다", en="no Cedar policy permits it")
        )

    @cached_property
    def _text(self) -> str:
        parts = []
        for file in self.files:
            try:
                with file.open("rb") as opened:
                    content = opened.read(LARGEST + 1)
                if len(content) > LARGEST:
                    raise ValueError(f"{file} has more than {LARGEST} bytes of policies")
                parts.append(content.decode())
            except (OSError, UnicodeDecodeError) as error:
                raise ValueError(f"{file} cannot be read: {error}") from error
        return "\n".join(parts)

    @cached_property
    def _policies(self) -> Any:
        try:
            return _cedar().PolicySet.from_str(self._text)
        except (MissingExtra, ValueError) as error:
            if isinstance(error, MissingExtra):
                raise
            raise ValueError(f"the policies cannot be read: {error}") from error


def _cedar() -> Any:
    try:
        return import_module("cedarpy")
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Cedar policies need cedarpy, which is not installed.", hint="Run: pip install 'egovframe[cedar]'"
        ) from error


def _uid(kind: str, name: str) -> dict[str, str]:
    return {"type": kind, "id": name}


def _case(request: AccessRequest) -> dict[str, str]:
    asked = request.asked
    return _uid("Case", "/".join((asked.unit or "", asked.form or "", asked.owner or "")))


def _question(request: AccessRequest) -> dict[str, Any]:
    return {
        "principal": _uid("Account", request.actor.id),
        "action": _uid("Action", request.asked.permission),
        "resource": _case(request),
        "context": {
            "granted": request.granted.allowed,
            "kind": request.actor.kind,
            "acting": request.actor.acting_for is not None,
        },
    }


def _entities(request: AccessRequest) -> list[dict[str, Any]]:
    asked, actor = request.asked, request.actor
    attributes: dict[str, Any] = {}
    if asked.form is not None:
        attributes["form"] = asked.form
    if asked.owner is not None:
        attributes |= {"owner": asked.owner, "own": asked.owner == actor.stands_for}
    path = request.path or ((asked.unit,) if asked.unit else ())
    above = [*path[1:], None]
    return [
        {
            "uid": _uid("Account", actor.id),
            "attrs": {"kind": actor.kind},
            "parents": [_uid("Role", role) for role in sorted(request.roles)],
        },
        *({"uid": _uid("Role", role), "attrs": {}, "parents": []} for role in sorted(request.roles)),
        *(
            {"uid": _uid("Unit", unit), "attrs": {}, "parents": [_uid("Unit", parent)] if parent else []}
            for unit, parent in zip(path, above, strict=True)
        ),
        {"uid": _case(request), "attrs": attributes, "parents": [_uid("Unit", path[0])] if path else []},
    ]
