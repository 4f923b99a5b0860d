"""Finding the city that a command is about, and opening its office."""

from __future__ import annotations

import importlib
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from egovframe.cli.output import asked

if TYPE_CHECKING:
    import typer

    from egovframe.app import App
    from egovframe.kernel.permissions import Actor
    from egovframe.office import Office
    from egovframe.settings import Settings

FILE = "egovframe.toml"


def settings_here() -> Settings:
    """Return the settings of the office in this folder. Raises SettingsError."""
    from egovframe.settings import Settings

    return Settings.load()


def console() -> Actor:
    """Return the actor behind the commands: whoever may run them in this folder may do everything."""
    from egovframe.kernel.permissions import Actor

    return Actor.system("console")


def find(context: typer.Context, *, settings: Settings | None = None, named: str = "") -> App:
    """Return the city that `--app`, the command or the settings name. Raises SettingsError and DeclarationError."""
    from egovframe.kernel.errors import SettingsError

    where = named or asked(context).app or (settings or settings_here()).app
    if not where:
        raise SettingsError(
            f"No city is named, and there is no {FILE} with `app` in {Path.cwd()}.",
            hint="Go to the office's folder, or say --app module:attribute.",
        )
    return load(where)


def load(where: str) -> App:
    """Return the App at `module:attribute`; the present folder comes first. Raises SettingsError, DeclarationError."""
    from egovframe.app import App
    from egovframe.kernel.errors import EgovError, SettingsError

    name, _, attribute = where.partition(":")
    if not name or not attribute:
        raise SettingsError(f"{where!r} names no city.", hint="Write module:attribute, such as city:app.")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        module = importlib.import_module(name)
    except EgovError:
        raise
    except Exception as error:
        raise SettingsError(
            f"The city's module {name!r} cannot be imported: {type(error).__name__}: {error}{_place(error)}.",
            hint=f"Mend it, or name another: --app module:attribute (looked for in {here} first).",
        ) from error
    found = getattr(module, attribute, None)
    if not isinstance(found, App):
        what = "nothing" if found is None else f"a {type(found).__name__}"
        raise SettingsError(
            f"{where!r} is {what}, not an App.", hint=f"Declare one in {name}: {attribute} = App('Your City')."
        )
    return found


def _place(error: BaseException) -> str:
    """Return where in the city's own code an import failed."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "importlib" not in frame.filename]
    if isinstance(error, SyntaxError) and error.filename:
        return f" ({error.filename}, line {error.lineno})"
    last = frames[-1] if frames else None
    own = last is not None and Path(last.filename).is_relative_to(Path.cwd())
    return f" ({last.filename}, line {last.lineno})" if last is not None and own else ""


def open_office(context: typer.Context, *, named: str = "", publish: bool = True, quiet: bool = True) -> Office:
    """Open the office of this folder; leaving the `with` block closes it. Raises what `App.open` raises."""
    from egovframe.kernel.logging import configure

    settings = settings_here()
    configure(level="ERROR" if quiet else settings.log.level, form=settings.log.format)
    return find(context, settings=settings, named=named).open(settings, publish=publish)
