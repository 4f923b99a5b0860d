"""What somebody does with a session that is not theirs, or not any more: taken over, kept, planted, stretched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from egovframe.auth.errors import MoreNeeded, StepOver
from tests.auth.fakes import CountingCode
from tests.auth.gatehouse import HOME, PASSWORD, Gatehouse

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = """
import sys
from pathlib import Path
from tests.auth.gatehouse import Gatehouse
gate = Gatehouse(sys.argv[1], Path(sys.argv[2]))
for token in sys.stdin.read().split():
    print("in" if gate.auth.session(token) else "out", flush=True)
gate.database.close()
"""


def in_another_process(gate: Gatehouse, *tokens: str) -> list[str]:
    """Ask another process of the same office who is signed in by these tokens."""
    url = gate.database.engine.url.render_as_string(hide_password=False)
    ran = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, url, str(gate.folder)],
        cwd=ROOT,
        input="\n".join(tokens),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return ran.stdout.split()


def test_a_token_that_was_stolen_is_dead_at_once_in_every_process(small: Gatehouse) -> None:
    """Signed out, ended from the list, ended by a new password: no process remembers."""
    account = small.add()
    kept, signed_out, ended, others = (small.enter()[0] for _ in range(4))
    assert all(map(small.auth.session, (kept, signed_out, ended, others)))
    small.auth.sign_out(signed_out)
    listed = small.auth.session(ended)
    own = small.auth.session(kept)
    assert listed is not None
    assert own is not None
    small.auth.end_session(account, listed.id)
    small.auth.change_password(account, PASSWORD, "푸른 언덕 위의 하얀 집 42", keep=own.id)
    assert in_another_process(small, kept, signed_out, ended, others) == ["in", "out", "out", "out"]


def test_a_stronger_session_has_another_token(gate: Gatehouse) -> None:
    """Whoever read the token before the second proof has nothing after it (fixation across a step-up)."""
    gate.auth.methods["code"] = CountingCode()
    gate.add()
    token, session = gate.enter()
    with gate.auth.changing_factors(session.account) as (work, owner):
        factor, _ = gate.auth.factors.enrol_code(work, owner, "code")
        gate.auth.factors.confirm_code(work, owner, factor.id, "1")
    surer = gate.auth.entrance.enrolled(session, "code", origin=HOME)
    assert surer.token != token
    assert gate.auth.session(token) is None
    assert (surer.session.assurance, surer.session.expires <= session.expires) == (2, True)
    with pytest.raises(StepOver):
        gate.auth.entrance.enrolled(session, "code", origin=HOME)
    step = gate.auth.entrance.again(surer.session)
    again = gate.auth.entrance.code(step, "code", "2", origin=HOME, device="")
    assert gate.auth.session(surer.token) is None
    assert again.token not in (token, surer.token)


def test_no_session_is_there_between_two_proofs(gate: Gatehouse) -> None:
    """The token of a step is none of a session, nor the other way round."""
    gate.auth.methods["code"] = CountingCode()
    account = gate.add()
    token, _ = gate.enter()
    with gate.auth.changing_factors(account) as (work, owner):
        factor, _ = gate.auth.factors.enrol_code(work, owner, "code")
        gate.auth.factors.confirm_code(work, owner, factor.id, "1")
    with pytest.raises(MoreNeeded) as more:
        gate.enter()
    assert gate.auth.session(more.value.step) is None
    with pytest.raises(StepOver):
        gate.auth.entrance.code(token, "code", "2", origin=HOME, device="")


def test_using_a_session_never_lengthens_it(gate: Gatehouse) -> None:
    """Nor does proving it again with less than made it (NIST SP 800-63B-4, 2.2.3)."""
    gate.auth.methods["code"] = CountingCode()
    account = gate.add()
    with gate.auth.changing_factors(account) as (work, owner):
        factor, _ = gate.auth.factors.enrol_code(work, owner, "code")
        gate.auth.factors.confirm_code(work, owner, factor.id, "1")
    with pytest.raises(MoreNeeded) as more:
        gate.enter()
    came = gate.auth.entrance.code(more.value.step, "code", "2", origin=HOME, device="")
    ends = came.session.expires
    for number in range(3):
        gate.time.forward(minutes=50)
        found = gate.auth.session(came.token)
        assert found is not None
        assert found.expires == ends
        step = gate.auth.entrance.again(found)
        came = gate.auth.entrance.code(step, "code", str(3 + number), origin=HOME, device="")
        assert came.session.expires == ends
    gate.time.forward(hours=24)
    assert gate.auth.session(came.token) is None
