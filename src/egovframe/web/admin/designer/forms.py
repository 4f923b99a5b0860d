"""The office's forms: where each stands, its versions, beginning a draft, withdrawing a form."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from egovframe.forms.definition import Definition
from egovframe.kernel.errors import Invalid, NotFound
from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.text import Text
from egovframe.web.admin import once_more
from egovframe.web.endpoint import Routes
from egovframe.web.faults import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-forms", prefix="/admin/forms")

SAID: Final = ("published", "discarded", "withdrawn", "gone")
_LONGEST: Final = 200


@routes.get("", may="form.design")
def show(page: Page) -> Response:
    """Show every form and where it stands."""
    with page.look("forms in administration") as work:
        found = work.drafts.list()
    said = page.query.get("done")
    return page.render(
        "admin/forms.html",
        forms=found,
        may_publish=page.actor.may("form.publish", unit=WHOLE_OFFICE),
        said=said if said in SAID else "",
    )


@routes.get("/_new", may="form.design")
def ask(page: Page) -> Response:
    """Show the form for a new form, empty or as a copy of another."""
    copied = page.query.get("copy")[:_LONGEST]
    return _new(page, {"copy": copied, "name": f"{copied}-2" if copied else ""})


@routes.post("/_new", may="form.design")
def begin(page: Page) -> Response:
    """Begin a draft: of a new form, or a copy of one that there is."""
    entered = {name: page.form.get(name).strip()[:_LONGEST] for name in ("name", "ko", "en", "copy")}
    words = {tag: entered[tag] for tag in ("ko", "en") if entered[tag]}
    if not words:
        return _new(page, entered, {"ko": _TITLE.in_(page.language)})
    try:
        with page.work("form drafted in administration") as work:
            copied = work.drafts.versions(entered["copy"])[0] if entered["copy"] else None
            data = copied.as_json() if copied is not None else {"questions": []}
            data |= {"name": entered["name"], "title": words, "version": 0}
            work.drafts.save(Definition.parse(data), revision=0)
    except Invalid as invalid:
        return _new(page, entered, said_of(invalid, page.language))
    return page.redirect(f"/admin/forms/{entered['name']}")


@routes.post("/{name}/begin", may="form.design")
def begin_again(page: Page) -> Response:
    """Begin the next version of a form that the office made."""
    name = page.params["name"]
    with page.work("form drafted in administration") as work:
        newest = work.drafts.versions(name)[0]
        work.drafts.save(newest, revision=0)
    return page.redirect(f"/admin/forms/{name}")


@routes.get("/{name}/versions", may="form.design")
def versions(page: Page) -> Response:
    """Show the versions of a form and what changed from one to the next."""
    name = page.params["name"]
    with page.look("forms in administration") as work:
        found = work.drafts.versions(name)
    changed = [after.diff(before) for after, before in pairwise(found)]
    return page.render("admin/form-versions.html", name=name, versions=found, changed=changed)


@routes.get("/{name}/withdraw", may="form.publish")
def ask_withdraw(page: Page) -> Response:
    """Ask once more before a form is offered no longer."""
    return _withdraw(page, page.params["name"])


@routes.post("/{name}/withdraw", may="form.publish")
def withdraw(page: Page) -> Response:
    """Offer a form no longer."""
    name, reason = page.params["name"], once_more.reason_of(page)
    try:
        with page.work("form withdrawn in administration") as work:
            work.drafts.withdraw(name, reason)
    except Invalid as invalid:
        return _withdraw(page, name, entered={"reason": reason}, faults=said_of(invalid, page.language))
    return page.redirect("/admin/forms?done=withdrawn")


_TITLE: Final = Text(ko="제목을 한 언어로라도 적으세요.", en="Write the title, in one language at least.")


def _new(page: Page, entered: Mapping[str, str], faults: Mapping[str, str] | None = None) -> Response:
    with page.look("forms in administration") as work:
        found = [(each.name, each.title.in_(page.language)) for each in work.drafts.list() if each.version]
    return page.render(
        "admin/form-new.html",
        status=422 if faults else 200,
        entered=entered,
        copies=found,
        faults=faults or {},
        summary=[(f"form-{name}", words) for name, words in (faults or {}).items()],
    )


def _withdraw(
    page: Page,
    name: str,
    *,
    entered: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    with page.look("forms in administration") as work:
        work.need("form.publish", unit=WHOLE_OFFICE)
    offer = page.office.forms.offers.get(name)
    if offer is None or name in page.office.forms.declared:
        raise NotFound("The office offers no such form that it made itself.", hint="Choose one of the list.")
    return once_more.ask(
        page,
        title=Text(ko="서식 제공 중지", en="Withdraw a form"),
        lead=Text(
            ko="아무도 이 서식으로 새로 신청할 수 없습니다. 이미 접수된 민원은 그대로 처리합니다.",
            en="Nobody can file it any more. Petitions that were filed go on as they are.",
        ),
        about=[(Text(ko="서식", en="Form"), f"{offer.title.in_(page.language)} ({name})")],
        action=f"/admin/forms/{name}/withdraw",
        hidden={},
        button=Text(ko="제공 중지", en="Withdraw it"),
        back="/admin/forms",
        reason=Text(ko="중지 기록과 함께 남습니다.", en="It stays in the log with this."),
        entered=entered,
        faults=faults,
    )
