"""Where something is held, in words: a unit and below, a form, one's own cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.directory import WHOLE_OFFICE
from egovframe.kernel.permissions import EVERYWHERE
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.web.page import Page

EVERYWHERE_WORDS: Final = Text(ko="모든 부서", en="everywhere")
BELOW: Final = Text(ko="{unit}와 그 아래", en="{unit} and below")
FORM: Final = Text(ko="서식 ‘{form}’만", en="the form “{form}” only")
OWN: Final = Text(ko="담당 사건만", en="own cases only")


def units_open(page: Page, permission: str) -> dict[str, Any]:
    """Return the units and for which of them the actor holds a permission, as pages offer them.

    `units` are the titles of all, `allowed` name and title of those, `everywhere` says whether for the whole office,
    and `open_to` has the names as keys (None: the whole office).
    """
    units = page.office.forms.units
    everywhere = page.actor.may(permission, unit=WHOLE_OFFICE)
    allowed = [(name, title) for name, title in units.items() if page.actor.may(permission, unit=name)]
    open_to = {None: everywhere, **{name: True for name, _ in allowed}}
    return {"units": units, "allowed": allowed, "everywhere": everywhere, "open_to": open_to}


class Places:
    """Names units, roles and forms for one page, in its language; what is not there (any more) keeps its name."""

    def __init__(self, page: Page) -> None:
        self._language = page.language
        self._directory = page.office.auth.directory
        self._forms = page.office.forms.offers if page.office.forms is not None else {}

    def unit(self, name: str) -> str:
        """Return the title of a unit."""
        unit = self._directory.units.get(name)
        return unit.title.in_(self._language) if unit is not None else name

    def role(self, name: str) -> str:
        """Return the title of a role."""
        role = self._directory.roles.get(name)
        return role.title.in_(self._language) if role is not None else name

    def known_role(self, name: str) -> bool:
        """Say whether the role is there: one that is not gives nothing."""
        return name in self._directory.roles

    def form(self, name: str) -> str:
        """Return the title of a form."""
        offer = self._forms.get(name)
        return Text.of(offer.title).in_(self._language) if offer is not None else name

    def of(self, grant: Any) -> str:
        """Return where a grant counts."""
        return self.place(grant.unit, grant.form, own=grant.own)

    def place(self, unit: str | None, form: str | None, *, own: bool) -> str:
        """Return a unit and those below it, narrowed to a form or to one's own cases."""
        where = BELOW.in_(self._language).format(unit=self.unit(unit)) if unit else self._everywhere
        return self._narrowed(where, form, own=own)

    def scope(self, scope: Any) -> str:
        """Return where a permission is held."""
        where = self._everywhere if scope.units is EVERYWHERE else ", ".join(sorted(map(self.unit, scope.units)))
        return self._narrowed(where, scope.form, own=scope.owner is not None)

    @property
    def _everywhere(self) -> str:
        return EVERYWHERE_WORDS.in_(self._language)

    def _narrowed(self, where: str, form: str | None, *, own: bool) -> str:
        parts = [where]
        if form:
            parts.append(FORM.in_(self._language).format(form=self.form(form)))
        if own:
            parts.append(OWN.in_(self._language))
        return ", ".join(parts)
