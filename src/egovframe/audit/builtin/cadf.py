"""Events of Cloud Auditing Data Federation (DMTF DSP0262 1.0), one JSON object a line."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, ClassVar, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from egovframe.audit.columns import SHOWN_ALONE, Language, plain
from egovframe.audit.deeds import Deed, deed_of, kind_of, noun_of
from egovframe.audit.interfaces import Exporter, Product
from egovframe.kernel.canonical import canonical
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from egovframe.audit.model import Fact

EVENT: Final = "http://schemas.dmtf.org/cloud/audit/1.0/event"

_ACTIONS: Final[Mapping[Deed, str]] = {
    "create": "create",
    "read": "read",
    "list": "read/list",
    "update": "update",
    "delete": "delete",
    "download": "read/download",
    "print": "read/print",
    "export": "read/export",
    "sign-in": "authenticate/login",
    "sign-out": "authenticate/logout",
    "enable": "enable",
    "disable": "disable",
    "grant": "allow",
    "revoke": "revoke",
    "renew": "renew",
    "send": "send",
    "refuse": "deny",
}
"""DSP0262, annex A.2: the action taxonomy, where a path below a word makes it narrower."""
_RESOURCES: Final = {
    "account": "data/security/account/user",
    "authenticator": "data/security/credential",
    "credential": "data/security/credential",
    "form": "data/template",
    "grant": "data/security/account/user/privilege",
    "key": "data/security/key",
    "notice": "data/message",
    "record": "data/file/record",
    "role": "data/security/role",
    "session": "data/security/identity",
    "token": "data/security/credential",
}
"""DSP0262, annex A.1: the resource taxonomy; everything else is `data/` and its kind."""
_INITIATORS: Final = {"service": "service", "system": "service"}
_PERSON: Final = "service/security/account/user"


class CadfExporter(Exporter):
    """Writes JSON lines: who did what to which target, with what outcome, seen by the city's trail.

    Resources are identified by UUIDs: the one in their reference, or one made from log and reference (RFC 9562, version
    5), so that the same person is the same everywhere; the reference itself is the name. Data subjects, details
    and private values are attachments.
    """

    title: ClassVar[Text] = Text(ko="CADF (JSON 행)", en="CADF (JSON lines)")
    media: ClassVar[str] = "application/x-ndjson"
    ending: ClassVar[str] = ".cadf.jsonl"

    language: Language = "en"
    """The language of the title among the tags."""

    def export(self, facts: Iterable[Fact], *, product: Product) -> Iterator[bytes]:
        """Yield one line a fact; see `Exporter.export`."""
        for fact in facts:
            yield canonical(self.event(fact, product=product)) + b"\n"

    def event(self, fact: Fact, *, product: Product) -> dict[str, Any]:
        """Return the fact as an event of the type `activity`."""
        event: dict[str, Any] = {
            "typeURI": EVENT,
            "eventType": "activity",
            "id": fact.id,
            "eventTime": fact.at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "name": fact.action,
            "action": _ACTIONS[deed_of(fact)],
            "outcome": "success" if fact.outcome == "done" else "failure",
            "initiator": _initiator(fact, product),
            "target": _target(fact, product),
            "observer": _observer(product),
            "tags": self._tags(fact),
        }
        if reason := _reason(fact):
            event["reason"] = reason
        if attachments := _attachments(fact):
            event["attachments"] = attachments
        return event

    def _tags(self, fact: Fact) -> list[str]:
        told = {
            "title": fact.title.in_(self.language),
            "does": fact.does,
            "n": str(fact.n),
            "version": str(fact.version),
            "request": fact.request,
            "trace": fact.trace,
            "acting-for": fact.acting_for,
        }
        return [f"{name}?value={value}" for name, value in told.items() if value]


def identified(ref: str, *, origin: str) -> str:
    """Return the UUID of what a reference names: the one in it, or one made from log and reference."""
    try:
        return str(UUID(ref.rpartition(":")[2]))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"https://{origin}/{ref}"))


def _initiator(fact: Fact, product: Product) -> dict[str, Any]:
    initiator: dict[str, Any] = {
        "id": identified(fact.actor, origin=product.origin),
        "typeURI": _INITIATORS.get(fact.actor_kind, _PERSON),
        "name": fact.actor,
        "domain": fact.actor_kind,
    }
    host = {name: plain(fact.private[name]) for name in ("address", "agent") if fact.private.get(name)}
    return initiator | ({"host": host} if host else {})


def _target(fact: Fact, product: Product) -> dict[str, Any]:
    kind = kind_of(fact.object, otherwise=noun_of(fact))
    name = fact.object or noun_of(fact)
    return {
        "id": identified(name, origin=product.origin),
        "typeURI": _RESOURCES.get(kind, f"data/{kind}"),
        "name": name,
    }


def _observer(product: Product) -> dict[str, Any]:
    observer: dict[str, Any] = {
        "id": str(uuid5(NAMESPACE_URL, f"https://{product.origin}")),
        "typeURI": "service/security/audit",
        "name": product.city,
        "domain": product.origin,
    }
    host = {"agent": f"egovframe/{product.version}"} | ({"address": product.host} if product.host else {})
    return observer | {"host": host}


def _reason(fact: Fact) -> dict[str, str]:
    """Return why it ended so, and by what authority: each needs its pair (DSP0262, Reason)."""
    reason: dict[str, str] = {}
    if fact.outcome != "done" or fact.reason:
        reason |= {"reasonType": f"egovframe:{fact.outcome}", "reasonCode": fact.reason or fact.outcome}
    if fact.basis:
        reason |= {"policyType": "egovframe:basis", "policyId": fact.basis}
    return reason


def _attachments(fact: Fact) -> list[dict[str, Any]]:
    told: dict[str, Any] = {
        "subjects": list(fact.subjects),
        "why": fact.private.get("why", ""),
        "session": fact.private.get("session", ""),
        "details": dict(fact.details),
        "private": {name: value for name, value in fact.private.items() if name not in SHOWN_ALONE},
        "erased": list(fact.erased),
    }
    # The standard says contentType, its best known implementation typeURI: readers of both find it.
    return [
        {"name": name, "contentType": f"egovframe:{name}", "typeURI": f"egovframe:{name}", "content": content}
        for name, content in told.items()
        if content
    ]
