"""What the office offers: the forms of the declaration, and what a form that the office makes may name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from egovframe.forms.catalogue import Offer
from egovframe.forms.drafting.model import Surroundings
from egovframe.office.keeping import keep_text

if TYPE_CHECKING:
    from egovframe.app import App, OfferedForm
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
        drafts=form.drafts,
        observers=tuple(handler for declared, handler in app.submit_handlers if declared is form.form),
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
    """Return the roles, units and record classes that a form may name, as they are whenever they are asked for."""

    def roles() -> Mapping[str, Text]:
        return {role.name: role.title for role in office.auth.directory.roles.values()}

    def units() -> Mapping[str, Text]:
        return {unit.name: unit.title for unit in office.auth.directory.units.values()}

    def classes() -> Mapping[str, Text]:
        return {each.id: each.title for each in office.records.classes.values()}

    return Surroundings(roles=roles, units=units, classes=classes)
