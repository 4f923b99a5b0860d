"""What the command line gives to those who do not trust it."""

from egovframe.kernel.permissions import Actor
from egovframe.kernel.work import Origin
from tests.cli.run_cli import Place


def test_a_proof_stands_without_the_city(here: Place) -> None:
    """Proof and key are files; with them, no office is needed. One changed sign, and it does not hold."""
    here.run("users", "add", "kim")
    fact = here.run("audit", "search", "--action", "account.added", "--json").json[0]["id"]
    proof = here.write("proof", here.run("audit", "proof", fact).out)
    assert here.run("audit", "export", "log").status == 0
    here.write("egovframe.toml", "")
    words = ("audit", "verify", "--proof", "proof", "--vkey", "log/vkey")
    proved = here.run(*words, "--json")
    assert (proved.status, proved.json["holds"]) == (0, True)
    assert fact in proved.json["proofs"][0]["entry"]
    proof.write_text(proof.read_text().replace("extra ey", "extra eZ"))
    assert here.run(*words).status == 1
    assert here.run("audit", "verify", "--proof", "nothing", "--vkey", "log/vkey").status == 2


def test_a_checkpoint_that_was_kept_is_part_of_the_log(here: Place) -> None:
    """The log may only have grown since. One of another office does not hold."""
    here.run("users", "add", "kim")
    kept = here.write("kept", here.run("audit", "checkpoint").out)
    here.run("users", "add", "lee")
    assert here.run("audit", "verify", "--since", "kept").status == 0
    kept.write_text(kept.read_text().replace("office.invalid/log", "other.invalid/log"))
    found = here.run("audit", "verify", "--since", "kept", "--json")
    assert (found.status, found.json["holds"]) == (1, False)


def test_the_exported_log_has_all_its_files(here: Place) -> None:
    """Checkpoint, key, tiles and entry bundles as C2SP tlog-tiles lays them out."""
    document = here.run("audit", "checkpoint", "--json").json
    size = here.run("audit", "export", "log", "--json").json["size"]
    assert size >= document["size"]
    folder = here.folder / "log"
    assert (folder / "checkpoint").read_text().split("\n")[1] == str(size)
    assert (folder / "vkey").read_text().strip() == document["vkey"]
    assert (folder / f"tile/0/000.p/{size}").stat().st_size == 32 * size
    assert (folder / f"tile/entries/000.p/{size}").is_file()


def test_coverage_says_which_tables_are_watched(here: Place) -> None:
    """Every table is there, and one that is not watched says why not."""
    tables = {row["table"]: row for row in here.run("audit", "coverage", "--json").json}
    assert tables["petitions"]["watched"] is True
    assert tables["outbox"]["watched"] is False
    assert all(row["why"] for row in tables.values())


def test_facts_are_found_by_their_trace(here: Place) -> None:
    """Whoever has the trace of a request finds what it did."""
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    with here.office() as office, office.work(by=Actor.system("test"), origin=Origin(trace=trace)) as work:
        work.accounts.add("kim")
    found = here.run("audit", "search", "--trace", trace.upper(), "--json").json
    assert [(fact["action"], fact["trace"]) for fact in found] == [("account.added", trace)]
    assert here.run("audit", "search", "--trace", "0" * 32, "--json").json == []
