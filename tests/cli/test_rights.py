"""Every command says what it may, holds that while it runs, and nothing else."""

import pytest
import typer

from egovframe.cli import rights
from egovframe.cli.office import console
from egovframe.cli.program import app
from egovframe.kernel.errors import DeclarationError


def test_a_command_says_what_it_may_or_why_it_needs_nothing() -> None:
    """Neither is a slip, and so is both."""
    for said in ((), ("audit.read", "because")):
        with pytest.raises(DeclarationError):
            rights.may(*said[:1], why=said[1] if len(said) > 1 else "")


def test_the_console_holds_what_the_command_declares_while_it_runs() -> None:
    """Afterwards, and outside of any command, it is the office itself."""

    @rights.may("audit.read")
    def look(number: int) -> tuple[bool, bool, int]:
        return console().may("audit.read"), console().may("account.manage"), number

    assert look(7) == (True, False, 7)
    assert rights.held() is None
    assert console().may("account.manage")


def test_what_a_command_raised_leaves_nothing_behind() -> None:
    """The next one does not hold what the one before declared."""
    with pytest.raises(ZeroDivisionError), rights.holding(frozenset({"audit.read"})):
        raise ZeroDivisionError
    assert rights.held() is None


def test_a_program_with_a_silent_command_does_not_start() -> None:
    """Every one that says nothing is named, in groups too."""
    program, group = typer.Typer(), typer.Typer()
    program.add_typer(group, name="users")

    @group.command()
    def lock_up() -> None:
        """Say nothing of what it may."""

    with pytest.raises(DeclarationError, match="users lock-up"):
        rights.check(program)


def test_every_command_of_ours_says_it() -> None:
    """The list is the program's own."""
    found = rights.commands(app)
    assert {"users add", "audit hold place", "run"} <= set(found)
    assert [name for name, said in found.items() if said is None] == []
