"""What each command may: said beside it, held by the console while it runs, and missing nowhere.

    @app.command(help=…)
    @may("account.manage", "role.grant")
    def add(ctx: typer.Context, …) -> None: …

Whoever may run commands in an office's folder acts as the office itself; each command still holds what it declares and
nothing else, so that a slip in one of them opens nothing that it was never meant to open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from egovframe.kernel.errors import DeclarationError

if TYPE_CHECKING:
    import typer

P = ParamSpec("P")
R = TypeVar("R")
Declared = frozenset[str]

_DECLARED: Final[dict[Callable[..., Any], Declared]] = {}
_HELD: Final[ContextVar[Declared | None]] = ContextVar("egovframe_console_may", default=None)


def may(*permissions: str, why: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare the permissions that a command's deeds need; one that needs none says `why`.

    Raises DeclarationError for a command that says neither or both.
    """
    if bool(permissions) == bool(why):
        raise DeclarationError(
            "A command says what it may, or why it needs no permission.", hint='Write @may("component.verb").'
        )

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def command(*args: P.args, **options: P.kwargs) -> R:
            with holding(_DECLARED[command]):
                return function(*args, **options)

        _DECLARED[command] = frozenset(permissions)
        return command

    return declare


@contextmanager
def holding(permissions: Declared) -> Iterator[None]:
    """Let the console hold these permissions while the block runs."""
    before = _HELD.set(permissions)
    try:
        yield
    finally:
        _HELD.reset(before)


def held() -> Declared | None:
    """Return what the command that runs declared; None outside of any command."""
    return _HELD.get()


def commands(app: typer.Typer, before: str = "") -> dict[str, Declared | None]:
    """Return every command of the program by its words, with what it declares; None for one that says nothing."""
    found: dict[str, Declared | None] = {}
    for each in app.registered_commands:
        if each.callback is not None:
            name = each.name or each.callback.__name__.replace("_", "-")
            found[before + name] = _DECLARED.get(each.callback)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            found |= commands(group.typer_instance, f"{before}{group.name} ")
    return found


def check(app: typer.Typer) -> None:
    """Raise DeclarationError, naming them, where commands do not say what they may."""
    silent = sorted(name for name, said in commands(app).items() if said is None)
    if silent:
        raise DeclarationError(
            f"These commands do not say what they may: {', '.join(silent)}.",
            hint='Put @may("component.verb"), or @may(why="…") where none is needed, above the function.',
        )
