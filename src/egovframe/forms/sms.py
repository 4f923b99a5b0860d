"""Text messages: how much of the network a text takes, and what every channel of them has in common.

Lengths are those of GSM 03.38 / 3GPP TS 23.038: 160 signs of the basic alphabet in one message, 153 in each of several;
70 and 67 units of UCS-2 where one sign is not in it, as with every Korean text.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from pydantic import Field

from egovframe.forms.interfaces import Channel, Delivery, Message, Undeliverable
from egovframe.kernel.text import Text

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The signs of the basic alphabet, one septet each (3GPP TS 23.038 §6.2.1)."""
EXTENDED: Final = frozenset("\f^{}\\[~]|€")
"""Those of its extension, two septets each (§6.2.1.1)."""

MOST_PARTS: Final = 10
"""So many messages can carry one notice."""
_ALONE: Final = {"gsm-7": 160, "ucs-2": 70}
_JOINED: Final = {"gsm-7": 153, "ucs-2": 67}
_MORE: Final = Text(ko="전체 내용", en="The whole text", es="Texto completo")
_RECEIPT: Final = Text(ko="접수번호", en="Receipt", es="Recepción")


@dataclass(frozen=True, slots=True)
class Length:
    """How a text goes through the network: `units` are septets (`gsm-7`) or UTF-16 units (`ucs-2`), in `parts`."""

    encoding: Literal["gsm-7", "ucs-2"]
    units: int
    parts: int

    @classmethod
    def of(cls, text: str) -> Length:
        """Return the length of a text. No sign of two units is cut in two, so that a part may end a unit early."""
        basic = all(sign in BASIC or sign in EXTENDED for sign in text)
        encoding: Literal["gsm-7", "ucs-2"] = "gsm-7" if basic else "ucs-2"
        widths = [_width(sign, encoding) for sign in text]
        units = sum(widths)
        if units <= _ALONE[encoding]:
            return cls(encoding, units, 1 if text else 0)
        parts, free = 1, _JOINED[encoding]
        for width in widths:
            if width > free:
                parts, free = parts + 1, _JOINED[encoding]
            free -= width
        return cls(encoding, units, parts)


class TextChannel(Channel):
    """A channel of short texts to phones: subclass it and say how one text is handed to your gateway.

    It needs a phone number, and cuts a notice to what `parts` messages carry: the subject, as much of the text as fits,
    and at the end where the whole is read; one that has to arrive `whole` takes up to ten messages. What it hands over
    holds no line of the subject twice and no name.
    """

    parts: int = Field(default=3, ge=1, le=MOST_PARTS)
    """The most messages that one notice may take."""
    more: str = Field(default="", max_length=200)
    """The address at which applicants read the whole notice, such as `https://city.example/status`."""

    reaches: ClassVar[frozenset[str]] = frozenset({"phone"})
    version: ClassVar[int] = 1

    def send(self, message: Message) -> Delivery:
        """Hand over the notice as a short text. Raises Undeliverable without a phone number."""
        if not message.phone:
            raise Undeliverable("The applicant left no phone number.", hint="Send this notice in another way.")
        return Delivery(reference=self.text(message.id, to=message.phone, text=self.short(message)))

    @abstractmethod
    def text(self, id: str, *, to: str, text: str) -> str:  # noqa: A002 - the message's own name
        """Hand one text to the gateway and return its reference, never a number.

        `to` is a phone number in E.164; `text` fits `parts` messages, or ten where it has to arrive whole. The same
        `id` again reaches the phone once and gives the same reference. Raises Undeliverable and others as
        `Channel.send` does; neither number nor text goes into logs or errors.
        """

    def short(self, message: Message) -> str:
        """Return the notice as `parts` messages carry it. Raises Undeliverable where it has to be whole."""
        subject = " ".join(message.subject.split())
        text = f"{subject}\n{message.text.strip()}"
        parts = Length.of(text).parts
        if parts <= (MOST_PARTS if message.whole else self.parts):
            return text
        if message.whole:
            raise Undeliverable(f"The message takes {parts} texts.", hint="Send it in another way.")
        where = f"{_MORE.in_(message.language)}: {self.more} " if self.more else ""
        end = f"…\n{where}({_RECEIPT.in_(message.language)} {message.receipt})"
        if Length.of(text).encoding == "gsm-7":
            end = end.replace("…", "...", 1)  # one sign outside the alphabet would halve what fits
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if Length.of(text[:middle].rstrip() + end).parts <= self.parts:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + end


def _width(sign: str, encoding: str) -> int:
    if encoding == "gsm-7":
        return 2 if sign in EXTENDED else 1
    return 2 if ord(sign) > 0xFFFF else 1
