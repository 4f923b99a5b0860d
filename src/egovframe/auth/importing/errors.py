"""What can go wrong with an import as a whole; what is wrong with a row is a Problem in the report.

AuthError
├── ImportRefused (Invalid)     the file or database cannot be read as what is to be imported
└── ImportStopped (Conflict)    the office or the file changed between the check and the run
"""

from __future__ import annotations

from egovframe.auth.errors import AuthError
from egovframe.kernel.errors import Conflict, Invalid


class ImportRefused(AuthError, Invalid):
    """The file or database cannot be read as what is to be imported; nothing was written."""

    code = "auth.import_refused"


class ImportStopped(AuthError, Conflict):
    """The office or the file changed between the check and the run: what was written before stays, nothing of it twice.

    The next run over the same file goes on where this one stopped.
    """

    code = "auth.import_stopped"
