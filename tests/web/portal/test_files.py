"""A file of a petition, for its holder: only with what the holder knows, and only while it may be opened."""

from __future__ import annotations

from pathlib import Path

from egovframe.kernel.permissions import Actor
from tests.web.portal.filing import hall


def test_a_file_that_is_being_checked_waits(tmp_path: Path) -> None:
    """Its holder is told to try again; a stranger is told nothing."""
    import io

    with hall(tmp_path) as town:
        with town.office.work(by=Actor.visitor()) as work:
            upload = work.uploads.receive("damage", "paper", name="a.txt", file=io.BytesIO(b"text\n"))
            submission = work.petitions.submit("damage", {"where": "여기", "paper": upload.id})
        browser = town.browser()
        path = f"/receipts/{submission.petition.receipt}/files/{upload.id}"
        page = browser.get("/status?lang=en")
        assert browser.send(page, path, {"known": submission.key}).status_code == 409
        assert browser.send(page, path, {"known": "wrong"}).status_code == 404
        town.office.run_due_tasks()
        assert browser.send(page, path, {"known": submission.key}).content == b"text\n"
        assert browser.get(path).status_code == 405
