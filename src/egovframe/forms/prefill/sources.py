"""The registers that are asked for answers, each within its time, and the token that carries what they said.

A register that is slow, down or talks nonsense never keeps a person from the form: the field stays empty and the page
says why. How long one is waited for, and when it is not asked any more: `egovframe.kernel.patience`.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.errors import FormInvalid
from egovframe.forms.interfaces import Person, Prefill
from egovframe.forms.prefill.model import Brought, Found, Outcome
from egovframe.forms.validation import bind
from egovframe.kernel.clock import instant, moment
from egovframe.kernel.patience import NoAnswer, Outsider
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.forms.form import Form
    from egovframe.forms.questions import Question

LASTS: Final = timedelta(hours=24)
"""How long what was looked up may be carried along before it counts as typed by the person."""
LARGEST: Final = 100_000
"""Characters of JSON that one answer of a register may have."""

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Source:
    """A register as the settings name it: its title, how sure a sign-in must be, for how many seconds it is waited."""

    name: str
    title: Text
    plugin: Prefill
    assurance: int = 2
    seconds: float = 3.0


class Sources:
    """All registers of the office, by name. `sign` is the office's own MAC. Safe to use from several threads."""

    def __init__(self, sources: Iterable[Source] = (), *, sign: Sign) -> None:
        self.all: Mapping[str, Source] = {each.name: each for each in sources}
        self.offers: Mapping[str, Mapping[str, str]] = {
            name: dict(each.plugin.offers()) for name, each in self.all.items()
        }
        self._sign = sign
        self._outside = {name: Outsider(f"prefill {name}", seconds=each.seconds) for name, each in self.all.items()}

    def title_of(self, source: str) -> Text:
        """Return what people call a register."""
        known = self.all.get(source)
        return Text.of(source) if known is None else known.title

    # ------------------------------------------------------------------ asking

    def bring(self, person: Person, name: str, form: type[Form], *, at: datetime) -> Brought:
        """Look up what the form called `name` asks for, all registers at once; never raises, never waits long."""
        wanted: dict[str, dict[str, Question]] = {}
        for question in form.form_questions.values():
            if question.prefill is not None:
                wanted.setdefault(question.prefill.partition(".")[0], {})[question.name] = question
        asked = {source: self._ask(source, person, _attributes(each)) for source, each in wanted.items()}
        outcomes: dict[str, Outcome] = {}
        found: dict[str, Found] = {}
        for source, wait in asked.items():
            said, outcomes[source] = wait()
            for question in wanted[source].values():
                value = said.get((question.prefill or "").partition(".")[2])
                if value is None:
                    continue
                if not _holds(form, question, value):
                    outcomes[source] = "unavailable"
                    continue
                found[question.name] = Found(value, source, question.fixed)
        brought = Brought(name, person.account, instant(at), found, outcomes)
        return replace(brought, token=self._seal(brought))

    def _ask(
        self, name: str, person: Person, attributes: frozenset[str]
    ) -> Callable[[], tuple[Mapping[str, Any], Outcome]]:
        source = self.all.get(name)
        if source is None:
            return lambda: ({}, "unavailable")
        if person.assurance < source.assurance:
            return lambda: ({}, "unsure")
        answer = self._outside[name].ask(lambda: source.plugin.look_up(person, attributes))

        def wait() -> tuple[Mapping[str, Any], Outcome]:
            try:
                said: Any = answer()
            except NoAnswer:
                return {}, "unavailable"
            if not isinstance(said, Mapping):
                return {}, "unavailable"
            return said, "found" if any(said.get(each) is not None for each in attributes) else "unknown"

        return wait

    # ------------------------------------------------------------------ carrying

    def _seal(self, brought: Brought) -> str:
        said = asdict(brought)
        del said["token"]
        body = urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode())
        return f"{body.decode('ascii')}.{self._sign(body).hex()}"

    def read(self, token: str, *, account: str, form: str, at: datetime) -> Brought | None:
        """Return what a token carries, or None: it is not ours, another person's, of another form, or a day old."""
        body, _, code = token.partition(".")
        if not body.isascii() or not code.isascii() or not compare_digest(self._sign(body.encode()).hex(), code):
            return None
        said = json.loads(urlsafe_b64decode(body))
        found = {name: Found(**each) for name, each in said.pop("found").items()}
        brought = Brought(**said, found=found, token=token)
        if (brought.account, brought.form) != (account, form) or at - moment(brought.at) > LASTS:
            return None
        return brought


def _attributes(questions: Mapping[str, Question]) -> frozenset[str]:
    return frozenset((each.prefill or "").partition(".")[2] for each in questions.values())


def _holds(form: type[Form], question: Question, value: Any) -> bool:
    """Say whether a register's answer is one that the question takes."""
    try:
        if len(json.dumps(value, allow_nan=False)) > LARGEST:
            return False
        bind(form, {question.name: value})
    except FormInvalid as invalid:
        return all(fault.field.partition(".")[0] != question.name for fault in invalid.faults)
    except (TypeError, ValueError, RecursionError):
        return False
    return True
