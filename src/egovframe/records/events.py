"""What happens to records, for those who want to know: ids and plain values, never personal data."""

from __future__ import annotations

from typing import ClassVar

from egovframe.kernel.events import Event


class Kept(Event):
    """A closed case became a record."""

    name: ClassVar[str] = "record.kept"

    record_id: str
    class_id: str
    unit: str
    source: str


class Declared(Event):
    """An officer declared a record."""

    name: ClassVar[str] = "record.declared"

    record_id: str
    class_id: str
    unit: str
