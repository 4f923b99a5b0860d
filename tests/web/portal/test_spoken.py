"""How a receipt number is said on the phone."""

from __future__ import annotations

from egovframe.web.portal.spoken import spoken


def test_spoken() -> None:
    """Every sign has its word, group by group; in English by the spelling words of the ITU."""
    assert spoken("7K4-RM2-X9H", "ko") == "칠 케이 사, 알 엠 이, 엑스 구 에이치"
    assert spoken("7K4-RM2-X9H", "en") == "seven Kilo four, Romeo Mike two, X-ray nine Hotel"
