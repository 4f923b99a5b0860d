"""The papers of public petitions: to the applicant of the decision to publish, to the handler of a threshold."""

from __future__ import annotations

from typing import Final

from egovframe.forms.notices.paper import Paper, Reader
from egovframe.kernel.text import Text

_CASE: Final = ("title", "receipt", "received")


def _paper(
    kind: str, title: Text, body: Text, *, rows: tuple[str, ...], needs: tuple[str, ...], reader: Reader = "applicant"
) -> Paper:
    return Paper(
        kind=kind,
        title=title,
        subject=Text(**{tag: f"[{{{{office}}}}] {words} ({{{{receipt}}}})" for tag, words in title.words}),
        body=body,
        rows=rows,
        needs=needs,
        reader=reader,
    )


PAPERS: Final = (
    _paper(
        "published",
        Text(ko="청원 공개 결정 통지", en="Your petition is published", es="Su petición fue publicada"),
        Text(
            ko="청원을 공개하기로 결정했습니다. 아래 기한까지 누구나 읽고 서명할 수 있습니다.",
            en="It was decided to publish your petition. Until the date below anybody can read and sign it.",
            es="Se decidió publicar su petición. Hasta la fecha indicada cualquiera puede leerla y firmarla.",
        ),
        rows=(*_CASE, "until"),
        needs=("until",),
    ),
    _paper(
        "unpublished",
        Text(ko="청원 공개 부적합 결정 통지", en="Your petition is not published", es="Su petición no fue publicada"),
        Text(
            ko="청원을 공개하지 않기로 결정했습니다. 청원은 그대로 처리합니다.\n\n# 근거\n{{basis}}"
            "\n\n# 이유\n{{reason}}\n\n# 구제 방법\n{{remedy}}",
            en="It was decided not to publish your petition. It is handled all the same.\n\n# Ground\n{{basis}}"
            "\n\n# Reasons\n{{reason}}\n\n# Remedies\n{{remedy}}",
            es="Se decidió no publicar su petición. Se tramita de todos modos.\n\n# Base\n{{basis}}"
            "\n\n# Motivos\n{{reason}}\n\n# Recursos\n{{remedy}}",
        ),
        rows=_CASE,
        needs=("basis", "reason", "remedy"),
    ),
    _paper(
        "threshold",
        Text(ko="청원 서명 기준 도달", en="A threshold of signatures was reached", es="Se alcanzó un umbral de firmas"),
        Text(
            ko="공개청원에 서명한 사람이 정한 수에 이르렀습니다. 아래 기한까지 답변하시기 바랍니다.",
            en="So many people signed this public petition that an answer is due by the date below.",
            es="Tantas personas firmaron esta petición que debe responderse hasta la fecha indicada.",
        ),
        rows=(*_CASE, "signatures", "until"),
        needs=("signatures", "until"),
        reader="unit",
    ),
)
"""Every paper of public petitions."""
