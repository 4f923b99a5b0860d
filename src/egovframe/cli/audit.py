"""`audit`: verify the trail, prove a fact, publish the log."""

from __future__ import annotations

from pathlib import Path

import typer

from egovframe.cli.checks import report_on
from egovframe.cli.city import open_office
from egovframe.cli.output import answer, asked, document, line, listed, progress

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@commands.command("verify")
def verify(
    context: typer.Context,
    since: Path | None = typer.Option(None, metavar="CHECKPOINT", help="A checkpoint that you kept: the log has it."),
    proof: list[Path] = typer.Option([], metavar="FILE", help="Proofs to check offline, without an office."),
    vkey: str = typer.Option("", metavar="KEY", help="With --proof: the log's verifier key, as text or a file."),
) -> None:
    """Verify the trail of this folder's office, or proofs on their own. Exit 1 when something does not hold."""
    if proof or vkey:
        _proofs(context, proof, vkey)
        return
    known = _text(since) if since is not None else None
    with open_office(context, publish=False) as office, progress("Verifying") as moved:
        report = office.verify(since=known, progress=moved)
    report_on(context, report)


def _proofs(context: typer.Context, files: list[Path], vkey: str) -> None:
    from egovframe.audit import AuditError, Proof, Verifier
    from egovframe.kernel.errors import SettingsError

    if not files or not vkey:
        raise SettingsError("A proof is checked with --proof FILE and --vkey KEY.", hint="The key is at /log/vkey.")
    text = vkey if "+" in vkey and not Path(vkey).exists() else _text(Path(vkey))
    verifier = Verifier.from_vkey(text.strip())
    items = []
    for file in files:
        item: dict[str, object] = {"proof": str(file), "holds": True, "says": ""}
        try:
            found = Proof.parse(_text(file))
            found.verify(verifier)
            item["index"] = found.index
        except AuditError as error:
            item |= {"holds": False, "says": str(error)}
        items.append(item)
    holds = all(item["holds"] for item in items)
    if asked(context).json:
        document({"holds": holds, "items": items})
    else:
        for item in items:
            line(f"{item['proof']}: {'holds' if item['holds'] else item['says']}")
    if not holds:
        raise typer.Exit(1)


def _text(file: Path) -> str:
    from egovframe.kernel.errors import SettingsError

    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}.", hint="Give a file of text.") from error


@commands.command("checkpoint")
def checkpoint(context: typer.Context) -> None:
    """Seal what is committed and print the newest signed checkpoint."""
    with open_office(context) as office:
        office.seal()
        note = office.trail.checkpoint() or ""
        vkey = office.trail.vkey
    answer(context, {"checkpoint": note, "vkey": vkey}, note.rstrip("\n"))


@commands.command("proof")
def proof(context: typer.Context, fact: str = typer.Argument(metavar="ID", help="The fact's id.")) -> None:
    """Print the proof that a fact is in the log (C2SP tlog-proof), with the entry that it proves."""
    with open_office(context) as office:
        office.seal()
        text = office.trail.proof(fact)
        vkey = office.trail.vkey
    answer(context, {"proof": text, "vkey": vkey}, text.rstrip("\n"))


@commands.command("coverage")
def coverage(context: typer.Context) -> None:
    """List the tables that the trail vouches for, and the others with the reason why not."""
    with open_office(context, publish=False) as office:
        rows = office.trail.coverage()
    if asked(context).json:
        document(rows)
        return
    listed(context, rows, ("table", "watched", "why"), none="There are no tables.")


@commands.command("search")
def search(
    context: typer.Context,
    action: str = typer.Option("", help="Only this action, such as petition.read."),
    actor: str = typer.Option("", help="Only what this account did, by its id."),
    about: str = typer.Option("", "--object", help="Only facts about this object, such as petition:ID."),
    most: int = typer.Option(50, "--limit", min=1, max=1000, help="At most so many, the newest first."),
) -> None:
    """List facts, the newest first."""
    with open_office(context) as office:
        facts = office.trail.search(action=action or None, actor=actor or None, object=about or None, limit=most)
    listed(context, facts, ("id", "at", "action", "object", "outcome"), none="There is no such fact.")


@commands.command("export")
def export(
    context: typer.Context, folder: Path = typer.Argument(metavar="DIR", help="An empty or new folder.")
) -> None:
    """Write the public log as files: checkpoint, tiles, entry bundles, vkey (C2SP tlog-tiles)."""
    from egovframe.audit.notes import Checkpoint, SignedNote
    from egovframe.audit.publication import Publication
    from egovframe.audit.tiles import bundle_names, tile_names
    from egovframe.kernel.errors import SettingsError

    if folder.exists() and any(folder.iterdir()):
        raise SettingsError(f"{folder} is not empty.", hint="Name a new folder: nothing is overwritten.")
    with open_office(context, publish=False) as office:
        office.seal()
        published = Publication(office.database)
        note = published.checkpoint()
        if note is None:
            raise SettingsError("Nothing is sealed yet.", hint="An office seals its first facts when it opens.")
        size = Checkpoint.parse(SignedNote.parse(note).text).size
        names = [name.path for name in (*tile_names(size), *bundle_names(size))]
        with progress("Exporting", len(names)) as moved:
            for number, name in enumerate(names, start=1):
                content = published.file(name)
                if content is not None:
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (folder / name).write_bytes(content)
                moved(number, len(names))
        (folder / "vkey").write_text(office.trail.vkey + "\n", encoding="utf-8")
        (folder / "checkpoint").write_bytes(note)  # last: where it stands, everything it covers is there
    answer(context, {"folder": str(folder), "size": size, "files": len(names) + 2}, f"{size} facts in {folder}.")
