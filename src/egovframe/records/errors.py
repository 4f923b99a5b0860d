"""What can be wrong with records and with the vaults that keep them.

RecordsError
├── NotFound        no record has that id, or the vault has no such content
├── Tampered        what the vault holds is not what was put there
├── VaultFailed     the vault could not keep or fetch content (disk full, no permission, no connection)
├── CaseFileInvalid what should be a case file is none
├── PackageRefused  a package cannot be written as it was asked for
└── FormatUnknown   there is no format of packages by that name
"""

from __future__ import annotations

from egovframe.kernel.errors import EgovError
from egovframe.kernel.errors import NotFound as NothingFound


class RecordsError(EgovError):
    """Something is wrong with a record or with a vault."""

    code = "records.error"


class NotFound(RecordsError, NothingFound):
    """No record has that id, or the vault has no content with that digest."""

    code = "records.not_found"


class Tampered(RecordsError):
    """What the vault holds is not what was put there: the digest does not hold."""

    code = "records.tampered"


class VaultFailed(RecordsError):
    """The vault could not keep or fetch content; nothing was kept."""

    code = "records.vault_failed"


class CaseFileInvalid(RecordsError):
    """What should be a case file is none, or it was written by newer code."""

    code = "records.case_file_invalid"


class PackageRefused(RecordsError):
    """A package cannot be written as it was asked for; nothing is left of it."""

    code = "records.package_refused"


class FormatUnknown(RecordsError):
    """There is no format of packages by that name."""

    code = "records.format_unknown"
