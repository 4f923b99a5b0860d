"""`verify`: is every fact, row and file as the office left it? Also behind `audit verify`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from egovframe.cli.office import opened
from egovframe.cli.output import document, judged, options, progress
from egovframe.cli.rights import may
from egovframe.cli.words import LANGUAGE, words
from egovframe.kernel.errors import SettingsError
from egovframe.kernel.messages import N_

if TYPE_CHECKING:
    from egovframe.audit import Finding, Report

NOTEBOOK = "verification.sqlite3"
"""Where a verification that goes on keeps how far it came, in the data directory."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        help=words("Say whether every fact, row and file is as the office left it.", "모든 사실·행·파일을 검증합니다.")
    )(verify)


@may(why="verifies what is public or its own, and shows findings only")
def verify(ctx: typer.Context) -> None:
    """Re-read the log, every watched row and every stored file; exit 1 when something is not as it was left."""
    verified(ctx)


def verified(ctx: typer.Context, *, since: Path | None = None, deep: bool = False, resume: bool = False) -> None:
    """Verify the office, print what was found, and end with 1 when something was."""
    from egovframe.audit import NoteInvalid, Report

    kept = None if since is None else text_of(since)
    with (
        opened(ctx, publish=False) as office,
        progress(words("Verifying", "검증 중")) as show,
    ):
        try:
            notebook = office.settings.data_dir / NOTEBOOK if resume else None
            report = office.verify(since=kept, progress=show, notebook=notebook, deep=deep, jobs=os.cpu_count() or 1)
        except NoteInvalid as error:
            report = Report()
            said = N_("The checkpoint in {file} is not one of this log: {why}")
            report.add("forged", "checkpoints", str(since), said, error.hint, file=str(since), why=error.message)
    show_report(ctx, report)
    judged(report.holds)


def text_of(path: Path) -> str:
    """Return the text of a file that somebody named. Raises SettingsError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise SettingsError(f"{path} cannot be read: {why}.", hint="Check its name and rights.") from error


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as a JSON document."""
    return {
        "holds": report.holds,
        "facts": report.facts,
        "unsealed": report.unsealed,
        "checkpoints": report.checkpoints,
        "rows": report.rows,
        "resumed": report.resumed,
        "files": report.files,
        "root": report.root,
        "findings": [finding.as_json() for finding in report.findings],
        "remarks": [remark.as_json() for remark in report.remarks],
    }


def in_words(finding: Finding) -> str:
    """Return a finding in the reader's language: the place, what is amiss there, and what to do."""
    return " ".join((f"{finding.table} {finding.key}:", *finding.in_(LANGUAGE)))


def show_report(ctx: typer.Context, report: Report) -> None:
    """Print the report: a document, or a line for each finding and one for the whole."""
    if options(ctx).json:
        document(as_json(report))
        return
    for finding in report.findings:
        print(f"{finding.kind_in(LANGUAGE)}: {in_words(finding)}")
    for remark in report.remarks[:1]:
        more = len(report.remarks) - 1
        also = words(f" ({more} more like this)", f" (이런 것이 {more}건 더 있음)") if more else ""
        print(words("Remark", "참고") + f": {in_words(remark)}{also}")
    counts = words(
        f"{report.facts} facts, {report.rows} rows and {report.files} files were read",
        f"사실 {report.facts}건, 행 {report.rows}개, 파일 {report.files}개를 읽음",
    )
    if report.resumed:
        counts += words(
            f" (after {report.resumed} that were verified before)", f" (앞서 검증한 {report.resumed}건 다음부터)"
        )
    found = len(report.findings)
    verdict = (
        words("all of it is as the office left it.", "모두 그대로입니다.")
        if report.holds
        else words(f"{found} not as the office left it.", f"{found}건이 달라졌습니다.")
    )
    print(f"{counts}: {verdict}")
