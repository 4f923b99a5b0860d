"""A lost way to sign in, taken away by an administrator."""

from __future__ import annotations

from egovframe.auth import Code
from tests.web.client import Browser
from tests.web.desk.hall import CONSOLE, Hall

ASK = "/admin/account/factor"


def enrolled(hall: Hall, name: str) -> str:
    """Give an officer a list of codes; returns the factor's id."""
    auth = hall.office.auth
    codes = next(key for key, method in auth.methods.items() if isinstance(method, Code))
    with hall.office.look(by=CONSOLE) as work:
        account = work.accounts.get(name).id
    with auth.changing_factors(account) as (work, owner):
        return str(auth.factors.enrol_code(work, owner, codes)[0].id)


def admin_of(hall: Hall) -> Browser:
    """An administrator, and kim with a way to sign in."""
    from egovframe.auth.builtin.recovery import Recovery

    hall.office.auth.methods["recovery"] = Recovery()
    hall.officer("kim", "reader")
    return hall.officer("root", "admin", unit=None)


def test_one_is_taken_away_for_a_reason(hall: Hall) -> None:
    """Without a reason it is asked again; with one it is gone, the sessions with it, and the fact keeps the reason."""
    admin = admin_of(hall)
    factor = enrolled(hall, "kim")
    shown = admin.get("/admin/users/kim?part=sign-in").text
    assert f"{ASK}?name=kim&amp;factor={factor}" in shown
    asked = admin.get(f"{ASK}?name=kim&factor={factor}")
    assert "kim</dd>" in asked.text
    without = admin.send(asked, ASK, {"reason": " "})
    assert without.status_code == 422
    assert 'href="#once-reason"' in without.text
    gone = admin.send(asked, ASK, {"reason": "창구에서 신분증을 확인함"}, follow=True)
    assert "This way to sign in is gone" in gone.text
    assert "None is enrolled" in gone.text
    assert "signed in nowhere" in gone.text
    assert len(hall.facts("factor.removed")) == 1
    again = admin.get(f"{ASK}?name=kim&factor={factor}", follow=True)
    assert "somebody else was faster" in again.text


def test_all_are_taken_away(hall: Hall) -> None:
    """Codes and keys together, asked for by no id."""
    admin = admin_of(hall)
    enrolled(hall, "kim")
    asked = admin.get(f"{ASK}?name=kim")
    assert "all codes and keys</dd>" in asked.text
    assert "All codes and keys are gone" in admin.send(asked, ASK, {"reason": "분실 신고"}, follow=True).text
    assert admin.get(f"{ASK}?name=nobody").status_code == 404
