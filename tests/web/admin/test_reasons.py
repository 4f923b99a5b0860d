"""Why a sign-in failed, in words."""

from __future__ import annotations

import pytest

from egovframe.auth import SignInFailed
from egovframe.kernel.text import LANGUAGES
from egovframe.web.admin.reasons import WORDS, reason_in_words
from tests.web.desk.hall import CONSOLE, PASSWORD, Hall


def test_what_the_component_says_is_known(hall: Hall) -> None:
    """A wrong password and a disabled account come in words of both languages; anything else as it is."""
    hall.officer("kim")
    with pytest.raises(SignInFailed):
        hall.office.auth.sign_in("kim", "wrong")
    with hall.office.work(by=CONSOLE) as work:
        work.accounts.disable("kim")
    with pytest.raises(SignInFailed):
        hall.office.auth.sign_in("kim", PASSWORD)
    with hall.office.look(by=CONSOLE) as work:
        reasons = {each.reason for each in work.sign_ins.of("kim") if each.kind == "failed"}
    assert len(reasons) == 2
    assert reasons <= set(WORDS)
    for reason in WORDS:
        assert len({reason_in_words(reason, language) for language in LANGUAGES}) == 2
    assert reason_in_words("outside office hours", "ko") == "outside office hours"
