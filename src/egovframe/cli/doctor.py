"""The examination behind `doctor`: one part after the other, none of them changed by being looked at."""

from __future__ import annotations

import io
import os
import platform
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egovframe.cli import plugins
from egovframe.cli.words import words
from egovframe.kernel.errors import EgovError

if TYPE_CHECKING:
    from egovframe.kernel.database import Database
    from egovframe.settings import Settings

EXTRAS = {
    "web": ("jinja2", "uvicorn", "segno"),
    "pdf": ("weasyprint",),
    "postgres": ("psycopg",),
    "scaffold": ("copier",),
    "xlsx": ("python_calamine",),
}
LEAST_ROOM = 1_000_000_000
"""Bytes that should be free where the data is."""
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows an earlier time than the first release."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one part: whether it is well, and otherwise the next step."""

    part: str
    ok: bool
    text: str
    hint: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the finding for `--json`."""
        return {"part": self.part, "ok": self.ok, "text": self.text, "hint": self.hint}


def examine(load: Callable[[], Settings], check: Callable[[Settings], object]) -> list[Finding]:
    """Return what was found about every part. Without settings that hold, the parts that need them are left out."""
    found = [_environment(), _clock()]
    try:
        settings = load()
    except EgovError as error:
        return [*found, Finding("settings", False, error.message, error.hint)]
    found.append(_settings(settings))
    parts: list[tuple[str, Callable[[Settings], Finding]]] = [
        ("declaration", lambda held: _declaration(held, check)),
        ("plug-ins", _plugins),
        ("database", _database),
        ("keys", _keys),
        ("storage", _storage),
        ("disk", _disk),
        ("review", _review),
        ("pdf", _pdf),
    ]
    return [*found, *(_safely(part, look, settings) for part, look in parts)]


def _safely(part: str, look: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return look(settings)
    except EgovError as error:
        return Finding(part, False, error.message, error.hint)
    except Exception as error:  # noqa: BLE001 - the examination goes on with the next part
        return Finding(part, False, f"{type(error).__name__}: {error}")


def _environment() -> Finding:
    from importlib.metadata import version
    from importlib.util import find_spec

    there = [extra for extra, modules in EXTRAS.items() if all(find_spec(module) for module in modules)]
    missing = [extra for extra in EXTRAS if extra not in there]
    text = f"egovframe {version('egovframe')}, Python {platform.python_version()}, {platform.system()}"
    extras = words(f"extras: {', '.join(there) or 'none'}", f"추가 기능: {', '.join(there) or '없음'}")
    hint = words(f"pip install 'egovframe[{','.join(missing)}]' adds more.", "") if missing else ""
    return Finding("environment", True, f"{text}; {extras}.", hint)


def _clock() -> Finding:
    now = datetime.now(UTC)
    if now < EARLIEST:
        return Finding(
            "clock",
            False,
            words(f"It shows {now:%Y-%m-%d}.", f"{now:%Y-%m-%d}로 되어 있습니다."),
            words("Set it; use NTP.", "시계를 맞추세요(NTP)."),
        )
    return Finding("clock", True, f"{now:%Y-%m-%dT%H:%M:%SZ}.")


def _settings(settings: Settings) -> Finding:
    """Say which settings were given and where; values are not shown, they may be secrets."""
    variables = sorted(name for name in os.environ if name.startswith("EGOVFRAME_"))
    file = Path.cwd() / "egovframe.toml"
    sources = [str(file)] if file.exists() else []
    sources += variables
    text = words(
        f"profile {settings.profile}; from {', '.join(sources) or 'defaults alone'}.",
        f"프로필 {settings.profile}, 출처 {', '.join(sources) or '기본값'}.",
    )
    return Finding("settings", True, text)


def _declaration(settings: Settings, check: Callable[[Settings], object]) -> Finding:
    check(settings)
    return Finding("declaration", True, words(f"{settings.app} holds.", f"{settings.app} 선언이 맞습니다."))


def _plugins(settings: Settings) -> Finding:
    known, used = plugins.groups(), plugins.in_use(settings)
    for group, name in used:
        known[group].type_of(name)
    return Finding("plug-ins", True, ", ".join(sorted({name for _, name in used})) + ".")


def _opened(settings: Settings) -> Database | None:
    """Return the database, None when it is an SQLite file that is not there yet: looking must not make it."""
    from egovframe.kernel.database import Database

    if settings.database_url.startswith("sqlite") and not Path(settings.database_url.split("///", 1)[-1]).exists():
        return None
    return Database.open(settings.database_url, schema=settings.database.schema_name, pool_size=1)


def _database(settings: Settings) -> Finding:
    from egovframe.kernel import migrations

    database = _opened(settings)
    if database is None:
        return _empty(settings)
    try:
        state, revision = migrations.state(database), migrations.revision(database)
        if state == "empty":
            return _empty(settings)
        migrations.check(database)
        return Finding(
            "database", True, words(f"{database.dialect}, revision {revision}.", f"{database.dialect}, 판 {revision}.")
        )
    finally:
        database.close()


def _empty(settings: Settings) -> Finding:
    text = words("There are no tables yet.", "아직 표가 없습니다.")
    if settings.profile == "production":
        return Finding("database", False, text, words("Run `egovframe migrate`.", "`egovframe migrate`를 실행하세요."))
    return Finding("database", True, text, words("The first command makes them.", "첫 명령이 만듭니다."))


def _keys(settings: Settings) -> Finding:
    options = dict(settings.keyring.options)
    if settings.keyring.plugin == "file":
        folder = Path(options.setdefault("folder", settings.data_dir / "keys"))
        if not (folder / "keyring.json").exists():
            return _no_keys(settings, folder)
    keyring = plugins.groups()["egovframe.keyrings"].load(settings.keyring.plugin, options)
    return Finding(
        "keys",
        True,
        words(
            f"{settings.keyring.plugin}, {keyring.current()} is current.",
            f"{settings.keyring.plugin}, 현재 {keyring.current()}.",
        ),
    )


def _no_keys(settings: Settings, folder: Path) -> Finding:
    text = words(f"There are no keys at {folder} yet.", f"{folder}에 아직 키가 없습니다.")
    database = _opened(settings)
    made = False
    if database is not None:
        from egovframe.kernel import migrations

        try:
            made = migrations.state(database) != "empty"
        finally:
            database.close()
    if settings.profile == "embedded" and not made:
        return Finding("keys", True, text, words("The first command makes them.", "첫 명령이 만듭니다."))
    hint = words(
        "A new office: `egovframe keys make`, on purpose and once. One that has data: restore them from your backup.",
        "새 사무소라면 `egovframe keys make`를 한 번 실행하세요. 자료가 있다면 백업에서 되살리세요.",
    )
    return Finding("keys", False, text, hint)


def _storage(settings: Settings) -> Finding:
    from egovframe.kernel.storage import Storage

    if "://" not in settings.storage_url:
        near = _nearest(Path(settings.storage_url))
        if not os.access(near, os.W_OK | os.X_OK):
            return Finding(
                "storage",
                False,
                words(f"{near} cannot be written.", f"{near}에 쓸 수 없습니다."),
                words("Check its rights.", "권한을 확인하세요."),
            )
        return Finding("storage", True, f"{settings.storage_url}.")
    Storage.open(settings.storage_url).exists("ready")
    return Finding("storage", True, words("It answers.", "응답합니다."))


def _disk(settings: Settings) -> Finding:
    near = _nearest(settings.data_dir)
    free = shutil.disk_usage(near).free
    text = words(f"{free / 1e9:.1f} GB free at {near}.", f"{near}에 {free / 1e9:.1f} GB 남음.")
    return Finding(
        "disk", free >= LEAST_ROOM, text, "" if free >= LEAST_ROOM else words("Make room.", "공간을 확보하세요.")
    )


def _review(settings: Settings) -> Finding:
    """Say whether the monthly review of the trail keeps the cadence of the internal plan."""
    from egovframe.audit.review.service import standings
    from egovframe.kernel import migrations

    choice = settings.jurisdiction
    calendar = plugins.groups()["egovframe.jurisdictions"].load(choice.plugin, choice.options).calendar
    database, found = _opened(settings), []
    if database is not None:
        try:
            if migrations.state(database) == "current":  # what is wrong otherwise, the part `database` says
                with database.read() as conn:
                    found = standings(conn, at=datetime.now(UTC), zone=calendar.zone, every=settings.audit.review_every)
        finally:
            database.close()
    overdue = ", ".join(sorted(str(each.month) for each in found if each.state == "overdue"))
    if overdue:
        return Finding(
            "review",
            False,
            words(f"The monthly review is overdue: {overdue}.", f"접속기록 점검이 늦었습니다: {overdue}."),
            words("Run `egovframe audit review`.", "`egovframe audit review`를 실행하세요."),
        )
    return Finding("review", True, words("No month is overdue.", "점검이 늦은 달이 없습니다."))


def _pdf(_held: Settings) -> Finding:
    """Say whether the portal offers PDF files; an office works without them."""
    from egovframe.web.pdf import lacking

    with redirect_stdout(io.StringIO()):  # where libraries are missing, WeasyPrint prints its own advice
        missing = lacking()
    if missing is None:
        return Finding("pdf", True, words("PDF files are offered.", "PDF 파일을 제공합니다."))
    text = words(f"No PDF files are offered. {missing.message}", f"PDF 파일을 제공하지 않습니다. {missing.message}")
    return Finding("pdf", True, text, missing.hint)


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    while not folder.exists():
        folder = folder.parent
    return folder
