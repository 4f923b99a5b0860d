"""`keys`: the office's own keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import console, opened, settings_of
from egovframe.cli.output import document, group, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import Conflict, SettingsError

if TYPE_CHECKING:
    from egovframe.kernel.keyring import Keyring
    from egovframe.office import Office

app = group(words("The office's keys.", "사무소의 키."))


@app.command(help=words("Make the first keys of a production office.", "운영 사무소의 첫 키를 만듭니다."))
@may(why="makes keys before there is an office")
def make(ctx: typer.Context) -> None:
    """Draw the keys of an office whose keyring is a file, on purpose and once; keep a copy elsewhere."""
    from egovframe.kernel.builtin.file_keyring import FileKeyring

    settings = settings_of(ctx)
    if settings.keyring.plugin != "file":
        raise SettingsError(
            f"The keyring {settings.keyring.plugin} keeps its keys itself.", hint="Its own guide says how to make them."
        )
    folder = settings_folder(ctx)
    if (folder / "keyring.json").exists():
        raise Conflict(f"There are keys at {folder} already.", hint="Add another with `egovframe keys rotate`.")
    current = FileKeyring(folder=folder, create=True).current()
    if options(ctx).json:
        document({"current": current, "folder": str(folder)})
    else:
        print(
            words(
                f"Keys were made in {folder}. Keep a copy elsewhere.",
                f"{folder}에 키를 만들었습니다. 사본을 따로 보관하세요.",
            )
        )


def settings_folder(ctx: typer.Context) -> Path:
    """Return the folder of the file keyring."""
    settings = settings_of(ctx)
    return Path(settings.keyring.options.get("folder", settings.data_dir / "keys"))


@app.command("list", help=words("Say which key wraps new data keys.", "새 데이터 키를 감싸는 키를 보여 줍니다."))
@may(why="shows numbers of keys, no key")
def list_(ctx: typer.Context) -> None:
    """Say which key is current, and the log's verifier key. No key is ever printed."""
    with opened(ctx, publish=False) as office:
        found: dict[str, Any] = {"current": _keyring(office).current(), "vkey": office.trail.vkey}
        found["log"] = [
            {"number": key.number, "vkey": key.vkey, "since": key.since, "until": key.until}
            for key in office.trail.log_keys
        ]
    if options(ctx).json:
        document(found)
    else:
        print(f"current {found['current']}\nvkey {found['vkey']}")


@app.command(help=words("Add a key, and wrap new data keys with it.", "키를 추가하고 앞으로 그 키를 씁니다."))
@may(why="whoever can read the keys can rotate them; that it was done is a fact")
def rotate(
    ctx: typer.Context,
    log: Annotated[
        bool,
        typer.Option("--log", help=words("The log's signing key instead.", "대신 로그의 서명 키를 바꿉니다.")),
    ] = False,
    overlap: Annotated[
        int,
        typer.Option("--overlap", min=0, help=words("Days for which both sign.", "두 키로 함께 서명할 일수.")),
    ] = 30,
) -> None:
    """Add a new key-encryption key; older ones go on opening what they closed. With --log: a new key for the log."""
    from egovframe.kernel.keyring import KEY_ROTATED

    if log:
        _rotate_log(ctx, overlap)
        return
    with opened(ctx) as office, office.work(by=console(), why="egovframe keys rotate") as work:
        new = _keyring(office).rotate()
        work.note(KEY_ROTATED, details={"key": new})
    if options(ctx).json:
        document({"current": new})
    else:
        print(
            words(
                f"{new} is current now. Back it up, and restart what serves.",
                f"이제 {new} 키를 씁니다. 백업하고 서버를 다시 시작하세요.",
            )
        )


def _rotate_log(ctx: typer.Context, overlap: int) -> None:
    from datetime import timedelta

    with opened(ctx) as office:
        with office.work(by=console(), why="egovframe keys rotate --log") as work:
            key = office.trail.rotate_key(work, overlap=timedelta(days=overlap))
        office.seal()
    if options(ctx).json:
        document({"number": key.number, "vkey": key.vkey})
    else:
        print(
            words(
                f"The log signs with {key.vkey} from now on, and with the old key beside it for {overlap} days. "
                "Publish the new key, back the keys up, and restart what serves.",
                f"이제 로그는 {key.vkey} 키로 서명하며, {overlap}일 동안 옛 키로도 함께 서명합니다. "
                "새 키를 알리고 키를 백업한 뒤 서버를 다시 시작하세요.",
            )
        )


def _keyring(office: Office) -> Keyring:
    from egovframe.office.opening import keyring_for

    return keyring_for(office.settings, office.database)
