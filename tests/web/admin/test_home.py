"""The way into administration."""

from __future__ import annotations

from tests.web.desk.hall import Hall


def test_leads_to_what_one_may(hall: Hall) -> None:
    """An administrator comes to the accounts, an auditor to the audit log, an officer of roads nowhere."""
    assert hall.officer("root", "admin", unit=None).get("/admin").headers["location"] == "/admin/users"
    assert hall.officer("auditor", "auditor", unit=None).get("/admin").headers["location"] == "/admin/audit"
    assert hall.officer("kim", "road-officer").get("/admin").status_code == 403
