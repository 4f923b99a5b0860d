"""The repository keeps its own house rules: what a new contributor finds, and what must never get in."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.support.left_out import leave_out

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "egovframe"
LONGEST = 400
MIRRORED_ELSEWHERE = {
    "__init__.py": "names only",
    "__main__.py": "run by the tests of the command line",
    "errors.py": "raised in the tests of what goes wrong",
    "events.py": "emitted in the tests of the service",
    "interfaces.py": "held by the conformance suites",
    "tables.py": "read and written in the tests of the store",
}
BINARY = {".png", ".ico", ".woff2", ".pdf", ".zip", ".xlsx", ".sqlite3"}


def tracked() -> list[Path]:
    """Lists the files that belong to the repository; outside of git, what a source archive holds."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    result = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode:
        leave_out("what asks git which files are the repository's; run it in a git checkout")
    return [path for name in result.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    """Yields every text file of the repository with its content."""
    for path in tracked():
        if path.suffix not in BINARY:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def named(paths: list[Path]) -> list[str]:
    """Gives paths as one reads them from the root of the repository."""
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def modules() -> list[Path]:
    """Lists the modules of the library."""
    return [path for path in SOURCE.rglob("*.py") if "scaffold" not in path.parts and "templates" not in path.parts]


@pytest.mark.parametrize(
    "name",
    [
        "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.ko.md", "README.md", "SECURITY.md",
        "docs/index.ko.md", "docs/index.md", "publiccode.yml", "requirements/dev.txt", "src/egovframe/py.typed",
    ],
)  # fmt: skip
def test_a_newcomer_finds_what_every_project_has(name: str) -> None:
    """What belongs at the top of a project is there and not empty, but for the marker that has nothing to say."""
    path = ROOT / name
    assert path.is_file()
    assert path.name == "py.typed" or path.stat().st_size > 200


def test_the_licence_is_apache_2() -> None:
    """The full text stands in LICENSE, and the package and the catalogue entry say the same."""
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "END OF TERMS AND CONDITIONS" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"] == "Apache-2.0"
    assert yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))["legal"]["license"] == "Apache-2.0"


def test_the_catalogue_entry_says_what_public_catalogues_ask_for() -> None:
    """publiccode.yml 0.4: the mandatory keys, descriptions of the right length in both languages, our own version."""
    entry = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    mandatory = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"}
    assert mandatory | {"description", "legal", "maintenance", "localisation"} <= set(entry)
    assert entry["publiccodeYmlVersion"] == "0.4"
    assert entry["softwareVersion"] == project["version"]
    for language in ("en", "ko"):
        about = entry["description"][language]
        assert len(about["shortDescription"]) <= 150
        assert 150 <= len(about["longDescription"]) <= 10_000
        assert about["features"]


def test_the_lock_names_files_by_hash_and_no_index() -> None:
    """Where packages come from is the machine's own configuration; what they must be is fixed here."""
    for path in (ROOT / "requirements").glob("*.txt"):
        lock = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|file:|--(extra-)?index-url|--find-links|--trusted-host", lock), path
        pinned = re.findall(r"^[\w.-]+(?:\[[\w,-]+\])?==.*$", lock, re.MULTILINE)
        assert pinned
        assert [line for line in pinned if not line.rstrip().endswith("\\")] == [], path


def test_no_file_names_the_machine_it_was_written_on() -> None:
    """Paths of somebody's home or of this checkout are no part of the project."""
    private = re.compile(r"(?<![\w.$}~-])/(?:home|root|Users)/[a-zA-Z]|" + re.escape(str(ROOT)) + r"(?![\w-])")
    found = [f"{path.relative_to(ROOT)}: {match[0]}" for path, text in texts() for match in private.finditer(text)]
    assert found == []


def test_no_file_holds_a_merge_mark_or_a_promise() -> None:
    """What is not done is not in the source: no conflict marks, and no notes to do something later."""
    promise = re.compile(
        r"^(?:<{7} |>{7} )|\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3]) + r")\b", re.MULTILINE
    )
    looked_at = [
        (path, text) for path, text in texts() if path.suffix in {".py", ".html", ".css", ".js", ".md", ".toml"}
    ]
    assert [str(path.relative_to(ROOT)) for path, text in looked_at if promise.search(text)] == []


def test_no_module_is_two_nouns() -> None:
    """A file over 400 lines is two nouns: divide it."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_tests_mirror_the_source() -> None:
    """Whoever changes a module knows where its tests are: the same path under tests/."""
    missing = []
    for path in modules():
        place = path.relative_to(SOURCE)
        if path.name in MIRRORED_ELSEWHERE or place.parts[0] == "migrations" or "suites" in place.parts:
            continue
        twin = ROOT / "tests" / place.parent / f"test_{place.name.lstrip('_')}"
        if not twin.is_file():
            missing.append(str(twin.relative_to(ROOT)))
    assert sorted(missing) == []


def test_every_template_and_catalogue_is_in_the_wheel(tmp_path: Path) -> None:
    """What is installed is whole: every file of the package is packed, and nothing else."""
    from zipfile import ZipFile

    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {str(path.relative_to(ROOT / "src")) for path in tracked() if path.is_relative_to(SOURCE)}
    assert expected <= packed


def test_importing_the_library_does_no_work(tmp_path: Path) -> None:
    """Importing opens no file of the office, starts no thread and loads no web server or database driver.

    The time it takes is printed, never asserted: machines differ.
    """
    code = (
        "import sys, threading, time; start = time.perf_counter();"
        "import egovframe; took = time.perf_counter() - start;"
        "heavy = {'alembic', 'copier', 'obstore', 'playwright', 'psycopg', 'uvicorn'} & set(sys.modules);"
        "print(f'{took:.3f}', threading.active_count(), *sorted(heavy))"
    )
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    seconds, threads, *heavy = result.stdout.split()
    print(f"import egovframe: {seconds} s")  # noqa: T201  shown with -rP
    assert threads == "1"
    assert heavy == []
    assert list(tmp_path.iterdir()) == []


def test_a_python_of_this_machine_is_found() -> None:
    """`make` and continuous integration find the Pythons themselves; the oldest is no older than what we promise."""
    listed = subprocess.run([ROOT / "tools" / "pythons"], capture_output=True, text=True, check=True, timeout=120)
    versions = [tuple(map(int, line.split(" ", 1)[0].split("."))) for line in listed.stdout.splitlines()]
    assert versions == sorted(versions)
    assert versions[0] >= (3, 11)
