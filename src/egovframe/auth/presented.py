"""People with credentials in wallets: let in, asked once more, and linked. What is right the plug-in says.

Two steps belong together: the browser's, whose token is a cookie, and the wallet's, whose token is in the addresses at
which the wallet fetches the request and posts its answer. The wallet's alone lets nobody in: the answer counts for the
browser that asked, once that browser shows what only the wallet was told. On one device that is an address to open
(OpenID4VP 1.0, 13.3), on two a number to type; whoever lured somebody into answering has neither.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from egovframe.auth.errors import ProofRefused, SourceUnavailable, StepOver
from egovframe.auth.evidence import Evidence, Person
from egovframe.auth.factors.model import Step
from egovframe.auth.wallet.interfaces import Wallets
from egovframe.kernel.crypto import same, sha256_hex
from egovframe.kernel.ids import new_token
from egovframe.kernel.work import Origin

if TYPE_CHECKING:
    from egovframe.auth.admission import Entered
    from egovframe.auth.arrivals import Arrivals
    from egovframe.auth.factors.steps import Held, Steps
    from egovframe.auth.interfaces import Method
    from egovframe.auth.model import Session
    from egovframe.auth.people import Linked
    from egovframe.auth.refusal import Refusals
    from egovframe.auth.throttle import Throttle
    from egovframe.kernel.work import Place

DIGITS: Final = 6
"""How many digits the number has that is typed from one device into the other."""
TRIES: Final = 3
"""How often it may be typed."""
DECLINED: Final = "the person refused in the wallet"
_PERSON: Final = ("issuer", "subject", "name", "title", "email", "unique")

Where = Literal["waits", "answered", "refused"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser shows while it waits for a wallet: the address that opens one, and how far it is.

    `across` says that the wallet may be on another device.
    """

    step: Step
    link: str
    where: Where
    across: bool


class Presented:
    """Asks wallets and takes their answers. Serves many threads; everything is in the database."""

    def __init__(
        self,
        place: Place,
        *,
        methods: Mapping[str, Method],
        arrivals: Arrivals,
        refusals: Refusals,
        steps: Steps,
        throttle: Throttle,
    ) -> None:
        self._place = place
        self._methods = methods
        self._arrivals = arrivals
        self._refusals = refusals
        self._steps = steps
        self._throttle = throttle

    # ------------------------------------------------------------------ the browser that asks

    def ask(
        self,
        authenticator: str,
        *,
        site: str,
        token: str = "",
        session: Session | None = None,
        onward: str = "",
        origin: Origin | None = None,
    ) -> str:
        """Begin a visit; return the token of the browser's step. `site` is the origin at which the city is seen.

        `token`, `session` and `onward` as for `Arrivals.asked`. Raises StepOver, TooManyTries.
        """
        kept = self._method(authenticator).begin()
        wallets = Step("present", authenticator=authenticator, kept=kept, more={"site": site})
        visit = self._steps.open(wallets, origin=origin)
        return self._arrivals.asked(authenticator, visit, token=token, session=session, onward=onward, origin=origin)

    def shown(self, token: str) -> Shown:
        """Return what the browser with this step shows. Raises StepOver."""
        held, visit = self._both(token)
        method = self._method(held.step.authenticator)
        request = f"{visit.step.more['site']}/sign-in/wallet/request/{held.step.kept}"
        return Shown(held.step, method.link(request), _where(visit.step), method.across)

    def back(
        self, token: str, visit: str, code: str, *, origin: Origin, session: Session | None = None, device: str = ""
    ) -> Entered | Linked:
        """Take the browser that the wallet opened with the code, if it is the one that asked.

        Raises StepOver for any other browser, and as `typed`.
        """
        held, wallets = self._both(token)
        if held.step.kept != visit or not _fits(wallets.step, "code", code):
            raise StepOver
        return self._come(held, wallets, token, origin=origin, session=session, device=device)

    def typed(
        self, token: str, number: str, *, origin: Origin, session: Session | None = None, device: str = ""
    ) -> Entered | Linked:
        """Take the number that the wallet's device shows, typed where the visit began; three tries, then it is over.

        Raises StepOver, also before the wallet answered, SignInFailed, TooManyTries, SourceUnavailable, MoreNeeded,
        FactorTaken.
        """
        held, wallets = self._both(token)
        if not self._method(held.step.authenticator).across or _where(wallets.step) != "answered":
            raise StepOver
        wallets = self._counted(wallets)
        if not _fits(wallets.step, "number", "".join(number.split())):
            raise self._refusals.failed(
                authenticator=held.step.authenticator, origin=origin, reason="wrong number", account=_whose(held.step)
            )
        return self._come(held, wallets, token, origin=origin, session=session, device=device)

    # ------------------------------------------------------------------ the wallet

    def request(self, visit: str) -> str:
        """Return what the wallet is asked for, signed. Raises StepOver once it answered, or when the visit is over."""
        step = self._wallets(visit).step
        if _where(step) != "waits" or "looking" in step.more:
            raise StepOver
        reply = f"{step.more['site']}/sign-in/wallet/answer/{visit}"
        try:
            return self._method(step.authenticator).request(step.kept, reply=reply, at=self._place.clock.now())
        except ProofRefused as error:
            raise StepOver from error

    def answered(self, visit: str, answer: Mapping[str, str], *, origin: Origin) -> str:
        """Take what a wallet posted; return the address at which it sends the person on (OpenID4VP 1.0, 8.2).

        The first answer counts, right or wrong. Raises StepOver for any further one, SignInFailed, TooManyTries,
        SourceUnavailable.
        """
        held = self._wallets(visit)
        step, now = held.step, self._place.clock.now()
        if _where(step) != "waits" or "looking" in step.more:
            raise StepOver
        attempt = self._throttle.about(f"wallet\0{step.authenticator}\0{sha256_hex(visit.encode())}", origin.address)
        self._throttle.check(attempt, now)
        # Nobody else answers from here on: one presentation is looked at, once.
        self._steps.change(held, replace(step, more={**step.more, "looking": "1"}))
        held = self._steps.read(visit)
        counted = self._throttle.count(attempt, now)
        try:
            person = self._method(step.authenticator).answered(step.kept, answer, at=now)
        except (ProofRefused, SourceUnavailable) as error:
            self._steps.change(held, replace(step, kept="", more={**step.more, "refused": "1"}))
            failed = self._refusals.failed(
                authenticator=step.authenticator, origin=origin, reason=error.message, counted=counted
            )
            if isinstance(error, SourceUnavailable):
                raise
            raise failed from error
        if person is None:
            self._steps.change(held, replace(step, kept="", more={**step.more, "refused": "1"}))
            self._refusals.failed(authenticator=step.authenticator, origin=origin, reason=DECLINED, counted=counted)
            return f"{step.more['site']}/sign-in/wallet"
        code, number = new_token(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        said = json.dumps({name: asdict(person)[name] for name in _PERSON})
        more = {**step.more, "code": code, "number": number, "tries": "0", "person": said, "visit": visit}
        self._steps.change(held, replace(step, kept="", shown=(person.evidence,), more=more))
        with self._place.database.write() as conn:
            self._throttle.forgive(conn, attempt)
        return f"{step.more['site']}/sign-in/wallet/back/{visit}?code={code}"

    def number(self, visit: str, code: str) -> str:
        """Return the number that the wallet's device shows to be typed on the other one. Raises StepOver."""
        step = self._wallets(visit).step
        if not self._method(step.authenticator).across or not _fits(step, "code", code):
            raise StepOver
        return step.more["number"]

    # ------------------------------------------------------------------ what all share

    def _method(self, authenticator: str) -> Wallets:
        method = self._methods.get(authenticator)
        if not isinstance(method, Wallets):
            raise StepOver
        return method

    def _wallets(self, visit: str) -> Held:
        held = self._steps.read(visit)
        if held.step.purpose != "present":
            raise StepOver
        return held

    def _both(self, token: str) -> tuple[Held, Held]:
        """Return the browser's step and the wallet's that belongs to it."""
        held = self._steps.read(token)
        if held.step.purpose == "present" or not isinstance(self._methods.get(held.step.authenticator), Wallets):
            raise StepOver
        wallets = self._wallets(held.step.kept)
        if wallets.step.authenticator != held.step.authenticator:
            raise StepOver
        return held, wallets

    def _come(
        self, held: Held, wallets: Held, token: str, *, origin: Origin, session: Session | None, device: str
    ) -> Entered | Linked:
        authenticator, person = held.step.authenticator, _person(wallets.step)
        with self._steps.spending(wallets):  # the answer counts once, whatever comes of it
            pass
        held = self._arrivals.spent(held, token, session)
        return self._arrivals.come(held, authenticator, person, origin=origin, device=device)

    def _counted(self, wallets: Held) -> Held:
        """Count a try before the number is looked at, so that many at once are many; after three the visit is over."""
        tries = int(wallets.step.more["tries"]) + 1
        if tries > TRIES:
            raise StepOver
        self._steps.change(wallets, replace(wallets.step, more={**wallets.step.more, "tries": str(tries)}))
        return self._steps.read(wallets.step.more["visit"])


def _where(step: Step) -> Where:
    return "refused" if "refused" in step.more else "answered" if "code" in step.more else "waits"


def _fits(step: Step, name: str, said: str) -> bool:
    """Say whether what was said is what the wallet was told; nothing is, before it answered."""
    kept = step.more.get(name, "")
    return bool(kept) and same(said.encode("utf-8", "surrogatepass"), kept)


def _person(step: Step) -> Person:
    said = json.loads(step.more["person"])
    (evidence,) = step.shown
    return Person(**said, evidence=Evidence(**asdict(evidence)))


def _whose(step: Step) -> str:
    return f"account:{step.account}" if step.account else ""
