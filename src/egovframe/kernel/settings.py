"""Settings: `egovframe.toml` and `EGOVFRAME_…` variables, checked whole, frozen, unknown keys refused.

A section is a table: `[database] url = …` is `EGOVFRAME_DATABASE__URL`. Variables win over the file, arguments over
both.
"""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, Self, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from egovframe.kernel.errors import SettingsError

FILE = "egovframe.toml"
PREFIX = "EGOVFRAME_"
NOT_SETTINGS = frozenset(
    {
        "EGOVFRAME_DOCUMENTS",
        "EGOVFRAME_PETITIONS",
        "EGOVFRAME_TEST_BROWSER",
        "EGOVFRAME_TEST_POSTGRES",
        "EGOVFRAME_TRACE",
    }
)
"""Variables with our prefix that are no settings: what tests and benchmarks read, and how much a command tells."""


class Section(BaseModel):
    """A table of settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PluginChoice(BaseModel):
    """Which plug-in to use, and its own settings beside: `[keyring] plugin = "file"`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    plugin: str

    @property
    def options(self) -> dict[str, Any]:
        """Return the plug-in's own settings."""
        return dict(self.model_extra or {})


class DatabaseSettings(Section):
    """`[database]`: where the tables are."""

    url: str = ""
    """Empty: `office.sqlite3` in the data directory."""
    schema_name: str | None = Field(default=None, alias="schema")
    """A PostgreSQL schema of the city's own; created when missing."""
    pool_size: int = Field(default=8, ge=1, le=200)
    """Connections kept open by each process."""


class StorageSettings(Section):
    """`[storage]`: where files are."""

    url: str = ""
    """Empty: `storage/` in the data directory. Otherwise a folder or a URL such as `s3://bucket/prefix`."""


class LogSettings(Section):
    """`[log]`: what the process writes to standard error."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """Lines below this level are not written."""
    format: Literal["console", "json"] = "console"
    """Lines for people or one JSON object a line for programs."""


class MetricsSettings(Section):
    """`[web.metrics]`: who may read the measures at `/metrics`; nobody, unless one of the two is set."""

    token: SecretStr = SecretStr("")
    """The bearer token that a monitoring system sends, of 16 characters at least."""
    allow: tuple[str, ...] = ()
    """Networks from which they are read, such as `10.0.0.0/8`; with a token as well, both are needed."""

    @field_validator("token")
    @classmethod
    def _long_enough(cls, token: SecretStr) -> SecretStr:
        if 0 < len(token.get_secret_value()) < 16:
            raise ValueError("a token has 16 characters at least")
        return token

    @field_validator("allow")
    @classmethod
    def _networks(cls, allow: tuple[str, ...]) -> tuple[str, ...]:
        for network in allow:
            ip_network(network)
        return allow


class TlsSettings(Section):
    """`[web.tls]`: where `run` ends TLS itself, for an office without a proxy; without a certificate it does not."""

    certificate: Path | None = None
    """PEM file with the certificate of the city's address, and those of its authorities."""
    key: Path | None = None
    """PEM file with its key, which nobody else may read."""
    authorities: tuple[Path, ...] = ()
    """PEM files with the authorities of which browsers are asked for a certificate, and those below them; empty: none
    is asked for."""

    @model_validator(mode="after")
    def _together(self) -> Self:
        if (self.certificate is None) != (self.key is None):
            raise ValueError("certificate and key go together")
        if self.authorities and self.certificate is None:
            raise ValueError("authorities need a certificate and a key")
        return self


class WebSettings(Section):
    """`[web]`: how people reach the city."""

    public_url: str = ""
    """Where people see the city; https here makes cookies `__Host-` and Secure. Empty: the address served at."""
    hosts: tuple[str, ...] = ()
    """Where `public_url` is empty: the names, besides this machine's own, under which people may sign in by keys and
    providers, such as `10.0.0.5`; other systems are told no other address."""
    host: str = "127.0.0.1"
    """The address to listen at; a proxy on the same machine reaches the default."""
    port: int = Field(default=8000, ge=0, le=65535)
    """The port to listen at; 0 takes a free one."""
    workers: int = Field(default=6, ge=1, le=200)
    """Threads that run pages; not more than the database's connections are used at once."""
    queue: int = Field(default=256, ge=0)
    """Requests that wait for a thread before others are answered 503."""
    max_body: int = Field(default=2_000_000, ge=1_000)
    """Largest request body in bytes."""
    max_upload: int = Field(default=100_000_000, ge=10_000)
    """Largest form with files in bytes; it lies on the disk while it arrives."""
    request_seconds: int = Field(default=60, ge=1)
    """Longest time a client may take to send its request."""
    trusted_proxies: tuple[str, ...] = ()
    """Networks whose forwarded headers are believed, such as `10.0.0.0/8`; from others they are ignored."""
    certificate_header: str = ""
    """The header in which a trusted proxy hands over the client's certificate, such as `x-client-cert`; empty: none."""
    theme: Path | None = None
    """A folder whose `static/` (brand.css, mark.svg) and `templates/` come before the library's own."""
    metrics: MetricsSettings = MetricsSettings()
    tls: TlsSettings = TlsSettings()


class WorkerSettings(Section):
    """`[worker]`: the part that does what waits in the outbox, and seals the trail."""

    embedded: bool = True
    """Run the worker in the server's process; set to false where `egovframe work` runs beside it."""
    poll_seconds: float = Field(default=1.0, gt=0, le=60)
    """How often the outbox is looked into when nobody wakes the worker."""
    seal_seconds: float = Field(default=1.0, gt=0, le=60)
    """How often facts that are not sealed yet are sealed."""


class BaseOfficeSettings(BaseSettings):
    """What every office can set; components add their sections."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=True
    )

    app: str = ""
    """The city: `module:attribute`."""
    data_dir: Path = Path("data")
    """Where an embedded office keeps its database, keys and files; relative to the office's folder."""
    profile: Literal["embedded", "production"] = "embedded"
    """`production` refuses to start without keys that were made on purpose."""
    language: str = "ko"
    """The language of people who have not chosen one."""
    jurisdiction: PluginChoice = PluginChoice(plugin="kr")
    """Whose law on time applies, and its own settings: `[jurisdiction] plugin = "kr"`, `decrees = […]`."""
    database: DatabaseSettings = DatabaseSettings()
    storage: StorageSettings = StorageSettings()
    log: LogSettings = LogSettings()
    keyring: PluginChoice = PluginChoice(plugin="file")
    """Where the office's keys live, and the plug-in's own settings."""
    web: WebSettings = WebSettings()
    worker: WorkerSettings = WorkerSettings()


S = TypeVar("S", bound=BaseOfficeSettings)


class _FromFile(PydanticBaseSettingsSource):
    """The settings file as a source of lowest rank."""

    def __init__(self, settings_cls: type[BaseSettings], content: dict[str, Any]) -> None:
        super().__init__(settings_cls)
        self._content = content

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        """Return one value; not used, the file is read whole."""
        return self._content.get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the whole content."""
        return self._content


class _FromTables(_FromFile):
    """The environment's values of open tables, such as `EGOVFRAME_AUTH__OIDC__CITY__CLIENT_SECRET`; above the others.

    What stands there is a text as it is: a secret of digits is no number. Only what begins with `[` or `{` is JSON. A
    name means the table that the file has, whatever its case, and with `_` for its hyphens.
    """

    @classmethod
    def read(cls, settings_cls: type[BaseSettings], kind: type[BaseModel], content: dict[str, Any]) -> _FromTables:
        """Return the source. Raises SettingsError for JSON that is broken, naming the variable."""
        found: dict[str, Any] = {}
        for name, value in sorted(os.environ.items()):
            if not value or not _table_of(kind, name):  # an empty one is none, as everywhere
                continue
            place: Any = found
            there: Any = content
            *path, last = name[len(PREFIX) :].lower().split("__")
            for part in path:
                key = _key_of(there, part)
                there, place = _below(there, key), place.setdefault(key, {})
                if not isinstance(place, dict):
                    raise SettingsError(
                        f"The environment variable {name} goes into a value.", hint="Set one of the two."
                    )
            place[_key_of(there, last)] = _value(name, value)
        return cls(settings_cls, found)


def _table_of(kind: type[BaseModel], name: str) -> str:
    """Return the beginning of the variable's name that is an open table's; empty when it is not in one."""
    tables = (each[:-1] for each in _variables(kind) if each.endswith("__*"))
    return next((each for each in tables if name.upper().startswith(each)), "")


def _key_of(table: Any, part: str) -> str:
    """Return the key of the file's table that a part of a variable's name means; the part itself without one."""
    keys = list(table) if isinstance(table, dict) else []
    return next((key for key in keys if key.lower().replace("-", "_") == part), part)


def _below(table: Any, key: str) -> Any:
    return table.get(key) if isinstance(table, dict) else None


def _value(name: str, text: str) -> Any:
    if text[0] not in "[{":
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(
            f"The environment variable {name} is no valid JSON.", hint="What begins with [ or { is JSON."
        ) from error


def load(kind: type[S], *, folder: Path | None = None, alone: bool = False, **given: Any) -> S:
    """Return the settings of the office in `folder` (default: here): its `egovframe.toml`, the environment, `given`.

    Relative paths are taken from the folder. `alone` reads neither file nor environment. Raises SettingsError
    naming the key, where it stands and what it may be.
    """
    folder = (folder or Path.cwd()).resolve()
    content = {} if alone else _read(folder / FILE)
    if not alone:
        _refuse_unknown_variables(kind)

    class Sourced(kind):  # type: ignore[valid-type,misc]
        @classmethod
        def settings_customise_sources(cls, settings_cls: Any, init_settings: Any, env_settings: Any, **_: Any) -> Any:
            if alone:
                return (init_settings,)
            tables = _FromTables.read(settings_cls, kind, content)
            env_settings.env_vars = {
                name: value for name, value in env_settings.env_vars.items() if not _table_of(kind, name)
            }
            return (init_settings, tables, env_settings, _FromFile(settings_cls, content))

    try:
        values: Any = Sourced(**given)
    except ValidationError as error:
        raise _explained(kind, error, folder / FILE) from error
    data_dir: Path = values.data_dir.expanduser()
    made: Any = kind.model_construct(**{name: getattr(values, name) for name in kind.model_fields})
    settings: S = made
    return settings.model_copy(update={"data_dir": data_dir if data_dir.is_absolute() else folder / data_dir})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.", hint="Mend the line named.") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.", hint="Check its permissions.") from error


def _refuse_unknown_variables(kind: type[BaseOfficeSettings]) -> None:
    """Raise SettingsError for an `EGOVFRAME_…` variable that sets nothing: a typo must not go unnoticed."""
    known = sorted(_variables(kind))
    open_tables = tuple(name for name in known if name.endswith("__*"))
    for name in sorted(os.environ):
        if not name.startswith(PREFIX) or name in NOT_SETTINGS or name.upper() in known:
            continue
        if any(name.upper().startswith(table[:-1]) for table in open_tables):
            continue
        close = difflib.get_close_matches(name, known, 1)
        raise SettingsError(
            f"The environment variable {name} is no setting.",
            hint=f"Did you mean {close[0]}?" if close else "Unset it; `egovframe doctor` lists the settings.",
        )


def _variables(kind: type[BaseModel], prefix: str = PREFIX) -> set[str]:
    names: set[str] = set()
    for name, field in kind.model_fields.items():
        full = prefix + (field.alias or name).upper()
        names.add(full)
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            names |= _variables(inner, full + "__")
            if inner.model_config.get("extra") == "allow":
                names.add(full + "__*")
        elif get_origin(inner) is dict or any(
            isinstance(arg, type) and issubclass(arg, BaseModel) for arg in get_args(inner)
        ):
            names.add(full + "__*")
    return names


def _explained(kind: type[BaseModel], error: ValidationError, path: Path) -> SettingsError:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(map(str, first["loc"]))
    variable = PREFIX + "__".join(map(str, first["loc"])).upper()
    place = f"the environment variable {variable}" if variable in {n.upper() for n in os.environ} else str(path)
    if first["type"] == "extra_forbidden":
        section: Any = kind
        for part in first["loc"][:-1]:
            field = getattr(section, "model_fields", {}).get(part)
            section = field.annotation if field else section
        names = [field.alias or name for name, field in getattr(section, "model_fields", {}).items()]
        close = difflib.get_close_matches(str(first["loc"][-1]), names, 1)
        return SettingsError(
            f"There is no setting {where} ({place}).",
            hint=f"Did you mean {close[0]}?" if close else f"There are: {', '.join(sorted(names))}.",
        )
    return SettingsError(
        f"The setting {where} does not hold ({place}): {first['msg']}.", hint="Correct it and start again."
    )
