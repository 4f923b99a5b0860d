"""`audit witness`: the newest checkpoint witnessed now, keys and alarms; and proofs held to a policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from egovframe.audit.alarms import Alarm, Alarms
from egovframe.testing import open_office
from egovframe.web import build
from tests.cli.run_cli import Place
from tests.office.city import haneul
from tests.support.serving import serving


def test_an_office_that_asks_nobody_is_fine(here: Place) -> None:
    """It prints its own checkpoint; there are no keys of a witness and no alarms."""
    assert here.run("audit", "witness", "--json").json["witnesses"] == []
    assert here.run("audit", "witness", "--alarms", "--json").json == []
    refused = here.run("audit", "witness", "--keys")
    assert (refused.status, "audit.witness.serve" in refused.err) == (2, True)


def test_a_checkpoint_is_witnessed_and_a_proof_held_to_a_policy(here: Place, tmp_path_factory: Any) -> None:
    """From the settings to a proof that a stranger believes only with the witness's word."""
    folder: Path = tmp_path_factory.mktemp("bada")
    vkey = here.run("audit", "checkpoint", "--json").json["vkey"]
    witness: dict[str, Any] = {"serve": True, "logs": {vkey.split("+")[0]: [vkey]}}
    with open_office(haneul(), folder, audit={"witness": witness}) as bada, serving(build(bada)) as address:
        assert bada.witness is not None
        settings = (here.folder / "egovframe.toml").read_text()
        asked = "".join(
            f'[[audit.witnesses]]\nvkey = "{key}"\nurl = "{address}/witness"\n' for key in bada.witness.vkeys
        )
        here.write("egovframe.toml", f"{settings}\n{asked}")
        ran = here.run("audit", "witness", "--json")
        assert (ran.status, [each["state"] for each in ran.json["witnesses"]]) == (0, ["cosigned"])
        assert ran.json["checkpoint"].count("\n— ") == 4  # two of them the log's own
        assert here.run("audit", "witness").out.startswith("office.invalid/witness: ")
        key = bada.witness.vkeys[0]
    here.run("users", "add", "kim")
    down = here.run("audit", "witness")
    assert (down.status, "failed" in down.out) == (1, True)
    fact = here.run("audit", "search", "--action", "account.added", "--json").json[0]["id"]
    here.write("proof", here.run("audit", "proof", fact).out)
    lines = f"log {vkey}\nwitness bada {key}\n"
    here.write("strict.policy", f"{lines}quorum bada\n")
    here.write("lax.policy", f"{lines}quorum none\n")
    here.write("wrong.policy", f"{lines}quorum nobody\n")
    words = ("audit", "verify", "--proof", "proof", "--json", "--policy")
    assert here.run(*words, "lax.policy").json["holds"] is True
    strict = here.run(*words, "strict.policy")
    assert (strict.status, strict.json["proofs"][0]["code"]) == (1, "audit.quorum_missing")
    assert here.run(*words, "wrong.policy").status == 2


def test_alarms_are_listed_with_their_evidence(here: Place) -> None:
    """The command ends with 1 as long as there is one."""
    with here.office() as office:
        alarm = Alarm(kind="fork", origin="bada.example/log", size=7, kept="a\n7\n", shown="b\n7\n")
        assert Alarms(office.database, clock=office.clock, recorder=office.trail).keep(alarm)
    ran = here.run("audit", "witness", "--alarms", "--json")
    assert (ran.status, [(each["kind"], each["size"], each["kept"]) for each in ran.json]) == (
        1,
        [("fork", 7, "a\n7\n")],
    )
    assert "bada.example/log" in here.run("audit", "witness", "--alarms").out
