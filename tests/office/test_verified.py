"""What the last verification found, kept for the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from egovframe.audit import Finding, Report
from egovframe.kernel.clock import SystemClock
from egovframe.kernel.permissions import Actor
from egovframe.kernel.text import Text
from egovframe.office import Office
from egovframe.office.verified import MOST, NAME, keep, last
from egovframe.records import digest_of
from egovframe.records.model import Damage
from egovframe.testing import open_office
from tests.office.city import PASSWORD, haneul
from tests.records.test_centre import Elsewhere
from tests.support.elsewhere import elsewhere

NOW = SystemClock().now()
VALUES = (
    '{"at": "x", "facts": 1, "count": 1, "remarked": 0, "remarks": [], "findings": '
    '[{"kind": "cut", "table": "facts", "key": "1", "message": "Cut.", "hint": "", "values": [1]}]}'
)
"""A finding whose values are none."""


def test_what_was_found_is_kept_with_its_number(tmp_path: Path) -> None:
    """The first findings and remarks, and how many there were of each."""
    assert last(tmp_path) is None
    report = Report(facts=7)
    for number in range(MOST + 5):
        report.add("edited", "facts", str(number), "It was edited.")
    report.remark("backdated", "facts", "9", "A clock was set back.", "Explain it.")
    keep(tmp_path, report, at=NOW)
    found = last(tmp_path)
    assert found is not None
    assert (found.facts, found.count, found.remarked) == (7, MOST + 5, 1)
    assert len(found.findings) == MOST
    assert found.findings[0] == Finding("edited", "facts", "0", "It was edited.")
    assert found.remarks[0].hint == "Explain it."


def test_what_was_found_is_kept_for_readers_of_both_languages(tmp_path: Path) -> None:
    """With the values of its sentence, whatever they hold: what is read back is what was found."""
    report = Report()
    by = Text(ko="앵커 {key}", en="the anchor {key}")
    report.add("deleted", "cases", "{table}", "The row {key} of {table} is gone.", key="{table}", table="cases")
    report.remark("backdated", "facts", "9", "Seen by {by} at {seen}.", "Explain it.", by=by, seen=7)
    keep(tmp_path, report, at=NOW)
    found = last(tmp_path)
    assert found is not None
    assert found.findings == tuple(report.findings)
    assert found.remarks == tuple(report.remarks)
    assert found.findings[0].message == "The row {table} of cases is gone."
    assert found.findings[0].in_("ko")[0] == "cases 표에 있던 행이 없어졌습니다: {table}."
    assert found.remarks[0].message == "Seen by the anchor {key} at 7."


def test_what_an_earlier_version_kept_is_read(tmp_path: Path) -> None:
    """It kept the English sentence as it was shown: that is what readers of Korean get of it."""
    kept = {"kind": "edited", "table": "cases", "key": "{key}", "message": "The row {key} was edited.", "hint": "Ask."}
    said = {"at": "2026-10-01T00:00:00Z", "facts": 1, "count": 1, "remarked": 0, "findings": [kept], "remarks": []}
    (tmp_path / NAME).write_text(json.dumps(said))
    found = last(tmp_path)
    assert found is not None
    (finding,) = found.findings
    assert finding.in_("ko") == finding.in_("en") == ("The row {key} was edited.", "Ask.")
    assert (finding.kind, finding.table, finding.key) == ("edited", "cases", "{key}")


def test_what_cannot_be_kept_or_read_harms_nothing(tmp_path: Path) -> None:
    """A folder that is not there, a file that is none of ours."""
    keep(tmp_path / "nowhere", Report(), at=NOW)
    assert last(tmp_path / "nowhere") is None
    for content in ("", "{}", "[1]", '{"at": 1, "findings": [{"x": 1}], "remarks": []}', VALUES):
        (tmp_path / NAME).write_text(content)
        assert last(tmp_path) is None


def test_an_office_knows_its_last_verification(office: Office) -> None:
    """Nothing is wrong with a new office, and nobody has to look."""
    assert office.verified() is None
    office.verify()
    found = office.verified()
    assert found is not None
    assert (found.count, found.findings, office.alarmed()) == (0, (), 0)


def test_bytes_that_are_no_text_do_not_stop_a_verification(tmp_path: Path) -> None:
    """Somebody leaves an id that is no UTF-8: it is named with escapes, and what was found is kept."""
    with open_office(haneul(), tmp_path) as office:
        with office.work(by=Actor.system("console")) as work:
            work.accounts.add("kim", password=PASSWORD)
        with elsewhere(office.database) as conn:
            conn.exec_driver_sql("UPDATE accounts SET id = CAST(x'61ff' AS TEXT) WHERE name = 'kim'")
        assert r"a\udcff" in [each.key for each in office.verify().findings]
        found = office.verified()
    assert found is not None
    assert r"a\udcff" in [each.key for each in found.findings]


def test_a_record_that_a_vault_elsewhere_lost_is_named(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trail cannot see its files, so verification asks the vault; why stands in the sentence as it was told."""
    why = "It is gone: {x}."
    hint = "Do not overwrite it: keep the evidence, and restore the content from a backup or a second vault."
    damage = Damage("r-1", digest_of(b"text"), "records.tampered", why, hint)
    monkeypatch.setattr(office.records, "vault", Elsewhere(root=tmp_path))
    monkeypatch.setattr(office.records, "verify", lambda _database: iter([damage]))
    (finding,) = office.verify().findings
    assert finding.message == f"The content of the record r-1 is not what was kept: {why}"
    message, then = finding.in_("ko")
    assert message == f"기록물 r-1의 내용이 보존된 것과 다릅니다: {why}"
    assert then.startswith("덮어쓰지 말고 증거를 보존한 뒤")
