"""`audit verify --log`: a city's log as anyone reads it."""

from tests.cli.run_cli import Place


def test_a_published_log_is_held_to_its_key_and_to_an_older_checkpoint(here: Place) -> None:
    """Without an office: the folder, the key, and what was kept."""
    here.run("users", "add", "kim")
    assert here.run("audit", "export", "old").status == 0
    here.run("users", "add", "lee")
    size = here.run("audit", "export", "log", "--json").json["size"]
    here.write("egovframe.toml", "")
    words = ("audit", "verify", "--log", "log", "--vkey", "old/vkey", "--since", "old/checkpoint")
    done = here.run(*words)
    assert done.status == 0, done.err
    assert f"all {size} entries give the root that was signed" in done.out
    assert "only grew since" in done.out
    found = here.run(*words, "--json").json
    assert (found["holds"], found["size"], found["witnesses"]) == (True, size, [])
    assert 0 < found["since"] < size
    turned = here.run("audit", "verify", "--log", "old", "--vkey", "old/vkey", "--since", "log/checkpoint", "--json")
    assert (turned.status, turned.json["code"]) == (1, "audit.broken")


def test_what_was_changed_on_the_way_is_named(here: Place) -> None:
    """The entry, the file, and the status that says that it does not hold."""
    here.run("users", "add", "kim")
    size = here.run("audit", "export", "log", "--json").json["size"]
    bundle = here.folder / f"log/tile/entries/000.p/{size}"
    bundle.write_bytes(bundle.read_bytes().replace(b'"account.added"', b'"account.moved"', 1))
    done = here.run("audit", "verify", "--log", "log", "--vkey", "log/vkey")
    assert done.status == 1
    assert f"tile/entries/000.p/{size}" in done.out


def test_what_is_needed_is_said(here: Place) -> None:
    """A key from elsewhere, a place that is there, and nothing beside it."""
    here.run("audit", "export", "log")
    for words in (("--log", "log"), ("--log", "log", "--vkey", "log/vkey", "--deep")):
        refused = here.run("audit", "verify", *words)
        assert refused.status == 2
        assert "--vkey" in refused.err
    assert here.run("audit", "verify", "--log", "nowhere", "--vkey", "log/vkey").status == 2
    gone = here.run("audit", "verify", "--log", "http://127.0.0.1:9/log", "--vkey", "log/vkey")
    assert (gone.status, "127.0.0.1:9" in gone.err) == (2, True)
