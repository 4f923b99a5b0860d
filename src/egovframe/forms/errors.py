"""What can be wrong with forms and petitions.

FormsError
├── FormInvalid          answers do not hold: every fault names its field and says, in words, what to do
├── NotAReport           a mail is no mail server's report on a delivery (`forms.notices.report`)
└── DefinitionInvalid    a form written as data (JSON) is not a form
"""

from __future__ import annotations

from egovframe.kernel.errors import EgovError, Invalid


class FormsError(EgovError):
    """Something is wrong with a form, an answer or a petition."""

    code = "forms.error"


class FormInvalid(FormsError, Invalid):
    """Answers do not hold: every fault names its field and says what to do about it."""

    code = "forms.invalid"


class DefinitionInvalid(FormsError):
    """A form written as data is not a form: the message names the place and what was expected there."""

    code = "forms.definition_invalid"
