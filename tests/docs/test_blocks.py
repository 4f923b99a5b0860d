"""What the documentation shows is true: its blocks run, in the order a reader meets them."""

import sys
from pathlib import Path

import pytest

from tests.support.blocks import ROOT, Reader, blocks_of, check_syntax, pages, without_comments

LONG = {"verify-the-trail.md", "import-users.md"}
"""Pages whose blocks take ten seconds and more."""

PAGES = [pytest.param(page, id=str(page.relative_to(ROOT))) for page in pages()]
RUN = [
    pytest.param(page, id=str(page.relative_to(ROOT)), marks=[pytest.mark.whole] * (page.name in LONG))
    for page in pages()
]
TWINS = [pytest.param(page, id=str(page.relative_to(ROOT))) for page in pages(translated=True)]


@pytest.mark.sampled(one_in=9, first=1)
@pytest.mark.parametrize("page", RUN)
def test_every_block_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    """A reader who types in the page, block after block, meets no error and sees what the page shows."""
    blocks = blocks_of(page)
    with Reader(tmp_path) as reader:
        for block in blocks:
            reader.read(block)
    assert [block.where for block in blocks if block.kind == "run" and not block.executable] == []


@pytest.mark.parametrize("page", [*PAGES, *TWINS])
def test_a_block_that_is_not_run_says_why(page: Path) -> None:
    """Leaving a block out needs a reason of some words, so that it is a decision and no habit."""
    silent = [block.where for block in blocks_of(page) if block.left_out and len(block.rest.split()) < 3]
    assert silent == []


@pytest.mark.parametrize("page", TWINS)
def test_both_languages_show_the_same_code(page: Path) -> None:
    """The Korean page has the English one's blocks in the same order; comments and docstrings are translated."""
    english = page.with_name(page.name.replace(".ko.md", ".md"))
    assert english.is_file(), f"{page.name} has no English page beside it"
    for block in blocks_of(page):
        check_syntax(block)
    assert [without_comments(block) for block in blocks_of(page)] == [
        without_comments(block) for block in blocks_of(english)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_in_korean(page: Path) -> None:
    """A city's developers read Korean: no page is English only, but the house's own CONTRIBUTING."""
    if page.name == "CONTRIBUTING.md":
        assert not page.with_suffix(".ko.md").exists()
    else:
        assert page.with_suffix(".ko.md").is_file()


def test_the_runner_sees_an_error(tmp_path: Path) -> None:
    """The runner itself is no formality: a wrong output, a failing command and a raising block each fail the page."""
    page = tmp_path / "page.md"
    for wrong in ("```console\n$ echo 하늘시\n바다시\n```", "```bash\nfalse\n```", "```python\nassert 1 == 2\n```"):
        page.write_text(wrong, encoding="utf-8")
        with pytest.raises(AssertionError), Reader(tmp_path / str(len(wrong))) as reader:
            reader.read(blocks_of(page)[0])


def test_a_page_has_one_folder_one_session_and_one_shell(tmp_path: Path) -> None:
    """Files, names, variables and the current folder of one block are there in the next."""
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- file: city/name.txt -->\n```text\n하늘시\n```\n"
        "```bash\ncd city\nname=$(cat name.txt)\n```\n"
        '```console\n$ echo "$name, $(basename $PWD)"\n하늘…, city\n```\n'
        "```python\nfrom pathlib import Path\nname = Path('name.txt').read_text().strip()\n```\n"
        "```python\nassert name == '하늘시'\n```\n"
        "<!-- run: exit=3 -->\n```bash\nexit 3\n```\n",
        encoding="utf-8",
    )
    with Reader(tmp_path / "reader") as reader:
        for block in blocks_of(page):
            reader.read(block)
    assert (tmp_path / "reader" / "page" / "city" / "name.txt").read_text(encoding="utf-8") == "하늘시\n"


def test_the_modules_of_a_page_are_forgotten(tmp_path: Path) -> None:
    """Every page calls its city `city`: neither the next page nor another test meets that of this one."""
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- file: city_of_a_page.py -->\n```python\nname = '하늘시'\n```\n"
        "```python\nimport city_of_a_page\nassert city_of_a_page.name == '하늘시'\n```\n",
        encoding="utf-8",
    )
    with Reader(tmp_path / "reader") as reader:
        for block in blocks_of(page):
            reader.read(block)
        assert "city_of_a_page" in sys.modules
    assert "city_of_a_page" not in sys.modules
