"""Taking a way to sign in away from somebody who lost it, for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from egovframe.auth.errors import FactorNotFound
from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import Text
from egovframe.web.admin import once_more
from egovframe.web.admin.account import name_in
from egovframe.web.admin.words import account_path
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-factors", prefix="/admin/account")

_LONGEST = 512
ALL: Final = Text(ko="모든 코드와 키", en="all codes and keys")
LEAD: Final = Text(
    ko="그 사람의 접속이 모두 끝나고, 다음에는 이것 없이 로그인합니다. 되돌릴 수 없으며 본인이 다시 등록합니다.",
    en="The person's sessions end, and the next sign-in is without it. This cannot be undone: they enrol it again.",
)
HINT: Final = Text(
    ko="누구의 요청을 어떻게 확인했는지 적으세요. 본인에게 알림이 갑니다.",
    en="Say who asked and how you made sure who it was. The owner gets a letter.",
)


@routes.get("/factor", may="account.manage", fresh=True)
def ask(page: Page) -> Response:
    """Ask once more before one is taken away; without one in the query, before all codes and keys are."""
    return _ask(page, page.query.get("name")[:_LONGEST], page.query.get("factor")[:_LONGEST])


@routes.post("/factor", may="account.manage", fresh=True)
def remove(page: Page) -> Response:
    """Take one away, or all codes and keys; one that is gone already is no error."""
    name, factor, reason = name_in(page), page.form.get("factor")[:_LONGEST], once_more.reason_of(page)
    try:
        with page.work("way to sign in taken away in administration") as work:
            if factor:
                with suppress(FactorNotFound):
                    work.factors.remove(name, factor, reason=reason)
            else:
                work.factors.reset(name, reason=reason)
    except Invalid as invalid:
        return _ask(page, name, factor, entered={"reason": reason}, faults=said_of(invalid, page.language))
    return page.redirect(account_path(name, done="factor" if factor else "factors", part="sign-in"))


def _ask(
    page: Page,
    name: str,
    factor: str,
    *,
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    with page.look("account in administration") as work:
        account = work.accounts.get(name)
        found = [each for each in work.factors.of(account.name) if each.id == factor]
    if factor and not found:
        return page.redirect(account_path(name, done="lost", part="sign-in"))
    if factor:
        title = page.office.auth.title_of(found[0].authenticator).in_(page.language)
        what = f"{title}: {found[0].label}" if found[0].label else title
    else:
        what = ALL.in_(page.language)
    return once_more.ask(
        page,
        title=Text(ko="로그인 수단 없애기", en="Take a way to sign in away"),
        lead=LEAD,
        about=[(Text(ko="계정", en="Account"), account.name), (Text(ko="로그인 수단", en="Way to sign in"), what)],
        action="/admin/account/factor",
        hidden={"name": account.name, "factor": factor},
        button=Text(ko="없애기", en="Take it away"),
        back=account_path(account.name, part="sign-in"),
        reason=HINT,
        entered=entered,
        faults=faults,
    )
