"""What every test may ask for: an empty database of each kind, a browser, the real petitions. See CONTRIBUTING.md."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import HealthCheck, settings

from egovframe.kernel.builtin.file_keyring import FileKeyring
from tests.support.browser import running_browser
from tests.support.emptied import emptied
from tests.support.left_out import leave_out, summarise
from tests.support.memory import keep_in_memory
from tests.support.postgres import PostgresServer, running_postgres
from tests.support.sampling import choose, rank

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.support.slapd import Slapd

ROOT = Path(__file__).resolve().parent.parent

# Machines are shared and noisy: a slow example is no failure. `make test-all` looks at many more examples.
settings.register_profile("quick", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("heavy", settings.get_profile("quick"), max_examples=1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--sample` and `--heavy`."""
    parser.addoption("--sample", action="store_true", help="of tests that are much alike run a sample, as `make test`")
    parser.addoption(
        "--heavy", action="store_true", help="run the tests that take minutes, and more examples of each rule"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Chooses how many examples of each rule are looked at, and where files lie."""
    keep_in_memory()
    settings.load_profile("heavy" if config.getoption("--heavy") else "quick")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Leaves out what the options leave out before others shuffle the tests, and puts the longest first afterwards."""
    choose(config, items)
    yield
    items.sort(key=rank)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly what was left out."""
    summarise(terminalreporter)


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """Gives each test the logging of a program that set up none: a command run by a test before it sets up its own."""
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def heavy(request: pytest.FixtureRequest) -> bool:
    """Whether everything is to be tested, however long that takes, or a sample of what is much alike."""
    return bool(request.config.getoption("--heavy"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL server for all tests of this process."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Slapd"]:
    """One real directory for all tests of this process: each test adds the people that it changes."""
    from tests.support.slapd import running_slapd

    with running_slapd(tmp_path_factory.mktemp("directory")) as lent:
        yield lent


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The SQLAlchemy URL of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'office.sqlite3'}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The SQLAlchemy URL of an empty PostgreSQL database; dropped afterwards. Mark such tests `postgres`."""
    with postgres_server.empty_database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The SQLAlchemy URL of an empty database: the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(scope="session")
def postgres_with_tables(postgres_server: PostgresServer) -> str:
    """The name of a PostgreSQL database with the tables of an office in which nothing has happened, to copy."""
    import egovframe.office  # noqa: F401  every component declares its tables
    from egovframe.kernel import migrations
    from egovframe.kernel.database import Database, metadata

    name = postgres_server.create()
    with closing(Database.open(postgres_server.url(name))) as database:
        migrations.migrate(database, metadata=metadata)
    return name


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def office_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Like `database_url`, for an office in `tmp_path`: on PostgreSQL with tables and keys, copied to save the time."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    FileKeyring(folder=tmp_path / "keys", create=True)
    with server.empty_database(like=request.getfixturevalue("postgres_with_tables")) as url:
        yield url


@pytest.fixture(scope="session")
def shared_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """One PostgreSQL database for all tests of this process; see `emptied_url`."""
    with postgres_server.empty_database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def emptied_url(request: pytest.FixtureRequest) -> str:
    """Like `database_url`, for rooms with many tests: on PostgreSQL the tables stay and are emptied of every row."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return emptied(request.getfixturevalue("shared_postgres_url"))


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """The system's Chromium, started once per module. Mark such tests `browser`."""
    with running_browser() as lent:
        yield lent


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A fresh page of a Korean speaker without cookies; fails the test when the page's own script raised."""
    context = browser.new_context(locale="ko-KR", timezone_id="Asia/Seoul")
    lent = context.new_page()
    raised: list[str] = []
    lent.on("pageerror", lambda error: raised.append(str(error)))
    try:
        yield lent
    finally:
        context.close()
    assert not raised, f"the page's script raised: {raised}"


@pytest.fixture(scope="session")
def real_petitions() -> Path:
    """The file of 714 real petitions (`EGOVFRAME_PETITIONS`); it is no part of the repository."""
    path = Path(os.environ.get("EGOVFRAME_PETITIONS") or ROOT.parent / "shared" / "data" / "petitions-2019-05.jsonl")
    if not path.is_file():
        leave_out(
            "the real petitions; set EGOVFRAME_PETITIONS to a JSON Lines file with `category`, `title` and `content`",
            may_be_missing_in_ci=True,
        )
    return path
