"""A case that is nobody's, to show what a paper looks like with words that are not in force yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = Text(ko="홍길동", en="Jane Doe", es="Juana Pérez")

_VALUES: Final[Mapping[str, Text]] = {
    "title": Text(ko="도로 파손 신고", en="A broken road", es="Calle rota"),
    "receipt": Text.of("7K4-RM2-X9H"),
    "registered": Text.of("2026-000123"),
    "address": Text(ko="하늘로 12", en="12 Sky Street", es="Calle Cielo 12"),
    "phone": Text.of("+82 10-1234-5678"),
    "agent": Text(ko="김대리", en="Alex Roe", es="Alex Roa"),
    "delegated": Text(ko="신청과 수령", en="To file and to collect", es="Presentar y retirar"),
    "received": Text.of("2026-09-21 10:00"),
    "limit": Text(ko="7일", en="7 days", es="7 días"),
    "due": Text.of("2026-10-01 18:00"),
    "old_due": Text.of("2026-09-28 18:00"),
    "until": Text.of("2026-10-05 18:00"),
    "state": Text(ko="처리 중", en="Being worked on", es="En trámite"),
    "by": Text(ko="3일", en="3 days", es="3 días"),
    "nth": Text.of("1"),
    "text": Text(ko="도로를 고쳤습니다.", en="The road was mended.", es="La calle fue reparada."),
    "reason": Text(ko="사유지여서 고칠 수 없습니다.", en="The road is private.", es="La calle es privada."),
    "basis": Text(ko="도로법 제33조", en="Road Act, article 33", es="Ley de caminos, artículo 33"),
    "remedy": Text(
        ko="60일 안에 이의신청을 할 수 있습니다.",
        en="You may object within 60 days.",
        es="Puede recurrir dentro de 60 días.",
    ),
    "body": Text(ko="한국도로공사", en="The road authority", es="Autoridad vial"),
    "decided": Text.of("2026-09-28"),
    "outcome": Text(ko="인용", en="Granted", es="Concedido"),
    "joint": Text(ko="공원과", en="Parks", es="Parques"),
    "signatures": Text.of("1,204"),
    "filed": Text.of("2026-09-21"),
    "made": Text.of("2026-09-28"),
    "unit": Text(ko="도로과", en="Roads", es="Vialidad"),
    "handler": Text(ko="김담당", en="Kim", es="Kim"),
    "contact": Text.of("02-120"),
}


def values(language: str, *, office: str) -> dict[str, str]:
    """Return every field of a paper, filled in with the sample case."""
    found = {name: text.in_(language) for name, text in _VALUES.items()}
    return found | {"office": office or "Haneul", "applicant": NAME.in_(language)}
