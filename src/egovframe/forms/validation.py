"""Answers come in: read as people write them, checked as the form says, and every fault told in both languages.

Answers that hold take one pass through pydantic's compiled core. Only when something does not hold are they read again
the way people write ("１４５,０００원", "2026. 9. 18."), and only what is still wrong then becomes a fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import ValidationError

from egovframe.forms import reading, words
from egovframe.forms.definition import Definition
from egovframe.forms.errors import FormInvalid
from egovframe.forms.form import Form
from egovframe.kernel.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

F = TypeVar("F", bound=Form)


def bind(form: type[F] | Definition, answers: Mapping[str, object], *, posted: bool = False) -> F | Form:
    """Return the form filled in with these answers.

    Texts are kept as they are given: nothing is trimmed, normalised or cut. An empty text is no answer.

    Args:
        form: The class, or the definition as data.
        answers: Values by field, as JSON has them (text, numbers, booleans, lists; dates as `2026-09-18`).
        posted: They come from an HTML page: line ends CRLF become LF as the person typed them, blank fields are
            no answer, an absent tick box is "no", `NAME-y`, `NAME-m`, `NAME-d` are a date, other names are ignored.

    Raises:
        FormInvalid: something does not hold; every fault has a field, a message that says what to do, and a code.
    """
    kind: type[Form] = form.form_class() if isinstance(form, Definition) else form
    if posted:
        answers = reading.from_page(kind.form_questions, answers)
    try:
        return cast("Form", kind.__pydantic_validator__.validate_python(answers))
    except ValidationError:
        pass  # no detail is made for a person yet: people's ways of writing are tried first
    written = reading.as_written(kind.form_questions, answers)
    try:
        return cast("Form", kind.__pydantic_validator__.validate_python(written))
    except ValidationError as error:
        raise refused(kind, written, error) from None  # the cause would carry the answers into logs


def refused(form: type[Form], answers: Mapping[str, object], error: ValidationError) -> FormInvalid:
    """Return what to tell the person, one fault a field, in the order of the form; no message quotes an answer."""
    found: dict[str, Fault] = {}
    for name, question in form.form_questions.items():
        code = reading.unkeepable(answers.get(name))
        if code:
            found[name] = Fault(name, words.message(code, question), code=code)
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        name = str(detail["loc"][0]) if detail["loc"] else ""
        if not name and found:
            continue
        asked = form.form_questions.get(name)
        code = words.code_of(detail["type"], asked, answers.get(name))
        # A date or number may be given in several ways, each refused for its own reason: "too late" says more than
        # "not text".
        if name not in found or found[name].code in words.NOT_AS_KIND.values():
            found[name] = Fault(name, words.message(code, asked), code=code)
    faults = sorted(found.values(), key=_order(form.form_questions))
    return FormInvalid(
        "Some answers do not hold.",
        faults=faults,
        hint="Each fault says what to write.",
        form=form.__name__,
        fields=[fault.field for fault in faults],
    )


def _order(names: Iterable[str]) -> Any:
    place = {name: index for index, name in enumerate(names)}
    return lambda fault: place.get(fault.field, len(place))
