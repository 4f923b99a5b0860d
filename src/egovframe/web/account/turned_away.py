"""What somebody is shown whose certificate or credential was not taken: where they stood, and why, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovframe.auth.errors import FactorTaken, SignInFailed, SourceUnavailable, TooManyTries
from egovframe.kernel.messages import translate
from egovframe.web.account.entering import wait_words, waits, without_step
from egovframe.web.account.factors import show_list
from egovframe.web.account.further import ask_further
from egovframe.web.account.signin import ask_again
from egovframe.web.account.visits import told
from egovframe.web.status import status_of

if TYPE_CHECKING:
    from egovframe.auth.factors.model import Step
    from egovframe.web.page import Page
    from egovframe.web.response import Response

Failed = SourceUnavailable | FactorTaken | SignInFailed | TooManyTries


def turned_away(page: Page, step: Step, error: Failed, *, kind: str, away: str, refused: str) -> Response:
    """Return the page on which somebody stood: the sign-in page, the next proof, or the list of their ways.

    `kind` is that of the proof (`certificate`, `wallet`), `away` says that it cannot be checked now, `refused` that it
    was not taken: why stays in the trail.
    """
    words = _words(page, error, away, refused)
    if step.purpose == "link":
        return without_step(page, show_list(page, wrong=words, status=status_of(error)))
    if step.account:
        return waits(ask_further(page, kind, words, error=error, onward=step.onward), error)
    if isinstance(error, TooManyTries):
        return without_step(page, ask_again(page, onward=step.onward, failed=error))
    return without_step(page, told(page, error, step.onward))


def back_from(step: Step) -> str:
    """Return the address of the page from which somebody came to this step."""
    if step.purpose == "link":
        return "/account/factors"
    return "/sign-in/next" if step.account else "/sign-in"


def _words(page: Page, error: Failed, away: str, refused: str) -> str:
    if isinstance(error, TooManyTries):
        return wait_words(page, error)
    if isinstance(error, SourceUnavailable):
        return away
    if isinstance(error, FactorTaken):
        return translate("This is linked with another account here already", page.language)
    return refused
