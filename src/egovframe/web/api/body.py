"""What a program sends: JSON bodies and query fields, read by typed models that also describe them in the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from egovframe.kernel.errors import Fault, Invalid
from egovframe.kernel.text import Text
from egovframe.web.page import WrongMedia

if TYPE_CHECKING:
    from egovframe.web.page import Page

B = TypeVar("B", bound="Body")
Q = TypeVar("Q", bound="Query")


class BodyUnreadable(Invalid):
    """The body is not one JSON document in UTF-8."""

    code: ClassVar[str] = "web.not_json"


class Body(BaseModel):
    """A JSON object that a program sends. Unknown fields and values of another type are refused, each by its name."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Query(BaseModel):
    """The fields of a query string. Unknown ones are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _storable(text: str) -> str:
    """Refuse what no database keeps as text."""
    if "\0" in text:
        raise PydanticCustomError("string_unicode", "No null characters.")
    return text


Line = Annotated[str, Field(max_length=1_000), AfterValidator(_storable)]
"""A name or a short reason."""
Words = Annotated[str, Field(max_length=200_000), AfterValidator(_storable)]
"""What a person writes."""
Limit = Annotated[int, Field(ge=1, le=500, description="At most so many items.")]
Cursor = Annotated[str, Field(max_length=200, description="`next` of the page before."), AfterValidator(_storable)]

WORDS: Final[Mapping[str, Text]] = {
    "missing": Text(ko="필요한 값입니다.", en="This is needed."),
    "extra_forbidden": Text(
        ko="이런 항목은 없습니다. 이름을 확인하세요.", en="There is no such field; check its name."
    ),
    "string_type": Text(ko="문자열로 보내세요.", en="Send a text."),
    "string_unicode": Text(ko="글자가 아닌 문자를 지우세요.", en="Remove the characters that are no text."),
    "string_too_long": Text(ko="더 짧게 쓰세요.", en="Make it shorter."),
    "string_too_short": Text(ko="비워 둘 수 없습니다.", en="This may not be empty."),
    "string_pattern_mismatch": Text(ko="형식이 맞지 않습니다.", en="This is not of the form that is expected here."),
    "bool_type": Text(ko="true 또는 false로 보내세요.", en="Send true or false."),
    "dict_type": Text(ko="JSON 객체로 보내세요.", en="Send a JSON object."),
    "model_type": Text(ko="JSON 객체로 보내세요.", en="Send a JSON object."),
    "list_type": Text(ko="목록으로 보내세요.", en="Send a list."),
    "literal_error": Text(ko="정해진 값 가운데 하나를 보내세요.", en="Send one of the values that are offered."),
    "greater_than_equal": Text(ko="너무 작습니다.", en="This is too small."),
    "less_than_equal": Text(ko="너무 큽니다.", en="This is too large."),
}
"""What to do about a value, by the kind of what is wrong."""

KINDS: Final[Mapping[str, Text]] = {
    "date": Text(ko="2026-09-18과 같은 날짜를 보내세요.", en="Send a date such as 2026-09-18."),
    "datetime": Text(
        ko="2026-09-18T09:00:00+09:00과 같은 때를 보내세요.", en="Send a moment such as 2026-09-18T09:00:00+09:00."
    ),
    "timezone": Text(ko="시간대를 함께 보내세요.", en="Send the offset from UTC as well."),
    "int": Text(ko="정수로 보내세요.", en="Send a whole number."),
}
"""The same for values of a type, whatever is wrong with them."""

_OTHER: Final = Text(ko="값이 맞지 않습니다.", en="This value does not hold.")


def read(page: Page, model: type[B]) -> B:
    """Return the body of a request as the model has it. An empty body is an object without fields.

    Raises WrongMedia, BodyUnreadable where it is no JSON, Invalid with every field that does not hold.
    """
    if page.body:
        media = page.header("content-type").partition(";")[0].strip().lower()
        if media != "application/json":
            raise WrongMedia(f"The body is {media or 'of no stated type'}.", hint="Send application/json.")
    try:
        return model.model_validate_json(page.body or b"{}")
    except ValidationError as error:
        raise _refused(error) from None  # the cause would carry what was sent into logs


def asked(page: Page, model: type[Q]) -> Q:
    """Return the query of a request as the model has it. Raises Invalid with every field that does not hold."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    given = {name: page.query.get(name) for name in names if page.query.get(name)}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise _refused(error) from None


def _refused(error: ValidationError) -> Invalid:
    details = error.errors(include_url=False, include_input=False, include_context=False)
    if any(detail["type"] == "json_invalid" for detail in details):
        return BodyUnreadable(
            "The body is not JSON.",
            hint="Send one JSON document in UTF-8.",
            faults=[Fault("", Text(ko="올바른 JSON이 아닙니다.", en="This is not JSON."), code="json_invalid")],
        )
    faults: dict[str, Fault] = {}
    for detail in details:
        field = ".".join(str(part) for part in detail["loc"])
        faults.setdefault(field, Fault(field, _words(detail["type"]), code=detail["type"]))
    return Invalid("Some fields of the request do not hold.", faults=list(faults.values()))


def _words(kind: Any) -> Text:
    known = WORDS.get(kind)
    return known if known is not None else KINDS.get(kind.partition("_")[0], _OTHER)
