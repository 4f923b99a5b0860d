"""A list of accounts: handed in, looked at row by row, and imported once it was seen.

Nothing of the list stays here between the two steps: the page tells the digest of what was checked, sealed for whoever
checked it, and the same file is chosen once more. What is imported is what was seen, or it is checked anew.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth.importing.errors import ImportRefused
from egovframe.auth.importing.people import PeopleFile
from egovframe.auth.importing.run import import_people
from egovframe.kernel.crypto import same
from egovframe.kernel.errors import Conflict, Invalid, MissingExtra
from egovframe.kernel.text import Text
from egovframe.web.admin.words import KINDS
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from egovframe.auth.importing.model import Tally, Verdict
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-import", prefix="/admin/users/import")

MOST_BYTES: Final = 4 * 2**20
MOST_ROWS: Final = 2_000
"""A page answers while somebody waits: longer lists are for the command line."""

NO_FILE: Final = Text(ko="파일을 고르세요.", en="Choose a file.")
TOO_LONG: Final = Text(
    ko=f"{MOST_ROWS:,}행이 넘습니다. egovframe users import 명령으로 등록하세요.",
    en=f"It has more than {MOST_ROWS:,} rows. Import it with the command egovframe users import.",
)
ANOTHER: Final = Text(
    ko="확인한 파일과 다릅니다. 아래에 이 파일을 다시 확인했습니다.",
    en="This is another file than the one that was checked. It has been checked below.",
)
MOVED: Final = Text(
    ko="그 사이에 달라졌습니다. 다시 확인하세요.", en="Things have changed meanwhile. Check the list again."
)
NO_XLSX: Final = Text(
    ko="이 기관에서는 XLSX를 읽을 수 없습니다. ‘CSV UTF-8’로 저장해서 올리세요.",
    en="This office does not read XLSX. Save it as 'CSV UTF-8' and choose that.",
)

CHANGES: Final = {
    "account": Text(ko="계정", en="account"),
    "password": Text(ko="비밀번호", en="password"),
    "disabled": Text(ko="정지", en="disabled"),
    "display_name": Text(ko="성명", en="name"),
    "emails": Text(ko="이메일", en="e-mail"),
    "phones": Text(ko="전화", en="phone"),
    "employee_number": Text(ko="사번", en="employee number"),
    "role": Text(ko="역할", en="role"),
}


class _TooLong(ImportRefused):
    """The list is too long for a page."""


@routes.get("", may="account.manage", fresh=True)
def show(page: Page) -> Response:
    """Show the form, and what the last import did."""
    done = {name: _number(page.query.get(name)) for name in ("new", "changed")}
    return _page(page, done=done if page.query.get("done") else None)


@routes.post("", may="account.manage", fresh=True, max_body=MOST_BYTES, files=True)
def check(page: Page) -> Response:
    """Check every row of the list, and keep nothing."""
    return _checked(page)


@routes.post("/run", may="account.manage", fresh=True, max_body=MOST_BYTES, files=True)
def run(page: Page) -> Response:
    """Import the list that was checked, all of it or nothing."""
    try:
        with _handed_in(page) as source:
            if not same(page.form.get("checked"), _seal(page, source)):
                return _checked(page, fault=ANOTHER)
            tally, _rows = _imported(page, source, dry_run=False)
    except (Invalid, MissingExtra, Conflict) as error:
        return _page(page, status=409 if isinstance(error, Conflict) else 422, fault=_said(error))
    if not tally.holds:
        return _checked(page, fault=MOVED)
    return page.redirect(f"/admin/users/import?done=1&new={tally.counts['new']}&changed={tally.counts['changed']}")


def _checked(page: Page, *, fault: Text | None = None) -> Response:
    try:
        with _handed_in(page) as source:
            tally, rows = _imported(page, source, dry_run=True)
            mark = _seal(page, source) if tally.holds and tally.counts["new"] + tally.counts["changed"] else ""
    except (Invalid, MissingExtra) as error:
        return _page(page, status=422, fault=_said(error))
    status = 409 if fault is not None else 200 if tally.holds else 422
    return _page(page, status=status, fault=fault, tally=tally, rows=rows, mark=mark)


@contextmanager
def _handed_in(page: Page) -> Iterator[PeopleFile]:
    """Lend the list as a file of its own, which is gone afterwards. Raises Invalid when none was chosen."""
    upload = page.files.get("file")
    if upload is None or not upload.content:
        raise Invalid("No file was chosen.", hint="Choose a file.")
    name = re.sub(r"[^\w.-]", "_", upload.name.replace("\\", "/").rpartition("/")[2])[-100:]
    with tempfile.TemporaryDirectory(prefix="egovframe-") as folder:  # for nobody but this process's account
        path = Path(folder) / f"list-{name}"
        path.write_bytes(upload.content)
        yield PeopleFile(path, kind=_kind(page))


def _imported(page: Page, source: PeopleFile, *, dry_run: bool) -> tuple[Tally, list[Verdict]]:
    rows: list[Verdict] = []

    def tell(verdict: Verdict) -> None:
        rows.append(verdict)
        if len(rows) > MOST_ROWS:
            raise _TooLong(TOO_LONG.in_("en"))

    tally = import_people(
        source,
        auth=page.office.auth,
        look=lambda: page.look("list of accounts checked in administration"),
        work=lambda: page.work("list of accounts imported in administration"),
        zone=page.office.jurisdiction.calendar.zone,
        dry_run=dry_run,
        tell=tell,
    )
    return tally, rows


def _seal(page: Page, source: PeopleFile) -> str:
    """Return the mark of a file that this person checked with this choice, in this office."""
    with page.look("list of accounts in administration") as work:
        said = f"{source.digest}:{_kind(page)}:{page.actor.id}".encode()
        return str(work.cabinet.mac("checked-list", said).hex())


def _kind(page: Page) -> str:
    kind = page.form.get("kind")
    return kind if kind in KINDS and kind != "system" else "officer"


def _said(error: Exception) -> Text:
    if isinstance(error, _TooLong):
        return TOO_LONG
    if isinstance(error, Conflict):
        return MOVED
    if isinstance(error, MissingExtra):
        return NO_XLSX
    told = error.told if isinstance(error, ImportRefused) else None
    return told or NO_FILE


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _page(
    page: Page,
    *,
    status: int = 200,
    fault: Text | None = None,
    tally: Tally | None = None,
    rows: list[Verdict] | None = None,
    mark: str = "",
    done: dict[str, int] | None = None,
) -> Response:
    words = fault.in_(page.language) if fault is not None else ""
    return page.render(
        "admin/import.html",
        status=status,
        kinds=KINDS,
        kind=_kind(page) if page.method == "POST" else "officer",
        most=MOST_ROWS,
        tally=tally,
        wrong=[row for row in rows or () if row.problems],
        due=[row for row in rows or () if row.changes],
        changes=lambda row: ", ".join(_change(change, page.language) for change in row.changes),
        mark=mark,
        done=done,
        fault=words,
        summary=[("import-file", words)] if words else [],
    )


def _change(change: str, language: str) -> str:
    kind, _, rest = change.partition(" ")
    words: Any = CHANGES.get(kind)
    return f"{words.in_(language) if words else kind} {rest}".rstrip()
