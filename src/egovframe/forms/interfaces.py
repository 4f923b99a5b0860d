"""What plug-ins of this component implement. The docstrings are contracts; the conformance suites hold them."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from egovframe.kernel.errors import EgovError
from egovframe.kernel.plugins import Plugin


class Undeliverable(EgovError):
    """A message can never be delivered as addressed; trying again would not help."""

    code = "forms.undeliverable"


class NotSent(EgovError):
    """A channel did not take a message now; the office tries again later."""

    code = "forms.not_sent"


class Message(BaseModel):
    """One notice to one applicant, ready to send.

    `id` is the same whenever the same notice is sent again, `kind` the kind of its paper: `receipt`, `result`,
    `refusal` and others. `email` and `phone` are what the applicant left (E.164 for phones); either may be missing.
    `subject` is one line, `text` is plain text in `language` (`ko`, `en`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str
    receipt: str
    language: str
    subject: str
    text: str
    email: str | None = None
    phone: str | None = None


class Delivery(BaseModel):
    """What a channel says about a message that it took: `reference` is its own name for it, never an address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str


class Channel(Plugin):
    """A way for notices to leave the office: mail, text message, a folder.

    Entry-point group `egovframe.forms.channels`. A channel is a frozen pydantic model; its fields are its settings.
    It keeps no state between calls that a restart would lose, and may be called from several threads at once.
    """

    version: ClassVar[int] = 1

    @abstractmethod
    def send(self, message: Message) -> Delivery:
        """Hand over one message.

        When this returns, the message is out of the office's hands and durable there. A message sent again with the
        same `id` reaches the applicant once where the channel can tell, and gives the same reference.
        Raises Undeliverable when the message can never arrive, for example because the channel needs an e-mail
        address and there is none; the office then notes the failure and does not try again. Any other error means
        "not now": the office tries again later. Neither the message's text nor its addresses go into logs or errors.
        """
