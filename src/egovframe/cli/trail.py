"""More of `audit`: facts handed over in other people's formats, what was written from outside, the index made anew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from egovframe.cli.office import console, opened
from egovframe.cli.output import document, judged, listed, options
from egovframe.cli.rights import may
from egovframe.cli.verifying import text_of
from egovframe.cli.words import words
from egovframe.kernel.errors import SettingsError

if TYPE_CHECKING:
    from egovframe.office import Office

FILES: Final = ("xlsx",)
"""Formats that are no text: they go into a file."""


def register(app: typer.Typer) -> None:
    """Add the commands to the group `audit`."""
    app.command(
        "facts",
        help=words("Hand facts over: ocsf, cadf, csv, xlsx …", "사실 내보내기: ocsf, cadf, csv, xlsx …"),
    )(hand_over)
    app.command(help=words("List writes that went round the office.", "사무소를 거치지 않고 쓴 내역을 보여 줍니다."))(
        outside
    )
    app.command(help=words("Make the search index anew from the log.", "검색 색인을 로그에서 다시 만듭니다."))(reindex)
    app.command(
        help=words("Say whether one checkpoint continues another.", "한 체크포인트가 다른 것을 이어 가는지 검증합니다.")
    )(consistent)


@may("audit.read", "audit.reveal")
def hand_over(
    ctx: typer.Context,
    form: Annotated[str, typer.Option("--format", help="ocsf, cadf, syslog, csv, xlsx …")],
    reason: Annotated[str, typer.Option("--reason", help=words("Why they are handed over.", "내보내는 사유."))] = "",
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help=words("The file to write.", "쓸 파일."))
    ] = None,
    since: Annotated[str, typer.Option("--since", help="2026-11-01T00:00:00Z")] = "",
    until: Annotated[str, typer.Option("--until", help="2026-12-01T00:00:00Z")] = "",
    action: Annotated[str, typer.Option("--action", help="petition.read …")] = "",
    private: Annotated[
        bool,
        typer.Option("--private", help=words("With what is sealed beside facts.", "가려 둔 값도 함께.")),
    ] = False,
) -> None:
    """Write sealed facts, oldest first, to standard output or a file. It is a fact itself; a reason is due."""
    from egovframe.audit import Product, Search, exported
    from egovframe.audit.facts import EXPORTED

    if form in FILES and output is None:
        raise SettingsError(f"{form} is written into a file.", hint="Add --output FILE.")
    if output is not None and output.exists():
        raise SettingsError(f"{output} is there already.", hint="Name a file that is not.")
    search = Search(action=action, since=since, until=until)
    with opened(ctx) as office:
        product = Product(city=office.name, origin=office.trail.origin)
        pieces = exported(office.trail.stream(search, private=private), form, product=product)
        with office.work(by=console(), why="egovframe audit facts") as work:  # before the first byte leaves
            work.need("audit.read")
            if private:
                work.need("audit.reveal")
            work.note(
                EXPORTED,
                details={"format": form, "with_private": private, "since": since, "until": until, "action": action},
                reason="",
                private={"reason": reason.strip()} if reason.strip() else {},
            )
        size = _written(pieces, output)
    if output is not None:
        if options(ctx).json:
            document({"file": str(output), "format": form, "bytes": size})
        else:
            print(words(f"{size} bytes in {output}.", f"{output}에 {size}바이트를 썼습니다."))


def _written(pieces: Any, output: Path | None) -> int:
    if output is None:
        raw = getattr(sys.stdout, "buffer", None)  # a program that runs commands may have put text in its place
        for piece in pieces:
            sys.stdout.write(piece.decode()) if raw is None else raw.write(piece)
        sys.stdout.flush()
        return 0
    size = 0
    try:
        with output.open("xb") as file:
            for piece in pieces:
                size += file.write(piece)
    except OSError as error:
        raise SettingsError(f"{output} cannot be written: {error.strerror}.", hint="Name another file.") from error
    return size


@may(why="tells which tables were written to, and no values")
def outside(ctx: typer.Context) -> None:
    """List what triggers of the database recorded of writes by other programs, the newest first."""
    with opened(ctx, publish=False) as office:
        found = office.trail.outside_writes()
    headings = {
        "at": words("when", "시각"), "table": words("table", "표"), "op": words("what", "행위"),
        "key": words("row", "행"), "by": words("by", "쓴 이"),
    }  # fmt: skip
    listed(ctx, found, headings)


@may(why="makes the index anew from the log")
def reindex(ctx: typer.Context) -> None:
    """Throw the index away and make it anew; seal facts that were passed over. Nothing in the log changes."""
    with opened(ctx) as office:
        office.trail.look_back()
        office.seal()
        count = office.trail.reindex()
    if options(ctx).json:
        document({"facts": count})
    else:
        print(words(f"{count} facts are in the index.", f"색인에 사실 {count}건이 있습니다."))


@may(why="the log is public")
def consistent(
    ctx: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD")],
    new: Annotated[Path | None, typer.Argument(metavar="[NEW]")] = None,
) -> None:
    """Prove that the log only grew from one signed checkpoint to another, by default to its newest one."""
    from egovframe.audit import AuditError

    with opened(ctx) as office:
        later = text_of(new) if new is not None else _newest(office)
        try:
            proof = office.trail.consistency(text_of(old), later)
        except AuditError as error:
            if options(ctx).json:
                document({"holds": False, "code": error.code, "reason": str(error)})
            else:
                print(error)
            judged(False)
            return
    if options(ctx).json:
        document({"holds": True, **proof})
    else:
        print(
            words(
                f"The log of {proof['new']} facts continues that of {proof['old']}.",
                f"사실 {proof['new']}건의 로그는 {proof['old']}건의 로그를 이어 갑니다.",
            )
        )


def _newest(office: Office) -> str:
    office.seal()
    return office.trail.checkpoint() or ""
