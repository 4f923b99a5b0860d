"""A paper that the law knows: its title, its number among the official forms, its fields in order, and its words.

The engine has papers that hold anywhere (`egovframe.forms.notices.plain`); a jurisdiction says which of them are its
official forms, by which articles, and adds what its law has them say. What an office may edit is the subject and the
body. The fields, the law's note and the foot with the handler's unit, name and contact always stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from egovframe.forms.notices.template import Block, Template
from egovframe.kernel.errors import DeclarationError, Fault, Invalid
from egovframe.kernel.text import Text

Reader = Literal["applicant", "unit", "register", "blank"]
"""Whom a paper is for: the applicant, the unit that handles the case, a register of the office, or anybody, to fill."""

FIELDS: Final[Mapping[str, Text]] = {
    "office": Text(ko="기관", en="Office", es="Institución"),
    "title": Text(ko="민원", en="Petition", es="Solicitud"),
    "receipt": Text(ko="접수번호", en="Receipt", es="Número de recepción"),
    "registered": Text(ko="등록번호", en="Register number", es="Número de registro"),
    "applicant": Text(ko="신청인", en="Applicant", es="Solicitante"),
    "address": Text(ko="주소", en="Address", es="Dirección"),
    "phone": Text(ko="연락처", en="Phone", es="Teléfono"),
    "agent": Text(ko="위임받은 사람", en="Agent", es="Apoderado"),
    "delegated": Text(ko="위임하는 일", en="What the agent may do", es="Facultades del apoderado"),
    "received": Text(ko="접수", en="Received", es="Recibida"),
    "limit": Text(ko="처리기간", en="Processing limit", es="Plazo"),
    "due": Text(ko="처리 기한", en="Due", es="Vence"),
    "old_due": Text(ko="당초 처리 기한", en="Due before", es="Vencimiento anterior"),
    "until": Text(ko="기한", en="To be done by", es="Plazo hasta"),
    "state": Text(ko="처리 상황", en="How it stands", es="Estado"),
    "by": Text(ko="연장 기간", en="Extended by", es="Prórroga"),
    "nth": Text(ko="회차", en="Time", es="Vez"),
    "text": Text(ko="내용", en="Text", es="Texto"),
    "reason": Text(ko="이유", en="Reasons", es="Motivos"),
    "basis": Text(ko="근거", en="Legal basis", es="Base legal"),
    "remedy": Text(ko="구제 방법", en="Remedies", es="Recursos"),
    "body": Text(ko="이송받은 기관", en="Transferred to", es="Transferida a"),
    "decided": Text(ko="처리일", en="Decided", es="Resuelta"),
    "joint": Text(ko="함께 검토한 부서", en="Units that took part", es="Dependencias que participaron"),
    "outcome": Text(ko="처리 결과", en="Outcome", es="Resultado"),
    "signatures": Text(ko="서명 수", en="Signatures", es="Firmas"),
    "filed": Text(ko="신청일", en="Filed", es="Presentada"),
    "made": Text(ko="작성일", en="Date", es="Fecha"),
    "unit": Text(ko="담당 부서", en="Unit", es="Dependencia"),
    "handler": Text(ko="담당자", en="Officer", es="Funcionario"),
    "contact": Text(ko="연락처", en="Contact", es="Contacto"),
}
"""Every field that a paper may have and a template may mention, in words."""

FOOT: Final = ("unit", "handler", "contact")
"""Who handles it: at the foot of every paper, whatever a template says (영31)."""

_LONGEST_SUBJECT: Final = 300


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper. `number` is that of the official form, None where the law prescribes none.

    `law` names the articles, `rows` the fields that stand as a table, in the form's order; `subject` and `body` are
    templates, `note` is what the jurisdiction's law has the paper say, and `needs` are the fields without which the
    paper may not leave. Where the law has a paper for one kind of forms alone, `of` names it, and `instead` the kinds
    of papers in whose place it is written for their petitions.
    """

    kind: str
    title: Text
    subject: Text
    body: Text
    rows: tuple[str, ...]
    needs: tuple[str, ...] = ()
    reader: Reader = "applicant"
    number: int | None = None
    law: Text | None = None
    note: Text | None = None
    of: str | None = None
    instead: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse at once a paper whose fields or words do not hold. Raises DeclarationError."""
        unknown = [name for name in (*self.rows, *self.needs) if name not in FIELDS]
        if unknown:
            raise DeclarationError(
                f"The paper {self.kind} has no such field: {', '.join(unknown)}.",
                hint=f"There are: {', '.join(FIELDS)}.",
            )
        for text in (self.subject, self.body):
            for words in text.as_dict().values():
                Template.parse(words, FIELDS)


def paper_of(papers: Mapping[str, Paper], kind: str, *, of: str | None) -> str:
    """Return the kind of paper that is written for petitions of forms of a kind: its own, where the law has one."""
    own = (paper.kind for paper in papers.values() if of and paper.of == of and kind in paper.instead)
    return next(own, kind)


@dataclass(frozen=True, slots=True)
class Words:
    """The words that an office gives a paper in one language; `version` is 0 for those that come with the paper."""

    subject: str
    body: str
    version: int = 0

    @classmethod
    def official(cls, paper: Paper, language: str) -> Words:
        """Return the words that come with the paper."""
        return cls(paper.subject.in_(language), paper.body.in_(language))

    def check(self, paper: Paper) -> None:
        """Raise Invalid for words that do not hold, or that leave out what the paper must say (`needs`)."""
        if not self.subject.strip() or len(self.subject) > _LONGEST_SUBJECT or "\n" in self.subject.strip():
            raise Invalid(
                "The subject does not hold.",
                faults=[Fault("subject", Text(ko="제목을 한 줄로 적으세요.", en="Write the subject in one line."))],
            )
        Template.parse(self.subject, FIELDS, where="subject")
        missing = self._unsaid(paper)
        if missing:
            words = Text(
                ko="꼭 있어야 하는 항목이 빠졌습니다: " + ", ".join(f"{{{{{name}}}}}" for name in missing),
                en="What the paper must say is missing: " + ", ".join(f"{{{{{name}}}}}" for name in missing),
            )
            raise Invalid("The body leaves out what the paper must say.", faults=[Fault("body", words)])

    def _unsaid(self, paper: Paper) -> list[str]:
        """Return the fields of `needs` that would not be read, though they have a value.

        Filled in with nothing but them: what is mentioned only as a condition, or stands in a part that depends on
        another field, does not count.
        """
        values = {name: f"\ue002{name}\ue003" for name in paper.needs}
        text = "\n".join(block.text for block in Template.parse(self.body, FIELDS).blocks(values))
        return [name for name, value in values.items() if name not in paper.rows and value not in text]


@dataclass(frozen=True, slots=True)
class Written:
    """A paper that is filled in, in one language. `template` is the version of the office's words, 0 if official."""

    kind: str
    language: str
    subject: str
    title: str
    number: int | None
    law: str
    to: str
    rows: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    note: str
    foot: tuple[tuple[str, str], ...]
    office: str
    made: str
    template: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the paper as it is kept."""
        return {
            "kind": self.kind,
            "language": self.language,
            "subject": self.subject,
            "title": self.title,
            "number": self.number,
            "law": self.law,
            "to": self.to,
            "rows": [list(row) for row in self.rows],
            "blocks": [[block.text, block.heading] for block in self.blocks],
            "note": self.note,
            "foot": [list(row) for row in self.foot],
            "office": self.office,
            "made": self.made,
            "template": self.template,
        }

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Written:
        """Return the paper that `as_json` gave."""
        return cls(
            **{
                **document,
                "rows": tuple((label, value) for label, value in document["rows"]),
                "blocks": tuple(Block(text, heading) for text, heading in document["blocks"]),
                "foot": tuple((label, value) for label, value in document["foot"]),
            }
        )

    def text(self) -> str:
        """Return the paper as plain text for a message: without the applicant's name, which no mail needs."""
        lead, rest = self.blocks[:1], self.blocks[1:]
        table = "\n".join(f"{label}: {value}" for label, value in self.rows)
        parts = [*(block.text for block in lead), table]
        for block in rest:
            if block.heading:
                parts.append(block.text)
            elif parts and rest[max(rest.index(block) - 1, 0)].heading:
                parts[-1] += f"\n{block.text}"
            else:
                parts.append(block.text)
        parts += [self.note, "\n".join(f"{label}: {value}" for label, value in self.foot)]
        return "\n\n".join(part for part in parts if part) + "\n"


def write(
    paper: Paper,
    values: Mapping[str, str],
    *,
    language: str,
    words: Words | None = None,
    to: str = "",
    strict: bool = True,
) -> Written:
    """Return the paper filled in. Raises Invalid naming the fields that it needs and does not have, where `strict`.

    `values` are texts by the names of FIELDS; what is missing is empty, and a row without a value is left out, but on a
    form that is to be filled in by hand, which has nobody at its foot yet.
    """
    missing = [name for name in paper.needs if not values.get(name, "").strip()]
    if strict and missing:
        raise Invalid(
            f"The paper {paper.kind} cannot be written: {', '.join(missing)} missing.",
            faults=[Fault(name, Text(ko="이 항목이 비어 있습니다.", en="This is empty.")) for name in missing],
        )
    chosen = words or Words.official(paper, language)
    blank = paper.reader == "blank"
    return Written(
        kind=paper.kind,
        language=language,
        subject=Template.parse(chosen.subject, FIELDS, where="subject").line(values),
        title=paper.title.in_(language),
        number=paper.number,
        law=paper.law.in_(language) if paper.law else "",
        to=to,
        rows=tuple(
            (FIELDS[name].in_(language), values.get(name, ""))
            for name in paper.rows
            if blank or values.get(name, "").strip()
        ),
        blocks=Template.parse(chosen.body, FIELDS).blocks(values),
        note=paper.note.in_(language) if paper.note else "",
        foot=tuple(
            (FIELDS[name].in_(language), values.get(name, "")) for name in FOOT if not blank or values.get(name)
        ),
        office=values.get("office", ""),
        made=values.get("made", ""),
        template=chosen.version,
    )
