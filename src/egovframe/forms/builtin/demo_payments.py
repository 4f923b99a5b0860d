"""Payments for trials: the page to pay on is the office's own, and nobody pays anything."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any, ClassVar, Final, Literal
from urllib.parse import urljoin

from egovframe.forms.interfaces import Charge, NotPayable, PaymentBegun, Payments, Standing, UnknownPayment
from egovframe.kernel.text import Text

PATH: Final = "/demo-payments/"
"""Where the page to pay on is, before the id."""
_ID: Final = re.compile(r"[0-9a-f]{32}")

Ending = Literal["paid", "failed", "expired"]


class DemoPayments(Payments):
    """Keeps each payment as a file in a folder; a page of the office says that it is a demo, and whoever sees it pays.

    An office of the profile `production` does not open with it.
    """

    title: ClassVar[Text] = Text(ko="시험용 납부 (돈이 오가지 않음)", en="Demo payments (no money moves)")

    folder: Path = Path("payments")

    def begin(self, charge: Charge) -> PaymentBegun:
        """Keep the payment under an id made of its reference; see `Payments.begin`."""
        payment = hashlib.sha256(charge.reference.encode()).hexdigest()[:32]
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        said = {"amount": charge.amount, "currency": charge.currency, "state": "pending", "back": charge.back}
        if not self._write_new(payment, said):
            kept = self._read(payment)
            if (kept["amount"], kept["currency"]) != (charge.amount, charge.currency):
                raise NotPayable("This reference was begun over another amount.", hint="Use a new reference.")
        return PaymentBegun(id=payment, address=urljoin(charge.back, PATH + payment))

    def standing(self, payment: str) -> Standing:
        """Say what the file says; see `Payments.standing`."""
        said = self._read(payment)
        return Standing(state=said["state"], amount=said["amount"], currency=said["currency"])

    def refund(self, payment: str) -> Standing:
        """Give back what nobody paid; see `Payments.refund`."""
        said = self._read(payment)
        if said["state"] not in ("paid", "refunded"):
            raise NotPayable("This payment was not paid.", hint="Nothing has to be given back.")
        self._write(payment, {**said, "state": "refunded"})
        return self.standing(payment)

    # ------------------------------------------------------------------ the page to pay on

    def back(self, payment: str) -> str:
        """Return the address to which whoever pays is sent afterwards. Raises UnknownPayment."""
        return str(self._read(payment)["back"])

    def end(self, payment: str, how: Ending) -> None:
        """Do what the page was told: pay, fail, or let the payment expire; one that has ended stays as it is."""
        said = self._read(payment)
        if said["state"] == "pending":
            self._write(payment, {**said, "state": how})

    # ------------------------------------------------------------------ the folder

    def _read(self, payment: str) -> dict[str, Any]:
        if not _ID.fullmatch(payment):
            raise _unknown()
        try:
            said = json.loads((self.folder / f"{payment}.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise _unknown() from error
        return dict(said)

    def _write_new(self, payment: str, said: dict[str, Any]) -> bool:
        """Keep a payment unless there is one under this id; the file appears whole."""
        part = self._part(payment, said)
        try:
            os.link(part, self.folder / f"{payment}.json")
        except FileExistsError:
            return False
        finally:
            part.unlink()
        return True

    def _write(self, payment: str, said: dict[str, Any]) -> None:
        self._part(payment, said).replace(self.folder / f"{payment}.json")

    def _part(self, payment: str, said: dict[str, Any]) -> Path:
        part = self.folder / f".{payment}.{os.getpid()}-{os.urandom(4).hex()}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(said, file)
            file.flush()
            os.fsync(file.fileno())
        return part


def _unknown() -> UnknownPayment:
    return UnknownPayment("There is no such payment.", hint="Begin one first.")
