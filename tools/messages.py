"""Holds the message catalogues to the code: what a person sees is there in every language, and nothing else is.

`--check` names what is missing, untranslated, unused or has other placeholders than the English; `--update` brings the
catalogues up to date. Message ids are the English sentences themselves, so the English catalogue says each once more.

A catalogue has one file for each area, named by the folder under src/egovframe its sentences are used in (web.po …).
Wanted is every literal sentence in `_("…")`, `_n("…", "…", n)`, `N_("…")`, `translate("…", …)` and `ntranslate(…)`. A
sentence that reaches the person another way, as an error's message does, counts as used while it is a literal anywhere.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "egovframe"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("en", "ko")

TEMPLATES = ("**/templates/**.html", "**/templates/**.txt")
METHODS = [("**.py", "python"), *((pattern, "jinja2") for pattern in TEMPLATES)]
OPTIONS = {pattern: {"silent": "false"} for pattern in TEMPLATES}
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "translate": None,
    "_n": (1, 2),
    "ngettext": (1, 2),
    "ntranslate": (1, 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def used() -> Catalog:
    """Collects every marked sentence of the code and the templates, with the files it is used in."""
    catalogue = Catalog(project="egovframe", charset="utf-8", fuzzy=False)
    found = extract_from_dir(PACKAGE, METHODS, OPTIONS, KEYWORDS, comment_tags=("L10N:",), strip_comment_tags=True)
    for name, _line, message, comments, context in found:
        if message:
            place = (f"src/egovframe/{Path(name).as_posix()}", 0)
            catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    return catalogue


@cache
def literals() -> frozenset[str]:
    """Collects every text that stands as a literal in the code or in an expression of a template."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        found.update(node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str))
    environment = Environment(autoescape=True, extensions=["jinja2.ext.do"])
    for pattern in ("templates/**/*.html", "templates/**/*.txt"):
        for path in PACKAGE.rglob(pattern):
            consts = environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Const)
            found.update(const.value for const in consts if isinstance(const.value, str))
    return frozenset(found)


def files(language: str) -> dict[str, Catalog]:
    """Reads a language's catalogue, file by file: area to sentences."""
    found = {}
    for path in sorted((LOCALE / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, locale=language, charset="utf-8")
    return found


def ids(message: Message) -> tuple[str, ...]:
    """Gives the English sentences of a message: one, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    """Gives the translated sentences of a message."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def where(message: Message) -> str:
    """Names the files a message is used in."""
    return ", ".join(sorted({file for file, _ in message.locations})) or "nowhere"


def wrong(language: str, known: Message) -> str:
    """Says what is the matter with a translation; the empty text when it is good."""
    if not all(texts(known)) or known.fuzzy:
        return "not translated"
    if set(PLACEHOLDER.findall(" ".join(texts(known)))) - set(PLACEHOLDER.findall(" ".join(ids(known)))):
        return f"has a placeholder that the English has not, {texts(known)[0]!r}"
    if language == "en" and texts(known) != ids(known):
        return f"says something else than its id, {texts(known)[0]!r}"
    return ""


def findings(language: str, wanted: Catalog) -> Iterator[str]:
    """Names everything in which a language's catalogue and the code differ."""
    known: dict[str, str] = {}
    for area, catalogue in files(language).items():
        for message in catalogue:
            if not message.id:
                continue
            sentence = ids(message)[0]
            if sentence in known:
                yield f"{language}/{area}: also in {known[sentence]}: {sentence!r}"
            known[sentence] = area
            if problem := wrong(language, message):
                yield f"{language}/{area}: {problem}: {sentence!r}"
            if wanted.get(message.id) is None and sentence not in literals():
                yield f"{language}/{area}: unused: {sentence!r}"
    for message in wanted:
        if message.id and ids(message)[0] not in known:
            yield f"{language}: missing: {ids(message)[0]!r} (used in {where(message)})"


def area_of(message: Message) -> str:
    """Says which file a new sentence belongs to: the folder or module it is first used in."""
    first = min(file for file, _ in message.locations)
    return Path(first).relative_to("src/egovframe").parts[0].removesuffix(".py")


def update(language: str, wanted: Catalog) -> None:
    """Writes a language's catalogue anew: what is used, sorted, with the translations there were."""
    new: dict[str, Catalog] = {}
    placed: set[str] = set()

    def place(area: str, message: Message, string: str | tuple[str, ...] | list[str]) -> None:
        catalogue = new.setdefault(area, Catalog(locale=language, project="egovframe", charset="utf-8", fuzzy=False))
        catalogue.add(message.id, message.id if language == "en" else string, auto_comments=message.auto_comments)
        placed.add(ids(message)[0])

    for area, catalogue in files(language).items():
        for message in catalogue:
            if message.id and ids(message)[0] not in placed:
                if wanted.get(message.id) is None and ids(message)[0] not in literals():
                    continue
                place(area, message, message.string or "")
    for message in wanted:
        if message.id and ids(message)[0] not in placed:
            place(area_of(message), message, "" if isinstance(message.id, str) else ("",))
    for area, catalogue in new.items():
        write(language, area, catalogue)


def write(language: str, area: str, catalogue: Catalog) -> None:
    """Writes one file of a catalogue, with a header that does not change from day to day."""
    path = LOCALE / language / "LC_MESSAGES" / f"{area}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    header = (
        f'# Sentences of {area}.\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    with path.open("wb") as file:
        file.write(header.encode())
        write_po(file, catalogue, width=118, omit_header=True, sort_output=True, no_location=True)


def main() -> int:
    """Checks or updates; 1 when the catalogues and the code differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--check", action="store_true", help="name what differs; exit 1 when something does")
    group.add_argument("--update", action="store_true", help="write the catalogues anew, keeping translations")
    arguments = parser.parse_args()
    wanted = used()
    if arguments.update:
        for language in LANGUAGES:
            update(language, wanted)
    found = [line for language in LANGUAGES for line in findings(language, wanted)]
    print("\n".join(found) if found else f"{len(wanted)} sentences wanted, complete in {' and '.join(LANGUAGES)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
