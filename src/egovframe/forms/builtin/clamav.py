"""ClamAV as the scanner of uploads: its daemon is asked over a socket, with the command INSTREAM (clamd(8)).

What is said on the socket is made and read by functions that know no socket, so that each answer can be tested.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import ClassVar, Final

from pydantic import Field

from egovframe.forms.interfaces import NotScanned, Scanner, Unscannable, Verdict
from egovframe.kernel.text import Text

ASK: Final = b"zINSTREAM\0"
"""The command, in the form that ends with a zero byte."""
LARGEST: Final = 1 << 16
"""Bytes in one chunk on the wire; clamd copies each into a buffer of its own."""
LONGEST_REPLY: Final = 4_096

_FOUND: Final = re.compile(r"stream: (.{1,400}) FOUND")


class ClamAV(Scanner):
    """Asks a ClamAV daemon. The connection is not encrypted: it belongs on this machine or a network of its own."""

    title: ClassVar[Text] = Text(ko="ClamAV 바이러스 검사", en="ClamAV")

    address: str = Field(
        "/run/clamav/clamd.ctl", description="Where clamd listens: the path of its socket, or `host:port`."
    )
    seconds: float = Field(60, gt=0, le=600, description="The seconds that each step of the conversation may take.")

    def scan(self, content: Iterable[bytes]) -> Verdict:
        """Send the file and return the verdict.

        Raises Unscannable for a file larger than clamd's `StreamMaxLength`, NotScanned when clamd cannot be reached,
        is too slow or says what nobody understands.
        """
        try:
            with closing(self._connected()) as line:
                return verdict_of(_conversation(line, content))
        except OSError as error:
            raise NotScanned(
                f"ClamAV at {self.address} cannot be asked: {type(error).__name__}: {error.strerror or error}.",
                hint="See whether clamd runs there and listens, and whether the office may use its socket.",
            ) from error

    def _connected(self) -> socket.socket:
        host, colon, port = self.address.rpartition(":")
        if self.address.startswith("/") or not colon:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                line.settimeout(self.seconds)
                line.connect(self.address)
            except OSError:
                line.close()
                raise
            return line
        if not port.isdecimal():
            raise NotScanned(f"{self.address} is no address.", hint="Write the path of a socket, or host:port.")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self.seconds)


def _conversation(line: socket.socket, content: Iterable[bytes]) -> bytes:
    """Return what clamd answers. It may answer, and close, before it heard all."""
    try:
        for part in asked(content):
            line.sendall(part)
    except (BrokenPipeError, ConnectionResetError):
        pass  # the answer says why, or there is none
    heard = b""
    while len(heard) < LONGEST_REPLY and not heard.endswith(b"\0"):
        try:
            part = line.recv(LONGEST_REPLY)
        except ConnectionResetError:
            break
        if not part:
            break
        heard += part
    return heard


def asked(content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what is sent to have a file judged: the command, chunks behind their length (32 bits), an empty one."""
    yield ASK
    for piece in content:
        for start in range(0, len(piece), LARGEST):
            chunk = piece[start : start + LARGEST]
            yield len(chunk).to_bytes(4, "big") + chunk
    yield bytes(4)


def verdict_of(reply: bytes) -> Verdict:
    """Return the verdict in clamd's answer. Raises Unscannable or NotScanned for any other answer."""
    said = reply.rstrip(b"\0\n").decode("utf-8", "replace")
    if said == "stream: OK":
        return Verdict()
    found = _FOUND.fullmatch(said)
    if found is not None:
        return Verdict(found=found[1])
    if said.startswith("INSTREAM size limit exceeded"):
        raise Unscannable("The file is larger than ClamAV takes.", hint="Raise StreamMaxLength in clamd.conf.")
    raise NotScanned(
        f"ClamAV gave no verdict: {said[:200] or 'no answer'}.", hint="Look into the log of clamd, then try again."
    )
