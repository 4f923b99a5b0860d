"""A mail server's report that a mail could not be delivered (RFC 3464), read for which mail it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Final, Literal

from egovframe.forms.errors import FormsError

LARGEST: Final = 10 * 1024 * 1024
"""The largest report in bytes: it may quote the whole mail."""

Action = Literal["failed", "delayed", "delivered", "relayed", "expanded"]
_ACTIONS: Final[tuple[Action, ...]] = ("failed", "delayed", "delivered", "relayed", "expanded")
_STATUS: Final = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_ID: Final = re.compile(r"<[^<>\s]{1,500}>")
_QUOTED: Final = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers"}
)


class NotAReport(FormsError):
    """A mail is not a report of a mail server on the delivery of another mail (RFC 3464)."""

    code = "forms.not_a_report"


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says: which mail it is about (its Message-ID), what became of it, and the status (RFC 3463)."""

    about: str
    action: Action
    status: str

    @property
    def failed(self) -> bool:
        """Say whether the mail will never arrive; a delay is none yet."""
        return self.action == "failed"


def read_report(content: bytes) -> Report:
    """Read a report as a mail file. Raises NotAReport that says what is missing; addresses in it are not looked at."""
    if len(content) > LARGEST:
        raise NotAReport("The mail is too large to be a report.", hint="Give one report at a time.")
    mail = message_from_bytes(content, policy=policy.compat32)
    kind = str(mail.get_param("report-type", "") or "").lower()
    if mail.get_content_type() != "multipart/report" or kind != "delivery-status" or not mail.is_multipart():
        raise NotAReport(
            "The mail is no report on a delivery (multipart/report, report-type=delivery-status).",
            hint="Give what the mail server sent back, with all its parts.",
        )
    parts = [part for part in mail.get_payload() if isinstance(part, Message)]
    status = next((part for part in parts if part.get_content_type() in _STATUSES), None)
    if status is None or not status.is_multipart():
        raise NotAReport("The report has no part message/delivery-status.", hint="Give the report with all its parts.")
    action, code = _worst([part for part in status.get_payload() if isinstance(part, Message)])
    return Report(_about(parts), action, code)


_STATUSES: Final = ("message/delivery-status", "message/global-delivery-status")


def _worst(groups: list[Message]) -> tuple[Action, str]:
    """Return what became of the mail: failed where it failed for any recipient. A notice has one."""
    found: list[tuple[Action, str]] = []
    for group in groups:
        said = str(group.get("Action", "")).partition("(")[0].strip().lower()
        action = next((each for each in _ACTIONS if each == said), None)
        if action is not None:
            code = _STATUS.match(str(group.get("Status", "")).strip())
            found.append((action, code[0] if code else ""))
    if not found:
        raise NotAReport("The report says nothing of a recipient (Action).", hint="Give the report with all its parts.")
    return min(found, key=lambda each: _ACTIONS.index(each[0]))


def _about(parts: list[Message]) -> str:
    """Return the Message-ID of the mail that the report quotes."""
    for part in parts:
        if part.get_content_type() not in _QUOTED:
            continue
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            quoted: Message = inner[0]
        else:
            raw = part.get_payload(decode=True)
            quoted = message_from_bytes(raw if isinstance(raw, bytes) else b"", EmailMessage, policy=policy.compat32)
        found = _ID.search(str(quoted.get("Message-ID", "")))
        if found:
            return found[0]
    raise NotAReport("The report does not quote the mail that it is about.", hint="Give the report with all its parts.")
