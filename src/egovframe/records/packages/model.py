"""What is found in a package, and what goes into one: frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from egovframe.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold, or that a careful reader would want to know.

    `code` is the format's own: the number of its rule (`E058`, `CSIP71`), of BagIt, which numbers none, the section of
    RFC 8493 (`2.1.3`). `path` is the file that it is about, as it is called in the package.
    """

    code: str
    message: Text
    path: str = ""

    def document(self, language: str = "en") -> dict[str, Any]:
        """Return it as JSON has it, in one language."""
        said = {"code": self.code, "message": self.message.in_(language)}
        return {**said, "path": self.path} if self.path else said


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a package is what its format asks for: it is valid when there are no errors."""

    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def valid(self) -> bool:
        """Say whether everything holds."""
        return not self.errors


@dataclass(slots=True)
class Findings:
    """Findings while a package is read; owned by one reader."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def error(self, code: str, *, ko: str, en: str, path: str = "") -> None:
        """Note something that does not hold."""
        self.add_error(Finding(code, Text(ko=ko, en=en), path))

    def add_error(self, finding: Finding) -> None:
        """Note something that does not hold and is said in several places."""
        self.errors.append(finding)

    def warning(self, code: str, *, ko: str, en: str, path: str = "") -> None:
        """Note something that holds and yet deserves a look."""
        self.warnings.append(Finding(code, Text(ko=ko, en=en), path))

    def verdict(self) -> Verdict:
        """Return what was found."""
        return Verdict(tuple(self.errors), tuple(self.warnings))


@dataclass(frozen=True, slots=True)
class Content:
    """One file that goes into a package: its path with `/` between folders, and its bytes piece by piece.

    `open` gives the pieces from the beginning each time it is called, so that no file is ever whole in memory.
    """

    path: str
    open: Callable[[], Iterable[bytes]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Packed:
    """What goes into one package: its files, and what is said of it as a whole, in the order in which it is written.

    `id` is a URI of what is packed, `created` when (RFC 3339, UTC), `message` in a line what, `by` who hands it out and
    `address` a URI of theirs.
    """

    contents: tuple[Content, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    created: str = ""
    message: str = ""
    by: str = ""
    address: str = ""
