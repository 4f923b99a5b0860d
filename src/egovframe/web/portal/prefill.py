"""Answers that the office looks up for who signed in: asked for before the first page, carried along in a token."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.answers import value_of
from egovframe.forms.interfaces import Person
from egovframe.forms.prefill.recording import BASIS, note_handed_in, note_handed_in_again, note_looked_up
from egovframe.kernel.messages import N_
from egovframe.kernel.text import Text
from egovframe.web.portal.answers import in_words
from egovframe.web.portal.fields import Known, as_posted
from egovframe.web.urlencoded import Fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from egovframe.forms.prefill import Brought
    from egovframe.web.page import Page
    from egovframe.web.portal.services import Service

FIELD: Final = "form-brought"
"""The hidden field with what was looked up."""

SAID: Final = {
    "found": N_("We filled in what {source} knows. Check it and go on."),
    "unknown": N_("{source} knows nothing of you. Fill in the form yourself."),
    "unavailable": N_("{source} gives no answer just now. Fill in the form yourself."),
    "unsure": N_("Prove more surely who you are, and {source} fills in what it knows."),
}
"""What the page says of each register, by what came of asking it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What was looked up, ready for a page: the hidden field, what is known by question, the fields it fills."""

    token: str = ""
    known: Mapping[str, Known] = field(default_factory=dict)
    pairs: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    told: tuple[tuple[str, Text], ...] = ()
    offered: bool = False
    brought: Brought | None = None
    first: bool = False

    @property
    def fixed(self) -> frozenset[str]:
        """The questions whose answers stay as they were found."""
        return frozenset(name for name, each in self.known.items() if each.fixed)

    def put_in(self, posted: Fields) -> Fields:
        """Return what was posted with the answers that were looked up: at first all of them, later the fixed ones."""
        ours = {name: pairs for name, pairs in self.pairs.items() if self.first or name in self.fixed}
        if not ours:
            return posted
        kept = [(name, value) for name in posted if name.partition("-")[0] not in ours for value in posted.all(name)]
        return Fields([*kept, *(pair for pairs in ours.values() for pair in pairs)])


NOTHING: Final = Carried()


def look_up(page: Page, chosen: Service) -> Carried:
    """Ask the registers that a form names about who signed in; a visitor is told that signing in spares typing."""
    if not any(question.prefill for question in chosen.questions):
        return NOTHING
    sources = page.office.forms.prefills
    if page.session is None or sources is None:
        return Carried(offered=sources is not None)
    actor = page.actor
    person = Person(account=actor.id, name=actor.name, assurance=actor.assurance)
    brought = sources.bring(person, chosen.name, chosen.form, at=page.office.clock.now())
    with page.look("answers looked up for a form") as work:
        note_looked_up(work, brought, basis=page.office.forms.basis(BASIS))
    told = tuple((SAID[outcome], sources.title_of(source)) for source, outcome in brought.outcomes.items())
    return _carried(page, chosen, brought, told, first=True)


def read(page: Page, chosen: Service) -> Carried:
    """Return what a page carried along; nothing where it is not ours, another person's, or too old."""
    token, sources = page.form.get(FIELD), page.office.forms.prefills
    if not token or sources is None or page.session is None:
        return NOTHING
    brought = sources.read(token, account=page.actor.id, form=chosen.name, at=page.office.clock.now())
    return NOTHING if brought is None else _carried(page, chosen, brought, ())


def note(work: Any, submission: Any, form: Any, carried: Carried) -> None:
    """Note which answers of a petition were looked up, in the transaction in which it is filed."""
    if carried.brought is not None and not submission.replayed:
        basis = work.office.forms.basis(BASIS)
        note_handed_in(work, submission.petition, form, carried.brought, title_of=_titles(work), basis=basis)


def note_again(work: Any, petition: Any, form: Any, carried: Carried, differing: Iterable[str]) -> None:
    """Note which of the answers that differ were looked up, in the transaction in which they are changed."""
    if carried.brought is not None:
        its: dict[str, Any] = {"title_of": _titles(work), "basis": work.office.forms.basis(BASIS)}
        note_handed_in_again(work, petition, form, carried.brought, differing=differing, **its)


def _titles(work: Any) -> Callable[[str], Text]:
    sources = work.office.forms.prefills
    return Text.of if sources is None else sources.title_of


def _carried(
    page: Page, chosen: Service, brought: Brought, told: tuple[tuple[str, Text], ...], *, first: bool = False
) -> Carried:
    questions = {each.name: each for each in chosen.questions if each.name in brought.found}
    titles = page.office.forms.prefills.title_of
    known, pairs = {}, {}
    for name, question in questions.items():
        found = brought.found[name]
        words = in_words(question, value_of(question, found.value), page.language) if found.fixed else ""
        known[name] = Known(titles(found.source), words)
        pairs[name] = tuple(as_posted(question, found.value))
    return Carried(brought.token, known, pairs, told, brought=brought, first=first)
