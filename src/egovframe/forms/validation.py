"""Answers come in: read as people write them, checked as the form says, and every fault told in both languages.

Answers that hold take one pass through pydantic's compiled core. Only when something does not hold are they read again
the way people write ("１４５,０００원", "2026. 9. 18."), and only what is still wrong then becomes a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from pydantic import ValidationError

from egovframe.forms import reading, words
from egovframe.forms.definition import Definition
from egovframe.forms.errors import FormInvalid
from egovframe.forms.form import Form
from egovframe.kernel.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from egovframe.forms.questions import Question

F = TypeVar("F", bound=Form)


def bind(form: type[F] | Definition, answers: Mapping[str, object], *, posted: bool = False) -> F | Form:
    """Return the form filled in with these answers.

    Texts are kept as they are given: nothing is trimmed, normalised or cut. An empty text is no answer.

    Args:
        form: The class, or the definition as data.
        answers: Values by field, as JSON has them (text, numbers, booleans, lists; dates as `2026-09-18`).
        posted: They come from an HTML page: line ends CRLF become LF as the person typed them, blank fields are
            no answer, an absent tick box is "no", `NAME-y`, `NAME-m`, `NAME-d` are a date, `things.0.price` is an
            answer of the first entry of a group, other names are ignored.

    Answers to questions that are not asked are dropped; worked-out answers are set, whatever was sent.

    Raises:
        FormInvalid: something does not hold; every fault has a field, a message that says what to do, and a code.
            A fault in a group names the entry, from 0: `things.0.price`.
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
    questions = form.form_questions
    for name, question, answer in _answered(questions, answers):
        code = reading.unkeepable(answer)
        if code:
            found[name] = Fault(name, words.message(code, question), code=code)
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        name, asked, answer = _at(questions, answers, detail["loc"])
        if not name and found:
            continue
        code = words.code_of(detail["type"], asked, answer)
        # A date or number may be given in several ways, each refused for its own reason: "too late" says more than
        # "not text".
        if name not in found or found[name].code in words.NOT_AS_KIND.values():
            found[name] = Fault(name, words.message(code, asked), code=code)
    faults = sorted(found.values(), key=lambda fault: _place(questions, fault.field))
    return FormInvalid(
        "Some answers do not hold.",
        faults=faults,
        hint="Each fault says what to write.",
        form=form.__name__,
        fields=[fault.field for fault in faults],
    )


def _answered(
    questions: Mapping[str, Question], answers: Mapping[str, object], at: str = ""
) -> Iterator[tuple[str, Question, object]]:
    """Go through the answers that were given, those of every entry of a group too, each with its dotted name."""
    for name, question in questions.items():
        answer = answers.get(name)
        if question.kind == "group" and isinstance(answer, list):
            inner = {each.name: each for each in question.questions}
            for number, entry in enumerate(answer):
                if isinstance(entry, Mapping):
                    yield from _answered(inner, entry, f"{at}{name}.{number}.")
        elif answer is not None:
            yield f"{at}{name}", question, answer


def _at(
    questions: Mapping[str, Question], answers: object, place: tuple[int | str, ...]
) -> tuple[str, Question | None, object]:
    """Return the dotted name, the question and the answer at the place that pydantic names."""
    if not place:
        return "", None, None
    name = str(place[0])
    asked = questions.get(name)
    answer = answers.get(name) if isinstance(answers, Mapping) else None
    if asked is None or asked.kind != "group" or len(place) < 2 or not isinstance(answer, list):
        return name, asked, answer
    number = int(place[1])
    inner = {each.name: each for each in asked.questions}
    below, question, said = _at(inner, answer[number], place[2:])
    return (f"{name}.{number}.{below}", question, said) if below else (name, asked, answer)


def _place(questions: Mapping[str, Question], name: str) -> tuple[int, ...]:
    """Return where a fault stands in the order of the form; what the form does not ask comes last."""
    first, _, rest = name.partition(".")
    order = {each: index for index, each in enumerate(questions)}
    here = order.get(first, len(order))
    number, _, below = rest.partition(".")
    if not number.isdecimal() or here == len(order):
        return (here,)
    inner = {each.name: each for each in questions[first].questions}
    return (here, int(number), *_place(inner, below))
