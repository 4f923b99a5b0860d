"""The formats by name: reading a form from one, writing a form in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from egovframe.forms.formats.carrying import Carried, FormatUnreadable, Written

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition


@dataclass(frozen=True, slots=True)
class Format:
    """A format that forms come from and go to: its name, how it is called, how its files end."""

    name: str
    title: str
    suffix: str

    @property
    def text(self) -> bool:
        """Whether its files are text (UTF-8), to be shown as they are."""
        return self.suffix == ".json"

    def read(self, content: bytes, *, name: str = "") -> Carried:
        """Return the form in a file of this format; `name` is what it is called here, else the file says.

        Raises:
            FormatUnreadable: the file is none of this format, larger than a form can be, or asks nothing.
        """
        read = cast("Callable[..., Carried]", import_module(f"{__package__}.{self.name}.reading").read)
        return read(content, name=name)

    def write(self, definition: Definition, *, language: str = "ko") -> Written:
        """Return the form as a file of this format; where it has one language only, in this one."""
        write = cast("Callable[..., Written]", import_module(f"{__package__}.{self.name}.writing").write)
        return write(definition, language=language)


FORMATS: Final[Mapping[str, Format]] = {
    each.name: each
    for each in (
        Format("jsonschema", "JSON Schema 2020-12", ".json"),
        Format("xlsform", "XLSForm", ".xlsx"),
        Format("openforms", "Open Forms", ".zip"),
        Format("formio", "form.io", ".json"),
        Format("govuk", "GOV.UK Forms", ".json"),
    )
}
"""Every format, by the name that commands take."""


def format_of(name: str) -> Format:
    """Return the format of that name. Raises FormatUnreadable for an unknown one."""
    found = FORMATS.get(name)
    if found is None:
        raise FormatUnreadable(f"There is no format {name!r}.", hint=f"Name one of {', '.join(FORMATS)}.")
    return found
