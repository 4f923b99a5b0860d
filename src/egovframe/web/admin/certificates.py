"""A certificate from a file, linked with somebody's account for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from egovframe.auth.certificates.papers import filed
from egovframe.auth.errors import FactorTaken, ProofRefused, SourceUnavailable
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.text import Text
from egovframe.web.admin import once_more
from egovframe.web.admin.account import name_in
from egovframe.web.admin.factors import HINT
from egovframe.web.admin.words import account_path
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-certificates", prefix="/admin/account/certificate")

MOST_BYTES: Final = 200_000
_LONGEST: Final = 512
NO_FILE: Final = Text(ko="인증서 파일을 고르세요.", en="Choose the file of a certificate.")
REFUSED: Final = Text(
    ko="이 인증서로는 로그인할 수 없어 연결하지 않았습니다.",
    en="Nobody could sign in with this certificate, so it was not linked.",
)
AWAY: Final = Text(
    ko="지금은 이 인증서를 확인할 수 없습니다. 나중에 다시 하세요.",
    en="This certificate cannot be checked now. Try again later.",
)
TAKEN: Final = Text(ko="이 인증서는 이미 연결되어 있습니다.", en="This certificate is linked already.")


@routes.get("", may="account.manage", fresh=True)
def ask(page: Page) -> Response:
    """Ask for the file of the certificate, and why it is linked."""
    return _form(page, page.query.get("name")[:_LONGEST], page.query.get("authenticator"))


@routes.post("", may="account.manage", fresh=True, max_body=MOST_BYTES, files=True)
def link(page: Page) -> Response:
    """Link whose certificate it is, once it was checked as at a sign-in."""
    name, reason = name_in(page), once_more.reason_of(page)
    authenticator = _authenticator(page, page.form.get("authenticator"))
    upload = page.files.get("file")
    try:
        if upload is None or not upload.content:
            raise Invalid(NO_FILE.in_("en"), hint="Send the file in the field `file`.")
        # Before the unit of work: lists and responders may be asked.
        person = page.office.auth.certified.whose(authenticator, filed(upload.content))
        with page.work("certificate linked in administration") as work:
            work.factors.link_certificate(name, authenticator, person, reason=reason)
    except (Invalid, ProofRefused, SourceUnavailable, FactorTaken) as error:
        faults = said_of(error, page.language) if isinstance(error, Invalid) else {}
        said = {ProofRefused: REFUSED, SourceUnavailable: AWAY, FactorTaken: TAKEN}.get(type(error), NO_FILE)
        return _form(
            page,
            name,
            authenticator,
            status=422 if isinstance(error, ProofRefused) else status_of(error),
            detail=error.message if isinstance(error, ProofRefused) else "",
            entered={"reason": reason},
            faults=faults or {"file": said.in_(page.language)},
        )
    return page.redirect(account_path(name, done="linked", part="sign-in"))


def _authenticator(page: Page, asked: str) -> str:
    """Return the way to sign in that takes the certificate: the one that was asked for, or the usual one."""
    known = page.office.auth.certified.authenticators
    if asked in known or (known and not asked):
        return str(asked or known[0])
    raise NotFound("No certificates are taken here.", hint="Add [auth.authenticators.certificate] to the settings.")


def _form(
    page: Page,
    name: str,
    authenticator: str,
    *,
    status: int = 200,
    detail: str = "",
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    authenticator = _authenticator(page, authenticator)
    with page.look("account in administration") as work:
        account = work.accounts.get(name)
    return page.render(
        "admin/certificate.html",
        status=status,
        account=account,
        authenticator=authenticator,
        hint=HINT,
        detail=detail,
        entered=entered or {},
        faults=faults or {},
        summary=[(f"link-{field}", words) for field, words in (faults or {}).items()],
    )
