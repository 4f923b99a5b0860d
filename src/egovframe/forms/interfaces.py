"""What plug-ins of this component implement. The docstrings are contracts; the conformance suites hold them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

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
    `subject` is one line, `text` is plain text in `language` (`ko`, `en`). `whole`: cut, it is of no use, as
    a letter with a link is.
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
    whole: bool = False


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
    reaches: ClassVar[frozenset[str]] = frozenset({"email", "phone"})
    """Which addresses it can use: `email`, `phone`. A message that has none of them goes by another channel, if any."""

    @abstractmethod
    def send(self, message: Message) -> Delivery:
        """Hand over one message.

        When this returns, the message is out of the office's hands and durable there. A message sent again with the
        same `id` reaches the applicant once where the channel can tell, and gives the same reference.
        Raises Undeliverable when the message can never arrive, for example because the channel needs an e-mail
        address and there is none; the office then notes the failure and does not try again. Any other error means
        "not now": the office tries again later. Neither the message's text nor its addresses go into logs or errors.
        """


class Unscannable(EgovError):
    """A scanner can never judge this file, for example because it is larger than the scanner takes."""

    code = "forms.unscannable"


class NotScanned(EgovError):
    """A scanner did not judge a file now; the office tries again later."""

    code = "forms.not_scanned"


class Verdict(BaseModel):
    """What a scanner says of a file: `found` is the scanner's own name for what is harmful in it, empty for nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    found: str = ""

    @property
    def harmful(self) -> bool:
        """Say whether something harmful was found."""
        return bool(self.found)


class Scanner(Plugin):
    """Somebody who says whether a file is harmful.

    Entry-point group `egovframe.forms.scanners`. A scanner is a frozen pydantic model; its fields are its settings. It
    keeps no state between calls, and may be called from several threads at once.
    """

    version: ClassVar[int] = 1

    @abstractmethod
    def scan(self, content: Iterable[bytes]) -> Verdict:
        """Judge one file.

        `content` yields the file in pieces of up to 1 MiB, once, in order. The scanner does not hold the whole file in
        memory, and takes as many pieces as it needs. The same content gets the same verdict as long as the scanner
        knows the same. Raises Unscannable when it can never judge this file: the office then keeps the file closed and
        does not ask again. Any other error means "not now": the office asks again later, and the file stays closed
        until then. Silence is no verdict: a scanner that cannot reach what it asks raises. Nothing of the content goes
        into logs, errors or the verdict.
        """


class NotLookedUp(EgovError):
    """A source of answers cannot say anything now; the person types the answers."""

    code = "forms.not_looked_up"


class Person(BaseModel):
    """The signed-in person whose answers are looked up: the account's id and name, and how sure the sign-in is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    account: str
    name: str
    assurance: int


class Prefill(Plugin):
    """A register that knows answers which a person need not give again (민원 처리에 관한 법률 10③).

    Entry-point group `egovframe.forms.prefills`. A prefill is a frozen pydantic model; its fields are its settings. It
    keeps no state between calls, and may be called from several threads at once.
    """

    version: ClassVar[int] = 1

    @abstractmethod
    def offers(self) -> Mapping[str, str]:
        """Return what can be looked up: the name of each attribute, and the kind of question that it answers.

        Asks nobody outside and returns the same whenever it is called. Names are Python names; kinds are those of
        questions (`text`, `person-name`, `postal-address`, `birth-date` …). A form may name no other attributes.
        """

    @abstractmethod
    def look_up(self, person: Person, attributes: frozenset[str]) -> Mapping[str, Any]:
        """Return what is known of this person, by attribute, as JSON values; what is not known is left out.

        `attributes` are some of those on offer; nothing else is returned. Nobody else's data is ever returned: a
        person who is not known gets an empty mapping. Raises NotLookedUp when the register cannot be asked now; any
        other error is taken for that too. The office waits a few seconds, then goes on without an answer. Nothing of
        the person or of the answers goes into logs or errors.
        """


class NotPayable(EgovError):
    """A provider never takes this payment, or never gives it back; trying again would not help."""

    code = "forms.not_payable"


class UnknownPayment(EgovError):
    """A provider knows no payment under this id."""

    code = "forms.unknown_payment"


class Charge(BaseModel):
    """What a person is to pay, ready to be begun with a provider.

    `reference` is the office's own name of the payment, the same whenever the same payment is begun again. `amount` is
    in the smallest unit of `currency` (ISO 4217): won, or cents. `description` is one line in `language` (`ko`, `en`)
    that names no person. `back` is the address to which the provider sends the person afterwards, however it went.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str
    amount: int = Field(gt=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    description: str
    language: str
    back: str


class PaymentBegun(BaseModel):
    """What a provider says of a payment that it took up: its own `id`, and the `address` of the page to pay on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, max_length=200)
    address: str = Field(pattern=r"^https?://\S+$", max_length=2_000)


class Standing(BaseModel):
    """How a payment stands with its provider: `amount` in the smallest unit of `currency` is what it is about."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: Literal["pending", "paid", "failed", "expired", "refunded"]
    amount: int = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class Payments(Plugin):
    """A provider through which people pay fees: a card gateway, a bank, the treasury's own pages.

    Entry-point group `egovframe.forms.payments`. A provider is a frozen pydantic model; its fields are its settings. It
    keeps no state between calls that a restart would lose, and may be called from several threads at once. Nothing of
    who pays and how goes into logs, errors or answers; the office asks for none of it.
    """

    version: ClassVar[int] = 1

    @abstractmethod
    def begin(self, charge: Charge) -> PaymentBegun:
        """Take up one payment; the person then pays on the page of the answer.

        When this returns, the provider keeps the payment durably, and it is pending. A charge begun again with the same
        reference is the same payment, with the same id: nobody pays twice. Begun again with another amount or currency
        it is refused. Raises NotPayable when the provider never takes this charge, for example for its currency. Any
        other error means "not now". The office waits a few seconds and then goes on without an answer.
        """

    @abstractmethod
    def standing(self, payment: str) -> Standing:
        """Say how the payment with this id of the provider's stands.

        `paid` is said only once the money is the office's, whole. `paid` stays or becomes `refunded`; `failed`,
        `expired` and `refunded` stay for good: nothing can be paid to such a payment any more. Asking changes nothing.
        Raises UnknownPayment for an id that the provider did not give. Any other error means "not now".
        """

    @abstractmethod
    def refund(self, payment: str) -> Standing:
        """Give back all of a payment; return how it stands then, which is `refunded`.

        Given back again, it is given back once. Raises UnknownPayment as above, and NotPayable for a payment that was
        not paid or cannot be given back any more. Any other error means "not now": the office may ask again.
        """
