"""Codes by mail: to sign in without a password, and to choose a new one when it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from egovframe.auth.errors import MoreNeeded, PasswordRefused, SignInFailed, StepOver, TooManyTries
from egovframe.kernel.messages import translate
from egovframe.kernel.text import Text
from egovframe.web.account.entering import (
    DEVICE,
    STEP,
    allow_visits,
    begin_again,
    going_on,
    let_in,
    wait_words,
    waits,
    with_step,
    without_step,
)
from egovframe.web.endpoint import Routes
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("mail", prefix="/sign-in")

_LONGEST = 1000
_ONWARD = 2000
_CODE = 100


@routes.get("/mail", public=True)
def ask(page: Page) -> Response:
    """Ask to which account a code shall go, to sign in with."""
    return _ask(page, "sign-in")


@routes.get("/forgot", public=True)
def forgot(page: Page) -> Response:
    """Ask to which account a code shall go, to choose a new password."""
    return _ask(page, "recover")


@routes.post("/mail", public=True)
def send(page: Page) -> Response:
    """Have the code sent; the answer is the same whether or not there is such an account."""
    purpose: Literal["sign-in", "recover"] = "recover" if page.form.get("purpose") == "recover" else "sign-in"
    name, onward = page.form.get("name")[:_LONGEST], page.form.get("next")[:_ONWARD]
    if not name.strip():
        missing = translate("Write your account name or e-mail address", page.language)
        return _ask(page, purpose, wrong=missing)
    try:
        step = page.office.auth.recovery.ask(name, purpose, origin=page.origin, onward=onward, language=page.language)
    except StepOver:
        return page.redirect("/sign-in")
    except TooManyTries as error:
        return waits(_ask(page, purpose, name=name, failed=error), error)
    return with_step(page, _type(page, onward, recovers=purpose == "recover"), step)


@routes.post("/mail/code", public=True)
def code(page: Page) -> Response:
    """Take the code."""
    onward, recovers = "", False
    try:
        step = page.office.auth.entrance.ways(page.cookie(STEP))[0]
        onward, recovers = step.onward, step.purpose == "recover"
        entered = page.office.auth.recovery.code(
            page.cookie(STEP), _typed(page), origin=page.origin, device=page.cookie(DEVICE)
        )
        return let_in(page, entered, onward)
    except MoreNeeded as more:
        return going_on(page, more.step)
    except StepOver:
        return begin_again(page)
    except SignInFailed as error:
        wrong = translate("This code is not right. Look at the newest message", page.language)
        return _type(page, onward, recovers=recovers, status=status_of(error), faults={"code": wrong})


@routes.get("/new-password", public=True)
def ask_password(page: Page) -> Response:
    """Ask for the new password of an account that was recovered."""
    try:
        step, _ = page.office.auth.entrance.ways(page.cookie(STEP))
    except StepOver:
        return begin_again(page)
    if step.purpose != "new-password":
        return page.redirect("/sign-in")
    return page.render("account/new-password.html", faults={}, given="given" in step.more)


@routes.post("/new-password", public=True)
def choose(page: Page) -> Response:
    """Keep the new password; then the person signs in with it."""
    new, again = page.form.get("new"), page.form.get("again")
    faults: dict[str, str] = {}
    if new != again:
        faults["again"] = translate("Write the new password the same way twice", page.language)
    else:
        try:
            page.office.auth.choose_password(page.cookie(STEP), new, origin=page.origin)
        except StepOver:
            return begin_again(page)
        except PasswordRefused as error:
            faults["new"] = " ".join(Text.of(fault.message).in_(page.language) for fault in error.faults)
    if faults:
        return page.render("account/new-password.html", status=422, faults=faults, given=False)
    return without_step(page, page.redirect("/sign-in?done=password"))


def _type(
    page: Page, onward: str, *, recovers: bool, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    again = "/sign-in/forgot" if recovers else "/sign-in/mail"
    if onward:
        again += f"?{urlencode({'next': onward})}"
    response = page.render("account/mail-code.html", status=status, faults=faults or {}, again=again)
    return allow_visits(page, response, onward)


def _typed(page: Page) -> str:
    return page.form.get("code")[:_CODE]


def _ask(
    page: Page,
    purpose: Literal["sign-in", "recover"],
    *,
    name: str = "",
    failed: TooManyTries | None = None,
    wrong: str = "",
) -> Response:
    if not page.office.auth.recovery.by:
        return page.redirect("/sign-in")
    return page.render(
        "account/mail.html",
        status=status_of(failed) if failed is not None else 422 if wrong else 200,
        recovers=purpose == "recover",
        name=name,
        onward=page.query.get("next")[:_ONWARD] or page.form.get("next")[:_ONWARD],
        faults={"name": wait_words(page, failed)} if failed is not None else {"name": wrong} if wrong else {},
    )
