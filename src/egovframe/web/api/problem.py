"""What a program reads when something did not work: RFC 9457 problem details with a stable code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from egovframe.kernel.errors import EgovError, Fault, Invalid
from egovframe.kernel.messages import translate
from egovframe.kernel.text import Text
from egovframe.web.endpoint import MethodNotAllowed
from egovframe.web.response import Response
from egovframe.web.status import retry_after, status_of

if TYPE_CHECKING:
    from egovframe.web.page import Page

MEDIA: Final = "application/problem+json"

TITLES: Final[Mapping[int, Text]] = {
    400: Text(ko="요청을 읽을 수 없습니다", en="The request cannot be read"),
    401: Text(ko="인증이 필요합니다", en="This needs an account"),
    403: Text(ko="권한이 없습니다", en="This account may not do this"),
    404: Text(ko="찾을 수 없습니다", en="There is nothing here"),
    405: Text(ko="이 주소는 그런 요청을 받지 않습니다", en="This address does not take that kind of request"),
    408: Text(ko="요청이 너무 늦게 도착했습니다", en="The request took too long to arrive"),
    409: Text(ko="지금 상태에서는 할 수 없습니다", en="This cannot be done as things stand"),
    413: Text(ko="요청이 너무 큽니다", en="The request is too large"),
    415: Text(ko="이 형식은 읽을 수 없습니다", en="This format cannot be read here"),
    421: Text(ko="이 기관의 주소가 아닙니다", en="The city is not known under this address"),
    422: Text(ko="요청에 맞지 않는 내용이 있습니다", en="Something in the request does not hold"),
    429: Text(ko="시도가 너무 많았습니다", en="There were too many tries"),
    500: Text(ko="저희 쪽에서 문제가 생겼습니다", en="Something went wrong on our side"),
    503: Text(ko="지금은 요청이 너무 많습니다", en="More requests arrived than the office takes at once"),
    504: Text(
        ko="처리되어 보관되었으나 제때 확인되지 않았습니다",
        en="This is done and kept, but was not acknowledged in time",
    ),
}
"""What each status means here, in words; every status that an answer of the API can have stands here."""


class ProblemFault(TypedDict):
    """One thing that does not hold: which field of the request, and what to do about it."""

    field: Annotated[str, Field(description="The field's name; nested ones with dots; empty for the whole request.")]
    message: str
    code: str


class Problem(TypedDict):
    """What went wrong (RFC 9457): `code` is stable, `title` and the messages are in the language asked for."""

    type: str
    title: str
    status: int
    detail: Annotated[str, Field(description="What went wrong this time.")]
    code: Annotated[str, Field(description="Stable and dotted, such as `egov.forbidden`.")]
    request: Annotated[str, Field(description="The number under which the office finds this request in its log.")]
    hint: NotRequired[Annotated[str, Field(description="What to do next.")]]
    errors: NotRequired[Annotated[list[ProblemFault], Field(description="For bad input: everything that is wrong.")]]


def problem(page: Page, error: BaseException) -> Response:
    """Return the answer for an error. Says what the error says of itself, and nothing at all of errors of ours."""
    status, language = status_of(error), page.language
    title = TITLES.get(status, TITLES[500]).in_(language)
    data: Problem = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": title,
        "code": error.code if isinstance(error, EgovError) else EgovError.code,
        "request": page.number,
    }
    if isinstance(error, EgovError) and (status < 500 or status in (503, 504)):
        data["detail"] = translate(error.message, language)
        if error.hint:
            data["hint"] = translate(error.hint, language)
    if isinstance(error, Invalid):
        faults = error.faults or (Fault("", error.message),)
        data["errors"] = [_fault(fault, language) for fault in faults]
    return _with_headers(json_response(data, status=status, media=MEDIA), page, error, status)


def json_response(data: Mapping[str, Any], *, status: int, media: str = "application/json") -> Response:
    """Return data as JSON in UTF-8."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode("utf-8", "replace"), status=status, media=media)


def _fault(fault: Fault, language: str) -> ProblemFault:
    message = fault.message
    words = message.in_(language) if isinstance(message, Text) else translate(message, language)
    return {"field": fault.field, "message": words, "code": fault.code}


def _with_headers(response: Response, page: Page, error: BaseException, status: int) -> Response:
    response.header("content-language", page.language).header("vary", "accept-language")
    if status == 401:
        response.header("www-authenticate", "Bearer")
    if isinstance(error, MethodNotAllowed):
        response.header("allow", ", ".join(error.allowed))
    after = retry_after(error)
    if after is not None:
        response.header("retry-after", str(after))
    return response
