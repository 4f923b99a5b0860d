"""How an office is opened: its keys, its database, and what the settings say about both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from egovframe.auth.model import Unit
from egovframe.forms.builtin.demo_payments import DemoPayments
from egovframe.forms.fees.providers import Provider, Providers
from egovframe.forms.interfaces import Payments, Prefill, Scanner
from egovframe.forms.offer import OFFICE
from egovframe.forms.prefill import Source, Sources
from egovframe.forms.uploads.files import Files
from egovframe.kernel import migrations
from egovframe.kernel.database import metadata
from egovframe.kernel.errors import DatabaseBehind, SettingsError
from egovframe.kernel.keyring import Keyring
from egovframe.kernel.plugins import Plugins
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.app import App
    from egovframe.forms.jurisdiction import Jurisdiction
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.database import Database
    from egovframe.kernel.storage import Storage
    from egovframe.settings import Settings

KEYRINGS: Plugins[Keyring] = Plugins("egovframe.keyrings", Keyring)  # type: ignore[type-abstract]
SCANNERS: Plugins[Scanner] = Plugins("egovframe.forms.scanners", Scanner)  # type: ignore[type-abstract]

PREFILLS: Plugins[Prefill] = Plugins("egovframe.forms.prefills", Prefill)  # type: ignore[type-abstract]
PAYMENTS: Plugins[Payments] = Plugins("egovframe.forms.payments", Payments)  # type: ignore[type-abstract]


def data_directory(settings: Settings) -> None:
    """Make the data directory, for nobody but the office's own account. Raises SettingsError when it cannot be made."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The data directory {settings.data_dir} cannot be made: {error.strerror or error}.",
            hint="Make it for the account that runs the office, or set data_dir to another folder.",
        ) from error


def keyring_for(settings: Settings, database: Database) -> Keyring:
    """Return the keyring that the settings name.

    New keys are drawn only by an embedded office whose database is empty: an office that lost its keys must not go on
    with others. Raises SettingsError or PluginError.
    """
    options = dict(settings.keyring.options)
    if settings.keyring.plugin == "file":
        options.setdefault("folder", settings.data_dir / "keys")
        if settings.profile == "embedded" and migrations.state(database) == "empty":
            options.setdefault("create", True)
    return KEYRINGS.load(settings.keyring.plugin, options)


def prepare(settings: Settings, database: Database) -> None:
    """Make the tables of an embedded office that is new. Raises DatabaseBehind and DatabaseNewer for all others."""
    if migrations.state(database) == "empty":
        if settings.profile != "embedded":
            raise DatabaseBehind("The database is empty.", hint="Run `egovframe migrate` once.")
        migrations.migrate(database, metadata=metadata)
    migrations.check(database)


def origin_of(settings: Settings) -> str:
    """Return the name under which the log of a new office signs, such as `haneul.example/log`."""
    host = urlsplit(settings.web.public_url).netloc
    return f"{host or 'office.invalid'}/log"


def units_of(app: App) -> tuple[Unit, ...]:
    """Return the units of the city, and the office as a whole, to which forms belong that name no unit."""
    if OFFICE in app.units:
        return tuple(app.units.values())
    return (Unit(name=OFFICE, title=app.title), *app.units.values())


def channel_options(settings: Settings) -> dict[str, Any]:
    """Return the channel's settings; notices written to files go into the data directory unless they say otherwise."""
    return _in_data_dir(settings, settings.forms.channel, settings.forms.options)


def other_channels(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return the settings of the further channels by which a notice can be sent again, by name."""
    return {name: _in_data_dir(settings, name, each) for name, each in settings.forms.other_channels.items()}


def _in_data_dir(settings: Settings, channel: str, options: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(options)
    default = {"file": "notices", "text-folder": "texts"}.get(channel)
    if default is not None:
        found["folder"] = settings.data_dir / found.get("folder", default)
    return found


def files_of(settings: Settings, storage: Storage) -> Files:
    """Return the files of the office, with the scanner that the settings name. Raises PluginError."""
    files = settings.forms.files
    scanner = SCANNERS.load(files.scanner, files.options) if files.scanner else None
    spool = settings.data_dir / "spool"
    spool.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Files(storage, files, scanner=scanner, spool=spool)


def prefills_of(settings: Settings, cabinet: Cabinet) -> Sources:
    """Return the registers that forms may ask for answers, as the settings name them. Raises PluginError."""
    named = settings.forms.prefills
    return Sources(
        (
            Source(
                name,
                Text(**each.title) if each.title else Text.of(name),
                PREFILLS.load(each.plugin, each.options),
                assurance=each.assurance,
                seconds=each.seconds,
            )
            for name, each in named.items()
        ),
        sign=partial(cabinet.mac, "prefill"),
    )


def payments_of(settings: Settings, cabinet: Cabinet) -> Providers:
    """Return the providers through which fees are paid, as the settings name them.

    Raises PluginError, and SettingsError for the demo in an office of the profile `production`: there nobody would pay.
    """
    return Providers(
        (
            Provider(
                name,
                Text(**each.title) if each.title else Text.of(name),
                _provider(settings, name),
                seconds=each.seconds,
            )
            for name, each in settings.forms.payments.items()
        ),
        sign=partial(cabinet.mac, "payment"),
    )


def _provider(settings: Settings, name: str) -> Payments:
    named = settings.forms.payments[name]
    options = dict(named.options)
    if named.plugin == "demo":
        options["folder"] = settings.data_dir / options.get("folder", "payments")
    provider = PAYMENTS.load(named.plugin, options)
    if settings.profile == "production" and isinstance(provider, DemoPayments):
        raise SettingsError(
            f"[forms.payments.{name}] is the demo, in which nobody pays, and the profile is production.",
            hint="Name a provider of payments, or take the table away.",
        )
    return provider


def law_of(jurisdiction: Jurisdiction) -> dict[str, Any]:
    """Return what the forms take from a jurisdiction: its calendar, rules, papers and law."""
    return {
        "calendar": jurisdiction.calendar,
        "rules": jurisdiction.rules,
        "papers": jurisdiction.papers,
        "law": jurisdiction.procedure_law,
        "privacy": jurisdiction.privacy_law,
        "many": jurisdiction.many,
        "publicity": jurisdiction.publicity,
        "identifiers": jurisdiction.identifiers,
    }
