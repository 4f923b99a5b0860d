"""From errors to what a person at a terminal reads: one clear line, the next step, an exit status. Never a trace."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Final

import typer

TRACE: Final = "EGOVFRAME_TRACE"
"""Set to 1, an unexpected error is printed with its trace."""

USAGE, NOT_OURS = 2, 70
EVERYWHERE = ("--json",)


def run(app: typer.Typer, words: list[str] | None) -> int:
    """Run the command that the words name and return the exit status."""
    from click import Abort, ClickException

    command = typer.main.get_command(app)
    try:
        result = command.main(
            args=_first(sys.argv[1:] if words is None else words), prog_name="egovframe", standalone_mode=False
        )
    except ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, Abort):
        sys.stderr.write("Stopped.\n")
        return 130
    except BrokenPipeError:
        return _pipe_closed()
    except Exception as error:  # noqa: BLE001  whatever it is, a person reads one line
        return _said(error)
    return result if isinstance(result, int) else 0


def _first(words: list[str]) -> list[str]:
    """Return the words with `--app` and `--json`, which hold for every command, put before the command's name."""
    first, rest = [], []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
        elif word in EVERYWHERE or word.startswith("--app="):
            first.append(word)
        elif word == "--app":
            first += [word, *(value for value in (next(waiting, None),) if value is not None)]
        else:
            rest.append(word)
    return first + rest


def _said(error: Exception) -> int:
    """Print what went wrong and return the exit status."""
    from egovframe.kernel.errors import EgovError

    if isinstance(error, EgovError):
        sys.stderr.write(f"egovframe: {error} [{error.code}]\n")
        status = USAGE
    else:
        sys.stderr.write(
            f"egovframe: unexpected error, {type(error).__name__}: {error}. "
            f"Run it again with {TRACE}=1 to see where, and report it.\n"
        )
        status = NOT_OURS
    if os.environ.get(TRACE) == "1":
        traceback.print_exception(error)
    return status


def _pipe_closed() -> int:
    """End quietly when whoever reads our output has seen enough (`| head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
