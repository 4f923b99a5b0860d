"""What can be done with petitions: the verbs of the component, each on one unit of work.

Who may comes before what is wrong; a petition of a unit that the actor may not see is not found. Every deed leaves a
fact, and reading what a person wrote is a deed. The verbs stand in rooms, by what they are about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from egovframe.forms import store
from egovframe.forms.dispatch import Dispatch
from egovframe.forms.form import Form
from egovframe.forms.looking import Looking
from egovframe.forms.model import Submission
from egovframe.forms.procedure.course import Course
from egovframe.forms.procedure.deciding import Deciding
from egovframe.forms.procedure.duties import Duties
from egovframe.forms.procedure.extending import Extending
from egovframe.forms.procedure.handling import Handling
from egovframe.forms.procedure.objections import Objections
from egovframe.forms.procedure.requests import Requests
from egovframe.forms.procedure.supplements import Supplements
from egovframe.forms.submission import Request, line_mark, receive

if TYPE_CHECKING:
    from egovframe.forms.catalogue import Forms
    from egovframe.kernel.work import UnitOfWork

F = TypeVar("F", bound=Form)


class Petitions(Looking, Handling, Supplements, Extending, Deciding, Objections, Duties, Course, Requests):
    """The petitions of the office, as the person at work may handle them (`work.petitions`)."""

    def __init__(self, work: UnitOfWork, forms: Forms) -> None:
        super().__init__(work, forms)
        self.dispatch = Dispatch(work, forms, self.case)

    @overload
    def submit(self, form: F, *, channel: str = ..., language: str = ..., once: str | None = ...) -> Submission[F]: ...

    @overload
    def submit(self, form: str, answers: Mapping[str, Any], **how: Any) -> Submission[Any]: ...

    def submit(self, form: Form | str, answers: Mapping[str, Any] | None = None, **how: Any) -> Submission[Any]:
        """Receive a petition; anybody may (법9). The clock runs from now.

        `form` is a filled form, or a form's name with its `answers`. `how` says by which `channel` and in which
        `language` it came. `once` marks one request: sent again with the same answers it gives the same petition and
        key; `source_key` does the same for a line of an import, whatever it says.

        Raises NotFound for an unknown form, FormInvalid with all that is wrong, Conflict when `once` was used for other
        answers.
        """
        return receive(self._work, self._forms, Request(form, answers, **how), self._access.fresh)

    def imported(self, form: str, source_key: str) -> bool:
        """Say whether the line of an import that has this key was received before. Needs `petition.import`."""
        self._work.need("petition.import", unit=self._forms.offer(form).unit, form=form)
        mark = line_mark(self._work, form, source_key)
        return store.clashing(self._work.conn, receipt="", once=None, form=form, source_key=mark) is not None
