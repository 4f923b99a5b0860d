"""The documentation holds together: every link inside it leads somewhere."""

import re
from pathlib import Path

import pytest

from tests.support.blocks import ROOT, pages

LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
ALL = [*pages(), *pages(translated=True), ROOT / "SECURITY.md", ROOT / "CHANGELOG.md"]


def anchors(page: Path) -> set[str]:
    """Gives the anchors that a page's headings make, as code forges make them."""
    heads = re.findall(r"^#+\s+(.+?)\s*$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", ALL, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file of the repository finds it, and a link into a page finds the heading."""
    lost = []
    for target in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("language", ["md", "ko.md"])
@pytest.mark.parametrize("kind", ["tutorials", "how-to", "reference", "explanation"])
def test_an_index_names_every_page_of_its_kind(kind: str, language: str) -> None:
    """From the index of each kind a reader reaches all its pages."""
    folder = ROOT / "docs" / kind
    index = folder / f"index.{language}"
    linked = {
        (folder / target.partition("#")[0]).resolve() for target in LINK.findall(index.read_text(encoding="utf-8"))
    }
    of_language = [p for p in folder.rglob("*.md") if p.name.endswith(".ko.md") is (language == "ko.md") and p != index]
    assert [str(page.relative_to(ROOT)) for page in of_language if page.resolve() not in linked] == []
