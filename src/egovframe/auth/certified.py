"""People with certificates: let in, asked once more, and linked with their accounts. What is right the plug-in says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from egovframe.auth.admission import Entered
from egovframe.auth.errors import MoreNeeded, ProofRefused, SourceUnavailable, StepOver
from egovframe.auth.interfaces import Certificates
from egovframe.auth.people import Linked
from egovframe.kernel.crypto import sha256_hex
from egovframe.kernel.ids import new_token
from egovframe.kernel.work import Origin

if TYPE_CHECKING:
    from datetime import datetime

    from egovframe.auth.arrivals import Arrivals
    from egovframe.auth.evidence import Person
    from egovframe.auth.factors.model import Enrolled
    from egovframe.auth.factors.service import Factors
    from egovframe.auth.factors.steps import Held, Steps
    from egovframe.auth.interfaces import Method
    from egovframe.auth.model import Account, Session
    from egovframe.auth.people import People
    from egovframe.auth.refusal import Refusals
    from egovframe.auth.throttle import Throttle, Try
    from egovframe.kernel.work import Place, UnitOfWork


class Certified:
    """Takes certificates: shown to a proxy, or used to sign a text. Serves many threads.

    A step says what a certificate is for: to come in, to prove oneself once more within the way in or a session, or to
    link it with one's account. Each step takes one, right or wrong.
    """

    def __init__(
        self,
        place: Place,
        *,
        methods: Mapping[str, Method],
        people: People,
        arrivals: Arrivals,
        refusals: Refusals,
        steps: Steps,
        factors: Factors,
        throttle: Throttle,
    ) -> None:
        self._place = place
        self._methods = methods
        self._people = people
        self._arrivals = arrivals
        self._refusals = refusals
        self._steps = steps
        self._factors = factors
        self._throttle = throttle

    def ask(
        self,
        authenticator: str,
        *,
        site: str,
        token: str = "",
        session: Session | None = None,
        onward: str = "",
        origin: Origin | None = None,
    ) -> tuple[str, str]:
        """Return the token of a step and the text to sign, which names the city that asks.

        With `token` it is for somebody on the way, whose account is known. With `session` the certificate is linked
        with that account, and goes on at `onward`. Raises StepOver, TooManyTries.
        """
        self._method(authenticator)
        text = f"{site} {new_token()}"
        step = self._arrivals.asked(authenticator, text, token=token, session=session, onward=onward, origin=origin)
        return step, text

    def signed(
        self, token: str, message: bytes, *, origin: Origin, session: Session | None = None, device: str = ""
    ) -> Entered | Linked:
        """Take a signature over the text of a step.

        Raises StepOver, SignInFailed, TooManyTries, SourceUnavailable, MoreNeeded, FactorTaken.
        """
        held = self._steps.read(token)
        authenticator, text = held.step.authenticator, held.step.kept.encode()
        method = self._method(authenticator)
        if not text:
            raise StepOver
        return self._taken(
            self._arrivals.spent(held, token, session),
            authenticator,
            message,
            lambda at: method.signed(message, text, at=at),
            origin=origin,
            device=device,
        )

    def shown(
        self,
        authenticator: str,
        chain: str,
        *,
        origin: Origin,
        token: str = "",
        session: Session | None = None,
        onward: str = "",
        device: str = "",
    ) -> Entered | Linked:
        """Take a certificate that was shown in the handshake; with `token` for what that step is for. Raises as above.

        Without one it is to come in.
        """
        method = self._method(authenticator)
        if token:
            held = self._steps.read(token)
            if held.step.authenticator != authenticator:
                raise StepOver
            held = self._arrivals.spent(held, token, session)
        else:
            held = None
        return self._taken(
            held,
            authenticator,
            chain.encode("utf-8", "surrogatepass"),
            lambda at: method.shown(chain, at=at),
            origin=origin,
            device=device,
            onward=onward,
        )

    @property
    def authenticators(self) -> tuple[str, ...]:
        """The ways to sign in that take certificates, as the settings name them; the first is the usual one."""
        return tuple(key for key, method in self._methods.items() if isinstance(method, Certificates))

    def whose(self, authenticator: str, chain: str) -> Person:
        """Return whose certificate a file holds, checked as at a sign-in: path, use and revocation.

        `chain` is PEM, or what `papers.filed` makes of a file.

        Call it before a unit of work: it may ask other machines. Raises StepOver where no certificates are taken,
        ProofRefused, SourceUnavailable.
        """
        return self._method(authenticator).shown(chain, at=self._place.clock.now())

    def link_for(
        self, work: UnitOfWork, account: Account, authenticator: str, person: Person, *, reason: str = ""
    ) -> Enrolled:
        """Link an account with whose certificate it is, for who may manage accounts: see `changing_factors`.

        Whoever holds the key signs in with it; nobody needs to be there. `reason` stays with the fact. Raises
        FactorTaken.
        """
        label, handle = person.title or person.name, self._people.handle_of(person)
        return self._factors.link(work, account, authenticator, handle=handle, label=label, reason=reason)

    # ------------------------------------------------------------------ what all share

    def _method(self, authenticator: str) -> Certificates:
        method = self._methods.get(authenticator)
        if not isinstance(method, Certificates):
            raise StepOver
        return method

    def _taken(
        self,
        held: Held | None,
        authenticator: str,
        what: bytes,
        prove: Callable[[datetime], Person],
        *,
        origin: Origin,
        device: str,
        onward: str = "",
    ) -> Entered | Linked:
        now = self._place.clock.now()
        # Counted under what was shown and under the address: nobody is in the way of others with their certificates.
        attempt = self._throttle.about(f"certificate\0{authenticator}\0{sha256_hex(what)}", origin.address)
        self._throttle.check(attempt, now)
        counted = self._throttle.count(attempt, now)
        account = f"account:{held.step.account}" if held is not None and held.step.account else ""
        try:
            person = prove(now)
        except (ProofRefused, SourceUnavailable) as error:
            failed = self._refusals.failed(
                authenticator=authenticator, origin=origin, reason=error.message, counted=counted, account=account
            )
            if isinstance(error, SourceUnavailable):
                raise
            raise failed from error
        try:
            came = self._arrivals.come(held, authenticator, person, origin=origin, device=device, onward=onward)
        except MoreNeeded:
            self._forgive(attempt)
            raise
        self._forgive(attempt)
        return came

    def _forgive(self, attempt: Try) -> None:
        with self._place.database.write() as conn:
            self._throttle.forgive(conn, attempt)
