"""The holder of a petition: the key handed out with the receipt, and the pause that guessing brings.

The key is not stored anywhere: it is derived from the office's own secret and the petition, so that the database
holds nothing that opens a petition.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from egovframe.forms import store
from egovframe.forms.model import TooManyTries
from egovframe.forms.personal import last_four
from egovframe.kernel.canonical import b64
from egovframe.kernel.clock import moment
from egovframe.kernel.crypto import same
from egovframe.kernel.errors import WorkError
from egovframe.kernel.ids import words_key

if TYPE_CHECKING:
    from egovframe.forms.settings import FormsSettings
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.work import UnitOfWork

_LONGEST: Final = 200
"""Nobody's key or phone number is longer; more is not even looked at."""


def holder_key(cabinet: Cabinet, petition_id: str) -> str:
    """Return the holder's key of a petition, such as `mapa-nuri-soda-kebi-7291`; always the same for a petition."""
    return words_key(cabinet.mac("holder-key", petition_id.encode()))


def knows_key(key: str, known: str) -> bool:
    """Say whether what a person entered is the key; case, spaces and hyphens do not matter."""
    return same(_plain(key), _plain(known[:_LONGEST]))


def knows_phone(phones: Iterable[str], known: str) -> bool:
    """Say whether what a person entered are the last four digits of one of the phone numbers; looks at all of them."""
    entered = known.strip()
    found = False
    for phone in phones:
        digits = last_four(phone)
        found |= len(digits) == 4 and same(digits, entered[:_LONGEST])
    return found


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


class Throttle:
    """Counts failed look-ups of a receipt and from an address; beyond the settings' number they have to wait.

    The counts are written at once and outside the unit of work, whose failure must not undo them.
    """

    def __init__(self, work: UnitOfWork, settings: FormsSettings, *, receipt: str) -> None:
        if work.begun:
            raise WorkError(
                "A petition is looked up by its holder before anything else in a unit of work.",
                hint="Call work.petitions.holder(…) first.",
            )
        self._work = work
        self._most = settings.tries
        self._window = timedelta(minutes=settings.tries_minutes)
        names = [f"receipt:{receipt}"]
        if work.origin.address:
            names.append(f"address:{work.origin.address}")
        self._subjects = [b64(work.cabinet.mac("inquiries", name.encode())) for name in names]

    def check(self) -> None:
        """Raise TooManyTries, with the seconds to wait, when there were too many."""
        with self._work.place.database.read() as conn:
            tries = store.tries_of(conn, self._subjects, self._work.at - self._window)
        spent = [moment(since) for count, since in tries.values() if count >= self._most]
        if spent:
            left = max(spent) + self._window - self._work.at
            raise TooManyTries(max(1, int(left.total_seconds())))

    def failed(self) -> None:
        """Count a failure."""
        now = self._work.at
        with self._work.place.database.write() as conn:
            store.tried(conn, self._subjects, now=now, since=now - self._window)
