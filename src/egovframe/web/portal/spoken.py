"""How a receipt number is said on the phone."""

from __future__ import annotations

_KO = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "공 일 이 삼 사 오 육 칠 팔 구 에이 비 시 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 "
        "오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트".split(),
        strict=True,
    )
)
_EN = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "zero one two three four five six seven eight nine Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India "
        "Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey "
        "X-ray Yankee Zulu".split(),
        strict=True,
    )
)


def spoken(receipt: str, language: str) -> str:
    """Return the number in words: `칠 케이 사, 알 엠 이, 엑스 구 에이치`; in English with the ITU spelling words."""
    names = _KO if language == "ko" else _EN
    return ", ".join(" ".join(names.get(sign, sign) for sign in group) for group in receipt.split("-"))
