"""The permission matrix: every role against every permission, on a page and as a table to take away."""

from __future__ import annotations

import csv
import io
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.text import Text
from egovframe.web.endpoint import Routes
from egovframe.web.response import Response

if TYPE_CHECKING:
    from egovframe.auth.access.matrix import Cell
    from egovframe.web.page import Page

routes = Routes("admin-matrix", prefix="/admin/matrix")

PERMISSION: Final = Text(ko="권한", en="Permission")
MAY: Final = Text(ko="가능", en="may")
BY: Final = Text(ko="{role} 포함", en="by {role}")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@routes.get("", may="role.read")
def show(page: Page) -> Response:
    """Show every permission against every role, as the policy in force decides."""
    roles, matrix, version = _found(page)
    groups = groupby(page.office.permissions, key=lambda permission: permission.name.partition(".")[0])
    return page.render(
        "admin/matrix.html",
        roles=roles,
        titles={role.name: role.title for role in roles},
        matrix=matrix,
        version=version,
        groups=[(name, list(permissions)) for name, permissions in groups],
    )


@routes.get("/csv", may="role.read")
def download(page: Page) -> Response:
    """Give the matrix as CSV (RFC 4180, UTF-8): one row a permission, one column a role."""
    roles, matrix, version = _found(page)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([PERMISSION.in_(page.language), *(_plain(role.name) for role in roles)])
    for permission in page.office.permissions:
        cells = [_said(matrix[role.name].get(permission.name), role.name, page.language) for role in roles]
        rows.writerow([permission.name, *cells])
    headers = {"content-disposition": f'attachment; filename="matrix-{version}.csv"'}
    # The mark at the beginning tells spreadsheets that it is UTF-8: without it Hangul is garbled.
    return Response("\ufeff" + out.getvalue(), media="text/csv; charset=utf-8", headers=headers)


def _found(page: Page) -> tuple[list[Any], Any, str]:
    with page.look("permission matrix in administration") as work:
        return work.accounts.roles(), work.access.matrix(), work.access.rule().version


def _said(cell: Cell | None, role: str, language: str) -> str:
    if cell is None:
        return ""
    said = MAY.in_(language) if cell.by == role else BY.in_(language).format(role=cell.by)
    return said if cell.kinds is None else f"{said} ({', '.join(sorted(cell.kinds))})"


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text
