"""Registers that tests ask: one that knows, and ways to make it fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from egovframe.forms import BirthDate, Form, PersonName, PostalAddress, ask
from egovframe.forms.interfaces import Person, Prefill
from egovframe.forms.prefill import Source, Sources
from egovframe.kernel import crypto
from egovframe.kernel.text import Text

HONG = Person(account="0198a", name="hong", assurance=2)
ADDRESS = {"zip": "04524", "road": "서울특별시 중구 세종대로 110", "detail": ""}
KNOWN = {"name": "홍길동", "born": "1990-02-28", "address": ADDRESS, "phone": "010-1234-5678"}
KINDS = {"name": "person-name", "born": "birth-date", "address": "postal-address", "phone": "phone"}
TITLE = Text(ko="주민등록", en="the register of residents")


class Moving(Form):
    """Tell us where you live now."""

    name: PersonName = ask("이름", en="Name", prefill="registry.name", fixed=True)
    born: BirthDate | None = ask("생일", en="Born", prefill="registry.born")
    address: PostalAddress = ask("주소", en="Address", prefill="registry.address")
    note: str = ask("메모", en="Note", default="없음")


class Register(Prefill):
    """Knows one person; does before that what a test wants."""

    title: ClassVar[Text] = TITLE
    known: dict[str, Any] = KNOWN
    before: Callable[[], None] | None = None
    person: str = HONG.account

    def offers(self) -> Mapping[str, str]:
        """What it knows of a person."""
        return KINDS

    def look_up(self, person: Person, attributes: frozenset[str]) -> Mapping[str, Any]:
        """Answer."""
        if self.before is not None:
            self.before()
        known = self.known if self.person in ("*", person.account) else {}
        return {name: known[name] for name in attributes if name in known}


def sources(register: Prefill | None = None, *, seconds: float = 5, assurance: int = 2) -> Sources:
    """One register, called `registry`."""
    source = Source("registry", TITLE, register or Register(), assurance=assurance, seconds=seconds)
    return Sources([source], sign=lambda data: crypto.mac(b"k" * 32, data))


class Stuck:
    """Hangs whoever calls it until the test lets go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self) -> None:
        """Hang."""
        self.go.wait(60)
