"""Templates: what an office may write, what is refused with its reason, and that nothing filled in is read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.forms.notices.template import LONGEST, Block, Template
from egovframe.kernel.errors import Invalid

KNOWN = ("title", "reason", "basis")


def blocks(text: str, **values: str) -> list[tuple[str, bool]]:
    """A template filled in, as texts and whether each is a heading."""
    return [(block.text, block.heading) for block in Template.parse(text, KNOWN).blocks(values)]


def test_fields_are_filled_in() -> None:
    """By name, blanks in the braces or not; a field without a value is empty."""
    assert blocks("{{title}}: {{ reason }}{{basis}}.", title="도로", reason="사유지") == [("도로: 사유지.", False)]


def test_a_part_stands_where_its_field_says_something() -> None:
    """And the other way about where it says nothing; blanks are nothing."""
    text = "{{#basis}}\n# Basis\n{{basis}}\n{{/basis}}\n{{^basis}}none{{/basis}}"
    assert blocks(text, basis="법27") == [("Basis", True), ("법27", False)]
    assert blocks(text, basis="  ") == [("none", False)]


def test_empty_lines_end_paragraphs_and_headings_stand_alone() -> None:
    """A value of two paragraphs makes two, and a heading in a value is none."""
    assert blocks("# Why\nso\nand so\n\n{{reason}}", reason="one\n\n# two\n{{title}}") == [
        ("Why", True),
        ("so\nand so", False),
        ("one", False),
        ("# two\n{{title}}", False),
    ]


def test_a_subject_is_one_line() -> None:
    """Whatever is filled in: a line break there would begin a header of a mail."""
    assert Template.parse("[{{title}}] x", KNOWN).line({"title": "a\r\nBcc: b"}) == "[a Bcc: b] x"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{nobody}}", "nobody"),
        ("{{#basis}}x", "does not end"),
        ("x{{/basis}}", "not begun"),
        ("{{#basis}}{{#title}}{{/basis}}{{/title}}", "not begun"),
        ("{{ 7*7 }}", "name of a field"),
        ("{{title.__class__}}", "name of a field"),
        ("}}", "name of a field"),
        ("\ue0000\ue001", "no text has"),
        ("x" * (LONGEST + 1), "too long"),
        ("{{#title}}" * 7 + "{{/title}}" * 7, "too deep"),
    ],
)
def test_what_does_not_hold_is_named(text: str, says: str) -> None:
    """With the field of the page that it stands in, and what would hold."""
    with pytest.raises(Invalid) as refused:
        Template.parse(text, KNOWN, where="subject")
    (fault,) = refused.value.faults
    assert fault.field == "subject"
    assert says in fault.message.in_("en")  # type: ignore[union-attr]


@given(st.text(max_size=60), st.dictionaries(st.sampled_from(KNOWN), st.text(max_size=40)))
def test_any_text_is_refused_or_fills_in(text: str, values: dict[str, str]) -> None:
    """Total: whatever somebody writes and whatever is filled in, it is Invalid or gives blocks."""
    try:
        template = Template.parse(text, KNOWN)
    except Invalid:
        return
    assert all(isinstance(block, Block) for block in template.blocks(values))


@given(st.text(max_size=80).filter(lambda text: "\ue000" not in text))
def test_what_is_filled_in_comes_out_as_it_is(value: str) -> None:
    """Character for character but for empty lines between paragraphs, and never as a heading."""
    found = Template.parse("{{reason}}", KNOWN).blocks({"reason": value})
    assert not any(block.heading for block in found)
    assert "".join("".join(block.text.split()) for block in found) == "".join(value.split())
