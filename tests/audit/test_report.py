"""What verification found, as values: what holds, what does not, and what to do, in the reader's language."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import egovframe
from egovframe.audit import Finding, Report, TrailBroken
from egovframe.audit.report import KINDS, MOST_FINDINGS, RESTORE
from egovframe.kernel.text import Text

SOURCE = Path(egovframe.__file__).parent
GONE = "The row {key} of {table} is gone."
PLACE = re.compile(r"\{\w+\}")


def gone(key: str, **more: str) -> Finding:
    """Return the finding that a row is gone."""
    report = Report()
    report.add("deleted", "cases", key, GONE, key=key, **more)
    return report.findings[0]


def test_nothing_found_means_that_all_holds() -> None:
    """Then the check returns."""
    report = Report()
    assert report.holds
    report.check()


def test_the_first_finding_is_named() -> None:
    """With how many there are and the next step; the finding goes with the error, for readers of Korean."""
    report = Report()
    report.add("edited", "cases", "1", "The row {key} of cases was edited.", key="1")
    with pytest.raises(TrailBroken, match=r"The row 1 of cases was edited\. \(1 finding in all\.\)") as caught:
        report.check()
    assert caught.value.hint == RESTORE
    assert caught.value.finding is report.findings[0]
    report.add("cut", "facts", "7", "Cut.", "Ask the other city.")
    with pytest.raises(TrailBroken, match=r"\(2 findings in all\.\)"):
        report.check()
    assert not report.holds


def test_a_finding_in_both_languages() -> None:
    """The sentence, what to do and the kind; a language that nobody translated to gets English."""
    finding = gone("7", table="cases")
    assert finding.message == "The row 7 of cases is gone."
    assert finding.hint == RESTORE
    assert finding.in_("en") == finding.in_("fr") == (finding.message, RESTORE)
    message, hint = finding.in_("ko-KR")
    assert message == "cases 표에 있던 행이 없어졌습니다: 7."
    assert hint.startswith("백업과 대조하여")
    assert (finding.kind_in("ko"), finding.kind_in("en")) == ("지워짐", "deleted")
    assert Finding("odd", "cases", "7", "Odd.").kind_in("ko") == "odd"


def test_a_value_in_two_languages() -> None:
    """A name that is not the same in both is filled in in the sentence's own."""
    finding = gone("7", table=Text(ko="민원", en="petitions"))  # type: ignore[arg-type]
    assert finding.message == "The row 7 of petitions is gone."
    assert finding.in_("ko")[0].startswith("민원 표에")


@pytest.mark.parametrize(
    "key", ["{table}", "{key}", "{0}", "{", "}", "{key.__class__}", "{{x}}", "{key!r:>9}", "%s\\1"]
)
def test_what_an_attacker_wrote_stands_there_as_it_is(key: str) -> None:
    """Only the sentence has places: braces in a value are letters."""
    assert gone(key, table="cases").message == f"The row {key} of cases is gone."
    assert key in gone(key, table="cases").in_("ko")[0]
    assert Finding("edited", "cases", key, f"The row {key} is another.").message == f"The row {key} is another."


def test_what_is_no_text_can_be_printed() -> None:
    """Another tool may have left anything: it is shown as escapes, in the key and in the sentence."""
    assert gone("a\udcff", table="cases").message == r"The row a\udcff of cases is gone."
    assert gone("a\udcff").key == r"a\udcff"


def test_a_place_without_a_value_and_a_value_without_a_place() -> None:
    """The first stays as it is written, the second is left out: a finding is shown whatever it lacks."""
    assert gone("7").message == "The row 7 of {table} is gone."
    assert gone("7", table="cases", more="x").message == "The row 7 of cases is gone."


def test_findings_are_values() -> None:
    """They are equal by what they say, go into sets, and travel between processes."""
    finding = gone("7", table="cases")
    assert finding == gone("7", table="cases") != gone("7", table="files")
    assert {finding, gone("7", table="cases")} == {finding}
    report = Report()
    report.take(finding)
    report.remark(
        "backdated", "facts", "9", "A clock was set back by {jump}.", "Explain it.", jump=Text(ko="나", en="a")
    )
    back = pickle.loads(pickle.dumps(report, protocol=pickle.HIGHEST_PROTOCOL))
    assert back == report
    assert back.findings[0].in_("ko") == finding.in_("ko")


def test_a_finding_as_json() -> None:
    """Every field, for programs, in English; what a person reads in Korean beside it."""
    finding = Finding("edited", "cases", "1", "Edited.", "Restore it.")
    assert finding.as_json() == {
        "kind": "edited", "table": "cases", "key": "1", "message": "Edited.", "hint": "Restore it.",
        "ko": {"message": "Edited.", "hint": "Restore it."},
    }  # fmt: skip
    told = gone("7", table="cases").as_json()
    assert told["message"] == "The row 7 of cases is gone."
    assert told["ko"]["message"] == "cases 표에 있던 행이 없어졌습니다: 7."


def test_a_trail_that_is_broken_everywhere_fits_into_memory() -> None:
    """The first thousand findings are kept, and so many remarks."""
    report = Report()
    for number in range(MOST_FINDINGS + 10):
        report.add("deleted", "cases", str(number), "Gone.")
        report.remark("backdated", "facts", str(number), "Set back.", "Explain it.")
    assert (len(report.findings), len(report.remarks)) == (MOST_FINDINGS, MOST_FINDINGS)
    assert report.findings[0].key == "0"


def test_every_sentence_fills_the_same_places_in_korean() -> None:
    """No value is lost in a translation, and none is asked for that the English has not."""
    path = SOURCE / "locale" / "ko" / "LC_MESSAGES" / "audit.po"
    with path.open("rb") as file:
        sentences = {str(each.id): str(each.string) for each in read_po(file, locale="ko") if each.id}
    assert len(sentences) > 50
    for english, korean in sentences.items():
        assert sorted(PLACE.findall(korean)) == sorted(PLACE.findall(english)), english


def test_no_sentence_is_put_together_where_it_is_found() -> None:
    """What verification says is marked for the catalogues: an f-string or a bare text would be English for good."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")]
    found = [call for tree in trees for call in ast.walk(tree) if isinstance(call, ast.Call) and takes_down(call)]
    assert len(found) > 50
    for call in found:
        for text in (arg for arg in call.args if isinstance(arg, (ast.JoinedStr, ast.Constant))):
            assert " " not in ast.unparse(text), ast.unparse(call)


def takes_down(call: ast.Call) -> bool:
    """Say whether a call takes a finding down; keys and paths, which may be put together, hold no blank."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    kind = call.args[0] if call.args else None
    of_kind = isinstance(kind, ast.Constant) and kind.value in KINDS
    return name in ("_run", "_unreadable") or (name in ("add", "remark", "_add") and of_kind)
