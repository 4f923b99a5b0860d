"""Notices by the command line: what came back."""

from __future__ import annotations

from egovframe.kernel.permissions import Actor
from tests.cli.run_cli import Place
from tests.support.bounces import bounce


def test_a_report_marks_the_notice_and_another_is_refused(here: Place) -> None:
    """Exit 0 with the petition's number; exit 2 in words for another mail, one that is no report, and no file."""
    with here.office() as office:
        with office.work(by=Actor.visitor()) as work:
            petition = work.petitions.submit("pothole", {"where": "Mill Lane"}).petition
        with office.work(by=Actor.system("test")) as work:
            work.petitions.dispatch.noticed(
                petition.id, "receipt", channel="MailChannel", state="sent", reference="<t1@x.example>", task="t1"
            )
    (here.folder / "back.eml").write_bytes(bounce("<t1@x.example>"))
    (here.folder / "other.eml").write_bytes(bounce("<t2@x.example>"))
    (here.folder / "away.eml").write_bytes(b"Subject: away\n\nI am away.")
    done = here.run("notices", "returned", "back.eml", "--json")
    assert done.json == {"receipt": petition.receipt, "status": "5.1.1"}
    for file, words in (("other.eml", "no notice"), ("away.eml", "no report"), ("none.eml", "no file")):
        refused = here.run("notices", "returned", file)
        assert refused.status == 2
        assert words in refused.err
    assert petition.receipt in here.run("notices", "returned", "back.eml").out
