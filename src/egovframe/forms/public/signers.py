"""Who signed, for officers: names are masked until somebody asks for one and says why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from egovframe.forms.access import Access
from egovframe.forms.personal import masked_name
from egovframe.forms.public import facts, store
from egovframe.forms.public.model import Signer
from egovframe.forms.public.publishing import PUBLISH, found_publication, owner_of
from egovframe.kernel.clock import moment
from egovframe.kernel.errors import Fault, Invalid, NotFound
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.work import UnitOfWork

PAGE: Final = 50
LONGEST_REASON: Final = 1_000

_REASON: Final = Text(ko="왜 보아야 하는지 적으세요.", en="Say why you need to see this.")


class Signers:
    """The signers of public petitions, as the person at work may see them."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        self._work = work
        self._access = Access(work)

    def of(self, receipt: str, *, before: str | None = None) -> tuple[list[Signer], str | None]:
        """Return signers with masked names, the newest first, and the cursor of the next page (None on the last).

        Needs `petition.publish`. Raises Forbidden and NotFound.
        """
        row = self._publication(receipt)
        found = store.signers(self._work.conn, row["id"], before=before, limit=PAGE + 1)
        shown = [Signer(each["id"], moment(each["at"]), masked_name(self._said(row, each)["name"])) for each in found]
        self._work.note(
            facts.LISTED,
            object=f"publication:{row['id']}",
            subjects=(owner_of(row["id"]),),
            details=self._details(row, count=len(shown[:PAGE])),
        )
        return shown[:PAGE], found[PAGE - 1]["id"] if len(found) > PAGE else None

    def reveal(self, receipt: str, signature_id: str, *, reason: str) -> Signer:
        """Return one signer with name and contact in the clear; that it was seen, and why, stays in the trail.

        Needs `petition.reveal` and `petition.publish`. Raises Forbidden, NotFound and Invalid without a reason.
        """
        row = self._publication(receipt)
        petition = self._access.found(receipt, PUBLISH)
        self._access.need_everything(petition)
        words = reason.strip()
        if not words or len(words) > LONGEST_REASON:
            raise Invalid("A reason is due.", faults=[Fault("reason", _REASON)])
        found = store.signer(self._work.conn, row["id"], signature_id)
        if found is None:
            raise NotFound("There is no such signature.", hint="It may have been withdrawn.")
        said = self._said(row, found)
        self._work.note(
            facts.REVEALED,
            object=f"signature:{signature_id}",
            subjects=(owner_of(row["id"]),),
            details=self._details(row, signature=signature_id),
            private={"reason": words},
        )
        return Signer(found["id"], moment(found["at"]), said["name"], said["contact"])

    def _publication(self, receipt: str) -> store.Row:
        """Return the publication of a petition whose signers are still known. Raises NotFound."""
        petition = self._access.found(receipt, PUBLISH)
        row = found_publication(store.of_petition(self._work.conn, petition["id"]))
        if row["salt"] is None or row["erased"] is not None:
            raise NotFound("Nobody's signature is kept here.", hint="Their data was erased, or none were collected.")
        return row

    def _said(self, row: store.Row, signature: store.Row) -> dict[str, str]:
        cabinet, name = self._work.cabinet, f"signature:{signature['id']}"
        plain = cabinet.open(self._work.conn, owner_of(row["id"]), name, bytes(signature["sealed"]))
        said: dict[str, str] = json.loads(plain)
        return said

    @staticmethod
    def _details(row: store.Row, **more: object) -> dict[str, object]:
        return {"form": row["form"], "unit": row["unit"], "publication": row["id"], **more}
