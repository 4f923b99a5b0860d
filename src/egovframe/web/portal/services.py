"""The services of the city as the portal lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from egovframe.kernel.errors import NotFound
from egovframe.kernel.text import Text
from egovframe.web.portal.deadline import takes

if TYPE_CHECKING:
    from egovframe.forms.definition import Definition
    from egovframe.forms.model import Petition
    from egovframe.forms.questions import Question
    from egovframe.forms.version import Version
    from egovframe.web.gateway import Office

ICONS = ("road", "paper", "leaf", "heart", "house", "won")


@dataclass(frozen=True, slots=True)
class Service:
    """One published form: its name in addresses, its title, what it is for, how long it takes, who handles it."""

    name: str
    title: Text
    about: Text | None
    limit: Any
    unit: str
    form: Any
    definition: Definition
    assurance: int = 0

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the form."""
        return self.definition.questions

    @property
    def version(self) -> int:
        """The number of the version that is filled in."""
        return self.definition.version

    @property
    def drafts(self) -> str:
        """What becomes of unfinished petitions when a new version is published."""
        return self.definition.drafts

    @property
    def takes(self) -> Text:
        """The processing limit in words."""
        return takes(self.limit)


@dataclass(frozen=True, slots=True)
class Topic:
    """Services that belong together, because one unit handles them."""

    title: Text
    icon: str
    services: tuple[Service, ...]


def services(office: Office) -> list[Service]:
    """Return all services in the order in which the city declared them."""
    office.forms.look(office.database, at=office.clock.now())
    return [_service(office, name) for name in office.forms.offers]


def service(office: Office, name: str, *, version: int | None = None) -> Service:
    """Return one service, its form in an earlier `version` where one is named.

    Raises NotFound when the city does not offer it.
    """
    office.forms.look(office.database, at=office.clock.now())
    if name not in office.forms.offers:
        raise NotFound("The city has no service of this name.", hint="Choose one from the first page.")
    if version is None or version == office.forms.current(name).number:
        return _service(office, name)
    with office.database.read() as conn:
        return _service(office, name, office.forms.version(conn, name, version))


def _service(office: Office, name: str, earlier: Version | None = None) -> Service:
    version, offer = earlier or office.forms.current(name), office.forms.offers[name]
    definition = version.definition
    return Service(
        name,
        version.title,
        definition.about,
        offer.within,
        offer.unit,
        version.form,
        definition,
        assurance=offer.assurance,
    )


def service_of(office: Office, petition: Petition[Any]) -> Service:
    """Return the service of a petition, its form in the version in which it was filed; also of one no more offered."""
    with office.database.read() as conn:
        version = office.forms.version(conn, petition.form_name, petition.form_version)
    return Service(
        petition.form_name,
        version.title,
        version.definition.about,
        petition.limit,
        petition.unit,
        version.form,
        version.definition,
    )


def unit_title(office: Office, unit: str) -> Text:
    """Return the title of a unit of the office."""
    title: Text = office.forms.units.get(unit) or Text.of(unit)
    return title


def topics(office: Office, found: Iterable[Service]) -> list[Topic]:
    """Return the services by the unit that handles them, in the order of their first service."""
    groups: dict[str, list[Service]] = {}
    for each in found:
        groups.setdefault(each.unit, []).append(each)
    return [
        Topic(unit_title(office, unit), ICONS[at % len(ICONS)], tuple(members))
        for at, (unit, members) in enumerate(groups.items())
    ]


def search(found: Sequence[Service], words: str, *, units: Mapping[str, Text]) -> list[Service]:
    """Return the services that have all these words in their title, text, unit or questions, titles first."""
    wanted = words.casefold().split()

    def hits(each: Service) -> int:
        title = _all(each.title)
        labels = " ".join(_all(question.label) for question in each.questions)
        rest = f"{_all(each.about)} {_all(units.get(each.unit))} {labels}"
        if all(word in title for word in wanted):
            return 2
        return 1 if all(word in title or word in rest for word in wanted) else 0

    return sorted((each for each in found if hits(each)), key=hits, reverse=True)


def _all(text: Text | None) -> str:
    return "" if text is None else " ".join(text.as_dict().values()).casefold()
