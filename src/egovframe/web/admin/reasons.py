"""Why a sign-in failed, in words for whoever looks into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from egovframe.kernel.text import Text

WORDS: Final[Mapping[str, Text]] = {
    "wrong": Text(ko="비밀번호가 다름", en="the password was not right"),
    "wrong code": Text(ko="코드가 다름", en="the code was not right"),
    "wrong code by mail": Text(ko="메일로 보낸 코드가 다름", en="the code sent by mail was not right"),
    "unknown name": Text(ko="없는 이름", en="nobody has that name"),
    "account disabled": Text(ko="정지된 계정", en="the account is disabled"),
    "authenticator disabled": Text(ko="잠긴 로그인 수단", en="that way to sign in is shut"),
    "changed": Text(ko="그 사이에 바뀜", en="it was changed meanwhile"),
    "linked with no account": Text(ko="연결된 계정이 없음", en="linked with no account"),
    "a directory did not answer": Text(ko="디렉터리가 응답하지 않음", en="a directory did not answer"),
}
"""The reasons that the component gives, in words; a policy's objection is told as the policy says it."""


def reason_in_words(reason: str, language: str) -> str:
    """Return the reason in that language; one that is not known as it is."""
    return WORDS[reason].in_(language) if reason in WORDS else reason
