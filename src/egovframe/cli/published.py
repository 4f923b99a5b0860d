"""`egovframe audit verify --log`: what anyone can say of a city's published log, without an office."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from egovframe.cli.output import document, judged, options, progress
from egovframe.cli.verifying import text_of
from egovframe.cli.words import words

if TYPE_CHECKING:
    from pathlib import Path

    import typer

    from egovframe.audit.published.log import Held


def read_log(ctx: typer.Context, place: str, *, key: str, policy: str, since: Path | None) -> None:
    """Verify the log at a folder or an address, print what it was held to, and end with 1 when it does not hold."""
    from egovframe.audit import NoteInvalid, QuorumMissing, TileInvalid, TrailBroken

    kept = text_of(since) if since else None
    try:
        held = _held(place, key, policy, kept)
    except (NoteInvalid, QuorumMissing, TileInvalid, TrailBroken) as error:
        if options(ctx).json:
            document({"holds": False, "log": place, "code": error.code, "reason": error.message, "hint": error.hint})
        else:
            print(words("It does not hold", "사실과 다릅니다") + f": {error.message} {error.hint}")
        judged(holds=False)
        return
    if options(ctx).json:
        document({"holds": True, "log": place, **_facts_of(held)})
    else:
        print(_said_of(held))


def _held(place: str, key: str, policy: str, since: str | None) -> Held:
    from egovframe.audit import Policy, SignedNote
    from egovframe.audit.cosignatures import verifier_from_vkey
    from egovframe.audit.published.log import PublishedLog
    from egovframe.audit.published.sources import Address, source

    trusted = Policy.load(policy) if policy else None
    keys = [verifier_from_vkey(key)] if key else []
    with ExitStack() as stack, progress(words("Verifying", "검증 중")) as show:
        found = source(place)
        if isinstance(found, Address):
            stack.enter_context(found)
        log = PublishedLog(found, *keys, policy=trusted)
        return log.verify(since=SignedNote.parse(since) if since else None, progress=show)


def _facts_of(held: Held) -> dict[str, Any]:
    checkpoint = held.checkpoint
    return {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "witnesses": list(held.witnesses),
        "since": held.since.size if held.since else None,
    }


def _said_of(held: Held) -> str:
    size, origin, since = held.checkpoint.size, held.checkpoint.origin, held.since
    lines = [
        words(
            f"{origin}: all {size} entries give the root that was signed.",
            f"{origin}: 항목 {size}개 전체가 서명된 루트와 일치합니다.",
        )
    ]
    if since is not None:
        lines.append(
            words(
                f"The log only grew since the kept checkpoint of {since.size} entries.",
                f"보관해 둔 항목 {since.size}개의 체크포인트 이후 로그는 늘어나기만 했습니다.",
            )
        )
    if held.witnesses:
        lines.append(words("Cosigned by", "함께 서명한 증인") + ": " + ", ".join(held.witnesses))
    return "\n".join(lines)
