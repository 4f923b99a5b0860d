"""The permission matrix."""

from __future__ import annotations

from egovframe.office import PERMISSIONS
from tests.web.desk.hall import Hall


def test_matrix(hall: Hall) -> None:
    """Every permission has a row, every role a column, and the ticks are what the city declared."""
    page = hall.officer("root", "admin", unit=None).get("/admin/roles").text
    rows = page.partition("<table>")[2].partition("</table>")[0].split("<tr>")[2:]
    assert len(rows) == len(PERMISSIONS)
    roles = hall.office.auth.directory.roles
    assert all(f'<code class="soft">{name}</code>' in page for name in roles)
    ticks = {row.partition('soft">')[2].partition("<")[0]: row.count("state good") for row in rows}
    for permission in PERMISSIONS:
        assert ticks[permission.name] == sum(permission.name in role.may for role in roles.values()), permission.name
