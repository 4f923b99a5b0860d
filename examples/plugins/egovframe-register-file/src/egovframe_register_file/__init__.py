"""A prefill over a JSON file that stands for a register of residents."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from egovframe.forms.interfaces import NotLookedUp, Person, Prefill
from egovframe.kernel.text import Text


class RegisterFile(Prefill):
    """Knows of each account what stands in the file; what is not in the file is not known."""

    title: ClassVar[Text] = Text(ko="등록부 (파일)", en="A register (a file)")

    file: Path

    def offers(self) -> Mapping[str, str]:
        """Return what can be looked up; see `Prefill.offers`."""
        return {"name": "person-name", "born": "birth-date", "address": "postal-address", "phone": "phone"}

    def look_up(self, person: Person, attributes: frozenset[str]) -> Mapping[str, Any]:
        """Return what the file knows of this account; see `Prefill.look_up`."""
        try:
            people = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise NotLookedUp("The register cannot be read.", hint="Look at its file.") from error
        known = people.get(person.account, {})
        return {name: known[name] for name in self.offers() if name in attributes and name in known}
