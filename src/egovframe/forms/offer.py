"""A form as the city offers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from egovframe.forms.limits import Limit, parse_limit
from egovframe.forms.procedure.statutory import NAME as STATUTORY

if TYPE_CHECKING:
    from egovframe.forms.cosigning.model import Cosigners
    from egovframe.forms.fees.fee import Fee
    from egovframe.forms.form import Form
    from egovframe.forms.model import Petition
    from egovframe.forms.public.model import Collecting
    from egovframe.forms.questions import Drafts
    from egovframe.forms.version import Version
    from egovframe.kernel.text import Text

OFFICE: Final = "office"
"""The unit of forms that name none: the office as a whole."""

Observer = Callable[["Petition[Any]", Any], None]


@dataclass(frozen=True, slots=True)
class Offer:
    """A form as the city offers it: who handles it, in which unit, within which limit, how long it is kept.

    `keep` is a retention (`5y`) or the id of a record class, carried for whoever keeps records. `observers` are called
    with each petition just received, in its transaction.
    """

    name: str
    title: Text
    form: type[Form]
    role: str
    within: Limit
    unit: str = OFFICE
    keep: str = ""
    kind: str | None = None
    about: Text | None = None
    assurance: int = 0
    drafts: Drafts = "ask"
    procedure: str = STATUTORY
    cosigners: Cosigners | None = None
    fee: Fee | None = None
    public: Collecting | None = None
    observers: tuple[Observer, ...] = ()

    @classmethod
    def of(cls, version: Version, assurance: int) -> Offer:
        """Return the offer of a form that the office made; it was checked when it was published."""
        definition = version.definition
        return cls(
            name=version.name,
            title=version.title,
            form=version.form,
            role=definition.role or "",
            within=parse_limit(definition.limit),
            unit=definition.unit or OFFICE,
            keep=definition.keep,
            kind=definition.kind or None,
            about=definition.about,
            assurance=assurance,
            procedure=definition.procedure or STATUTORY,
            drafts=definition.drafts,
            cosigners=definition.cosigners,
            fee=definition.fee,
            public=definition.public,
        )
