"""How somebody signs in, by the command line."""

import pytest

from egovframe.auth import SignInFailed
from egovframe.auth.builtin.recovery import Recovery
from tests.cli.run_cli import QUICK, Place

PASSWORD = "seven yellow umbrellas in march"


def test_factors_are_listed_and_reset(here: Place) -> None:
    """Taken away with a reason alone; one by its id, all by --reset."""
    here.write("egovframe.toml", f'app = "city:app"\n\n{QUICK}\n[auth.authenticators.recovery]\n')
    here.run("users", "add", "kim", "--password-stdin", stdin=f"{PASSWORD}\n")
    with here.office() as office:
        assert isinstance(office.auth.methods["recovery"], Recovery)
        _, session = office.auth.sign_in("kim", PASSWORD)
        with office.auth.changing_factors(session.account) as (work, account):
            office.auth.factors.enrol_code(work, account, "recovery")
    (factor,) = here.run("users", "factors", "kim", "--json").json
    assert factor["authenticator"] == "recovery"
    assert here.run("users", "factors", "kim", "--remove", factor["id"]).status == 2
    assert here.run("users", "factors", "kim", "--remove", factor["id"], "--reset").status == 2
    gone = here.run("users", "factors", "kim", "--remove", factor["id"], "--reason", "lost", "--json")
    assert gone.json == {"name": "kim", "removed": 1}
    assert here.run("users", "factors", "kim", "--reset", "--reason", "lost", "--json").json["removed"] == 0
    assert here.run("users", "factors", "kim", "--json").json == []


def test_sessions_and_history(here: Place) -> None:
    """Where somebody is signed in, ended; what let them in and what failed."""
    here.run("users", "add", "kim", "--password-stdin", stdin=f"{PASSWORD}\n")
    with here.office() as office:
        office.auth.sign_in("kim", PASSWORD)
        with pytest.raises(SignInFailed):
            office.auth.sign_in("kim", "wrong")
    (session,) = here.run("users", "sessions", "kim", "--json").json
    assert session["assurance"] == 1
    assert here.run("users", "sessions", "kim", "--end", "--json").json == {"name": "kim", "ended": 1}
    assert here.run("users", "sessions", "kim", "--json").json == []
    history = here.run("users", "sign-ins", "kim", "--json").json
    assert [each["what"] for each in history] == ["failed", "succeeded"]
    assert history[1]["methods"] == ["pwd"]
    assert "failed" in here.run("users", "sign-ins", "kim").out


def test_what_somebody_may_do(here: Place) -> None:
    """With the period and scope of the grant, and the reason."""
    here.run("users", "add", "kim")
    role = ("users", "role", "kim", "--grant", "road-officer", "--unit", "roads")
    assert here.run(*role, "--form", "pothole", "--own", "--until", "2999-12-31", "--reason", "transfer").status == 0
    may = {each["permission"]: each for each in here.run("users", "may", "kim", "--json").json}
    assert may["petition.answer"]["allowed"]
    assert may["petition.answer"]["scopes"] == [{"units": ["roads"], "form": "pothole", "own": True}]
    assert not may["account.manage"]["allowed"]
    assert here.run("users", "role", "kim", "--revoke", "road-officer", "--unit", "roads").status == 2
    assert here.run("users", "role", "kim", "--grant", "admin", "--until", "soon").status == 2


@pytest.mark.asvs("V7.4.5")
def test_everybody_is_signed_out(here: Place) -> None:
    """All accounts at once, by a word that nobody types by chance."""
    for name in ("kim", "lee"):
        here.run("users", "add", name, "--password-stdin", stdin=f"{PASSWORD}\n")
    with here.office() as office:
        tokens = [office.auth.sign_in(name, PASSWORD)[0] for name in ("kim", "lee", "lee")]
    for words in ((), ("--end",), ("--everybody",), ("kim", "--everybody", "--end")):
        assert here.run("users", "sessions", *words).status == 2
    assert here.run("users", "sessions", "--everybody", "--end", "--json").json == {"ended": 3}
    with here.office() as office:
        assert [office.auth.session(token) for token in tokens] == [None] * 3
