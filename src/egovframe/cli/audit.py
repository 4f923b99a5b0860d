"""`audit`: verify the trail, and hand out what outsiders need to do so themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli import retention, review, searching, statement
from egovframe.cli.office import opened
from egovframe.cli.output import document, group, judged, listed, options, progress
from egovframe.cli.published import read_log
from egovframe.cli.rights import may
from egovframe.cli.statement import checked, said_of
from egovframe.cli.verifying import text_of, verified
from egovframe.cli.witness import register
from egovframe.cli.words import words
from egovframe.kernel.errors import Conflict, SettingsError

if TYPE_CHECKING:
    from egovframe.office import Office

app = group(words("The audit trail.", "감사 추적."))


@app.command(help=words("Verify the trail, or proofs from it.", "감사 추적이나 증명을 검증합니다."))
@may(why="verifies what is public or its own, and shows findings only")
def verify(
    ctx: typer.Context,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since", metavar="CHECKPOINT", help=words("A checkpoint that was kept.", "보관해 둔 체크포인트.")
        ),
    ] = None,
    proof: Annotated[
        list[Path] | None, typer.Option("--proof", metavar="FILE", help=words("Proofs to verify.", "검증할 증명."))
    ] = None,
    statement: Annotated[
        list[Path] | None,
        typer.Option("--statement", metavar="FILE", help=words("Statements to verify.", "검증할 열람 내역서.")),
    ] = None,
    vkey: Annotated[
        str,
        typer.Option("--vkey", metavar="KEY", help=words("The log's key: text or a file.", "로그의 키: 글자나 파일.")),
    ] = "",
    policy: Annotated[
        str,
        typer.Option(
            "--policy",
            metavar="FILE",
            help=words("Logs and witnesses to believe (tlog-policy).", "믿을 로그와 증인 (tlog-policy)."),
        ),
    ] = "",
    log: Annotated[
        str,
        typer.Option(
            "--log", metavar="PLACE", help=words("A published log: folder or address.", "공개 로그: 폴더나 주소.")
        ),
    ] = "",
    deep: Annotated[
        bool,
        typer.Option("--deep", help=words("Open every private value as well.", "가려 둔 값도 모두 열어 확인합니다.")),
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help=words("Go on where the last one ended.", "지난 검증이 끝난 곳부터 이어 갑니다.")),
    ] = False,
    more: Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", hidden=True)] = None,
) -> None:
    """Re-read everything; with --log, --proof or --statement these alone, without an office if a key is named."""
    if log:
        if more or proof or statement or deep or resume:
            raise SettingsError(
                "A published log is verified by itself.",
                hint="Write: audit verify --log PLACE --vkey KEY [--since FILE]",
            )
        read_log(ctx, log, key=_key(vkey), policy=policy, since=since)
        return
    if not proof and not statement:
        if more or vkey or policy:
            raise SettingsError("Proofs are named with --proof.", hint="Write: audit verify --proof FILE --vkey KEY")
        verified(ctx, since=since, deep=deep, resume=resume)
        return
    key = _key(vkey)
    if not key and not policy:
        with opened(ctx, publish=False) as office:
            key, policy = office.trail.vkey, office.settings.audit.policy
    outcomes = [_proved(file, key, policy) for file in (*(proof or ()), *(more or ()))]
    statements = [checked(file, key, policy) for file in statement or ()]
    holds = all(outcome["holds"] for outcome in (*outcomes, *statements))
    if options(ctx).json:
        document({"holds": holds, "proofs": outcomes, "statements": statements})
    else:
        for outcome in statements:
            print(said_of(outcome))
        for outcome in outcomes:
            print(
                words(
                    f"{outcome['file']}: holds, entry {outcome['index']}",
                    f"{outcome['file']}: 증명됨, 항목 {outcome['index']}",
                )
                if outcome["holds"]
                else f"{outcome['file']}: {outcome['reason']}"
            )
    judged(holds)


def _key(vkey: str) -> str:
    """Return the verifier key that was given as text or as the name of a file."""
    if vkey and "+" not in vkey:
        return text_of(Path(vkey)).strip()
    return text_of(Path(vkey)).strip() if vkey and Path(vkey).is_file() else vkey.strip()


def _proved(file: Path, vkey: str, policy: str) -> dict[str, Any]:
    from egovframe.audit import AuditError, Proof
    from egovframe.audit.cosignatures import verifier_from_vkey
    from egovframe.audit.policy import Policy

    text, trusted = text_of(file), Policy.load(policy) if policy else None
    try:
        proof = Proof.parse(text)
        if trusted is None:
            entry = proof.verify(vkey)
        else:
            known = [verifier_from_vkey(vkey)] if vkey else []
            entry = proof.verify(trusted.check(proof.checkpoint, *known).log)
    except AuditError as error:
        return {"file": str(file), "holds": False, "code": error.code, "reason": str(error)}
    return {"file": str(file), "holds": True, "index": proof.index, "entry": entry.decode("utf-8", "replace")}


@app.command(help=words("Print the newest signed checkpoint.", "최신 서명 체크포인트를 출력합니다."))
@may(why="the log is public")
def checkpoint(ctx: typer.Context) -> None:
    """Seal what waits and print the checkpoint (C2SP tlog-checkpoint), to be kept elsewhere."""
    with opened(ctx) as office:
        note, vkey = _sealed(office)
    if options(ctx).json:
        origin, size, root = note.split("\n")[:3]
        document({"checkpoint": note, "origin": origin, "size": int(size), "root": root, "vkey": vkey})
    else:
        print(note, end="")


@app.command(help=words("Print the proof that a fact is in the log.", "사실이 로그에 있다는 증명을 출력합니다."))
@may(why="the log is public")
def proof(ctx: typer.Context, fact: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Print the proof of one fact (C2SP tlog-proof); its extra line carries the entry."""
    with opened(ctx) as office:
        _, vkey = _sealed(office)
        text = office.trail.proof(fact)
    if options(ctx).json:
        document({"id": fact, "proof": text, "vkey": vkey})
    else:
        print(text, end="")


def _sealed(office: Office) -> tuple[str, str]:
    """Seal what waits; return the checkpoint and the verifier key."""
    office.seal()
    note = office.trail.checkpoint()
    if note is None:
        raise Conflict("The log is empty: nothing has happened yet.", hint="Try again after the first fact.")
    return note, office.trail.vkey


@app.command(
    help=words("List every table, and whether the trail vouches for it.", "표마다 감시 여부와 이유를 보여 줍니다.")
)
@may(why="tells which tables are watched")
def coverage(ctx: typer.Context) -> None:
    """List every table of the database with whether it is watched, and how or why not."""
    with opened(ctx, publish=False) as office:
        tables = office.trail.coverage()
    listed(
        ctx,
        tables,
        {
            "table": words("table", "표"),
            "watched": words("watched", "감시"),
            "guard": words("outside writes", "외부 쓰기"),
            "why": words("why", "이유"),
        },
    )


@app.command(help=words("Write the published log into a folder.", "공개 로그를 폴더에 씁니다."))
@may(why="the log is public")
def export(ctx: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Write checkpoint, tiles, entry bundles and key (C2SP tlog-tiles), for anyone's tools to verify."""
    from egovframe.audit.publication import Publication
    from egovframe.audit.tiles import bundle_names, tile_names

    with opened(ctx) as office:
        note, vkey = _sealed(office)
        size = int(note.split("\n")[1])
        published = Publication(office.database)
        names = [*tile_names(size), *bundle_names(size)]
        with progress(words("Writing", "쓰는 중")) as show:
            for done, name in enumerate(names, start=1):
                _write(folder / name.path, published.file(name.path) or b"")
                show(done, len(names))
        _write(folder / "checkpoint", note.encode())
        _write(folder / "vkey", f"{vkey}\n".encode())
    if options(ctx).json:
        document({"folder": str(folder), "size": size, "files": len(names) + 2})
    else:
        print(words(f"{size} entries in {len(names) + 2} files.", f"항목 {size}개, 파일 {len(names) + 2}개."))


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}.", hint="Name another folder.") from error


register(app)
statement.register(app)
searching.register(app)
retention.register(app)
review.register(app)
