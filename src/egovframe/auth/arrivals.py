"""People who showed what was asked of them, to come in, once more, or to link it: whatever the step is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from egovframe.auth.admission import Entered
from egovframe.auth.errors import StepOver
from egovframe.auth.factors.model import Step
from egovframe.auth.people import Linked, creates
from egovframe.kernel.work import Origin

if TYPE_CHECKING:
    from egovframe.auth.entrance import Entrance
    from egovframe.auth.evidence import Person
    from egovframe.auth.factors.steps import Held, Steps
    from egovframe.auth.interfaces import Method
    from egovframe.auth.model import Session
    from egovframe.auth.people import People


class Arrivals:
    """Takes somebody whom a certificate or a credential proved to be who they are. Serves many threads."""

    def __init__(self, *, methods: Mapping[str, Method], people: People, entrance: Entrance, steps: Steps) -> None:
        self._methods = methods
        self._people = people
        self._entrance = entrance
        self._steps = steps

    def asked(
        self,
        authenticator: str,
        kept: str,
        *,
        token: str,
        session: Session | None,
        onward: str,
        origin: Origin | None,
    ) -> str:
        """Return the token of the step that waits for an answer, to which `kept` belongs.

        With `token` it is that step, of somebody on the way whose account is known. With `session` what is shown is
        linked with that account, and goes on at `onward`. Raises StepOver, TooManyTries.
        """
        if token:
            held = self._steps.read(token)
            if not further(held.step):
                raise StepOver
            self._steps.change(held, replace(held.step, authenticator=authenticator, kept=kept))
            return token
        step = Step("sign-in", authenticator=authenticator, kept=kept, onward=onward)
        if session is not None:
            step = replace(step, purpose="link", account=session.account, session=session.id)
        return self._steps.open(step, origin=origin)

    def spent(self, held: Held, token: str, session: Session | None) -> Held:
        """Return the step once nobody else can use it: spent, or without what it waits for where it goes on."""
        step = held.step
        if further(step):
            self._steps.change(held, replace(step, authenticator="", kept=""))
            return self._steps.read(token)
        if step.purpose == "link" and (session is None or session.id != step.session):
            raise StepOver
        if step.purpose not in ("sign-in", "link"):
            raise StepOver
        with self._steps.spending(held):
            return held

    def come(
        self,
        held: Held | None,
        authenticator: str,
        person: Person,
        *,
        origin: Origin,
        device: str,
        onward: str = "",
    ) -> Entered | Linked:
        """Let somebody in, take them as the one on the way, or link them. `device` as for `Auth.sign_in`.

        Without a step they come in, and go on at `onward`. Raises SignInFailed, TooManyTries, MoreNeeded, FactorTaken,
        StepOver.
        """
        step = Step("sign-in", onward=onward) if held is None else held.step
        if step.purpose == "link":
            return self._people.link(replace(step, authenticator=authenticator), person, origin=origin)
        if held is not None and step.account:
            handle = self._people.handle_of(person)
            held = replace(held, step=replace(step, authenticator=authenticator))
            return self._entrance.vouched(held, handle, person.evidence, origin=origin, device=device)
        return self._people.enter(
            authenticator,
            person,
            origin=origin,
            create=creates(self._methods[authenticator]),
            onward=step.onward,
            device=device,
        )


def further(step: Step) -> bool:
    """Say whether a step is of somebody on the way whose account is known, and who shows one more thing."""
    return bool(step.account) and step.purpose in ("sign-in", "again")
