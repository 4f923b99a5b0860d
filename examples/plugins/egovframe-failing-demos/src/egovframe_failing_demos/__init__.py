"""Plug-ins that fail: they raise, hang or talk nonsense, as their setting `how` says. And a scanner of one file."""

import time
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from egovframe.forms.interfaces import Channel, Delivery, Message, Person, Prefill, Scanner, Verdict
from egovframe.kernel.text import Text

How = Literal["raises", "hangs", "nonsense"]
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _fail(how: How, seconds: float) -> None:
    """Fail in that way, unless it is nonsense that is wanted."""
    if how == "raises":
        raise RuntimeError("This plug-in fails, as its settings say.")
    if how == "hangs":
        time.sleep(seconds)


class FailingPrefill(Prefill):
    """A register that fails. `seconds` is how long it hangs."""

    title: ClassVar[Text] = Text(ko="고장 난 등록부", en="A register that fails")

    how: How = "raises"
    seconds: float = 60
    offered: dict[str, str] = Field(default_factory=dict)

    def offers(self) -> Mapping[str, str]:
        """Return what the settings say."""
        return self.offered

    def look_up(self, person: Person, attributes: frozenset[str]) -> Mapping[str, Any]:
        """Fail; nonsense is a value of a kind that nobody expects."""
        _fail(self.how, self.seconds)
        return {attribute: {"who": object()} for attribute in attributes}


class FailingChannel(Channel):
    """A channel that fails."""

    title: ClassVar[Text] = Text(ko="고장 난 통지 방법", en="A channel that fails")

    how: How = "raises"
    seconds: float = 60

    def send(self, message: Message) -> Delivery:
        """Fail; nonsense is a delivery without a reference."""
        _fail(self.how, self.seconds)
        return Delivery.model_construct(reference=None)  # type: ignore[arg-type]


class FailingScanner(Scanner):
    """A scanner that fails."""

    title: ClassVar[Text] = Text(ko="고장 난 검사기", en="A scanner that fails")

    how: How = "raises"
    seconds: float = 60

    def scan(self, content: Iterable[bytes]) -> Verdict:
        """Fail; nonsense is a verdict that is none."""
        _fail(self.how, self.seconds)
        return None  # type: ignore[return-value]


class EicarScanner(Scanner):
    """Finds the EICAR test file wherever it begins, and nothing else: a demo, no protection."""

    title: ClassVar[Text] = Text(ko="EICAR 시험 검사기", en="A scanner of the EICAR test file")

    def scan(self, content: Iterable[bytes]) -> Verdict:
        """Look for the test file; see `Scanner.scan`."""
        tail = b""
        found = False
        for piece in content:
            tail += piece
            found = found or EICAR in tail
            tail = tail[-len(EICAR) + 1 :]
        return Verdict(found="Eicar-Test-Signature" if found else "")
