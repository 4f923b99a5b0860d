"""The office's keys by the command line: made once, added to, never printed."""

from tests.cli.run_cli import Place


def test_keys_are_rotated_and_old_ones_still_open(here: Place) -> None:
    """The new key is current, what was sealed before still verifies; keys that are there are never made anew."""
    here.run("users", "add", "kim")
    before = here.run("keys", "list", "--json").json
    new = here.run("keys", "rotate", "--json").json["current"]
    after = here.run("keys", "list", "--json").json
    assert after["current"] == new != before["current"]
    assert after["vkey"] == before["vkey"]
    assert here.run("verify").status == 0
    assert here.run("keys", "make").status == 2
