"""What can go wrong in provisioning, in the words of RFC 7644.

AuthError
└── ScimRefused      the request does not hold: `status` and `scim_type` say how (RFC 7644, 3.12)
"""

from __future__ import annotations

from typing import ClassVar, Final, Literal

from egovframe.auth.errors import AuthError

ScimType = Literal[
    "",
    "invalidFilter",
    "tooMany",
    "uniqueness",
    "mutability",
    "invalidSyntax",
    "invalidPath",
    "noTarget",
    "invalidValue",
    "invalidVers",
    "sensitive",
]
"""The detail keywords of RFC 7644, table 9; empty where none fits."""

BAD: Final = 400


class ScimRefused(AuthError):
    """A provisioning request does not hold; `status` is its HTTP status, `scim_type` the keyword of RFC 7644, 3.12."""

    code: ClassVar[str] = "auth.scim_refused"

    def __init__(self, message: str, *, scim_type: ScimType = "", status: int = BAD, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.scim_type = scim_type
        self.status = status
