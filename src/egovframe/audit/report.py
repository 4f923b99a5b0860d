"""What verification found, as values: said in the language of whoever reads it, once it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from egovframe.audit.errors import TrailBroken
from egovframe.kernel.messages import N_, translate
from egovframe.kernel.text import Text

MOST_FINDINGS: Final = 1_000
RESTORE: Final = N_("Compare it with a backup, restore what was there, and find out who has access to the database.")
KINDS: Final[Mapping[str, Text]] = {
    "edited": Text(ko="고쳐짐", en="edited"),
    "deleted": Text(ko="지워짐", en="deleted"),
    "inserted": Text(ko="끼워 넣어짐", en="slipped in"),
    "reordered": Text(ko="순서가 바뀜", en="moved"),
    "cut": Text(ko="끝이 잘림", en="cut off"),
    "forged": Text(ko="위조됨", en="forged"),
    "backdated": Text(ko="날짜가 맞지 않음", en="dated wrongly"),
    "unreadable": Text(ko="읽을 수 없음", en="unreadable"),
    "changed-outside": Text(ko="밖에서 바뀜", en="changed from outside"),
}
"""The kinds of findings, in words."""

_PLACE: Final = re.compile(r"\{(\w+)\}")

Value = str | int | Text
"""What a place of a sentence is filled with; a Text is filled in in the sentence's language."""
Progress = Callable[[int, int], None]
"""Called with how many facts were read and how many there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the office left it.

    `kind` is edited, deleted, inserted, reordered, cut, forged, backdated, unreadable or changed-outside; `table` and
    `key` name it (for stored files, the table is `files` and the key the path).

    `said` is the English sentence with named places, such as `The table {table} is gone.`, and `then` what to do;
    `values` are (name, value) of the places. They are put together when somebody reads them.
    """

    kind: str
    table: str
    key: str
    said: str
    then: str = RESTORE
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def message(self) -> str:
        """Return what was found, in English."""
        return self._filled(self.said, "en")

    @property
    def hint(self) -> str:
        """Return what to do, in English."""
        return self._filled(self.then, "en")

    def in_(self, language: str) -> tuple[str, str]:
        """Return what was found and what to do, in a language; English where there is no translation."""
        return self._filled(self.said, language), self._filled(self.then, language)

    def kind_in(self, language: str) -> str:
        """Return the kind in words; as it stands where there are none."""
        return KINDS[self.kind].in_(language) if self.kind in KINDS else self.kind

    def as_json(self) -> dict[str, Any]:
        """Return the finding for `--json`: in English, and what a person reads in Korean under `ko`."""
        message, hint = self.in_("ko")
        return {
            "kind": self.kind,
            "table": self.table,
            "key": self.key,
            "message": self.message,
            "hint": self.hint,
            "ko": {"message": message, "hint": hint},
        }

    def _filled(self, template: str, language: str) -> str:
        """Fill the places of a template once: what a value says, braces too, stands there as it is.

        `str.format` would follow attributes and raise for a place without a value; values come from a database that
        somebody may have edited.
        """
        sentence = translate(template, language)
        if not self.values:
            return sentence
        values = {name: value.in_(language) if isinstance(value, Text) else value for name, value in self.values}
        return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), sentence)


@dataclass(slots=True)
class Report:
    """What verification read and what it found; nothing found means that all of it holds.

    `remarks` are what somebody should know and may have explained already, such as a clock that was put right.
    """

    facts: int = 0
    unsealed: int = 0
    checkpoints: int = 0
    rows: int = 0
    files: int = 0
    root: str = ""
    resumed: int = 0
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Say whether everything is as the office left it."""
        return not self.findings

    def add(self, kind: str, table: str, key: str, said: str, then: str = RESTORE, /, **values: Value) -> None:
        """Take a finding down: a sentence marked with `N_`, and the values of its places."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(kind, table, shown(key), said, then, _printable(values)))

    def take(self, finding: Finding) -> None:
        """Take down what was found elsewhere."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)

    def remark(self, kind: str, table: str, key: str, said: str, then: str, /, **values: Value) -> None:
        """Take down what does not break the trail, but should be explained."""
        if len(self.remarks) < MOST_FINDINGS:
            self.remarks.append(Finding(kind, table, shown(key), said, then, _printable(values)))

    def check(self) -> None:
        """Raise TrailBroken, naming the first finding, unless everything holds."""
        if self.findings:
            first = self.findings[0]
            raise TrailBroken(
                f"{first.message} ({len(self.findings)} finding{'s' if len(self.findings) > 1 else ''} in all.)",
                hint=first.hint,
                finding=first,
            )


def shown(value: object) -> str:
    """Return what stands in a column as a text that can be printed: another tool may have left anything."""
    return str(value).encode("utf-8", "backslashreplace").decode()


def _printable(values: Mapping[str, Value]) -> tuple[tuple[str, Value], ...]:
    return tuple((name, each if isinstance(each, (int, Text)) else shown(each)) for name, each in values.items())
