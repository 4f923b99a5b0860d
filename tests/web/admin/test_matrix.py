"""The permission matrix, on the page and as CSV."""

from __future__ import annotations

import csv
import io

from egovframe.office import PERMISSIONS
from egovframe.web.admin.matrix import _plain
from tests.web.desk.hall import CONSOLE, Hall


def test_page(hall: Hall) -> None:
    """Every permission has a row, every role a column, and the ticks are what decides, with what comes by inclusion."""
    with hall.office.work(by=CONSOLE) as work:
        work.access.roles.define("chief", includes={"head"}, may={"petition.answer"})
    page = hall.officer("root", "admin", unit=None).get("/admin/matrix").text
    rows = page.partition('<table class="matrix">')[2].partition("</table>")[0].split("<tr>")[2:]
    assert len(rows) == len(PERMISSIONS)
    directory = hall.office.auth.directory
    assert all(f'<code class="soft">{name}</code>' in page for name in directory.roles)
    ticks = {row.partition('soft">')[2].partition("<")[0]: row.count("state good") for row in rows}
    for permission in PERMISSIONS:
        may = sum(permission.name in directory.may_of(name) for name in directory.roles)
        assert ticks[permission.name] == may, permission.name
    assert page.count("through Head of unit") == 2
    assert directory.version in page


def test_csv(hall: Hall) -> None:
    """The same cells, one row a permission; a spreadsheet reads it as UTF-8 and never as a formula."""
    admin = hall.officer("root", "admin", unit=None)
    answer = admin.get("/admin/matrix/csv?lang=ko")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert hall.office.auth.directory.version in answer.headers["content-disposition"]
    assert answer.text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(answer.text[1:]))
    assert head == ["권한", *sorted(hall.office.auth.directory.roles)]
    cells = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
    assert set(cells) == {permission.name for permission in PERMISSIONS}
    assert cells["petition.read"]["reader"] == "가능"
    assert cells["petition.answer"]["reader"] == ""
    assert (_plain("=1+1"), _plain("reader")) == ("'=1+1", "reader")
