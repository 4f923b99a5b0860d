"""What can go wrong with an import as a whole; what is wrong with a row is a Problem in the report.

AuthError
├── ImportRefused (Invalid)     the file or database cannot be read as what is to be imported
└── ImportStopped (Conflict)    the office or the file changed between the check and the run
"""

from __future__ import annotations

from egovframe.auth.errors import AuthError
from egovframe.kernel.errors import Conflict, Invalid
from egovframe.kernel.text import Text


class ImportRefused(AuthError, Invalid):
    """The file or database cannot be read as what is to be imported; nothing was written.

    `told` says why and what to do in words for whoever chose the file on a page; None where no page leads here.
    """

    code = "auth.import_refused"
    told: Text | None = None


class ImportStopped(AuthError, Conflict):
    """The office or the file changed between the check and the run: what was written before stays, nothing of it twice.

    The next run over the same file goes on where this one stopped.
    """

    code = "auth.import_stopped"


def unreadable(name: str, what: Text, hint: Text) -> ImportRefused:
    """Return the refusal of the file of that name.

    `what` ends a sentence that begins with the file in English ("is empty."), and is a whole one in Korean; `hint` says
    what to do.
    """
    refused = ImportRefused(f"{name} {what.in_('en')}", hint=hint.in_("en"))
    refused.told = Text(ko=f"{what.in_('ko')} {hint.in_('ko')}", en=f"The file {what.in_('en')} {hint.in_('en')}")
    return refused
