"""Bodies, answers and refusals as SCIM writes them (RFC 7644, 3.1, 3.12, 3.14)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn

from egovframe.auth.errors import AccountExists
from egovframe.auth.scim.documents import error_document
from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.projection import Projection
from egovframe.auth.scim.versions import agrees
from egovframe.kernel.errors import EgovError, Invalid
from egovframe.kernel.messages import translate
from egovframe.kernel.text import Text
from egovframe.web.api.problem import TITLES
from egovframe.web.endpoint import MethodNotAllowed, Routes
from egovframe.web.page import WrongMedia
from egovframe.web.response import Response
from egovframe.web.status import retry_after, status_of

if TYPE_CHECKING:
    from egovframe.auth.scim.attributes import ResourceType
    from egovframe.web.page import Page

MEDIA: Final = "application/scim+json"
PREFIX: Final = "/scim"
VERSION: Final = "/v2"
MAY: Final = "account.provision"
TAKEN: Final = (MEDIA, "application/json")


def base_of(page: Page) -> str:
    """Return the address of this server as the program reached it, without a slash at its end."""
    return page.url(PREFIX + VERSION)


def body_of(page: Page) -> Any:
    """Return the JSON body. Raises WrongMedia, and ScimRefused (invalidSyntax) when it is not JSON."""
    media = page.header("content-type").partition(";")[0].strip().lower()
    if media not in TAKEN:
        raise WrongMedia(f"The body is {media[:80] or 'of no stated type'}.", hint=f"Send {MEDIA}.")
    try:
        return json.loads(page.body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ScimRefused(
            "The body is not JSON.", scim_type="invalidSyntax", hint="Send one JSON document in UTF-8."
        ) from None


def projection_of(page: Page) -> Projection:
    """Return which attributes the query asks for. Raises ScimRefused."""
    return Projection.read(page.query.get("attributes").split(","), page.query.get("excludedAttributes").split(","))


def answer(data: Mapping[str, Any], *, status: int = 200) -> Response:
    """Return a document."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode("utf-8", "replace"), status=status, media=MEDIA)


def resource_answer(page: Page, resource: Mapping[str, Any], kind: ResourceType, *, status: int = 200) -> Response:
    """Return a resource with its version, as much of it as is asked for; 304 where the program has this version."""
    shown = projection_of(page).shown(resource, kind)
    version, location = resource["meta"]["version"], resource["meta"]["location"]
    known = page.header("if-none-match")
    if page.method in ("GET", "HEAD") and known and agrees(known, version):
        return Response(b"", status=304, media=None, headers={"etag": version})
    return answer(shown, status=status).header("etag", version).header("location", location)


def refused(page: Page, error: BaseException) -> Response:
    """Return the answer for an error."""
    status, data = refusal(error, page.language)
    response = answer(data, status=status).header("content-language", page.language)
    if status == 401:
        response.header("www-authenticate", "Bearer")
    if isinstance(error, MethodNotAllowed):
        response.header("allow", ", ".join(error.allowed))
    after = retry_after(error)
    if after is not None:
        response.header("retry-after", str(after))
    return response


def refusal(error: BaseException, language: str) -> tuple[int, dict[str, Any]]:
    """Return the status and the document of an error. Says nothing at all of errors of ours."""
    status, scim_type = status_of(error), ""
    if isinstance(error, ScimRefused):
        status, scim_type = error.status, error.scim_type
    elif isinstance(error, AccountExists):
        status, scim_type = 409, "uniqueness"
    elif isinstance(error, Invalid):
        status, scim_type = 400, "invalidValue"
    detail = TITLES.get(status, TITLES[500]).in_(language) if status != 412 else ""
    if isinstance(error, EgovError) and (status < 500 or status in (503, 504)):
        detail = " ".join(_words(error, language))
    return status, error_document(status, detail, scim_type)


def _words(error: EgovError, language: str) -> list[str]:
    said = [translate(error.message, language)]
    for fault in error.faults if isinstance(error, Invalid) else ():
        words = fault.message.in_(language) if isinstance(fault.message, Text) else translate(fault.message, language)
        said += [words] if words not in said else []
    hint = error.hint if len(said) == 1 else ""  # a fault says itself what to do
    return [*said, translate(hint, language)] if hint else said


def _no_number(_name: str) -> NoReturn:
    raise ValueError


routes: Final = Routes("scim", prefix=PREFIX, credentials="bearer", failed=refused)
