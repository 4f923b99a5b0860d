"""Holds the message catalogues to the code: what a person sees is there in every language, and nothing else is.

`--check` names what is missing, untranslated, unused or has other placeholders than the English; `--update` brings the
catalogues up to date. Message ids are the English sentences themselves, so the English catalogue says each once more.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "egovframe"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("en", "ko")

METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
OPTIONS = {
    "**/templates/**.html": {"silent": "false", "trimmed": "true"},
    "**/templates/**.txt": {"silent": "false", "trimmed": "true"},
}
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "ntranslate": (1, 2),
    "translate": None,
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def path_of(language: str) -> Path:
    """Says where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "egovframe.po"


def used() -> Catalog:
    """Collects every message of the code and the templates, with the files it is used in."""
    catalogue = Catalog(project="egovframe", charset="utf-8", fuzzy=False)
    for name, _line, message, comments, context in extract_from_dir(
        PACKAGE,
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("L10N:",),
        strip_comment_tags=True,
    ):
        if message:
            catalogue.add(
                message,
                locations=[(f"src/egovframe/{Path(name).as_posix()}", 0)],
                auto_comments=comments,
                context=context,
            )
    return catalogue


def stored(language: str) -> Catalog:
    """Reads a language's catalogue; an empty one where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="egovframe", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def ids(message: Message) -> tuple[str, ...]:
    """Gives the English sentences of a message: one, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message: Message) -> tuple[str, ...]:
    """Gives the translated sentences of a message."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def findings(language: str, wanted: Catalog) -> Iterator[str]:
    """Names everything in which a language's catalogue and the code differ."""
    catalogue = stored(language)
    for message in wanted:
        if not message.id:
            continue
        where = ", ".join(sorted({file for file, _ in message.locations}))
        known = catalogue.get(message.id, message.context)
        if known is None:
            yield f"{language}: missing: {ids(message)[0]!r} (used in {where})"
        elif not all(texts(known)) or known.fuzzy:
            yield f"{language}: not translated: {ids(message)[0]!r} (used in {where})"
        elif any(
            set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(" ".join(ids(message)))) for text in texts(known)
        ):
            yield f"{language}: a placeholder that the English has not: {texts(known)[0]!r}"
        elif language == "en" and texts(known) != ids(message):
            yield f"en: differs from its id: {texts(known)[0]!r}"
    for message in catalogue:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"{language}: unused: {ids(message)[0]!r}"


def update(language: str, wanted: Catalog) -> None:
    """Writes a language's catalogue anew: what is used, sorted, with the translations there were."""
    old, new = stored(language), Catalog(locale=language, project="egovframe", charset="utf-8", fuzzy=False)
    for message in wanted:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        string: str | tuple[str, ...] | list[str]
        if language == "en":
            string = message.id
        elif known is not None:
            string = known.string or ""
        else:
            string = "" if isinstance(message.id, str) else ("",) * new.num_plurals
        new.add(
            message.id,
            string,
            locations=message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(b'msgid ""\nmsgstr ""\n')
        file.write(f'"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'.encode())
        file.write(f'"Plural-Forms: {new.plural_forms}\\n"\n\n'.encode())
        write_po(file, new, width=118, omit_header=True, sort_output=True, include_lineno=False)


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
    print("\n".join(found) if found else f"{len(wanted)} messages, complete in {' and '.join(LANGUAGES)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
