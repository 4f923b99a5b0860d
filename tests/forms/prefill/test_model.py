"""What was looked up is a value that says which answers stay."""

from egovframe.forms.prefill import Brought, Found


def test_what_stays_is_known() -> None:
    """Only the questions that say so are fixed."""
    found = {"name": Found("홍길동", "registry", fixed=True), "phone": Found("010", "registry", fixed=False)}
    assert Brought("moving", "0198a", "2026-09-18T03:00:00.000Z", found).fixed == {"name"}
