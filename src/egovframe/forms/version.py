"""One published version of a form: what it says, and the class in which its answers are held."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from egovframe.forms.answers import join, masked
from egovframe.forms.definition import Definition
from egovframe.forms.form import Form
from egovframe.forms.personal import HIDDEN
from egovframe.forms.validation import bind
from egovframe.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Version:
    """A definition under its version number, and the city's class or (older versions) one made of the definition."""

    definition: Definition
    form: type[Form]

    @classmethod
    def read(cls, document: str) -> Version:
        """Return the version that was stored as this document (canonical JSON)."""
        definition = Definition.parse(document)
        return cls(definition, definition.form_class())

    @property
    def name(self) -> str:
        """Return the form's name."""
        return self.definition.name

    @property
    def number(self) -> int:
        """Return the version's number, 1 for the first."""
        return self.definition.version

    @property
    def title(self) -> Text:
        """Return the form's title in that version."""
        return self.definition.title

    def bind(self, answers: Mapping[str, object]) -> Form:
        """Return the form filled in. Raises FormInvalid with everything that is wrong."""
        return bind(self.form, answers)

    def shown(self, answers: str, personal: Mapping[str, Any]) -> Form:
        """Return stored answers with the personal ones in the clear."""
        return join(self.form, json.loads(answers), personal)

    def masked(self, answers: str, personal: Mapping[str, Any]) -> Form:
        """Return stored answers with the personal ones masked: enough to tell two people apart."""
        return masked(join(self.form, json.loads(answers), personal))

    def hidden(self, answers: str, *, personal: bool) -> Form:
        """Return stored answers with the personal ones hidden whole (`personal`: there are some)."""
        form = join(self.form, json.loads(answers))
        names = [question.name for question in self.definition.questions if question.personal] if personal else []
        return form.model_copy(update=dict.fromkeys(names, HIDDEN)) if names else form

    def of_kind(self, kind: str, answers: Mapping[str, Any]) -> list[str]:
        """Return the answers in text to the questions of one kind, such as `phone`."""
        names = (question.name for question in self.definition.questions if question.kind == kind)
        return [value for name in names if isinstance(value := answers.get(name), str)]
