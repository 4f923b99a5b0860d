"""What a receipt states, so that its holder can show which entry of the public log is theirs.

The entry names neither the receipt number nor an answer: it holds the digests of two statements. Each statement has a
salt of its own that the office derives from its secret and that only the holder is told, so nobody can find the
statements by trying all numbers, and whoever is shown one of them can check it with any SHA-256.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.canonical import canonical_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.kernel.cabinet import Cabinet

_CODE: Final = "receipt-code"
_SALT: Final = "receipt-answers"
_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Statement:
    """The two statements of a receipt: its number with the check code, and the answers as they were filed.

    `answers` is canonical JSON (RFC 8785) with the open answers, the number and a salt. Personal answers are no part of
    it: they can be erased, and an entry of the log cannot.
    """

    receipt: str
    code: str
    answers: bytes = field(repr=False)

    @classmethod
    def of(cls, cabinet: Cabinet, petition_id: str, *, receipt: str, open_answers: str) -> Statement:
        """Return the statements of a petition; `open_answers` is the canonical JSON text that is kept of it."""
        # Canonical JSON of three members whose names are in order; the first is canonical as it is kept.
        rest = canonical_text({"receipt": receipt, "salt": _drawn(cabinet, _SALT, petition_id)})
        answers = f'{{"answers":{open_answers},{rest[1:]}'.encode()
        return cls(receipt=receipt, code=check_code(cabinet, petition_id), answers=answers)

    @property
    def number(self) -> str:
        """The receipt number and its check code, such as `7K4-RM2-X9H:04c1…`."""
        return f"{self.receipt}:{self.code}"

    @property
    def digests(self) -> dict[str, str]:
        """The digests that the entry holds: `receipt` of the number, `answers` of the answers; SHA-256 in hex."""
        return {"receipt": _digest(self.number.encode()), "answers": _digest(self.answers)}

    def answers_as_filed(self, details: Mapping[str, Any]) -> bytes | None:
        """Return the statement of the answers if the entry with these details holds its digest.

        None when the answers were amended since: what was filed is then only in the holder's hands.
        """
        return self.answers if details.get("answers") == self.digests["answers"] else None


def check_code(cabinet: Cabinet, petition_id: str) -> str:
    """Return the check code of a petition: 32 hexadecimal digits that its holder alone is told."""
    return _drawn(cabinet, _CODE, petition_id)


def _drawn(cabinet: Cabinet, purpose: str, petition_id: str) -> str:
    return cabinet.mac(purpose, petition_id.encode())[:_BYTES].hex()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
