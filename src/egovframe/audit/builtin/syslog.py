"""Syslog messages (RFC 5424) of the facility log audit, for collectors and security monitoring."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from pydantic import Field

from egovframe.audit.collector import framed
from egovframe.audit.columns import SHOWN_ALONE, Language, plain
from egovframe.audit.interfaces import Exporter, Product
from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.clock import instant
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from egovframe.audit.model import Fact

FACILITY: Final = 13
"""Log audit (RFC 5424 §6.2.1, table 1)."""
WARNING, NOTICE, INFORMATIONAL = 4, 5, 6
EXAMPLE_ENTERPRISE: Final = 32473
"""The private enterprise number that stands in examples (RFC 5612)."""

_BOM: Final = "\ufeff"
_ESCAPED: Final = re.compile(r'(["\\\]])')
_LAST_SEQUENCE: Final = 2**31 - 1
_PICTURES: Final = {**{code: 0x2400 + code for code in range(0x20)}, 0x7F: 0x2421}
"""A control character as the picture of itself: no message breaks a line, and what stood there is still seen."""


class SyslogExporter(Exporter):
    """Writes one message a fact: the fact is structured data, the message text its title in words.

    A message that would be longer than `longest` because of its data subjects is divided: each part has the same id,
    its own share of the subjects, and says which part it is.
    """

    title: ClassVar[Text] = Text(ko="syslog (RFC 5424)", en="syslog (RFC 5424)")
    media: ClassVar[str] = "text/plain; charset=utf-8"
    ending: ClassVar[str] = ".log"

    language: Language = "ko"
    """The language of message texts."""
    framing: Literal["lines", "octets"] = "lines"
    """What stands between messages: a line end after each, or its length before it (RFC 6587 §3.4.1)."""
    enterprise: int = Field(default=EXAMPLE_ENTERPRISE, ge=1, le=2**32 - 1)
    """The city's private enterprise number (IANA), which names the structured data; else that of examples."""
    longest: int = Field(default=8192, ge=2048)
    """The bytes of a message from which on its data subjects are divided (RFC 5425 §4.3.1)."""

    def export(self, facts: Iterable[Fact], *, product: Product) -> Iterator[bytes]:
        """Yield one framed message after the other; see `Exporter.export`."""
        for message in self.messages(facts, product=product):
            yield framed(message) if self.framing == "octets" else message + b"\n"

    def messages(self, facts: Iterable[Fact], *, product: Product) -> Iterator[bytes]:
        """Yield the messages without anything between them, for a `Collector`. None of them holds a line end."""
        numbers = (number % _LAST_SEQUENCE + 1 for number in count())
        for fact in facts:
            sequence = next(numbers)
            message = self._message(fact, product, fact.subjects, "", sequence=sequence)
            if len(message) <= self.longest or not fact.subjects:
                yield message
                continue
            for at, (subjects, part) in enumerate(self._parts(fact, product)):
                yield self._message(fact, product, subjects, part, sequence=next(numbers) if at else sequence)

    def _parts(self, fact: Fact, product: Product) -> list[tuple[tuple[str, ...], str]]:
        """Divide the subjects into shares that fit, each with its part such as `1/3`."""
        room = self.longest - len(self._message(fact, product, (), "9999/9999", sequence=_LAST_SEQUENCE))
        shares: list[tuple[str, ...]] = []
        share: list[str] = []
        taken = 0
        for subject in fact.subjects:
            size = len(_value(subject).encode()) + 1
            if share and taken + size > room:
                shares.append(tuple(share))
                share, taken = [], 0
            share.append(subject)
            taken += size
        shares.append(tuple(share))
        return [(each, f"{number}/{len(shares)}") for number, each in enumerate(shares, start=1)]

    def _message(self, fact: Fact, product: Product, subjects: tuple[str, ...], part: str, *, sequence: int) -> bytes:
        header = " ".join(
            (
                f"<{FACILITY * 8 + severity_of(fact)}>1",
                instant(fact.at),
                _name(product.host, longest=255),
                "egovframe",
                "-",
                _name(fact.action, longest=32),
            )
        )
        meta = f'[meta sequenceId="{sequence}" language="{self.language}"]'
        origin = f'[origin software="egovframe" swVersion="{_value(product.version)}"]'
        told = "".join(f' {name}="{_value(value)}"' for name, value in _told(fact, product, subjects, part) if value)
        words = " · ".join(filter(None, (fact.title.in_(self.language), fact.object))).translate(_PICTURES)
        return f"{header} {meta}{origin}[fact@{self.enterprise}{told}] {_BOM}{words}".encode()


def severity_of(fact: Fact) -> int:
    """Return the severity (RFC 5424 §6.2.1, table 2): a warning, a notice where something went out or was changed."""
    if fact.outcome != "done":
        return WARNING
    return INFORMATIONAL if fact.does in {"read", "list", "sign-in"} else NOTICE


def _told(fact: Fact, product: Product, subjects: tuple[str, ...], part: str) -> list[tuple[str, str]]:
    private = {name: value for name, value in fact.private.items() if name not in SHOWN_ALONE}
    return [
        ("log", product.origin),
        ("city", product.city),
        ("id", fact.id),
        ("n", str(fact.n)),
        ("part", part),
        ("action", fact.action),
        ("does", fact.does),
        ("version", str(fact.version)),
        ("actorKind", fact.actor_kind),
        ("actor", fact.actor),
        ("actingFor", fact.acting_for),
        ("object", fact.object),
        # One parameter, not one each: RFC 5424 allows a name to come again, many readers keep the last only.
        ("subjects", " ".join(subjects)),
        ("outcome", fact.outcome),
        ("reason", fact.reason),
        ("basis", fact.basis),
        *((name, plain(fact.private.get(name, ""))) for name in SHOWN_ALONE),
        ("request", fact.request),
        ("trace", fact.trace),
        ("details", canonical_text(dict(fact.details)) if fact.details else ""),
        ("private", canonical_text(private) if private else ""),
        ("erased", " ".join(fact.erased)),
    ]


def _value(text: str) -> str:
    """Return a PARAM-VALUE (RFC 5424 §6.3.3)."""
    return _ESCAPED.sub(r"\\\1", text.translate(_PICTURES))


def _name(text: str, *, longest: int) -> str:
    """Return a header field: printable ASCII without blanks, cut to its length, `-` for nothing (RFC 5424 §6.2)."""
    return re.sub(r"[^!-~]", "?", text)[:longest] or "-"
