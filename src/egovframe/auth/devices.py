"""Devices that an account has signed in from: a mark that the browser keeps (OWASP device cookie).

The mark proves nothing about who is sitting there; it only keeps strangers who try the account's name from slowing down
its owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.kernel.canonical import b64
from egovframe.kernel.crypto import same
from egovframe.kernel.ids import new_token

if TYPE_CHECKING:
    from egovframe.kernel.cabinet import Cabinet


def device_mark(cabinet: Cabinet, account: str) -> str:
    """Return a new mark for a device that just signed in to the account; fit for a cookie of a year."""
    nonce = new_token()
    return f"{nonce}.{_proof(cabinet, account, nonce)}"


def device_of(cabinet: Cabinet, account: str, mark: str) -> str:
    """Return what identifies the device when the mark is the office's own and for this account, otherwise nothing."""
    nonce, _, proof = mark.partition(".")
    if len(mark) > 200 or not proof or not mark.isascii():
        return ""
    return nonce if same(proof, _proof(cabinet, account, nonce)) else ""


def _proof(cabinet: Cabinet, account: str, nonce: str) -> str:
    return b64(cabinet.mac("known-device", f"{account}\0{nonce}".encode()))
