"""The services of the city as the portal lists them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from egovframe.kernel.errors import NotFound
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from egovframe.web.gateway import Office

ICONS = ("paper", "road", "leaf", "house", "heart", "won")


@dataclass(frozen=True, slots=True)
class Service:
    """One published form: its name in addresses, its title, what it is for, how long it takes, who handles it."""

    name: str
    title: Text
    about: Text
    limit: Any
    unit: str
    topic: Text
    published: Any


@dataclass(frozen=True, slots=True)
class Topic:
    """Services that belong together."""

    title: Text
    icon: str
    services: tuple[Service, ...]


def services(office: Office) -> list[Service]:
    """Return all published services in the order in which the city declared them."""
    return [_service(office, published) for published in office.forms.published()]


def service(office: Office, name: str) -> Service:
    """Return one service. Raises NotFound when the city does not offer it."""
    for found in services(office):
        if found.name == name:
            return found
    raise NotFound("The city has no service of this name.", hint="Choose one from the first page.")


def unit_title(office: Office, unit: str) -> Text:
    """Return the title of a unit of the office."""
    for declared in office.auth.units.values() if hasattr(office.auth.units, "values") else office.auth.units:
        if declared.name == unit:
            title: Text = declared.title
            return title
    return Text.of(unit)


def topics(found: Iterable[Service]) -> list[Topic]:
    """Return the services by topic, in the order of their first service."""
    groups: dict[Text, list[Service]] = {}
    for each in found:
        groups.setdefault(each.topic, []).append(each)
    return [
        Topic(title, ICONS[at % len(ICONS)], tuple(members)) for at, (title, members) in enumerate(groups.items())
    ]


def search(found: Sequence[Service], words: str) -> list[Service]:
    """Return the services that have all these words in their title, text or questions, titles first."""
    wanted = words.casefold().split()

    def hits(each: Service) -> int:
        title = " ".join(each.title.as_dict().values()).casefold()
        labels = [label for question in each.published.questions for label in question.label.as_dict().values()]
        rest = " ".join([*each.about.as_dict().values(), *each.topic.as_dict().values(), *labels]).casefold()
        if all(word in title for word in wanted):
            return 2
        return 1 if all(word in title or word in rest for word in wanted) else 0

    return sorted((each for each in found if hits(each)), key=hits, reverse=True)
