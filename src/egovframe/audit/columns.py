"""The columns of a table of facts: what a spreadsheet shows of each, under headings in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from egovframe.kernel.canonical import canonical_text
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.audit.model import Fact

Language = Literal["ko", "en"]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError) as error:  # not found; a folder of zones; a path
        raise ValueError(f"{name!r} is no time zone, such as Asia/Seoul or UTC") from error
    return name


Zone = Annotated[str, AfterValidator(_zone)]
"""A time zone by its name in the IANA database."""

SHOWN_ALONE: Final = ("address", "session", "agent", "why")
"""The private values that have a column of their own."""

_WORDS: Final[Mapping[str, Text]] = {
    "done": Text(ko="완료", en="done"),
    "denied": Text(ko="거부", en="denied"),
    "failed": Text(ko="실패", en="failed"),
    "change": Text(ko="변경", en="change"),
    "read": Text(ko="열람", en="read"),
    "list": Text(ko="목록 조회", en="list"),
    "download": Text(ko="내려받기", en="download"),
    "print": Text(ko="인쇄", en="print"),
    "export": Text(ko="내보내기", en="export"),
    "sign-in": Text(ko="로그인", en="sign-in"),
    "refusal": Text(ko="거절", en="refusal"),
    "citizen": Text(ko="시민", en="citizen"),
    "company": Text(ko="기업", en="company"),
    "officer": Text(ko="공무원", en="officer"),
    "service": Text(ko="서비스", en="service"),
    "system": Text(ko="시스템", en="system"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and the text that it shows of a fact."""

    title: Text
    of: Callable[[Fact, Language, ZoneInfo], str]


def _said(name: str) -> Callable[[Fact, Language, ZoneInfo], str]:
    return lambda fact, _language, _zone: str(getattr(fact, name))


def _word(name: str) -> Callable[[Fact, Language, ZoneInfo], str]:
    def show(fact: Fact, language: Language, _zone: ZoneInfo) -> str:
        word = str(getattr(fact, name))
        return _WORDS[word].in_(language) if word in _WORDS else word

    return show


def _lines(name: str) -> Callable[[Fact, Language, ZoneInfo], str]:
    return lambda fact, _language, _zone: "\n".join(getattr(fact, name))


def _private(name: str) -> Callable[[Fact, Language, ZoneInfo], str]:
    return lambda fact, _language, _zone: plain(fact.private.get(name, ""))


def _time(fact: Fact, _language: Language, zone: ZoneInfo) -> str:
    return fact.at.astimezone(zone).isoformat(timespec="milliseconds")


def _others(fact: Fact, _language: Language, _zone: ZoneInfo) -> str:
    others = {name: value for name, value in fact.private.items() if name not in SHOWN_ALONE}
    return canonical_text(others) if others else ""


def plain(value: object) -> str:
    """Return a value as a person reads it: texts as they are, everything else as JSON."""
    return value if isinstance(value, str) else canonical_text(value)


COLUMNS: Final[tuple[Column, ...]] = (
    Column(Text(ko="번호", en="Number"), _said("n")),
    Column(Text(ko="일시", en="Time"), _time),
    Column(Text(ko="행위자 구분", en="Kind of actor"), _word("actor_kind")),
    Column(Text(ko="행위자", en="Actor"), _said("actor")),
    Column(Text(ko="대리하는 사람", en="Acting for"), _said("acting_for")),
    Column(Text(ko="접속지", en="Address"), _private("address")),
    Column(Text(ko="수행 업무", en="Deed"), lambda fact, language, _zone: fact.title.in_(language)),
    Column(Text(ko="행위 이름", en="Action"), _said("action")),
    Column(Text(ko="처리 구분", en="Does"), _word("does")),
    Column(Text(ko="대상", en="Object"), _said("object")),
    Column(Text(ko="처리한 정보주체", en="Data subjects"), _lines("subjects")),
    Column(Text(ko="결과", en="Outcome"), _word("outcome")),
    Column(Text(ko="결과 사유", en="Reason of the outcome"), _said("reason")),
    Column(Text(ko="목적", en="Purpose"), _private("why")),
    Column(Text(ko="근거", en="Legal basis"), _said("basis")),
    Column(Text(ko="세션", en="Session"), _private("session")),
    Column(Text(ko="접속 프로그램", en="Program"), _private("agent")),
    Column(Text(ko="요청", en="Request"), _said("request")),
    Column(Text(ko="추적", en="Trace"), _said("trace")),
    Column(
        Text(ko="내용", en="Details"),
        lambda fact, _language, _zone: canonical_text(dict(fact.details)) if fact.details else "",
    ),
    Column(Text(ko="비공개 내용", en="Private details"), _others),
    Column(Text(ko="파기된 정보주체", en="Erased"), _lines("erased")),
    Column(Text(ko="사실 판", en="Version"), _said("version")),
    Column(Text(ko="식별자", en="Id"), _said("id")),
)
"""The five items of an access record (개인정보의 안전성 확보조치 기준 §8) come first, the keys to the log last."""


def headings(language: Language) -> list[str]:
    """Return the headings of the table."""
    return [column.title.in_(language) for column in COLUMNS]


def row_of(fact: Fact, language: Language, zone: ZoneInfo) -> list[str]:
    """Return the fact as texts, one a column; times stand in `zone` with their offset from UTC (RFC 3339)."""
    return [column.of(fact, language, zone) for column in COLUMNS]
