"""The sample plug-ins, and those of the template, are packages that install, are found, and pass their suites."""

import json
from pathlib import Path

import pytest
from copier import run_copy

from tests.examples.own_tests import passing, run

SAMPLES = ("egovframe-failing-demos", "egovframe-folder-vault", "egovframe-register-file", "egovframe-sms-file")
KINDS = {
    "vault": "egovframe.records.vaults",
    "channel": "egovframe.forms.channels",
    "prefill": "egovframe.forms.prefills",
    "policy": "egovframe.auth.policies",
    "jurisdiction": "egovframe.jurisdictions",
}
LOAD = """
import json, sys
from importlib.metadata import entry_points
ours = [p for name in sys.argv[1:] for p in entry_points(group=name.split("/")[0], name=name.split("/")[1])]
print(json.dumps({f"{p.group}/{p.name}": p.load().__name__ for p in ours}))
"""


@pytest.fixture(scope="module")
def plugins(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders of all plug-ins: the samples, and one made of each kind."""
    made = tmp_path_factory.mktemp("plugins")
    template = repository / "src" / "egovframe" / "scaffolds" / "plugin"
    for kind in KINDS:
        answers = {"name": f"egovframe-cold-{kind}", "kind": kind}
        run_copy(str(template), made / f"egovframe-cold-{kind}", data=answers, defaults=True, quiet=True)
    return [*(repository / "examples" / "plugins" / name for name in SAMPLES), *sorted(made.iterdir())]


@pytest.mark.whole
def test_plugins_install_are_found_and_pass_their_suites(plugins: list[Path], tmp_path: Path) -> None:
    """Built with their own build system and installed into an empty folder, each is on offer under its name."""
    site = tmp_path / "site"
    words = "--quiet --no-deps --no-index --no-build-isolation --disable-pip-version-check --no-compile".split()
    run(["-m", "pip", "install", *words, "--target", str(site), *map(str, plugins)], cwd=tmp_path)
    expected = {
        "egovframe.records.vaults/own-folder": "FolderVault",
        "egovframe.forms.channels/sms-file": "SmsFile",
        "egovframe.forms.channels/failing": "FailingChannel",
        "egovframe.forms.prefills/failing": "FailingPrefill",
        "egovframe.forms.prefills/register-file": "RegisterFile",
        "egovframe.forms.scanners/failing": "FailingScanner",
        "egovframe.forms.scanners/eicar": "EicarScanner",
        **{f"{group}/cold-{kind}": f"Cold{kind.title()}" for kind, group in KINDS.items()},
    }
    assert json.loads(run(["-c", LOAD, *expected], cwd=tmp_path, found_in=[site])) == expected

    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", encoding="utf-8")
    tests = [folder / "tests" for folder in plugins]
    report = passing(*tests, cwd=tmp_path, found_in=[site], more=["-c", "pytest.ini", "--import-mode=importlib"])
    assert "skipped" not in report


def test_a_made_plugin_is_clean(plugins: list[Path]) -> None:
    """Linted and formatted by its own rules, each made plug-in has nothing to mend."""
    for folder in plugins[len(SAMPLES) :]:
        assert run(["-m", "ruff", "check", "--quiet", "--no-cache", "."], cwd=folder) == ""
        assert run(["-m", "ruff", "format", "--check", "--quiet", "--no-cache", "."], cwd=folder) == ""


@pytest.mark.heavy
def test_a_made_plugin_is_typed(plugins: list[Path], tmp_path: Path) -> None:
    """mypy, strict by the plug-in's own settings, finds nothing."""
    for folder in plugins[len(SAMPLES) :]:
        assert "Success" in run(["-m", "mypy", "--cache-dir", str(tmp_path), "src", "tests"], cwd=folder)
