"""`plugins`: what can be exchanged, what each needs, and whether what is in use works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from egovframe.cli.city import settings_here
from egovframe.cli.output import answer, asked, document, line, listed

if TYPE_CHECKING:
    from egovframe.kernel.plugins import Found, Plugin

commands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


def _bases() -> dict[str, type[Plugin]]:
    """Return the base class of each group that this release knows."""
    from egovframe.auth.interfaces import Authenticator, Policy
    from egovframe.forms.interfaces import Channel
    from egovframe.forms.jurisdiction import Jurisdiction
    from egovframe.kernel.keyring import Keyring
    from egovframe.records.interfaces import Vault

    return {
        "egovframe.auth.authenticators": Authenticator,
        "egovframe.auth.policies": Policy,
        "egovframe.forms.channels": Channel,
        "egovframe.jurisdictions": Jurisdiction,
        "egovframe.keyrings": Keyring,
        "egovframe.records.vaults": Vault,
    }


def _found() -> list[Found]:
    from importlib.metadata import entry_points

    from egovframe.kernel.plugins import Found

    groups = sorted(group for group in entry_points().groups if group.startswith("egovframe."))
    points = [(group, point) for group in groups for point in entry_points(group=group)]
    return [
        Found(group, point.name, point) for group, point in sorted(points, key=lambda each: (each[0], each[1].name))
    ]


@commands.command("list")
def list_(context: typer.Context) -> None:
    """List what is installed, without importing any of it, and what the settings of this folder use."""
    from egovframe.web.admin.plugins import in_use

    used = in_use(settings_here())
    items = [
        {
            "group": found.group,
            "name": found.name,
            "package": found.distribution,
            "object": found.entry_point.value,
            "in_use": found.name in used.get(found.group, ()),
        }
        for found in _found()
    ]
    listed(context, items, ("group", "name", "in_use", "package"), none="No plug-ins are installed.")


@commands.command("describe")
def describe(
    context: typer.Context,
    name: str = typer.Argument(metavar="NAME", help="The plug-in's name, such as folder."),
    group: str = typer.Option("", metavar="GROUP", help="Its group, where several have a plug-in of that name."),
) -> None:
    """Show what a plug-in is, and its settings."""
    from egovframe.kernel.errors import PluginError
    from egovframe.kernel.plugins import Plugins

    matching = [found for found in _found() if found.name == name and group in ("", found.group)]
    if len(matching) != 1:
        choices = ", ".join(f"{found.name} ({found.group})" for found in matching or _found())
        raise PluginError(
            f"{'Several plug-ins are' if matching else 'No plug-in is'} called {name!r}.", hint=f"There are: {choices}."
        )
    found = matching[0]
    base = _bases().get(found.group)
    if base is None:
        raise PluginError(f"{found} belongs to a group that this release does not know.", hint="Update egovframe.")
    kind = Plugins(found.group, base).type_of(name)
    settings = [_setting(each, field) for each, field in kind.model_fields.items()]
    about = (kind.__doc__ or "").strip()
    value = {
        "group": found.group,
        "name": name,
        "package": found.distribution,
        "object": found.entry_point.value,
        "version": kind.version,
        "about": about,
        "settings": settings,
    }
    if asked(context).json:
        document(value)
        return
    line(f"{name} ({found.group}), {found.distribution}, interface version {kind.version}")
    line(about)
    for each in settings:
        need = "required" if each["required"] else f"default {each['default']}"
        line(f"  {each['name']}: {each['type']}, {need}")


def _setting(name: str, field: Any) -> dict[str, Any]:
    kind = getattr(field.annotation, "__name__", None) or str(field.annotation)
    default = None if field.is_required() else str(field.get_default(call_default_factory=True))
    return {"name": name, "type": kind, "required": field.is_required(), "default": default}


@commands.command("check")
def check(
    context: typer.Context,
    every: bool = typer.Option(False, "--all", help="Also those that are installed and not in use."),
) -> None:
    """Import the plug-ins that the settings use and see that they fit. Exit 1 when one does not."""
    from egovframe.kernel.errors import PluginError
    from egovframe.kernel.plugins import Plugins
    from egovframe.web.admin.plugins import in_use

    used = in_use(settings_here())
    bases = _bases()
    installed = {(found.group, found.name) for found in _found()}
    named = {(group, name) for group, names in used.items() for name in names}
    chosen = sorted(named | {each for each in installed if each[0] in bases} if every else named)
    items: list[dict[str, Any]] = []
    for group, name in chosen:
        try:
            Plugins(group, bases[group]).type_of(name)
        except PluginError as error:
            items.append({"group": group, "name": name, "works": False, "says": str(error)})
        else:
            items.append({"group": group, "name": name, "works": True, "says": ""})
    works = all(item["works"] for item in items)
    words = [
        f"{'ok     ' if each['works'] else 'PROBLEM'}  {each['group']} {each['name']} {each['says']}" for each in items
    ]
    answer(context, {"works": works, "items": items}, [each.rstrip() for each in words])
    if not works:
        raise typer.Exit(1)
