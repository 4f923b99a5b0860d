"""The page of keys and algorithms names every purpose, seed and library of cryptography that is in the code."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "egovframe"
PAGES = [ROOT / "docs" / "explanation" / f"cryptography{end}" for end in (".md", ".ko.md")]
KEYED = {"mac", "macs", "all_vouched", "derived", "signing_seed", "signing_key"}
"""The verbs of the cabinet and the keyring whose first word is a purpose or the name of a seed."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the library, without the suites for plug-ins and what only type checkers import."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "suites" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            tree.body = [
                node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node))
            ]
            yield path, tree


def constants(tree: ast.Module) -> dict[str, str]:
    """The texts that a module gives a name to, at its top."""
    found = {}
    for node in tree.body:
        target = (
            node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else 0
        )
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
            found[target.id] = value.value
    return found


def purposes() -> set[str]:
    """Every purpose that keys are derived for, and every seed, as the code says them."""
    everywhere: dict[str, str] = {}
    for _, tree in trees():
        everywhere |= constants(tree)
    found = set()
    for _, tree in trees():
        own = {**everywhere, **constants(tree)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in KEYED
                and node.args
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
                elif isinstance(first, ast.Name) and first.id in own:
                    found.add(own[first.id])
    return found


@pytest.mark.sampled(one_in=2)
@pytest.mark.asvs("V11.1.2", "V11.1.3")
@pytest.mark.parametrize("page", PAGES, ids=["en", "ko"])
def test_every_key_stands_on_the_page(page: Path) -> None:
    """No purpose and no seed is used that the page does not name, and those that one knows are found."""
    used = purposes()
    assert {"sessions", "identities", "office-seal", "row-digests", "witness", "log-ml-dsa-44"} <= used
    named = set(re.findall(r"`([a-z0-9-]+)`", page.read_text(encoding="utf-8")))
    assert used - named == set()


@pytest.mark.asvs("V11.1.3")
def test_cryptography_is_used_where_the_contract_says() -> None:
    """Ciphers, signatures and password hashes come from two libraries, in the modules that the contract names."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    contract = next(each for each in rules if each["name"].startswith("Cryptography stays"))
    allowed = {line.split(" -> ")[0].removesuffix(".**") for line in contract["ignore_imports"]}
    for path, tree in trees():
        module = "egovframe." + ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(tree):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.split(".")[0] in ("cryptography", "argon2", "bcrypt", "nacl", "Crypto") for name in names):
                assert any(module == each or module.startswith(f"{each}.") for each in allowed), module


@pytest.mark.asvs("V11.1.1", "V11.1.4")
@pytest.mark.parametrize("page", PAGES, ids=["en", "ko"])
def test_lives_and_successors_are_said(page: Path) -> None:
    """Each key has a life, and the page says what replaces what falls, with the standard for both."""
    text = page.read_text(encoding="utf-8")
    assert "SP 800-57" in text
    assert "FIPS 204" in text
    sections = text.split("\n## ")
    assert len(sections) == 4
    for section in sections[1:]:
        rows = [line for line in section.splitlines() if line.startswith("|")]
        assert len(rows) >= 6
        assert all(cell.strip() for row in rows for cell in row.strip("|").split("|"))


WEAK = re.compile(r"\b(md[245]|sha-?1|sha_?224|ripemd\w*|crc32|adler32)\b", re.IGNORECASE)
"""Hashes that OWASP ASVS 5.0.0, Appendix C, does not approve for general use."""
MAY = {"auth/builtin/totp.py", "auth/legacy.py", "auth/breached.py", "auth/certificates/responders.py"}
"""Where SHA-1 is left, each for the reason that the page gives."""

PACKAGES = {"records/packages/bagit/manifests.py", "records/packages/ocfl/algorithms.py"}
"""Where checksums of packages that others made are known by name, MD5 among them; none is made of them here."""


def hashes_named(tree: ast.Module) -> set[str]:
    """The weak hashes that the code of a module names: as attribute, as name, or as the name it asks a library for."""
    found: set[str] = set()
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        words = ""
        if isinstance(node, ast.Attribute):
            words = node.attr
        elif isinstance(node, ast.Name):
            words = node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words = node.value if len(node.value) < 20 else ""  # a name, not a sentence
        found |= {each.lower() for each in WEAK.findall(words)}
    return found


@pytest.mark.asvs("V11.4.1")
def test_only_approved_hashes_are_used_and_sha_1_where_the_page_says() -> None:
    """In all code of ours; the page names each exception, in both languages."""
    named = {str(path.relative_to(SOURCE)): hashes_named(tree) for path, tree in trees()}
    assert hashes_named(ast.parse("import hashlib\nx = hashlib.md5(b'')\ny = hashlib.new('sha1')")) == {"md5", "sha1"}
    assert {path for path, found in named.items() if found and found <= {"sha1", "sha-1"}} == MAY
    assert {path for path, found in named.items() if found - {"sha1", "sha-1"}} == PACKAGES
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert "RFC 6194" in text
        assert "BagIt" in text
        assert "`sha256`" in text
