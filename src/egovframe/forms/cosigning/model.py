"""Co-signers, as frozen values: how many a form takes, each of them, and how many have signed. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from egovframe.kernel.errors import DeclarationError
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.forms.model import Petition

MOST: Final = 100
"""A form takes no more: whoever wants more signatures wants a public petition."""

State = Literal["invited", "signed", "declined", "retracted", "recalled", "expired"]
"""Where a co-signer stands. `retracted` by the co-signer, `recalled` by the holder before it was signed."""

STATES: Final[dict[State, Text]] = {
    "invited": Text(ko="서명을 기다립니다", en="Not signed yet"),
    "signed": Text(ko="서명했습니다", en="Signed"),
    "declined": Text(ko="서명하지 않기로 했습니다", en="Declined"),
    "retracted": Text(ko="서명을 철회했습니다", en="Signature withdrawn"),
    "recalled": Text(ko="초대를 취소했습니다", en="Link taken back"),
    "expired": Text(ko="기한이 지났습니다", en="Link expired"),
}
"""The states in words."""


@dataclass(frozen=True, slots=True)
class Cosigners:
    """How many co-signers the petitions of a form have: `least` are asked for, `most` can sign.

    A petition is received at once all the same (민원 처리에 관한 법률 제9조): what is missing is shown and can be asked
    for as a supplement. Raises DeclarationError where the numbers do not hold.
    """

    least: int = 0
    most: int = MOST

    def __post_init__(self) -> None:
        """Refuse numbers that nobody could keep to."""
        if not 0 <= self.least <= self.most or not 1 <= self.most <= MOST:
            raise DeclarationError(
                f"From {self.least} to {self.most} co-signers do not hold.",
                hint=f"Say at_least from 0 on, and at_most from at_least (and 1) to {MOST}.",
            )

    def as_json(self) -> dict[str, int]:
        """Return it as JSON values: `{"least", "most"}`."""
        return {"least": self.least, "most": self.most}

    @property
    def words(self) -> Text:
        """The numbers as people read them."""
        return Text(ko=f"{self.least}명부터 {self.most}명까지", en=f"from {self.least} to {self.most}")


def cosigners(*, at_least: int = 0, at_most: int) -> Cosigners:
    """Let others sign a petition of a form as well, each by a link: `@app.form(…, cosigners=cosigners(at_most=4))`.

    Raises DeclarationError where `at_least` is more than `at_most`, or `at_most` more than 100.
    """
    return Cosigners(at_least, at_most)


@dataclass(frozen=True, slots=True)
class Cosigner:
    """One co-signer as whoever looks may see them: names are masked for all but the holder.

    `name` is the one they signed with, before that the one the holder wrote. `current` says that they signed the
    petition as it is today; `at` is when they signed, declined or withdrew.
    """

    id: str
    state: State
    name: str
    email: str
    invited: datetime
    until: datetime
    at: datetime | None
    current: bool

    @property
    def stands(self) -> Text:
        """The state in words."""
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Gathered:
    """How many have signed, how many of them an earlier text, how many may still sign, how many declined."""

    least: int
    most: int
    signed: int = 0
    earlier: int = 0
    invited: int = 0
    declined: int = 0

    @classmethod
    def of(cls, asked: Cosigners, found: Iterable[tuple[State, bool]]) -> Gathered:
        """Return the numbers of these co-signers, each with its state and whether it is about today's text."""
        listed = list(found)
        states = [state for state, _ in listed]
        return cls(
            least=asked.least,
            most=asked.most,
            signed=states.count("signed"),
            earlier=sum(state == "signed" and not current for state, current in listed),
            invited=states.count("invited"),
            declined=states.count("declined"),
        )

    @property
    def missing(self) -> int:
        """How many signatures are missing to the number that the form asks for."""
        return max(0, self.least - self.signed)

    @property
    def free(self) -> int:
        """How many more can be invited."""
        return max(0, self.most - self.signed - self.invited)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that was just made: whose it is, and the key in it, which is shown once and kept nowhere."""

    cosigner: Cosigner
    key: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: the co-signer, and the petition with its open answers where it can be signed or was.

    `petition` is None for whoever declined or withdrew. `seen` is the digest of the text that is shown. Its petitioner
    is named with a mask: enough to recognise who asks.
    """

    cosigner: Cosigner
    gathered: Gathered
    title: Text
    petition: Petition[Any] | None
    petitioner: str
    seen: str
    may_sign: bool
    may_retract: bool
