"""The one table from errors to HTTP statuses, for pages and the API alike."""

from __future__ import annotations

from egovframe.kernel.errors import Busy, Conflict, EgovError, Invalid, NotFound

BY_CODE: dict[str, int] = {
    "egov.forbidden": 403,
    "egov.not_text": 400,
    "egov.unauthenticated": 401,
    "egov.assurance_needed": 403,
    "auth.more_needed": 401,
    "auth.step_over": 401,
    "auth.sign_in_failed": 401,
    "auth.client_unknown": 400,
    "auth.provider_refused": 400,
    "auth.proof_refused": 401,
    "auth.scim_refused": 400,
    "auth.source_unavailable": 503,
    "auth.too_many_tries": 429,
    "audit.still_kept": 409,
    "egov.receipt_invalid": 404,
    "forms.not_payable": 409,
    "forms.payment_unavailable": 503,
    "forms.too_many_tries": 429,
    "forms.unknown_payment": 404,
    "web.csrf": 403,
    "web.host_unknown": 421,
    "web.method_not_allowed": 405,
    "web.body_too_large": 413,
    "web.body_too_slow": 408,
    "web.media_type": 415,
    "web.not_json": 400,
    "audit.not_acknowledged": 504,
    "audit.not_witnessed": 422,
}
"""Codes of errors whose classes live in components; a class below decides for all others."""

BY_CLASS: tuple[tuple[type[EgovError], int], ...] = ((NotFound, 404), (Conflict, 409), (Invalid, 422), (Busy, 503))


def status_of(error: BaseException) -> int:
    """Return the HTTP status of an error: what the person did is 4xx, what we did is 5xx."""
    if not isinstance(error, EgovError):
        return 500
    for kind in type(error).__mro__:
        status = BY_CODE.get(getattr(kind, "code", ""))
        if status is not None:
            return status
    for branch, status in BY_CLASS:
        if isinstance(error, branch):
            return status
    return 500


def retry_after(error: BaseException) -> int | None:
    """Return after how many whole seconds it is worth trying again, where the error says so."""
    after = getattr(error, "retry_after", None)
    if after is None:
        return None
    seconds = after.total_seconds() if hasattr(after, "total_seconds") else float(after)
    return max(1, int(seconds + 0.999))
