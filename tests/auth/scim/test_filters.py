"""Filters are read as RFC 7644, 3.4.2.2 writes them, and nothing else is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth.scim.errors import ScimRefused
from egovframe.auth.scim.filters import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_TERMS,
    And,
    Compare,
    Filter,
    Not,
    Or,
    PatchPath,
    Within,
    read_filter,
    read_path,
)

URN = "urn:ietf:params:scim:schemas:core:2.0:User"
EXAMPLES: dict[str, Filter] = {
    'userName eq "bjensen"': Compare("userName", "eq", "bjensen"),
    'name.familyName co "O\'Malley"': Compare("name.familyName", "co", "O'Malley"),
    'userName sw "J"': Compare("userName", "sw", "J"),
    f'{URN}:userName sw "J"': Compare(f"{URN}:userName", "sw", "J"),
    "title pr": Compare("title", "pr"),
    'meta.lastModified gt "2011-05-13T04:42:34Z"': Compare("meta.lastModified", "gt", "2011-05-13T04:42:34Z"),
    'title pr and userType eq "Employee"': And((Compare("title", "pr"), Compare("userType", "eq", "Employee"))),
    'title pr or userType eq "Intern"': Or((Compare("title", "pr"), Compare("userType", "eq", "Intern"))),
    f'schemas eq "{URN}"': Compare("schemas", "eq", URN),
    'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")': And(
        (
            Compare("userType", "eq", "Employee"),
            Or((Compare("emails", "co", "example.com"), Compare("emails.value", "co", "example.org"))),
        )
    ),
    'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")': And(
        (
            Compare("userType", "ne", "Employee"),
            Not(Or((Compare("emails", "co", "example.com"), Compare("emails.value", "co", "example.org")))),
        )
    ),
    'userType eq "Employee" and (emails.type eq "work")': And(
        (Compare("userType", "eq", "Employee"), Compare("emails.type", "eq", "work"))
    ),
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]': And(
        (
            Compare("userType", "eq", "Employee"),
            Within("emails", And((Compare("type", "eq", "work"), Compare("value", "co", "@example.com")))),
        )
    ),
    'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]': Or(
        (
            Within("emails", And((Compare("type", "eq", "work"), Compare("value", "co", "@example.com")))),
            Within("ims", And((Compare("type", "eq", "xmpp"), Compare("value", "co", "@foo.com")))),
        )
    ),
}
"""Every example of RFC 7644, figure 2."""


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_rfc_are_read(text: str) -> None:
    """Known answers: RFC 7644, section 3.4.2.2, figure 2."""
    assert read_filter(text) == EXAMPLES[text]


def test_what_entra_id_sends_is_read() -> None:
    """A part of the value that a filter in brackets chose."""
    wanted = Within("emails", Compare("type", "eq", "work"), Compare("value", "eq", "a@b.example"))
    assert read_filter('emails[type eq "work"].value eq "a@b.example"') == wanted


def test_not_binds_before_and_and_and_before_or() -> None:
    """Precedence of section 3.4.2.2; operators and words in any case, blanks as they come."""
    a, b, c = (Compare(name, "pr") for name in "abc")
    assert read_filter("a pr or b pr and c pr") == Or((a, And((b, c))))
    assert read_filter("a PR AND b pr Or c pr") == Or((And((a, b)), c))
    assert read_filter("not(a pr) and b pr") == And((Not(a), b))
    assert read_filter("  ( a pr or\tb pr ) and c pr ") == And((Or((a, b)), c))


def test_values_are_json() -> None:
    """Texts with escapes, numbers, true, false, null; Entra ID's capital letters as well."""
    assert read_filter(r'a eq "say \"hi\" 안녕 \u0041"') == Compare("a", "eq", 'say "hi" 안녕 A')
    assert read_filter("a eq -1.5e3") == Compare("a", "eq", -1500.0)
    assert read_filter("a eq True") == Compare("a", "eq", value=True)
    assert read_filter("a ne null") == Compare("a", "ne", None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "userName",
        'userName "kim"',
        "userName eq",
        "userName eq kim",
        "userName eq 'kim'",
        'userName eq "kim',
        'userName is "kim"',
        '(userName eq "kim"',
        'userName eq "kim")',
        'userName eq "kim" and',
        'userName eq "kim" userName pr',
        'not userName eq "kim"',
        'emails[type eq "work"',
        'emails[type eq "work" and phones[type pr]]',
        "emails[]",
        'user;Name eq "kim"',
        'userName eq "\\ud800"',
        "a eq 01",
        "a eq NaN",
        'userName eq "kim"; DROP TABLE accounts',
        "a.b.c.d pr",
    ],
)
def test_what_is_no_filter_is_refused(text: str) -> None:
    """400 invalidFilter, naming what is wrong; never a traceback."""
    with pytest.raises(ScimRefused) as raised:
        read_filter(text)
    assert raised.value.scim_type == "invalidFilter"


def test_filters_are_bounded() -> None:
    """In length, in depth, in the number of comparisons."""
    deep = "(" * MAX_DEPTH + "a pr" + ")" * MAX_DEPTH
    assert read_filter(deep) == Compare("a", "pr")
    for much in (
        f"({deep})",
        "(" * 1_900,
        " and ".join(["a pr"] * (MAX_TERMS + 1)),
        f'a eq "{"x" * MAX_LENGTH}"',
        'a eq "' + "\\" * 1_500,
    ):
        with pytest.raises(ScimRefused, match="cannot be read"):
            read_filter(much)


@given(st.text(alphabet='ab.()[]" \\:$-eqnorandpt\u3000', max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever comes is read or refused."""
    try:
        read_filter(text)
    except ScimRefused as refused:
        assert refused.scim_type == "invalidFilter"  # noqa: PT017 - both ends are fine


names = st.sampled_from(["userName", "name.familyName", "emails", f"{URN}:active"])
values = st.one_of(st.text(max_size=8).filter(lambda t: t.isprintable()), st.booleans(), st.none(), st.integers())
simple = st.one_of(
    st.builds(Compare, names, st.sampled_from(["eq", "ne", "co", "gt"]), values),
    st.builds(lambda name: Compare(name, "pr"), names),
)
trees = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)


def written(tree: Filter) -> str:
    """The tree as a filter, every part in parentheses."""
    match tree:
        case Compare(path, "pr"):
            return f"{path} pr"
        case Compare(path, operator, value):
            return f"{path} {operator} {json.dumps(value)}"
        case Not(of):
            return f"not ({written(of)})"
        case And(parts):
            return " and ".join(f"({written(part)})" for part in parts)
        case Or(parts):
            return " or ".join(f"({written(part)})" for part in parts)
        case Within():
            return f"{tree.path}[{written(tree.of)}]"


@given(trees)
def test_what_is_written_is_what_is_read(tree: Filter) -> None:
    """A tree written out with parentheses is read back as it was."""
    assert read_filter(written(tree)) == tree


def test_paths_of_changes_are_read() -> None:
    """The examples of RFC 7644, 3.5.2, and what is none of them."""
    assert read_path("members") == PatchPath("members")
    assert read_path("name.familyName") == PatchPath("name.familyName")
    assert read_path('addresses[type eq "work"]') == PatchPath("addresses", Compare("type", "eq", "work"))
    chosen = PatchPath("members", Compare("value", "eq", "2819c223"), "displayName")
    assert read_path('members[value eq "2819c223"].displayName') == chosen
    for wrong in ("", "members[", "members]", 'members[value eq "1"]x', "a b", 'members[value eq "1"].a.b'):
        with pytest.raises(ScimRefused) as raised:
            read_path(wrong)
        assert raised.value.scim_type == "invalidPath"
