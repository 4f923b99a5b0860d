"""The files of a case at the desk."""

from __future__ import annotations

import io
from pathlib import Path

from egovframe.kernel.permissions import Actor
from egovframe.testing.suites.scanners import EICAR
from tests.web.html import assert_sound
from tests.web.portal.filing import hall


def test_the_check_is_shown_as_far_as_it_has_come(tmp_path: Path) -> None:
    """Being checked, then harmful with its name; what is gone has no button, and taking it is refused."""
    with hall(tmp_path) as town:
        with town.office.work(by=Actor.visitor()) as work:
            upload = work.uploads.receive("damage", "paper", name="a.txt", file=io.BytesIO(EICAR))
            receipt = work.petitions.submit("damage", {"where": "여기", "paper": upload.id}).petition.receipt
        officer = town.officer()
        path = f"/desk/petitions/{receipt}/files"
        case = officer.get(f"/desk/petitions/{receipt}")
        page = officer.get(path)
        assert_sound(page, language="en")
        assert "Being checked" in page.text
        waiting = officer.send(case, f"{path}/{upload.id}", {"reason": "why"})
        assert waiting.status_code == 409
        assert "still being checked" in waiting.text
        town.office.run_due_tasks()
        page = officer.get(path)
        assert "Harmful, removed" in page.text
        assert "Eicar-Test" in page.text
        assert "Download" not in page.text
        assert officer.send(case, f"{path}/{upload.id}", {"reason": "why"}).status_code == 404
        assert "1 file" in officer.get(f"/desk/petitions/{receipt}").text
