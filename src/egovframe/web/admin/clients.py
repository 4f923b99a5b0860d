"""The city's other systems that let people sign in here: added, given a new secret, disabled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.errors import AccountNotFound, ClientNotFound, NameInvalid
from egovframe.kernel.errors import Invalid
from egovframe.kernel.text import Text
from egovframe.web.admin import once_more
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-clients", prefix="/admin/clients")

_LONGEST: Final = 200
_LONGEST_LIST: Final = 20_000
SAID: Final = ("disabled", "gone")
NO_NAME: Final = Text(
    ko="시스템의 이름을 1~64자로 적으세요. 보이지 않는 글자는 쓸 수 없습니다.",
    en="Write what the system is called, in 1 to 64 characters that can be seen.",
)
NO_SERVICE: Final = Text(ko="그런 프로그램 계정이 없습니다.", en="There is no such account of a program.")


@routes.get("", may="client.manage")
def show(page: Page) -> Response:
    """List the systems, without secrets."""
    said = page.query.get("done")
    with page.look("clients in administration") as work:
        clients = work.clients.list()
        names = (
            {client.account: work.accounts.named(client.account) for client in clients if client.account}
            if (work.may("account.read"))
            else {}
        )
    return page.render("admin/clients.html", clients=clients, names=names, said=said if said in SAID else "")


@routes.get("/add", may="client.manage", fresh=True)
def ask(page: Page) -> Response:
    """Show the form for a new system."""
    return _form(page)


@routes.post("/add", may="client.manage", fresh=True)
def add(page: Page) -> Response:
    """Add a system; its secret is shown on the answer to this very request."""
    entered: dict[str, Any] = {
        "name": page.form.get("name").strip()[:_LONGEST],
        "redirect_uris": page.form.get("redirect_uris").replace("\r\n", "\n")[:_LONGEST_LIST],
        "logout_uris": page.form.get("logout_uris").replace("\r\n", "\n")[:_LONGEST_LIST],
        "account": page.form.get("account").strip()[:_LONGEST],
        "scopes": frozenset(page.form.all("scopes")[:20]) | {"openid"},
        "consent": page.form.get("consent") == "1",
    }
    try:
        with page.work("client added in administration") as work:
            new = work.clients.add(
                entered["name"],
                redirect=_lines(entered["redirect_uris"]),
                after_logout=_lines(entered["logout_uris"]),
                account=entered["account"],
                scope=tuple(sorted(entered["scopes"])),
                consent=entered["consent"],
            )
    except NameInvalid:
        return _form(page, entered, {"name": NO_NAME.in_(page.language)})
    except Invalid as invalid:
        return _form(page, entered, said_of(invalid, page.language))
    except AccountNotFound:
        return _form(page, entered, {"account": NO_SERVICE.in_(page.language)})
    return _secret(page, new)


@routes.get("/secret", may="client.manage", fresh=True)
def ask_secret(page: Page) -> Response:
    """Ask once more before a system gets a new secret."""
    client = _found(page, page.query.get("client")[:_LONGEST])
    return once_more.ask(
        page,
        title=Text(ko="새 비밀", en="New secret"),
        lead=Text(
            ko="지금의 비밀은 바로 쓸 수 없게 됩니다. 그 시스템의 설정을 곧바로 바꾸세요.",
            en="The secret of now counts no more at once: change it in that system's settings straight away.",
        ),
        about=[(Text(ko="시스템", en="System"), client.name)],
        action="/admin/clients/secret",
        hidden={"client": client.id},
        button=Text(ko="새 비밀 만들기", en="Make a new secret"),
        back="/admin/clients",
    )


@routes.post("/secret", may="client.manage", fresh=True)
def new_secret(page: Page) -> Response:
    """Give the system a new secret, shown this once."""
    with page.work("client given a new secret in administration") as work:
        new = work.clients.new_secret(page.form.get("client")[:_LONGEST])
    return _secret(page, new)


@routes.get("/disable", may="client.manage", fresh=True)
def ask_disable(page: Page) -> Response:
    """Ask once more before a system is shut."""
    client = _found(page, page.query.get("client")[:_LONGEST])
    return once_more.ask(
        page,
        title=Text(ko="시스템 정지", en="Disable a system"),
        lead=Text(
            ko="그 시스템의 코드와 증표가 모두 끝나고, 아무도 그곳에 로그인하지 못합니다. 되돌릴 수 없습니다.",
            en="All its codes and tokens end, and nobody signs in to it any more. This cannot be undone.",
        ),
        about=[(Text(ko="시스템", en="System"), client.name)],
        action="/admin/clients/disable",
        hidden={"client": client.id},
        button=Text(ko="정지", en="Disable it"),
        back="/admin/clients",
    )


@routes.post("/disable", may="client.manage", fresh=True)
def disable(page: Page) -> Response:
    """Shut the system."""
    try:
        with page.work("client disabled in administration") as work:
            work.clients.disable(page.form.get("client")[:_LONGEST])
    except ClientNotFound:
        return page.redirect("/admin/clients?done=gone")
    return page.redirect("/admin/clients?done=disabled")


def _found(page: Page, client_id: str) -> Any:
    with page.look("clients in administration") as work:
        for client in work.clients.list():
            if client.id == client_id:
                return client
    raise ClientNotFound("There is no such system.", hint="Look at the list again.")


def _form(page: Page, entered: Mapping[str, Any] | None = None, faults: Mapping[str, str] | None = None) -> Response:
    return page.render(
        "admin/client-add.html",
        status=422 if faults else 200,
        entered=entered or {},
        faults=faults or {},
        summary=[(f"client-{field}", words) for field, words in (faults or {}).items()],
    )


def _secret(page: Page, new: Any) -> Response:
    return page.render(
        "admin/client-secret.html", client=new.client, secret=new.secret, issuer=page.url("").rstrip("/")
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
