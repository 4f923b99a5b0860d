"""Facts as syslog messages, read by another parser and by a real rsyslogd."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from egovframe.audit.builtin.syslog import SyslogExporter
from egovframe.audit.collector import Collector, framed
from egovframe.audit.interfaces import Exporter, Product
from egovframe.testing.suites import ExporterSuite
from egovframe.testing.suites.exporters import AWKWARD, EVERY_KIND, HANEUL, a_fact
from tests.audit.builtin.reading import flat
from tests.support.syslogd import Papers, Syslogd, running_syslogd

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what it parses with is older than the newest Python
    from syslog_rfc5424_parser import SyslogMessage
    from syslog_rfc5424_parser.constants import SyslogFacility, SyslogSeverity

SD = "fact@32473"
ESCAPED = re.compile(r'\\(["\]])')
BACKSLASH = "\ue000"
"""Stands for an escaped backslash meanwhile: the other parser misreads one before a closing quote; rsyslog does not."""


def parsed(message: bytes) -> SyslogMessage:
    """Read with the other parser; it leaves the escapes in values as they are."""
    found = SyslogMessage.parse(message.decode().replace("\\\\", BACKSLASH))
    for element in found.sd.values():
        for name, value in element.items():
            element[name] = ESCAPED.sub(r"\1", value).replace(BACKSLASH, "\\")
    return found


def one(exporter: SyslogExporter | None = None, product: Product = HANEUL, **fields: Any) -> bytes:
    """Return the message of one fact."""
    (message,) = (exporter or SyslogExporter()).messages([a_fact(**fields)], product=product)
    return message


def unframed(content: bytes) -> Iterator[bytes]:
    """Read octet counting as RFC 6587 §3.4.1 says: a length, a blank, that many bytes."""
    while content:
        length, content = content.split(b" ", 1)
        yield content[: int(length)]
        content = content[int(length) :]


class TestSyslogExporter(ExporterSuite):
    """The suite for exporters, on syslog with a line a message."""

    @pytest.fixture
    def exporter(self) -> Exporter:
        """The exporter under test."""
        return SyslogExporter()

    def read(self, content: bytes) -> list[str]:
        """Read with the other parser."""
        return [flat(parsed(line).as_dict()) for line in content.split(b"\n")[:-1]]


class TestSyslogExporterWithOctetCounting(ExporterSuite):
    """The suite for exporters, on syslog with the length before each message."""

    @pytest.fixture
    def exporter(self) -> Exporter:
        """The exporter under test."""
        return SyslogExporter(framing="octets")

    def read(self, content: bytes) -> list[str]:
        """Read with the other parser."""
        return [flat(parsed(message).as_dict()) for message in unframed(content)]


def test_the_header_is_that_of_the_standard() -> None:
    """Facility 13 × 8 + severity, version 1, time with milliseconds, host, program, and the action as MSGID."""
    assert one().startswith(
        b"<110>1 2026-11-22T12:04:42.123Z desk-1.haneul.example egovframe - petition.read "
        b'[meta sequenceId="1" language="ko"][origin software="egovframe" swVersion="1.2.3"][fact@32473 log="'
    )
    assert "] \ufeff민원 열람 · petition:".encode() in one()
    found = parsed(one())
    assert (found.facility, found.severity) == (SyslogFacility.audit, SyslogSeverity.info)


@pytest.mark.parametrize(
    ("does", "outcome", "severity"),
    [
        ("read", "done", "info"),
        ("sign-in", "done", "info"),
        ("sign-in", "failed", "warning"),
        ("download", "done", "notice"),
        ("change", "done", "notice"),
        ("refusal", "denied", "warning"),
    ],
)
def test_the_severity_says_what_to_look_at(does: str, outcome: str, severity: str) -> None:
    """A refusal is a warning; what left the house or changed is a notice."""
    assert parsed(one(does=does, outcome=outcome)).severity.name == severity


def test_values_are_escaped_as_the_standard_says_and_no_more() -> None:
    """RFC 5424 §6.3.3: quote, backslash and closing bracket; an opening bracket is left alone."""
    assert b'reason="a\\"b\\\\c\\]d[e"' in one(reason='a"b\\c]d[e')


@pytest.mark.asvs("V16.4.1")
@pytest.mark.parametrize("text", AWKWARD)
def test_a_message_is_one_line_without_control_characters(text: str) -> None:
    """They are there as pictures of themselves: nobody writes a line of his own into the log."""
    message = one(object=text, reason=text, details={"text": text}, subjects=(text,))
    assert not re.search(rb"[\x00-\x1f\x7f]", message)
    expected = text.translate({code: 0x2400 + code for code in range(32)} | {127: 0x2421})
    assert parsed(message).sd[SD]["reason"] == expected


def test_names_fit_their_fields() -> None:
    """Printable ASCII without blanks, cut to its length; nothing is a dash (RFC 5424 §6.2)."""
    long = Product(city="하늘시", origin="o", host="하늘 desk" + "x" * 300)
    host, _, _, msgid = one(product=long, action="petition." + "x" * 100).split(b" ")[2:6]
    assert (host[:8], len(host)) == (b"???desk" + b"x", 255)
    assert msgid == b"petition." + b"x" * 23
    assert one(product=Product(city="하늘시", origin="o")).split(b" ")[2] == b"-"


def test_the_sequence_counts_messages_from_one() -> None:
    """A collector sees that one is missing (RFC 5424 §7.3.1)."""
    messages = SyslogExporter().messages(EVERY_KIND, product=HANEUL)
    assert [parsed(each).sd["meta"]["sequenceId"] for each in messages] == [
        str(n) for n in range(1, len(EVERY_KIND) + 1)
    ]


@pytest.mark.parametrize("count", [2, 500])
def test_many_data_subjects_are_divided_and_none_is_lost(count: int) -> None:
    """A list of five hundred people would be cut by collectors: it comes in parts that fit, in order."""
    subjects = tuple(f'applicant:{n:04}-]"{"x" * 30}' for n in range(count))
    messages = list(SyslogExporter(longest=2048).messages([a_fact(subjects=subjects)], product=HANEUL))
    told = [parsed(message).sd[SD] for message in messages]
    assert max(map(len, messages)) <= 2048
    assert tuple(" ".join(each["subjects"] for each in told).split(" ")) == subjects
    assert {each["id"] for each in told} == {a_fact().id}
    parts = len(messages)
    assert [int(parsed(each).sd["meta"]["sequenceId"]) for each in messages] == list(range(1, parts + 1))
    assert [each.get("part") for each in told] == (
        [None] if parts == 1 else [f"{n}/{parts}" for n in range(1, parts + 1)]
    )
    assert (parts > 1) == (count > 2)


def test_the_citys_own_number_names_its_data() -> None:
    """Who has a private enterprise number of its own says so."""
    assert b"[fact@55555 log=" in one(SyslogExporter(enterprise=55555))


def test_the_frame_counts_bytes_and_not_characters() -> None:
    """RFC 5425 §4.3: the length of the message in octets, a blank, the message."""
    assert framed("<110>1 - - - - - - 한글".encode()) == b"25 " + "<110>1 - - - - - - 한글".encode()


@pytest.fixture(scope="module")
def syslogd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Syslogd]:
    """A real rsyslogd that takes TLS."""
    with running_syslogd(Papers.made(tmp_path_factory.mktemp("syslogd"))) as lent:
        yield lent


@pytest.mark.asvs("V16.2.4")
def test_rsyslog_understands_every_message(syslogd: Syslogd) -> None:
    """A real collector reads over TLS what was sent: header, structured data without escapes, text in Korean."""
    awkward = [a_fact(100 + n, reason=text, object=text) for n, text in enumerate(AWKWARD)]
    facts = [*EVERY_KIND, *awkward]
    collector = Collector(host="localhost", port=syslogd.port, authority=syslogd.folder / "authority.pem")
    assert collector.send(SyslogExporter().messages(facts, product=HANEUL)) == len(facts)
    kept = syslogd.kept(len(facts))
    assert [each["data"][SD]["id"] for each in kept] == [fact.id for fact in facts]
    assert {(each["facility"], each["app"], each["host"]) for each in kept} == {
        ("audit", "egovframe", "desk-1.haneul.example")
    }
    assert kept[0]["at"] == "2026-11-22T12:04:42.123Z"
    assert kept[0]["text"].lstrip("\ufeff").startswith("민원 열람 · petition:")
    pictures = {code: 0x2400 + code for code in range(32)} | {127: 0x2421}
    assert [each["data"][SD]["reason"] for each in kept[len(EVERY_KIND) :]] == [
        text.translate(pictures) for text in AWKWARD
    ]


def test_a_file_of_messages_is_what_was_sent(tmp_path: Path) -> None:
    """One a line, to be looked at with any tool."""
    path = tmp_path / "facts.log"
    path.write_bytes(b"".join(SyslogExporter().export(EVERY_KIND, product=HANEUL)))
    assert len(path.read_text(encoding="utf-8").split("\n")) == len(EVERY_KIND) + 1
