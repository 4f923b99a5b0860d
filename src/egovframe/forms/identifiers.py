"""Numbers that say who somebody is. The engine knows only "an identifier of a kind"; the kinds are a jurisdiction's.

A pack declares each of its kinds once, as data and a check, and names them as `Jurisdiction.identifiers`:

    CEDULA = Identifier("cedula", …)
    Cedula = Annotated[str, CEDULA]                 # for classes: number: Cedula = ask("…", basis="…")

What is declared is known by its name in the whole process: a form as data says `"kind": "cedula"`. Which kinds a city's
forms may ask is another matter: those of its own jurisdiction (see `checking.foreign_identifiers`).
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from egovframe.kernel.errors import DeclarationError, PluginError

if TYPE_CHECKING:
    from collections.abc import Callable

    from egovframe.forms.questions import PersonalLevel
    from egovframe.kernel.text import Text

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def unspaced(written: str) -> str:
    """Return a number without the blanks in it."""
    return "".join(written.split())


@dataclass(frozen=True, slots=True)
class Identifier:
    """One kind of number that says a person or a business.

    `name` is the kind in data, `python` the type in classes as `module:Name`. `pattern` is the whole shape of the
    number as it is kept, `holds` the rest of the check (days, check digits), `read` brings what was typed into the
    kept shape. `hint` shows the shape, `missing` asks for the number and `wrong` says what to do when it does not hold.

    `personal` says how closely it touches a person (None: it says a business). One that is `unique-id` needs a legal
    basis wherever it is asked; `law` names the articles that say so. `mask` returns what may be shown of it (None:
    nothing), `in_text` is how it is found in free text, where it is hidden.
    """

    name: str
    title: Text
    python: str
    pattern: str
    example: str
    hint: Text
    missing: Text
    wrong: Text
    max_length: int
    holds: Callable[[str], bool]
    personal: PersonalLevel | None = "unique-id"
    law: str = ""
    read: Callable[[str], str] = unspaced
    mask: Callable[[str], str] | None = None
    in_text: str | None = None
    keypad: Literal["numeric", "text"] = "numeric"

    @property
    def error(self) -> str:
        """The type of pydantic's error for a number that does not hold: `resident_number`."""
        return self.name.replace("-", "_")

    @property
    def code(self) -> str:
        """The code of the fault for programs: `not_a_resident_number`."""
        return f"not_a_{self.error}"


_declared: dict[str, Identifier] = {}
_searching = threading.RLock()
_searched: set[str] = set()


def declare(*identifiers: Identifier) -> tuple[Identifier, ...]:
    """Make kinds known by their names, and return them; said again, the same kind changes nothing.

    Raises:
        DeclarationError: the name is no name of a kind, or is another kind's already.
    """
    from egovframe.forms.questions import PLAIN

    for each in identifiers:
        if not _NAME.fullmatch(each.name):
            raise DeclarationError(
                f"{each.name!r} is no name of a kind of identifier.",
                hint="Write small letters and hyphens, as in tax-number.",
            )
        if each.name in PLAIN or _declared.get(each.name, each) != each:
            raise DeclarationError(
                f"The kind {each.name!r} is declared already.", hint="Give the identifier a name of its own."
            )
        _declared[each.name] = each
    return identifiers


def declared() -> tuple[Identifier, ...]:
    """Return the kinds that are known in this process, in the order of their declaration."""
    return tuple(_declared.values())


def identifier(kind: str) -> Identifier | None:
    """Return the identifier of this kind, which is none of the plain ones, or None.

    A name that is not known yet is looked for in the packs that are installed, one after the other: a form as data may
    be read before an office of its jurisdiction is open.
    """
    return _declared.get(kind) or _looked_for(kind)


def _looked_for(kind: str) -> Identifier | None:
    from egovframe.forms.jurisdiction import Jurisdiction
    from egovframe.kernel.plugins import Plugins

    packs: Plugins[Jurisdiction] = Plugins("egovframe.jurisdictions", Jurisdiction)  # type: ignore[type-abstract]
    with _searching:
        for name in packs.names():
            if name in _searched:
                continue
            _searched.add(name)
            try:
                packs.type_of(name)  # declares the identifiers of its class
            except PluginError:  # a broken pack that no office has chosen harms nothing
                continue
            if kind in _declared:
                break
    return _declared.get(kind)
