"""The command line: `egovframe`. One file per group of commands; nothing heavy is loaded before it is needed."""

from __future__ import annotations

import typer

from egovframe.cli import audit, checks, forms, new, outbox, petitions, plugins, records, serving, users
from egovframe.cli.errors import run
from egovframe.cli.output import Asked

__all__ = ["app", "main"]

app = typer.Typer(
    name="egovframe",
    help="A complete e-government office from typed declarations.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def everywhere(
    context: typer.Context,
    app: str = typer.Option("", metavar="MODULE:ATTR", help="The city; default: `app` in egovframe.toml."),
    json: bool = typer.Option(False, "--json", help="Print one document, or one line an item where it streams."),
) -> None:
    """A complete e-government office from typed declarations."""
    context.obj = Asked(app=app, json=json)


for group in (new, serving, checks):
    group.add_to(app)
for name, commands, words in (
    ("users", users.commands, "Accounts, roles and tokens."),
    ("plugins", plugins.commands, "What can be exchanged, and what is in use."),
    ("outbox", outbox.commands, "What is still to be done after a commit."),
    ("forms", forms.commands, "Forms and the statutory clock."),
    ("petitions", petitions.commands, "Petitions: import and list."),
    ("audit", audit.commands, "The audit trail: verify, prove, publish."),
    ("records", records.commands, "Records and when they are due."),
):
    app.add_typer(commands, name=name, help=words)


def main(words: list[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 fine, 1 what was checked does not hold, 2 usage."""
    return run(app, words)
