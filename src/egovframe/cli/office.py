"""The one place where commands find the city and open its office."""

from __future__ import annotations

import difflib
import importlib
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import typer

from egovframe.cli.output import options
from egovframe.cli.rights import held
from egovframe.kernel.errors import EgovError

if TYPE_CHECKING:
    from egovframe.app import App
    from egovframe.kernel.permissions import Actor
    from egovframe.office import Office
    from egovframe.settings import Settings


class NoCity(EgovError):
    """The city that a command is for cannot be found or imported."""

    code: ClassVar[str] = "cli.no_city"


def console() -> Actor:
    """Return who acts when somebody who may run commands in the office's folder does so.

    It holds what the command that runs declares (`egovframe.cli.rights`); outside of any command, everything.
    """
    from egovframe.kernel.permissions import Actor

    return Actor.system("console", may=held())


def settings_of(ctx: typer.Context, app: str = "") -> Settings:
    """Return the settings of the office in this folder. Raises SettingsError."""
    from egovframe.settings import Settings

    name = app or options(ctx).app
    return Settings.load(app=name) if name else Settings.load()


def city_of(settings: Settings) -> App:
    """Import the city that the settings name. Raises NoCity, and what the declaration itself raises."""
    module_name, _, attribute = settings.app.partition(":")
    if not settings.app:
        raise NoCity(
            "No city is named here.",
            hint='Run this in an office\'s folder, say --app module:attribute, or write app = "city:app" into '
            "egovframe.toml.",
        )
    if not module_name or not attribute:
        raise NoCity(f"{settings.app!r} does not name a city.", hint="Write module:attribute, for example city:app.")
    return _attribute(_module(module_name), attribute, settings.app)


def _module(name: str) -> object:
    folder = str(Path.cwd())
    if folder not in sys.path:
        sys.path.insert(0, folder)
    importlib.invalidate_caches()
    try:
        return importlib.import_module(name)
    except EgovError:
        raise
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            raise NoCity(
                f"There is no module {name} in {folder}.", hint="Check the name in --app or egovframe.toml."
            ) from error
        raise _broken(name, error) from error
    except Exception as error:
        raise _broken(name, error) from error


def _broken(name: str, error: Exception) -> NoCity:
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "importlib" not in frame.filename and frame.filename != __file__
    ]
    where = f" ({own[-1].filename}, line {own[-1].lineno})" if own else ""
    if isinstance(error, SyntaxError):
        where = f" ({error.filename}, line {error.lineno})"
        return NoCity(f"The module {name} cannot be read: {error.msg}{where}.", hint="Correct that line.")
    return NoCity(
        f"The module {name} cannot be imported: {type(error).__name__}: {error}{where}.",
        hint="Correct it, or install what it needs.",
    )


def _attribute(module: object, attribute: str, name: str) -> App:
    from egovframe.app import App

    found = getattr(module, attribute, None)
    if isinstance(found, App):
        return found
    cities = [key for key, value in vars(module).items() if isinstance(value, App)]
    if found is None:
        close = difflib.get_close_matches(attribute, vars(module), 1)
        meant = cities or close
        raise NoCity(
            f"{name}: the module has no {attribute}.",
            hint=f"Did you mean {meant[0]}?" if meant else "Declare the city: app = App(…).",
        )
    raise NoCity(
        f"{name} is a {type(found).__name__}, not an App.",
        hint=f"Name the city: {', '.join(cities)}." if cities else "Declare the city: app = App(…).",
    )


@contextmanager
def opened(ctx: typer.Context, *, app: str = "", publish: bool = True, level: str = "ERROR") -> Iterator[Office]:
    """Lend the open office of this folder; an embedded one makes its own database at the first command.

    What the command did is sealed before the office closes. `publish=False` writes nothing at all.
    """
    from egovframe.kernel import logging

    settings = settings_of(ctx, app)
    logging.configure(level=level or settings.log.level, form=settings.log.format)
    with city_of(settings).open(settings, publish=publish) as office:
        yield office
        if publish:
            office.seal()
