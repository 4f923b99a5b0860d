"""`notices`: what came back of what the office wrote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, group, options
from egovframe.cli.rights import may
from egovframe.cli.words import words

app = group(words("Notices to applicants.", "신청인에게 보내는 통지."))


@app.command(help=words("Read a mail server's report that a notice came back.", "돌아온 통지의 반송 메일을 읽습니다."))
@may("petition.answer")
def returned(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help=words("The report as a mail file; - reads it.", "반송 메일 파일. -는 표준 입력.")
        ),
    ],
) -> None:
    """Mark the notice as returned; exit 2 for what is no report, or about no notice of this office."""
    from egovframe.forms.notices.report import LARGEST, read_report
    from egovframe.forms.notices.returns import Returns

    if file == "-":
        content = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with _existing(Path(file)).open("rb") as report:
            content = report.read(LARGEST + 1)
    found = read_report(content)
    with opened(ctx, publish=False) as office, office.work(by=console(), why="egovframe notices returned") as work:
        receipt = Returns(work, office.forms).take(found)
    if options(ctx).json:
        document({"receipt": receipt, "status": found.status})
    else:
        status = found.status or "-"
        print(words(f"The notice of {receipt} came back ({status}).", f"{receipt}의 통지가 돌아왔습니다({status})."))


def _existing(path: Path) -> Path:
    """Return the path of a file that is there. Raises NotFound."""
    from egovframe.kernel.errors import NotFound

    if not path.is_file():
        raise NotFound(f"There is no file {path}.", hint="Give the report as a mail file, or - to read it.")
    return path
