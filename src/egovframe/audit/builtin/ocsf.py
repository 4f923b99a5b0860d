"""Events of the Open Cybersecurity Schema Framework (OCSF 1.4), one JSON object a line."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from egovframe.audit.columns import SHOWN_ALONE, Language, plain
from egovframe.audit.deeds import Deed, deed_of, kind_of, noun_of
from egovframe.audit.interfaces import Exporter, Product
from egovframe.kernel.canonical import canonical
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from egovframe.audit.model import Fact

VERSION: Final = "1.4.0"
"""The version that events say; within 1.x later versions only add, so that they hold in those as well."""
OTHER: Final = 99
_LONGEST_UID: Final = 64  # resource_uid_t


class _Class(NamedTuple):
    uid: int
    name: str
    category: int
    category_name: str


_WEB: Final = _Class(6001, "Web Resources Activity", 6, "Application Activity")
_SIGN_IN: Final = _Class(3002, "Authentication", 3, "Identity & Access Management")
_ACCOUNT: Final = _Class(3001, "Account Change", 3, "Identity & Access Management")
_ACCESS: Final = _Class(3005, "User Access Management", 3, "Identity & Access Management")

_ACTIVITIES: Final[Mapping[int, Mapping[Deed, tuple[int, str]]]] = {
    _WEB.uid: {
        "create": (1, "Create"),
        "read": (2, "Read"),
        "update": (3, "Update"),
        "enable": (3, "Update"),
        "disable": (3, "Update"),
        "renew": (3, "Update"),
        "revoke": (3, "Update"),
        "grant": (3, "Update"),
        "delete": (4, "Delete"),
        "list": (5, "Search"),
        "download": (7, "Export"),
        "print": (7, "Export"),
        "export": (7, "Export"),
        "send": (8, "Share"),
    },
    _SIGN_IN.uid: {"sign-in": (1, "Logon"), "sign-out": (2, "Logoff")},
    _ACCOUNT.uid: {
        "create": (1, "Create"),
        "enable": (2, "Enable"),
        "disable": (5, "Disable"),
        "delete": (6, "Delete"),
    },
    _ACCESS.uid: {"grant": (1, "Assign Privileges"), "revoke": (2, "Revoke Privileges")},
}
_PASSWORD_CHANGE: Final = (3, "Password Change")
_SEVERITIES: Final = {"done": (1, "Informational"), "failed": (2, "Low"), "denied": (3, "Medium")}
_KINDS: Final = {"system": (3, "System"), "service": (4, "Service")}
_OBSERVED_IP, _OBSERVED_USER, _OBSERVED_OTHER = (2, "IP Address"), (31, "User Object: uid"), (OTHER, "Data Subject")


class OcsfExporter(Exporter):
    """Writes JSON lines: sign-ins as Authentication, changes of accounts and roles as what OCSF has for them.

    Everything else is Web Resources Activity. Data subjects are observables; what OCSF has no place for is in
    `unmapped`. Times are milliseconds since 1970 (UTC).
    """

    title: ClassVar[Text] = Text(ko="OCSF (JSON 행)", en="OCSF (JSON lines)")
    media: ClassVar[str] = "application/x-ndjson"
    ending: ClassVar[str] = ".ocsf.jsonl"

    language: Language = "en"
    """The language of messages."""

    def export(self, facts: Iterable[Fact], *, product: Product) -> Iterator[bytes]:
        """Yield one line a fact; see `Exporter.export`."""
        for fact in facts:
            yield canonical(self.event(fact, product=product)) + b"\n"

    def event(self, fact: Fact, *, product: Product) -> dict[str, Any]:
        """Return the fact as an event of its class."""
        kind, deed = _class_of(fact), deed_of(fact)
        activity, activity_name = _activity(kind, deed, fact)
        severity, severity_name = _SEVERITIES[fact.outcome]
        event: dict[str, Any] = {
            "category_uid": kind.category,
            "category_name": kind.category_name,
            "class_uid": kind.uid,
            "class_name": kind.name,
            "activity_id": activity,
            "activity_name": activity_name,
            "type_uid": kind.uid * 100 + activity,
            "type_name": f"{kind.name}: {activity_name}",
            "severity_id": severity,
            "severity": severity_name,
            "status_id": 1 if fact.outcome == "done" else 2,
            "status": "Success" if fact.outcome == "done" else "Failure",
            "status_code": fact.outcome,
            "time": int(fact.at.timestamp() * 1000 + 0.5),
            "message": fact.title.in_(self.language),
            "metadata": _metadata(fact, product),
            "actor": _actor(fact),
            "observables": _observables(fact),
            "unmapped": _unmapped(fact),
        }
        if fact.reason:
            event["status_detail"] = fact.reason
        if (address := plain(fact.private.get("address", ""))) != "":
            event["src_endpoint"] = {"ip" if _is_ip(address) else "name": address}
        if request := _request(fact):
            event["http_request"] = request
        return event | _of_class(kind, fact, product)


def _class_of(fact: Fact) -> _Class:
    if fact.does == "sign-in":
        return _SIGN_IN
    if fact.does == "change" and fact.action in {"role.granted", "role.revoked"}:
        return _ACCESS
    if fact.does == "change" and noun_of(fact) in {"account", "authenticator", "credential", "token"}:
        return _ACCOUNT
    return _WEB


def _activity(kind: _Class, deed: Deed, fact: Fact) -> tuple[int, str]:
    if kind is _ACCOUNT and noun_of(fact) != "account":  # a token that is issued is no account that is created
        return _PASSWORD_CHANGE if fact.action == "credential.changed" else (OTHER, fact.action)
    return _ACTIVITIES[kind.uid].get(deed, (OTHER, fact.action))


def _of_class(kind: _Class, fact: Fact, product: Product) -> dict[str, Any]:
    """Return the attributes that only this class has."""
    if kind is _ACCOUNT:
        return {"user": {"uid": _account(fact)}}
    if kind is _ACCESS:
        return {"user": {"uid": _account(fact)}, "privileges": [plain(fact.details.get("role", fact.object))]}
    there = {"dst_endpoint": {"hostname": product.host}} if product.host else {}
    if kind is _SIGN_IN:
        session = plain(fact.private.get("session", "")) or (fact.object if kind_of(fact.object) == "session" else "")
        return {
            **there,
            "user": {"uid": _account(fact)},
            "service": {"name": product.city},
            **({"session": {"uid": session}} if session else {}),
        }
    return {**there, "web_resources": [_resource(fact)]}


def _account(fact: Fact) -> str:
    """Return whose account it is: the first account among subjects and object, else whoever acts."""
    return next((ref for ref in (*fact.subjects, fact.object) if kind_of(ref) == "account"), fact.actor)


def _resource(fact: Fact) -> dict[str, str]:
    resource = {"type": kind_of(fact.object, otherwise=noun_of(fact))}
    if fact.object and len(fact.object) <= _LONGEST_UID:
        return resource | {"uid": fact.object}
    return resource | {"name": fact.object or noun_of(fact)}


def _metadata(fact: Fact, product: Product) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "version": VERSION,
        "product": {"name": "egovframe", "vendor_name": product.city, "version": product.version},
        "profiles": ["host"],  # until 1.7 `actor` belongs to it
        "uid": fact.id,
        "sequence": fact.n,
        "event_code": fact.action,
        "log_name": product.origin,
        "log_version": str(fact.version),
    }
    return metadata | ({"correlation_uid": fact.request} if fact.request else {})


def _actor(fact: Fact) -> dict[str, Any]:
    type_id, kind = _KINDS.get(fact.actor_kind, (1, "User"))
    actor: dict[str, Any] = {"user": {"uid": fact.actor, "type_id": type_id, "type": kind}}
    session = plain(fact.private.get("session", ""))
    return actor | ({"session": {"uid": session}} if session else {})


def _request(fact: Fact) -> dict[str, str]:
    agent = plain(fact.private.get("agent", ""))
    return {name: value for name, value in {"uid": fact.request, "user_agent": agent}.items() if value}


def _observables(fact: Fact) -> list[dict[str, Any]]:
    """Return what an analyst looks for: who acted, from which address, and every data subject."""
    seen = [("actor.user.uid", fact.actor, _OBSERVED_USER)]
    address = plain(fact.private.get("address", ""))
    if _is_ip(address):
        seen.append(("src_endpoint.ip", address, _OBSERVED_IP))
    seen += [
        ("unmapped.subjects", ref, _OBSERVED_USER if kind_of(ref) == "account" else _OBSERVED_OTHER)
        for ref in fact.subjects
    ]
    return [{"name": name, "value": value, "type_id": type_id, "type": kind} for name, value, (type_id, kind) in seen]


def _unmapped(fact: Fact) -> dict[str, Any]:
    """Return what OCSF has no attribute for, under the fact's own names."""
    told = {
        "does": fact.does,
        "actor_kind": fact.actor_kind,
        "acting_for": fact.acting_for,
        "object": fact.object,
        "subjects": list(fact.subjects),
        "basis": fact.basis,
        "why": fact.private.get("why", ""),
        "trace": fact.trace,
        "details": dict(fact.details),
        "private": {name: value for name, value in fact.private.items() if name not in SHOWN_ALONE},
        "erased": list(fact.erased),
    }
    return {name: value for name, value in told.items() if value}


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
