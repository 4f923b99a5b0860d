"""The outbox by the command line: what waits, and trying again."""

from tests.cli.run_cli import Place


def test_an_empty_outbox_says_so(here: Place) -> None:
    """Nothing waits, nothing is retried, and a task that is not there is named."""
    here.run("users", "add", "kim")
    assert here.run("outbox", "list", "--json").json == []
    assert here.run("outbox", "retry", "--json").json == {"retried": 0}
    missing = here.run("outbox", "retry", "0197-nothing")
    assert missing.status == 2
    assert "0197-nothing" in missing.err


def test_a_task_that_was_given_up_is_due_again(here: Place) -> None:
    """It keeps its place with its tries counted anew."""
    import sqlite3

    here.run("users", "add", "kim")
    values = ("t1", "petition.decided", "notice", "{}", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z", 12)
    with sqlite3.connect(here.folder / "data" / "office.sqlite3") as database:
        database.execute(
            "INSERT INTO outbox (id, event, follower, payload, created, due, tries, given_up, error) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, '2026-01-02T00:00:00.000Z', 'Busy: later')",
            values,
        )
    database.close()
    (task,) = here.run("outbox", "list", "--json").json
    assert (task["id"], task["tries"], task["error"]) == ("t1", 12, "Busy: later")
    assert here.run("outbox", "retry", "t1", "--json").json == {"retried": 1}
    (task,) = here.run("outbox", "list", "--json").json
    assert (task["tries"], task["given_up"]) == (0, None)
