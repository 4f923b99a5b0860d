"""Writes docs/reference/asvs.md from the data file beside it and from the markers of the tests.

Each requirement of OWASP ASVS 5.0.0, chapters V6 to V11 and V16, stands in docs/reference/asvs.json with its level, in
our own words, and with how it is met. A test shows it by `@pytest.mark.asvs("V6.2.1")`. `--check` names what does not
hold: a requirement that is missing, one said to be met that has no test, a marker that names none, a page that differs.
"""

import argparse
import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "reference"
DATA = PAGES / "asvs.json"

STATES: Final = {
    "met": ("met", "충족"),
    "city": ("the city's to meet", "도시가 충족"),
    "absent": ("does not arise", "해당 없음"),
    "not-yet": ("not met yet", "아직 미충족"),
}
COUNTS: Final = {"V6": 47, "V7": 19, "V8": 13, "V9": 7, "V10": 36, "V11": 24, "V16": 17}
"""How many requirements each chapter of ASVS 5.0.0 has; 163 in all."""
CHAPTERS: Final = {
    "V6": ("Authentication", "인증"),
    "V7": ("Sessions", "세션"),
    "V8": ("Authorisation", "권한"),
    "V9": ("Self-contained tokens", "자체 검증 토큰"),
    "V10": ("OAuth and OpenID Connect", "OAuth와 OpenID Connect"),
    "V11": ("Cryptography", "암호"),
    "V16": ("Logging and errors", "기록과 오류"),
}
WORDS: Final = {
    "en": {
        "title": "# OWASP ASVS 5.0: sign-in, rights, cryptography, logging",
        "about": (
            "Made by `python tools/asvs.py --update` from `asvs.json` and the markers of the tests; do not edit. The "
            "requirements are told in our own words; their text is in the OWASP Application Security Verification "
            "Standard 5.0.0. *The city's to meet*: no library can. *Does not arise*: there is no such feature. The "
            "threats behind them are in [Signing in and rights](../explanation/sign-in.md)."
        ),
        "heads": "| id | level | what is asked | | how, or why not | shown by |",
        "noun": "requirements",
    },
    "ko": {
        "title": "# OWASP ASVS 5.0: 로그인, 권한, 암호, 기록",
        "about": (
            "`python tools/asvs.py --update`가 `asvs.json`과 시험의 표시에서 만듭니다. 직접 고치지 마세요. 요구사항은 "
            "우리 말로 옮긴 것이며 원문은 OWASP Application Security Verification Standard 5.0.0에 있습니다. "
            "*도시가 충족*: 라이브러리가 할 수 없는 것. *해당 없음*: 그런 기능이 없음. 배경이 되는 위협은 "
            "[로그인과 권한](../explanation/sign-in.ko.md)에 있습니다."
        ),
        "heads": "| 번호 | 등급 | 요구하는 것 | | 방법 또는 이유 | 보이는 시험 |",
        "noun": "요구사항",
    },
}


def marked() -> dict[str, list[str]]:
    """Gives the tests that show each requirement, as `folder/file.py::test`."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                for name in _ids(node):
                    found.setdefault(name, []).append(f"{path.relative_to(ROOT / 'tests')}::{node.name}")
    return found


def _ids(function: ast.FunctionDef) -> Iterator[str]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.asvs":
            yield from (each.value for each in decorator.args if isinstance(each, ast.Constant) and each.value)  # type: ignore[misc]


def problems(data: list[dict[str, Any]], tests: dict[str, list[str]]) -> list[str]:
    """Names everything that does not hold, before any page is compared."""
    ids = [each["id"] for each in data]
    found = [f"{name} stands twice in asvs.json" for name in sorted({name for name in ids if ids.count(name) > 1})]
    for chapter, count in COUNTS.items():
        there = sum(name.startswith(f"{chapter}.") for name in ids)
        if there != count:
            found.append(f"asvs.json has {there} requirements of {chapter}; ASVS 5.0.0 has {count}")
    found += [
        f"{name} is marked in {', '.join(where)}, but asvs.json has none"
        for name, where in tests.items()
        if name not in ids
    ]
    for each in data:
        name, shown = each["id"], tests.get(each["id"], [])
        if each["state"] not in STATES or each["level"] not in {1, 2, 3}:
            found.append(f"{name} has the state {each['state']!r} and the level {each['level']!r}")
        if each["state"] == "met" and not shown:
            found.append(f"{name} is said to be met, and no test is marked with it")
        if each["state"] != "met" and shown:
            found.append(f"{name} is not said to be met, but {', '.join(shown)} is marked with it")
        empty = [f"{part}.{tag}" for part in ("asks", "how") for tag in ("en", "ko") if not each[part][tag].strip()]
        found += [f"{name} says nothing in {part}" for part in empty]
    return found


def page(data: list[dict[str, Any]], tests: dict[str, list[str]], tag: str) -> str:
    """Writes the page in one language."""
    words = WORDS[tag]
    at = 0 if tag == "en" else 1
    counts = [f"{sum(each['state'] == state for each in data)} {STATES[state][at]}" for state in STATES]
    lines = [words["title"], "", words["about"], "", f"{len(data)} {words['noun']}: {', '.join(counts)}.", ""]
    for chapter, names in CHAPTERS.items():
        lines += [f"## {chapter} {names[at]}", "", words["heads"], "|---|---|---|---|---|---|"]
        for each in data:
            if each["id"].startswith(f"{chapter}."):
                shown = "<br>".join(f"`{test}`" for test in tests.get(each["id"], []))
                cells = (each["id"], str(each["level"]), each["asks"][tag], STATES[each["state"]][at], each["how"][tag])
                lines.append("| " + " | ".join((*cells, shown)) + " |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Compares or writes the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--check", action="store_true")
    chosen.add_argument("--update", action="store_true")
    asked = parser.parse_args()
    data, tests = json.loads(DATA.read_text(encoding="utf-8")), marked()
    found = problems(data, tests)
    for tag, name in (("en", "asvs.md"), ("ko", "asvs.ko.md")):
        path, text = PAGES / name, page(data, tests, tag)
        if asked.update:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            found.append(f"{path.relative_to(ROOT)} is not what data and markers say: python tools/asvs.py --update")
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
