"""An inventory, read and held to its rules (OCFL 1.1, 3.5)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from egovframe.records.packages.ocfl import algorithms
from egovframe.records.packages.ocfl.paths import Paths, check_paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from egovframe.records.packages.model import Findings

NAME: Final = "inventory.json"
CONTENT: Final = "content"
SPECIFICATIONS: Final = {f"https://ocfl.io/{version}/spec/#inventory": version for version in ("1.0", "1.1")}
"""The versions of the specification that are known, by the type of their inventories."""

VERSION: Final = re.compile(r"v(0*)([1-9]\d*)")
_KEYS: Final = frozenset(
    {"id", "type", "digestAlgorithm", "head", "contentDirectory", "fixity", "manifest", "versions"}
)
_VERSION_KEYS: Final = frozenset({"created", "state", "message", "user"})
_CREATED: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
_OF_CONTENT: Final = {"element": "E099", "slash": "E100", "unique": "E101"}
_OF_STATE: Final = {"element": "E052", "slash": "E053", "unique": "E095"}
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


@dataclass(slots=True)
class Inventory:
    """What an inventory says, as far as it can be read: what does not hold is noted where it is read."""

    id: str = ""
    specification: str = ""
    algorithm: str = "sha512"
    head: str = ""
    content: str = CONTENT
    names_content: bool = False
    manifest: dict[str, Paths] = field(default_factory=dict)
    versions: dict[str, dict[str, Any]] = field(default_factory=dict)
    states: dict[str, dict[str, Paths]] = field(default_factory=dict)
    fixity: dict[str, dict[str, Paths]] = field(default_factory=dict)

    def paths(self) -> dict[str, str]:
        """Return the digest of every content path of the manifest."""
        return {path: digest for digest, found in self.manifest.items() for path in found}

    def logical(self, version: str) -> dict[str, str]:
        """Return the digest of every logical path of a version."""
        return {path: digest for digest, found in self.states.get(version, {}).items() for path in found}


def read(raw: bytes, place: str, findings: Findings) -> Inventory | None:
    """Return an inventory and note everything that does not hold in it; None for what is none at all (E033, E034)."""
    try:
        document = json.loads(raw, object_pairs_hook=lambda pairs: _object(pairs, place, findings))
    except (ValueError, RecursionError):
        findings.error("E034", ko="JSON이 아닙니다.", en="It is not JSON.", path=place)
        return None
    if not isinstance(document, dict):
        findings.error("E033", ko="JSON 객체가 아닙니다.", en="It is no JSON object.", path=place)
        return None
    return _Reader(document, place, findings).inventory()


def _object(pairs: list[tuple[str, Any]], place: str, findings: Findings) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        findings.error("E033", ko="같은 이름이 두 번 있습니다.", en="A name comes twice in one object.", path=place)
    return found


class _Reader:
    """One inventory while it is read."""

    def __init__(self, document: Mapping[str, Any], place: str, findings: Findings) -> None:
        self._document = document
        self._place = place
        self._findings = findings
        self._found = Inventory()

    def _error(self, code: str, ko: str, en: str) -> None:
        self._findings.error(code, ko=ko, en=en, path=self._place)

    def _warning(self, code: str, ko: str, en: str) -> None:
        self._findings.warning(code, ko=ko, en=en, path=self._place)

    def inventory(self) -> Inventory:
        """Read it from top to bottom."""
        for name in ("id", "type", "digestAlgorithm", "head"):
            if name not in self._document:
                self._error("E036", f"{name}이(가) 없습니다.", f"It has no {name}.")
        for name in sorted(set(self._document) - _KEYS):
            self._error("E102", f"{name}은(는) 정해진 이름이 아닙니다.", f"{name} is no name of an inventory.")
        self._heading()
        self._content()
        self._manifest()
        self._versions()
        self._fixity()
        return self._found

    def _heading(self) -> None:
        document, found = self._document, self._found
        if "id" in document:
            self._id(document["id"])
        if "type" in document:
            found.specification = SPECIFICATIONS.get(str(document["type"]), "")
            if not found.specification:
                self._error("E038", "type이 규격의 주소가 아닙니다.", "The type is not the specification's URI.")
        if "digestAlgorithm" in document:
            if document["digestAlgorithm"] not in algorithms.ADDRESSING:
                self._error("E025", "sha512도 sha256도 아닙니다.", "The algorithm is neither sha512 nor sha256.")
            else:
                found.algorithm = document["digestAlgorithm"]
                if found.algorithm != algorithms.ADDRESSING[0]:
                    self._warning("W004", "sha512를 쓰는 편이 낫습니다.", "The algorithm should be sha512.")
        if "head" in document:
            if not isinstance(document["head"], str) or not VERSION.fullmatch(document["head"]):
                self._error("E040", "head가 판의 이름이 아닙니다.", "The head is no name of a version.")
            else:
                found.head = document["head"]

    def _id(self, said: object) -> None:
        if not isinstance(said, str) or not said:
            self._error("E037", "id가 글이 아닙니다.", "The id is no text.")
            return
        self._found.id = said
        if not _URI.fullmatch(said):
            self._warning("W005", "id가 URI가 아닙니다.", "The id is no URI.")

    def _content(self) -> None:
        if "contentDirectory" not in self._document:
            return
        name = self._document["contentDirectory"]
        self._found.names_content = True
        if not isinstance(name, str) or "/" in name or not name:
            self._error("E017", "contentDirectory가 폴더 하나가 아닙니다.", "The contentDirectory is not one folder.")
        elif name in (".", ".."):
            self._error("E018", "contentDirectory가 점입니다.", "The contentDirectory is made of dots.")
        else:
            self._found.content = name

    def _manifest(self) -> None:
        manifest = self._document.get("manifest")
        if "manifest" not in self._document:
            self._error("E041", "manifest가 없습니다.", "It has no manifest.")
        elif not isinstance(manifest, dict):
            self._error("E106", "manifest가 객체가 아닙니다.", "The manifest is no object.")
        else:
            self._found.manifest = self._block(manifest, self._found.algorithm, twice="E096", wrong="E092")

    def _block(self, block: Mapping[str, Any], algorithm: str, *, twice: str, wrong: str) -> dict[str, Paths]:
        """Return content paths by digest, of the manifest or of the fixity of one algorithm."""
        seen: set[str] = set()
        signs = algorithms.signs_of(algorithm) if algorithms.is_known(algorithm) else 0
        for digest, paths in block.items():
            if digest.lower() in seen:
                self._error(
                    twice, f"다이제스트가 두 번 있습니다: {digest[:16]}…", f"A digest comes twice: {digest[:16]}…"
                )
            seen.add(digest.lower())
            if signs and not re.fullmatch(rf"[0-9A-Fa-f]{{{signs}}}", digest):
                self._error(
                    wrong, f"{algorithm} 값이 아닙니다: {digest[:16]}…", f"It is no {algorithm}: {digest[:16]}…"
                )
            if not paths:
                self._error(wrong, "경로의 목록이 비었습니다.", "A digest has no path.")
        return self._lists(block, _OF_CONTENT, wrong=wrong)

    def _lists(
        self, block: Mapping[str, Any], codes: Mapping[str, str], *, wrong: str, of: str = ""
    ) -> dict[str, Paths]:
        """Return the paths of each digest; what is no list of texts, and paths that do not hold, are noted."""
        found: dict[str, Paths] = {}
        for digest, paths in block.items():
            if isinstance(paths, list) and all(isinstance(each, str) for each in paths):
                found[digest] = tuple(paths)
            else:
                self._error(wrong, f"{of}경로의 목록이 아닙니다.", f"{of}A digest has no list of paths.")
        every = [path for paths in found.values() for path in paths]
        check_paths(every, place=self._place, findings=self._findings, **codes)
        return found

    def _versions(self) -> None:
        versions = self._document.get("versions")
        if "versions" not in self._document:
            self._error("E043", "versions가 없습니다.", "It has no versions.")
            return
        if not isinstance(versions, dict):
            self._error("E044", "versions가 객체가 아닙니다.", "The versions are no object.")
            return
        if not versions:
            self._error("E008", "판이 하나도 없습니다.", "There is no version.")
            return
        self._named(list(versions))
        for name, version in versions.items():
            if not isinstance(version, dict):
                self._error("E047", f"{name}이(가) 객체가 아닙니다.", f"{name} is no object.")
                continue
            self._found.versions[name] = version
            self._found.states[name] = self._version(name, version)
        used = {digest for state in self._found.states.values() for digest in state}
        for digest in self._found.manifest:
            if digest not in used and not any(each.lower() == digest.lower() for each in used):
                self._error("E107", f"쓰이지 않는 내용: {digest[:16]}…", f"No version uses the content {digest[:16]}…")

    def _named(self, names: list[str]) -> None:
        """Versions are numbered from 1 on without a gap, all with as many zeros as the first (E008–E013)."""
        matches = [VERSION.fullmatch(name) for name in names]
        if not all(matches):
            wrong = next(name for name, match in zip(names, matches, strict=True) if match is None)
            self._error("E046", f"판의 이름이 아닙니다: {wrong}", f"It is no name of a version: {wrong}")
        good = [match for match in matches if match]
        numbers = sorted(int(match[2]) for match in good)
        if numbers and numbers[0] != 1:
            self._error("E009", "판이 1부터 시작하지 않습니다.", "The versions do not begin with 1.")
        if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            self._error("E010", "빠진 판이 있습니다.", "A version is left out.")
        padded = [match for match in good if match[1]]
        if padded:
            self._warning("W001", "판의 번호 앞에 0이 있습니다.", "Numbers of versions are padded with zeros.")
            if len(padded) < len(good):
                self._error("E011", "0이 없는 번호가 있습니다.", "A number is not padded with a zero as others are.")
                self._error("E013", "판의 이름이 제각각입니다.", "Versions are named in different ways.")
            elif len({len(match[0]) for match in good}) > 1:
                self._error("E012", "번호의 길이가 제각각입니다.", "Numbers are padded to different lengths.")
        head, last = self._found.head, max(good, key=lambda match: int(match[2]))[0] if good else ""
        if head and good and head != last:
            self._error("E040", "head가 마지막 판이 아닙니다.", "The head is not the last version.")

    def _version(self, name: str, version: Mapping[str, Any]) -> dict[str, Paths]:
        for key in sorted(set(version) - _VERSION_KEYS):
            self._error(
                "E102", f"{name}: {key}은(는) 정해진 이름이 아닙니다.", f"{name}: {key} is no name of a version."
            )
        for key in ("created", "state"):
            if key not in version:
                self._error("E048", f"{name}: {key}이(가) 없습니다.", f"{name} has no {key}.")
        if "created" in version and not _is_moment(version["created"]):
            self._error("E049", f"{name}: 시각이 RFC 3339가 아닙니다.", f"{name}: created is no time of RFC 3339.")
        self._words(name, version)
        state = version.get("state", {})
        if not isinstance(state, dict):
            self._error("E050", f"{name}: state가 객체가 아닙니다.", f"{name}: the state is no object.")
            return {}
        for digest in state:
            if digest not in self._found.manifest:
                self._error("E050", f"{name}: manifest에 없는 값.", f"{name}: the manifest has no {digest[:16]}…")
        return self._lists(state, _OF_STATE, wrong="E051", of=f"{name}: ")

    def _words(self, name: str, version: Mapping[str, Any]) -> None:
        if "message" in version and not isinstance(version["message"], str):
            self._error("E094", f"{name}: message가 글이 아닙니다.", f"{name}: the message is no text.")
        if "message" not in version or "user" not in version:
            self._warning("W007", f"{name}: message나 user가 없습니다.", f"{name} has no message or no user.")
        if "user" not in version:
            return
        user = version["user"]
        if not isinstance(user, dict) or not isinstance(user.get("name"), str) or not user["name"]:
            self._error("E054", f"{name}: user에 이름이 없습니다.", f"{name}: the user has no name.")
        elif "address" not in user:
            self._warning("W008", f"{name}: user에 주소가 없습니다.", f"{name}: the user has no address.")
        elif not isinstance(user["address"], str) or not _URI.fullmatch(user["address"]):
            self._warning("W009", f"{name}: 주소가 URI가 아닙니다.", f"{name}: the user's address is no URI.")

    def _fixity(self) -> None:
        fixity = self._document.get("fixity", {})
        if not isinstance(fixity, dict):
            self._error("E111", "fixity가 객체가 아닙니다.", "The fixity is no object.")
            return
        for algorithm, block in fixity.items():
            if not isinstance(block, dict):
                self._error(
                    "E057", f"fixity의 {algorithm}이(가) 객체가 아닙니다.", f"Fixity of {algorithm} is no object."
                )
                continue
            self._found.fixity[algorithm] = self._block(block, algorithm, twice="E097", wrong="E057")


def _is_moment(text: object) -> bool:
    if not isinstance(text, str) or not _CREATED.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text.upper())
    except ValueError:
        return False
    return True
