"""Writes the reference pages from the code: errors, settings, events, permissions, plug-ins, commands, facts.

`--check` names the pages that are not what the code says; `--update` writes them. Sentences stand in English in the
code; their Korean stands in docs/reference/korean.json, and `--check` names what is missing there.
"""

import argparse
import ast
import importlib
import inspect
import itertools
import json
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import egovframe

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "egovframe"
PAGES = ROOT / "docs" / "reference"
KOREAN = PAGES / "korean.json"
NOT_IMPORTED = ("egovframe.migrations", "egovframe.scaffolds", "egovframe.testing.suites", "egovframe.__main__")

Rows = list[tuple[str, ...]]
Say = Callable[[str], str]


def modules() -> Iterator[Any]:
    """Imports every module of the library, so that everything that it declares is known."""
    for found in pkgutil.walk_packages(egovframe.__path__, "egovframe."):
        if not found.name.startswith(NOT_IMPORTED):
            yield importlib.import_module(found.name)


def first_line(thing: object) -> str:
    """Gives the first sentence of a docstring."""
    return (inspect.getdoc(thing) or "").partition("\n\n")[0].replace("\n", " ").strip()


def below(kind: Any) -> list[Any]:
    """Lists a class and everything derived from it that belongs to the library."""
    found: list[Any] = [kind]
    for child in kind.__subclasses__():
        found += below(child)
    return [each for each in dict.fromkeys(found) if each.__module__.startswith("egovframe.")]


def errors(say: Say) -> Rows:
    """Code, class, HTTP status and meaning of every error."""
    from egovframe.kernel.errors import EgovError
    from egovframe.web.status import BY_CLASS, BY_CODE

    def status(kind: type) -> int:
        own = next((BY_CODE[code] for each in kind.__mro__ if (code := each.__dict__.get("code")) in BY_CODE), None)
        return own or next((number for branch, number in BY_CLASS if issubclass(kind, branch)), 500)

    rows: Rows = []
    for kind in sorted(below(EgovError), key=lambda each: (str(each.__dict__.get("code", "")), each.__name__)):
        if "code" in kind.__dict__:
            rows.append((f"`{kind.__dict__['code']}`", f"`{kind.__name__}`", str(status(kind)), say(first_line(kind))))
    return rows


def settings(say: Say) -> Rows:
    """Name in the file, variable, default and meaning of every setting."""
    from pydantic import BaseModel

    from egovframe.kernel.settings import PREFIX
    from egovframe.settings import Settings

    def walk(kind: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        told = _attribute_docstrings(kind)
        for name, field in kind.model_fields.items():
            key = (*path, field.alias or name)
            inner = [each for each in (field.annotation, *get_args(field.annotation)) if isinstance(each, type)]
            section = next((each for each in inner if issubclass(each, BaseModel)), None)
            listed = get_origin(field.annotation) in {list, tuple}  # a list of tables is one setting
            if section is not None and section.__name__ != "PluginChoice" and not listed:
                yield from walk(section, key)
                continue
            default = field.get_default(call_default_factory=True)
            meaning = field.description or told.get(name, "")
            variable = PREFIX + "__".join(key).upper()
            yield f"`{'.'.join(key)}`", f"`{variable}`", f"`{_shown(default)}`", say(meaning) if meaning else ""

    return list(walk(Settings, ()))


def _shown(default: object) -> str:
    plugin = getattr(default, "plugin", None)
    if plugin is not None:
        return f'plugin = "{plugin}"'
    return str(default) if not isinstance(default, str) else json.dumps(default, ensure_ascii=False)


def _attribute_docstrings(kind: type) -> dict[str, str]:
    """Reads the sentences that stand below the attributes of a class and its bases."""
    told: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        if not each.__module__.startswith("egovframe."):
            continue
        (tree,) = ast.parse(inspect.getsource(each)).body
        body = getattr(tree, "body", [])
        for one, two in itertools.pairwise(body):
            text = two.value.value if isinstance(two, ast.Expr) and isinstance(two.value, ast.Constant) else None
            if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and isinstance(text, str):
                told[one.target.id] = " ".join(text.split())
    return told


def events(say: Say) -> Rows:
    """Name, class, fields and meaning of every event that can be observed."""
    from egovframe.kernel.events import Event

    kinds = [kind for kind in below(Event) if kind.__dict__.get("name")]
    return [
        (
            f"`{kind.__dict__['name']}`",
            f"`{kind.__module__}.{kind.__name__}`",
            ", ".join(f"`{name}`" for name in kind.model_fields),
            say(first_line(kind)),
        )
        for kind in sorted(kinds, key=lambda each: str(each.__dict__["name"]))
    ]


def permissions(say: Say) -> Rows:
    """Name and meaning of every permission; both languages stand in the code."""
    from egovframe.office import PERMISSIONS

    language = "ko" if say("") == "ko" else "en"
    return [(f"`{each.name}`", each.title.in_(language)) for each in sorted(PERMISSIONS, key=lambda each: each.name)]


def plugins(say: Say) -> Rows:
    """Group, base class, version, what is built in, and meaning of every interface that others implement."""
    from importlib.metadata import entry_points

    from egovframe.kernel.plugins import Plugin

    built_in: dict[type, list[str]] = {}
    groups: dict[type, str] = {}
    for point in (one for group in entry_points().groups for one in entry_points(group=group)):
        if point.group.startswith("egovframe.") and point.value.startswith("egovframe."):
            kind = point.load()
            base = next(each for each in kind.__mro__ if each is not kind and "version" in each.__dict__)
            groups[base] = point.group
            built_in.setdefault(base, []).append(point.name)
    bases = [kind for kind in below(Plugin) if kind in groups]
    return [
        (
            f"`{groups[kind]}`",
            f"`{kind.__module__}.{kind.__name__}`",
            str(kind.__dict__["version"]),
            ", ".join(f"`{name}`" for name in sorted(built_in[kind])),
            say(first_line(kind)),
        )
        for kind in sorted(bases, key=lambda each: groups[each])
    ]


def commands(say: Say) -> Rows:
    """Every command with its words, options and meaning."""
    import typer

    from egovframe.cli import app

    def walk(command: Any, path: str) -> Iterator[tuple[str, ...]]:
        children = getattr(command, "commands", None)
        if children:
            for name in sorted(children):
                yield from walk(children[name], f"{path} {name}")
            return
        words = [
            max(param.opts, key=len)
            if param.param_type_name == "option"
            else (param.metavar or param.name).strip("[]").upper()
            for param in command.params
            if not getattr(param, "hidden", False) and "--help" not in param.opts
        ]
        meaning = (command.help or "").partition("\n\n")[0].replace("\n", " ").strip()
        yield f"`{path}`", " ".join(f"`{word}`" for word in words), say(meaning)

    return list(walk(typer.main.get_command(app), "egovframe"))


WHOSE = {"actor": "who acts", "subject": "the data subject", "office": "the month"}


def facts(say: Say) -> Rows:
    """Every type of fact: what it says happened, what it publishes, what it hides for whom, how long it is kept."""
    from egovframe.office.facts import FACTS

    rows: Rows = []
    for kind in sorted(FACTS, key=lambda each: each.action):
        marks = [say("subjects")] * kind.handles + [say("a reason")] * kind.due
        hidden = [f"`{name}` ({say(WHOSE[whose])})" for name, whose in kind.private.items()]
        rows.append(
            (
                f"`{kind.action}` v{kind.version}",
                kind.title.in_("ko" if say("subjects") != "subjects" else "en"),
                kind.does,
                ", ".join(marks),
                ", ".join(f"`{name}`" for name in kind.details),
                ", ".join(hidden),
                str(kind.keep),
            )
        )
    return rows


Page = tuple[Callable[[Say], Rows], tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]], tuple[str, str]]
BUILT: dict[str, Page] = {
    "commands": (
        commands,
        ("Commands", "명령"),
        (("Command", "Words and options", "What it does"), ("명령", "인자와 옵션", "하는 일")),
        (
            (
                "Everywhere: `--app MODULE:ATTR` and `--json`. Exit 0: fine; 1: what was checked does not hold; "
                "2: usage or "
                "configuration."
            ),
            (
                "어디서나 `--app MODULE:ATTR`과 `--json`을 쓸 수 있습니다. 종료 코드 0은 정상, 1은 "
                "확인한 것이 맞지 않음, 2는 사용법이나 "
                "설정 오류입니다."
            ),
        ),
    ),
    "settings": (
        settings,
        ("Settings", "설정"),
        (("In `egovframe.toml`", "Variable", "Default", "Meaning"), ("`egovframe.toml`", "환경변수", "기본값", "뜻")),
        (
            (
                "A variable wins over the file. Unknown names are refused, so that a slip is never silent. In a table "
                "of names, such as `auth.oidc`, variables go on: `EGOVFRAME_AUTH__OIDC__CITY__CLIENT_SECRET` is "
                "`client_secret` in `[auth.oidc.city]`, a text as it is; what begins with `[` or `{` is JSON."
            ),
            (
                "환경변수가 파일보다 우선합니다. 모르는 이름은 거부하므로 오타가 조용히 지나가지 않습니다. "
                "`auth.oidc`처럼 이름으로 된 표에서는 환경변수가 이어집니다. "
                "`EGOVFRAME_AUTH__OIDC__CITY__CLIENT_SECRET`은 "
                "`[auth.oidc.city]`의 `client_secret`이며, 적힌 글 그대로입니다. `[`나 `{`로 시작하면 JSON입니다."
            ),
        ),
    ),
    "errors": (
        errors,
        ("Errors", "오류"),
        (("Code", "Class", "HTTP", "Meaning"), ("코드", "클래스", "HTTP", "뜻")),
        (
            "Codes never change their meaning. Every error names the culprit and says the next step.",
            "코드의 뜻은 바뀌지 않습니다. 모든 오류는 무엇이 문제인지와 다음에 할 일을 말합니다.",
        ),
    ),
    "events": (
        events,
        ("Events", "이벤트"),
        (("Name", "Class", "Fields", "When"), ("이름", "클래스", "필드", "언제")),
        (
            (
                "Observed in the same transaction with `@app.on(Event)`, "
                "or after the commit with `@app.later(Event, name=…, may=…)`."
            ),
            "`@app.on(Event)`은 같은 트랜잭션에서, `@app.later(Event, name=…, may=…)`는 커밋 뒤에 불립니다.",
        ),
    ),
    "permissions": (
        permissions,
        ("Permissions", "권한"),
        (("Permission", "Allows to"), ("권한", "할 수 있는 일")),
        (
            "Nothing is allowed unless a role grants it: `app.role(name, may={…})`.",
            "역할이 주지 않은 일은 할 수 없습니다: `app.role(name, may={…})`.",
        ),
    ),
    "plug-ins": (
        plugins,
        ("Plug-in interfaces", "플러그인 인터페이스"),
        (
            ("Group", "Base class", "Version", "Built in", "What it is"),
            ("그룹", "기반 클래스", "판", "내장", "무엇인가"),
        ),
        (
            (
                "A plug-in is one class derived from the base and one entry point in the group; "
                "`egovframe.testing.suites` has "
                "its conformance suite."
            ),
            (
                "플러그인은 기반 클래스를 이은 클래스 하나와 그 그룹의 엔트리 포인트 하나입니다. 적합성 시험은 "
                "`egovframe.testing.suites`에 있습니다."
            ),
        ),
    ),
    "facts": (
        facts,
        ("Facts", "감사 사실"),
        (
            ("Action", "What happened", "Does", "Must name", "Publishes", "Hides, sealed for", "Years"),
            ("행위", "일어난 일", "성격", "반드시 적는 것", "공개하는 값", "가리는 값과 그 주인", "보존 연수"),
        ),
        (
            (
                "What the audit trail tells of. Every fact also has its id, time, actor, object, subjects, outcome, "
                "where it was done from (hidden, sealed for who acts), the stated purpose (hidden) and the digests of "
                "what it wrote. *Must name*: the data subjects whose data was handled; a reason, without which the "
                "fact waits in the monthly review. *Years* is the floor of retention."
            ),
            (
                "감사 기록에 남는 행위입니다. 사실마다 식별자, 시각, 행위자, 대상, 정보주체, 결과, 접속지(행위자의 "
                "키로 가림), 밝힌 목적(가림), 쓴 내용의 다이제스트가 함께 남습니다. *반드시 적는 것*: 처리한 "
                "정보주체, 그리고 사유. 사유가 없으면 월 점검 대기열에 남습니다. *보존 연수*는 최소 보존 기간입니다."
            ),
        ),
    ),
}


def page(name: str, language: str, say: Say) -> str:
    """Gives the text of one page in one language."""
    build, titles, heads, intros = BUILT[name]
    at = 1 if language == "ko" else 0
    other = f"[English]({name}.md)" if at else f"[한국어]({name}.ko.md)"
    back = "[레퍼런스](index.ko.md)" if at else "[Reference](index.md)"
    rows = build(say)
    if not rows:
        message = f"nothing to say on the page {name}: the code declares none"
        raise RuntimeError(message)
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in (heads[at], *rows)]
    lines.insert(1, "|" + "---|" * len(heads[at]))
    return "\n".join([f"# {titles[at]}", "", other, "", intros[at], "", *lines, "", back, ""])


def main() -> int:
    """Checks or writes the pages; 1 when a page or a Korean sentence is missing or old."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--check", action="store_true", help="name what is old or missing; exit 1 when something is")
    group.add_argument("--update", action="store_true", help="write the pages")
    arguments = parser.parse_args()
    os.environ["EGOVFRAME_LANGUAGE"] = "en"  # the command line says its help in one language, chosen once
    list(modules())
    known: dict[str, str] = json.loads(KOREAN.read_text(encoding="utf-8")) if KOREAN.exists() else {}
    asked: dict[str, None] = {}

    def in_korean(sentence: str) -> str:
        if not sentence:
            return "ko"
        asked[sentence] = None
        return known.get(sentence) or sentence

    wanted = {PAGES / f"{name}.md": page(name, "en", lambda sentence: sentence) for name in BUILT}
    wanted |= {PAGES / f"{name}.ko.md": page(name, "ko", in_korean) for name in BUILT}
    found = [f"no Korean: {sentence}" for sentence in asked if not known.get(sentence)]
    found += [f"not said any more: {sentence}" for sentence in known if sentence not in asked]
    if arguments.update:
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
        kept = {sentence: known.get(sentence, "") for sentence in asked}
        KOREAN.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            found.append(f"old: {path.relative_to(ROOT)}")
    print("\n".join(found) if found else f"{len(wanted)} pages say what the code says")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
