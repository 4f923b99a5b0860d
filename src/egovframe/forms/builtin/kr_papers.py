"""The official forms of 민원 처리에 관한 법률 시행규칙 (별지 제1호–제12호), and the papers that its Decree asks for.

The Rule (행정안전부령 제513호, in force 2024-09-06) prescribes twelve forms:

1 민원 처리부 (규칙3①), 2 접수증 (규칙3②), 3 위임장 (규칙4), 4 다른 행정기관 등을 이용한 민원의 신청 (규칙5①),
5 처리기간의 연장 통지와 이의신청 결정기간의 연장 통지 (규칙6①), 6 처리진행상황 등의 통지 (규칙6②), 7 독촉장 (규칙10),
8 사전심사청구, 9 사전심사 결과 통지, 10 사전심사청구 접수 처리부 (규칙11), 11 이의신청, 12 이의신청처리대장 (규칙12).

Their fields here are those that the articles of the Act, the Decree and the Rule name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from egovframe.forms.notices.paper import Paper
from egovframe.forms.notices.plain import PLAIN
from egovframe.kernel.text import Text

_ACT: Final = Text(ko="민원 처리에 관한 법률", en="Petitions Act", es="Ley de Peticiones de Corea")
_OBJECT: Final = Text(
    ko=(
        "이 결정에 대하여 통지를 받은 날부터 60일 안에 이의신청을 할 수 있습니다(민원 처리에 관한 법률 제35조). "
        "이의신청과 상관없이 행정심판이나 행정소송을 제기할 수도 있습니다."
    ),
    en=(
        "You may object to this decision within 60 days of being told of it (Petitions Act, article 35). "
        "Whether or not you object, you may also seek administrative appeal or go to court."
    ),
    es=(
        "Puede recurrir esta decisión dentro de 60 días desde que se le notificó (Ley de Peticiones, artículo 35). "
        "Con o sin recurso, también puede acudir a la vía administrativa o judicial."
    ),
)

# kind: (number of the form, article in Korean, article in English)
_OFFICIAL: Final[Mapping[str, tuple[int | None, str, str]]] = {
    "register": (1, "시행령 제6조제2항, 시행규칙 제3조제1항", "Decree, art. 6(2); Rule, art. 3(1)"),
    "receipt": (2, "시행령 제6조제2항, 시행규칙 제3조제2항", "Decree, art. 6(2); Rule, art. 3(2)"),
    "proxy": (3, "시행령 제6조제5항, 시행규칙 제4조", "Decree, art. 6(5); Rule, art. 4"),
    "elsewhere": (4, "법 제14조제1항, 시행규칙 제5조제1항", "Act, art. 14(1); Rule, art. 5(1)"),
    "extension": (5, "시행령 제21조제2항, 시행규칙 제6조제1항", "Decree, art. 21(2); Rule, art. 6(1)"),
    "objection-extension": (5, "시행령 제40조제3항, 시행규칙 제6조제1항", "Decree, art. 40(3); Rule, art. 6(1)"),
    "progress": (6, "시행령 제23조제1항, 시행규칙 제6조제2항", "Decree, art. 23(1); Rule, art. 6(2)"),
    "reminder": (7, "시행령 제28조제2항, 시행규칙 제10조", "Decree, art. 28(2); Rule, art. 10"),
    "prescreening": (8, "법 제30조제1항, 시행규칙 제11조제1항", "Act, art. 30(1); Rule, art. 11(1)"),
    "prescreening-result": (9, "법 제30조제3항, 시행규칙 제11조제2항", "Act, art. 30(3); Rule, art. 11(2)"),
    "prescreening-register": (10, "시행령 제34조제1항, 시행규칙 제11조제3항", "Decree, art. 34(1); Rule, art. 11(3)"),
    "objection": (
        11,
        "법 제35조제1항, 시행령 제40조제1항, 시행규칙 제12조제1항",
        "Act, art. 35(1); Decree, art. 40(1)",
    ),
    "objection-register": (12, "시행령 제40조제4항, 시행규칙 제12조제2항", "Decree, art. 40(4); Rule, art. 12(2)"),
    "result": (None, "법 제27조제1항, 시행령 제29조", "Act, art. 27(1); Decree, art. 29"),
    "refusal": (None, "법 제27조제3항", "Act, art. 27(3)"),
    "return": (None, "시행령 제25조제1항", "Decree, art. 25(1)"),
    "transfer": (None, "시행령 제13조제3항", "Decree, art. 13(3)"),
    "repeat": (None, "법 제23조", "Act, art. 23"),
    "supplement": (None, "법 제22조제1항, 시행령 제24조", "Act, art. 22(1); Decree, art. 24"),
    "supplement-extended": (None, "시행령 제24조제2항", "Decree, art. 24(2)"),
    "consent": (None, "시행령 제21조제1항 단서", "Decree, art. 21(1)"),
    "deadline": (None, "법 제19조", "Act, art. 19"),
    "undelivered": (None, "법 제27조제1항, 시행령 제29조", "Act, art. 27(1); Decree, art. 29"),
    "objection-result": (None, "법 제35조제2항, 시행령 제40조제2항", "Act, art. 35(2); Decree, art. 40(2)"),
}

_NOTES: Final[Mapping[str, Text]] = {
    "refusal": _OBJECT,
    "supplement": Text(
        ko="기한까지 보완하기 어려우면 필요한 기간을 밝혀 두 번까지 연장을 요청할 수 있습니다(시행령 제24조제2항).",
        en="If you need more time, say how much: the period can be extended twice (Decree, art. 24(2)).",
        es="Si necesita más tiempo, diga cuánto: el plazo puede prorrogarse dos veces (Decreto, art. 24(2)).",
    ),
    "objection-result": Text(
        ko="이 결정에 따르지 않으면 행정심판이나 행정소송을 제기할 수 있습니다(민원 처리에 관한 법률 제35조제3항).",
        en="If you do not accept it, you may seek administrative appeal or go to court (Petitions Act, article 35(3)).",
        es="Si no la acepta, puede acudir a la vía administrativa o judicial (Ley de Peticiones, artículo 35(3)).",
    ),
    "extension": Text(
        ko="연장된 기간에도 처리하기 어려우면 동의를 받아 한 번만 더 연장할 수 있습니다(시행령 제21조제1항).",
        en="A further extension needs your consent, and is possible once (Decree, art. 21(1)).",
        es="Otra prórroga requiere su consentimiento y es posible una vez (Decreto, art. 21(1)).",
    ),
}


PRESCREENING: Final = "사전심사"
"""The kind of the forms by which somebody asks for a prescreening (법30)."""

_OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "prescreening-result": ("result", "refusal"),
    "prescreening-register": (),
}
"""The papers of prescreenings alone, and those in whose place they are written: whether it could be granted or not."""
_PUBLIC: Final = Text(ko="청원법", en="Petition Act (청원법)", es="Ley de Peticiones Públicas de Corea")
_PETITIONS: Final[Mapping[str, str]] = {"published": "13", "unpublished": "13", "threshold": "14"}
"""The papers of public petitions by the article of the Petition Act (법률 제17701호) that asks for them."""


def _in_spanish(articles: str) -> str:
    """Return articles that are named in English in Spanish: `Decreto, art. 23(1); Regla, art. 6(2)`."""
    return articles.replace("Act", "Ley").replace("Decree", "Decreto").replace("Rule", "Regla")


def _public(article: str) -> Text:
    """Return the first paragraph of an article of the Petition Act as papers cite it."""
    return Text(
        ko=f"{_PUBLIC.in_('ko')} 제{article}조제1항",
        en=f"{_PUBLIC.in_('en')}, article {article}(1)",
        es=f"{_PUBLIC.in_('es')}, artículo {article}(1)",
    )


def _korean(kind: str) -> Paper:
    """Return the paper with its number, its articles and what Korean law has it say."""
    if kind in _PETITIONS:
        return replace(PLAIN[kind], law=_public(_PETITIONS[kind]))
    number, korean, english = _OFFICIAL[kind]
    law = Text(
        ko=f"{_ACT.in_('ko')} {korean.removeprefix('법 ')}",
        en=f"{_ACT.in_('en')}: {english}",
        es=f"{_ACT.in_('es')}: {_in_spanish(english)}",
    )
    own: dict[str, Any] = {"of": PRESCREENING, "instead": _OWN[kind]} if kind in _OWN else {}
    return replace(PLAIN[kind], number=number, law=law, note=_NOTES.get(kind), **own)


PAPERS: Final[Mapping[str, Paper]] = {kind: _korean(kind) for kind in PLAIN}
"""The papers of a Korean office, by kind."""
