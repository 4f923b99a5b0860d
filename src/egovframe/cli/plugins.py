"""`plugins`: what is installed, what it can be set to, and whether it can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from egovframe.cli.office import settings_of
from egovframe.cli.output import document, group, judged, listed, options
from egovframe.cli.rights import may
from egovframe.cli.words import words
from egovframe.kernel.errors import EgovError, NotFound

if TYPE_CHECKING:
    from egovframe.kernel.plugins import Found, Plugin, Plugins
    from egovframe.settings import Settings

app = group(words("Plug-ins.", "플러그인."))

PREFIX = "egovframe."


def groups() -> dict[str, Plugins[Any]]:
    """Return the groups that this release loads plug-ins of, by the name of their entry points."""
    from egovframe.audit.interfaces import Anchor, Exporter
    from egovframe.auth.certificates.subjects import Subjects
    from egovframe.auth.interfaces import AnyPolicy, Method
    from egovframe.forms.interfaces import Channel, Payments, Prefill, Scanner
    from egovframe.forms.jurisdiction import Jurisdiction
    from egovframe.kernel.keyring import Keyring
    from egovframe.kernel.plugins import Plugins
    from egovframe.records.interfaces import Vault

    bases: dict[str, type[Plugin]] = {
        "egovframe.audit.anchors": Anchor,
        "egovframe.audit.exporters": Exporter,
        "egovframe.auth.authenticators": Method,
        "egovframe.auth.policies": AnyPolicy,
        "egovframe.auth.subjects": Subjects,
        "egovframe.forms.channels": Channel,
        "egovframe.forms.payments": Payments,
        "egovframe.forms.prefills": Prefill,
        "egovframe.forms.scanners": Scanner,
        "egovframe.jurisdictions": Jurisdiction,
        "egovframe.keyrings": Keyring,
        "egovframe.records.vaults": Vault,
    }
    return {name: Plugins(name, base) for name, base in bases.items()}


def in_use(settings: Settings) -> list[tuple[str, str]]:
    """Return group and name of every plug-in that the settings name."""
    return [
        *(("egovframe.audit.anchors", name) for name in settings.audit.anchors),
        *(("egovframe.auth.authenticators", name) for name in settings.auth.authenticators),
        *(("egovframe.auth.policies", name) for name in settings.auth.policies),
        *(("egovframe.auth.subjects", name) for name in settings.auth.subject_rules()),
        ("egovframe.forms.channels", settings.forms.channel),
        *(("egovframe.forms.payments", each.plugin) for each in settings.forms.payments.values()),
        *(("egovframe.forms.prefills", each.plugin) for each in settings.forms.prefills.values()),
        *(("egovframe.forms.scanners", name) for name in (settings.forms.files.scanner,) if name),
        ("egovframe.jurisdictions", settings.jurisdiction.plugin),
        ("egovframe.keyrings", settings.keyring.plugin),
        ("egovframe.records.vaults", settings.records.vault),
    ]


def installed() -> list[Found]:
    """Return everything on offer in groups of ours, also in those that this release does not load."""
    from importlib.metadata import entry_points

    from egovframe.kernel.plugins import Found

    names = [name for name in entry_points().groups if name.startswith(PREFIX)]
    points = [point for name in names for point in entry_points(group=name)]
    found = {(point.group, point.name): Found(point.group, point.name, point) for point in points}
    return [found[key] for key in sorted(found)]


@app.command("list", help=words("List what is installed, without importing it.", "설치된 플러그인을 보여 줍니다."))
@may(why="looks at installed packages")
def list_(ctx: typer.Context) -> None:
    """List the installed plug-ins with their package, and which of them the settings name."""
    used = set(in_use(settings_of(ctx)))
    items = [
        {
            "group": each.group,
            "name": each.name,
            "entry_point": each.entry_point.value,
            "distribution": each.distribution,
            "used": (each.group, each.name) in used,
        }
        for each in installed()
    ]
    headings = {
        "group": words("group", "종류"),
        "name": words("name", "이름"),
        "distribution": words("package", "꾸러미"),
        "used": words("in use", "사용"),
    }
    listed(ctx, items, headings)


@app.command(help=words("Say what a plug-in does and its settings.", "플러그인의 하는 일과 설정을 보여 줍니다."))
@may(why="looks at installed packages")
def describe(ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Import the plug-ins of that name and list their settings with type, default and meaning."""
    described = [_described(found) for found in _named(name)]
    if options(ctx).json:
        document(described[0] if len(described) == 1 else described)
        return
    for each in described:
        print(f"{each['group']}: {each['name']} ({each['distribution']})\n  {each['about']}")
        for setting in each["settings"]:
            default = words("required", "필수") if setting["required"] else f"= {setting['default']}"
            print(f"  {setting['name']}: {setting['type']} {default}  {setting['about']}".rstrip())


def _named(name: str) -> list[Found]:
    found = [each for each in installed() if each.name == name]
    if not found:
        names = ", ".join(sorted({each.name for each in installed()}))
        raise NotFound(f"There is no plug-in {name!r}.", hint=f"Installed are: {names}.")
    return found


def _described(found: Found) -> dict[str, Any]:
    kind = _type_of(found)
    return {
        "group": found.group,
        "name": found.name,
        "distribution": found.distribution,
        "version": kind.version,
        "about": (kind.__doc__ or "").strip().partition("\n")[0],
        "settings": [
            {
                "name": field.alias or name,
                "type": getattr(field.annotation, "__name__", None) or str(field.annotation),
                "required": field.is_required(),
                "default": None if field.is_required() else _plain(field.get_default(call_default_factory=True)),
                "about": field.description or "",
            }
            for name, field in kind.model_fields.items()
        ],
    }


def _plain(value: object) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _type_of(found: Found) -> type[Plugin]:
    known = groups().get(found.group)
    if known is None:
        raise NotFound(
            f"This release loads no plug-ins of the group {found.group}.", hint="Another release may; see its notes."
        )
    kind: type[Plugin] = known.type_of(found.name)
    return kind


@app.command(help=words("Say whether plug-ins can be used.", "플러그인을 쓸 수 있는지 확인합니다."))
@may(why="looks at installed packages")
def check(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help=words("Only these.", "이 이름만."))] = "",
) -> None:
    """Import installed plug-ins and hold them to their interface; exit 1 when one cannot be used."""
    items = [_checked(found) for found in (_named(name) if name else installed())]
    if options(ctx).json:
        document(items)
    else:
        for item in items:
            print(f"{item['group']}: {item['name']}: {item['problem'] or words('can be used', '쓸 수 있음')}")
    judged(all(item["holds"] for item in items))


def _checked(found: Found) -> dict[str, Any]:
    item: dict[str, Any] = {"group": found.group, "name": found.name, "distribution": found.distribution}
    try:
        _type_of(found)
    except EgovError as error:
        return {**item, "holds": False, "problem": str(error)}
    return {**item, "holds": True, "problem": None}
