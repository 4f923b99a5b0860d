"""How the provider answers programs: JSON that nobody keeps, and errors as the protocols name them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.provider.errors import ProviderError
from egovframe.kernel.errors import Invalid
from egovframe.web.response import Response
from egovframe.web.status import retry_after, status_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.urlencoded import Fields

JSON: Final = "application/json"
OPEN: Final = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
"""What is public may be read by a page of another system."""


def document(value: Any, *, status: int = 200, shared: bool = False) -> Response:
    """Return a JSON document; `shared` is public and may be kept for some minutes, all else is kept by nobody."""
    headers = {**OPEN, "cache-control": "public, max-age=300"} if shared else {"pragma": "no-cache"}
    return Response(json.dumps(value), status=status, media=JSON, headers=headers)


def refused(_page: Page, error: BaseException) -> Response:
    """Return an error as RFC 6749, 5.2 and RFC 6750, 3 have it; of our own faults nothing but that there was one."""
    if isinstance(error, ProviderError):
        response = document({"error": error.error, "error_description": error.message}, status=error.status)
        if error.status == 401:
            scheme = "Basic" if error.error == "invalid_client" else "Bearer"
            response.header("www-authenticate", f'{scheme} realm="city", error="{error.error}"')
        return response
    status = 400 if isinstance(error, Invalid) else status_of(error)  # RFC 6749, 5.2: a request that does not hold
    code = "temporarily_unavailable" if status == 503 else "server_error" if status >= 500 else "invalid_request"
    response = document({"error": code}, status=status)
    after = retry_after(error)
    if after is not None:
        response.header("retry-after", str(after))
    return response


def once(fields: Fields) -> dict[str, str]:
    """Return the parameters. Raises ProviderError when one comes twice (RFC 6749, 3.1)."""
    found = {}
    for name in fields:
        values = fields.all(name)
        if len(values) > 1:
            raise ProviderError("invalid_request", f"The parameter {name[:40]} comes twice.")
        found[name] = values[0]
    return found
