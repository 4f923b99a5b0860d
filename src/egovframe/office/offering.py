"""What the office offers: the forms of the declaration, and what a form that the office makes may name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from egovframe.forms.checking import foreign_identifiers
from egovframe.forms.drafting.model import Surroundings
from egovframe.forms.limits import is_longer
from egovframe.forms.offer import Offer
from egovframe.kernel.errors import DeclarationError
from egovframe.office.keeping import keep_text

if TYPE_CHECKING:
    from egovframe.app import App, OfferedForm
    from egovframe.forms.identifiers import Identifier
    from egovframe.forms.jurisdiction import Jurisdiction
    from egovframe.forms.limits import Limit
    from egovframe.forms.public.law import Publicity
    from egovframe.kernel.text import Text
    from egovframe.office.office import Office


def offer_of(app: App, form: OfferedForm) -> Offer:
    """Return the form as the forms component takes it; the declaration was checked before."""
    assert form.by is not None  # noqa: S101 - App.check refuses a form without a handler
    assert form.within is not None  # noqa: S101 - and one without a limit
    return Offer(
        name=form.name,
        title=form.title,
        form=form.form,
        role=form.by.name,
        within=form.within,
        unit=form.unit,
        keep=keep_text(form.keep),
        kind=form.kind,
        about=form.about,
        assurance=form.assurance,
        procedure=form.procedure,
        drafts=form.drafts,
        cosigners=form.cosigners,
        fee=form.fee,
        public=form.public,
        observers=tuple(handler for declared, handler in app.submit_handlers if declared is form.form),
    )


def check_law(app: App, jurisdiction: Jurisdiction) -> None:
    """Let a city pass whose forms keep within the law of its jurisdiction: limits, signatures, identifiers.

    Raises DeclarationError that names the form and what does not hold.
    """
    check_limits(app, jurisdiction.longest)
    check_public(app, jurisdiction.publicity)
    check_identifiers(app, jurisdiction.identifiers)


def check_limits(app: App, longest: Mapping[str, Limit]) -> None:
    """Let a city pass whose forms stay within the limits that the law sets for their kinds of petitions.

    Raises DeclarationError that names the form, its kind and both limits.
    """
    for form in app.forms.values():
        allowed = longest.get(form.kind or "")
        if allowed is not None and form.within is not None and is_longer(form.within, allowed):
            raise DeclarationError(
                f"The form {form.name} takes {form.within}, but {form.kind} is answered within {allowed} by law.",
                hint=f"Say a limit of {allowed} at most, or another kind.",
            )


def check_public(app: App, publicity: Publicity) -> None:
    """Let a city pass whose public petitions collect signatures at least as long as the law has people heard.

    Raises DeclarationError that names the form and both periods.
    """
    for form in app.forms.values():
        days = form.public.days if form.public is not None else None
        if days is not None and days < publicity.shortest:
            raise DeclarationError(
                f"The form {form.name} collects signatures for {days} days, but {publicity.shortest} are the law "
                f"({publicity.collect_article}).",
                hint=f"Say days={publicity.shortest} at least, or leave it out.",
            )


def check_identifiers(app: App, identifiers: Collection[Identifier]) -> None:
    """Let a city pass whose forms ask for no number of another jurisdiction.

    Raises DeclarationError that names the form, the question and its kind.
    """
    known = [each.name for each in identifiers]
    for form in app.forms.values():
        for problem in foreign_identifiers(tuple(form.form.form_questions.values()), known):
            raise DeclarationError(
                f"The form {form.name}: {problem.field}: {problem.message.in_('en')}.",
                hint=f"{problem.hint.in_('en')}; or choose another jurisdiction in the settings.",
            )


class Offered(Collection[str]):
    """The names of the forms that are offered at the moment at which somebody asks."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def __contains__(self, name: object) -> bool:
        """Say whether a form of that name is offered now."""
        return name in self._office.forms.offers

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._office.forms.offers)

    def __len__(self) -> int:
        """Return how many forms are offered."""
        return len(self._office.forms.offers)


def around(office: Office) -> Surroundings:
    """Return what a form may name: roles, units, record classes and procedures, as they are whenever asked for."""

    def roles() -> Mapping[str, Text]:
        return {role.name: role.title for role in office.auth.directory.roles.values()}

    def units() -> Mapping[str, Text]:
        return {unit.name: unit.title for unit in office.auth.directory.units.values()}

    def classes() -> Mapping[str, Text]:
        return {each.id: each.title for each in office.records.classes.values()}

    def procedures() -> Mapping[str, Text]:
        return {each.name: each.title for each in office.forms.procedures}

    return Surroundings(
        roles=roles,
        units=units,
        classes=classes,
        procedures=procedures,
        prefills=office.prefills.offers,
        payments=frozenset(office.payments.all),
        identifiers=[each.name for each in office.jurisdiction.identifiers],
        shortest=office.jurisdiction.publicity.shortest,
        kinds=office.jurisdiction.kinds,
        longest=office.jurisdiction.longest,
    )
