"""Exporting by the name of a plug-in: in pieces of a good size, and cleaned up when nobody reads on."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from egovframe.audit import Fact, Product, exported
from egovframe.audit.exporting import FORMATS, PIECE
from egovframe.kernel.errors import PluginError
from egovframe.testing.suites.exporters import HANEUL, a_fact


def test_the_built_in_formats_are_on_offer() -> None:
    """Found as anyone's are."""
    assert {"cadf", "csv", "ocsf", "syslog", "xlsx"} <= set(FORMATS.names())


@pytest.mark.parametrize("name", ["cadf", "csv", "ocsf", "syslog", "xlsx"])
def test_pieces_are_of_a_size_that_connections_like_and_make_the_file(name: str) -> None:
    """Not one packet a fact: all but the last have 64 KiB or a little more."""
    facts = [a_fact(n) for n in range(300)]
    pieces = list(exported(facts, name, product=HANEUL))
    assert all(PIECE <= len(piece) < 2 * PIECE for piece in pieces[:-1])
    assert len(pieces) > (name != "xlsx")
    if name != "xlsx":
        assert b"".join(pieces) == b"".join(FORMATS.load(name).export(facts, product=HANEUL))


def test_options_are_the_plug_ins_settings() -> None:
    """As they stand in a file of settings."""
    content = b"".join(exported([a_fact()], "csv", product=HANEUL, options={"language": "en"}))
    assert b'"Number","Time"' in content


def test_what_does_not_hold_is_said_at_once() -> None:
    """Before the first piece is asked for, and before a download begins."""
    with pytest.raises(PluginError, match=r"Installed are: .*csv"):
        exported([], "pdf", product=HANEUL)
    with pytest.raises(PluginError, match="language"):
        exported([], "csv", product=HANEUL, options={"language": "fr"})


def test_nothing_is_taken_before_it_is_asked_for_and_nothing_stays_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody stops a download: the file that was being made goes at once."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    taken: list[int] = []

    def facts() -> Iterator[Fact]:
        for n in range(2000):
            taken.append(n)
            yield a_fact(n)

    pieces = exported(facts(), "xlsx", product=HANEUL)
    assert taken == []
    next(pieces)
    assert list(tmp_path.iterdir()) != []
    pieces.close()
    assert list(tmp_path.iterdir()) == []


def test_a_product_knows_which_library_it_is() -> None:
    """The version is that of what is installed; the host is told only when somebody says it."""
    product = Product(city="하늘시", origin="haneul.example/log")
    assert product.version
    assert product.host == ""


@pytest.mark.heavy
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", ["cadf", "csv", "ocsf", "syslog", "xlsx"])
def test_a_million_facts_need_no_more_memory_than_a_thousand(name: str, tmp_path: Path) -> None:
    """Measured from outside, in a process of its own; a workbook has more rows than a sheet and goes on in a second."""

    def needed(count: int) -> int:
        code = (
            "import re, sys; from egovframe.audit import exported;"
            "from egovframe.testing.suites.exporters import HANEUL, a_fact;"
            "file = open(sys.argv[1], 'wb');"
            "file.writelines(exported((a_fact(n) for n in range(int(sys.argv[2]))), sys.argv[3], product=HANEUL));"
            # ru_maxrss would say what the parent had when it forked
            "file.close(); told = open('/proc/self/status').read();"
            "print(int(re.search(r'VmHWM:\\s+(\\d+)', told)[1]) // 1024)"
        )
        command = [sys.executable, "-c", code, str(tmp_path / "facts"), str(count), name]
        return int(subprocess.run(command, check=True, capture_output=True, text=True, timeout=1700).stdout)

    few, many = needed(1000), needed(1_050_000)
    print(f"{name}: {few} MB for a thousand, {many} MB for a million")  # noqa: T201  shown with -rP
    assert many < few + 30
    if name == "xlsx":
        with ZipFile(tmp_path / "facts") as parts:
            assert "xl/worksheets/sheet2.xml" in parts.namelist()
