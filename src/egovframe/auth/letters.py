"""Letters of sign-in: codes that people ask for, word of every change to how their account signs in, of new browsers.

They leave through the outbox and the first plug-in of the family Message that the settings name; without one nothing is
sent. A code waits there sealed with the office's key.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from egovframe.auth import facts
from egovframe.auth.events import (
    AddressChanged,
    AuthenticatorDisabled,
    CodeAsked,
    FactorAdded,
    FactorRemoved,
    NameChanged,
    NewBrowser,
    PasswordChanged,
)
from egovframe.auth.profiles.service import address_before, profile_of
from egovframe.kernel.text import LANGUAGES, Text

if TYPE_CHECKING:
    from egovframe.auth.interfaces import Message
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.events import Event, Observers
    from egovframe.kernel.outbox import Task

FOLLOWER: Final = "sign-in-letter"
WRITTEN_ABOUT: Final = (
    CodeAsked,
    FactorAdded,
    FactorRemoved,
    PasswordChanged,
    AuthenticatorDisabled,
    NewBrowser,
    AddressChanged,
    NameChanged,
)
"""The events of which a letter tells: those of a changed address go to the one before."""

_SUBJECTS: Final[Mapping[str, Text]] = {
    CodeAsked.name: Text(ko="[{office}] 로그인 코드", en="[{office}] Your sign-in code"),
    FactorAdded.name: Text(ko="[{office}] 로그인 방법이 추가되었습니다", en="[{office}] A way to sign in was added"),
    FactorRemoved.name: Text(
        ko="[{office}] 로그인 방법이 삭제되었습니다", en="[{office}] A way to sign in was removed"
    ),
    PasswordChanged.name: Text(ko="[{office}] 비밀번호가 바뀌었습니다", en="[{office}] Your password was changed"),
    AuthenticatorDisabled.name: Text(
        ko="[{office}] 로그인 방법이 잠겼습니다", en="[{office}] A way to sign in was shut"
    ),
    NewBrowser.name: Text(ko="[{office}] 새 브라우저에서 로그인", en="[{office}] Signed in from a new browser"),
    AddressChanged.name: Text(
        ko="[{office}] 전자우편 주소가 바뀌었습니다", en="[{office}] Your e-mail address was changed"
    ),
    NameChanged.name: Text(ko="[{office}] 아이디가 바뀌었습니다", en="[{office}] Your account's name was changed"),
}
_BODIES: Final[Mapping[str, Text]] = {
    CodeAsked.name: Text(
        ko=(
            "로그인 화면에 이 코드를 입력하세요.\n\n{code}\n\n10분 동안, 요청한 브라우저에서 한 번만 쓸 수 있습니다.\n"
            "요청하지 않으셨다면 아무것도 하지 않으셔도 됩니다. 이 코드를 아무에게도 알려 주지 마세요.\n"
        ),
        en=(
            "Type this code on the sign-in page.\n\n{code}\n\nIt counts once, for ten minutes, in the browser that "
            "asked for it.\nIf you did not ask for it, you need not do anything. Tell the code to nobody.\n"
        ),
    ),
    FactorAdded.name: Text(
        ko="계정에 로그인 방법이 추가되었습니다: {way}\n",
        en="A way to sign in was added to your account: {way}\n",
    ),
    FactorRemoved.name: Text(
        ko="계정에서 로그인 방법이 삭제되었습니다: {way}\n",
        en="A way to sign in was removed from your account: {way}\n",
    ),
    PasswordChanged.name: Text(
        ko="계정의 비밀번호가 바뀌었습니다.\n", en="The password of your account was changed.\n"
    ),
    AuthenticatorDisabled.name: Text(
        ko="실패가 너무 많아 로그인 방법이 잠겼습니다: {way}\n",
        en="A way to sign in was shut after too many tries: {way}\n",
    ),
    NewBrowser.name: Text(
        ko="처음 보는 브라우저에서 계정에 로그인했습니다. 어디서 로그인했는지는 내 계정의 내 접속에 있습니다.\n",
        en="Somebody signed in to your account from a browser that is new to us. Your account shows where, under My "
        "sessions.\n",
    ),
    AddressChanged.name: Text(
        ko="계정의 전자우편 주소가 다른 것으로 바뀌었습니다. 이 주소로는 더 보내지 않습니다.\n",
        en="The e-mail address of your account is another one now. No more letters come to this one.\n",
    ),
    NameChanged.name: Text(
        ko="로그인할 때 쓰는 아이디가 바뀌었습니다. 새 아이디는 내 계정에 있습니다.\n",
        en="The name with which you sign in was changed. Your account shows the new one.\n",
    ),
}
_FOOT: Final = Text(
    ko="\n본인이 한 일이 아니면 바로 비밀번호를 바꾸고 기관에 알려 주세요.\n",
    en="\nIf it was not you, change your password at once and tell the office.\n",
)


class Letters:
    """Writes and sends the letters; hears of what happens through the outbox."""

    def __init__(
        self, cabinet: Cabinet, message: Message, *, office: Text, language: str, title_of: Callable[[str], Text]
    ) -> None:
        self._cabinet = cabinet
        self._message = message
        self._office = office
        self._language = language
        self._title_of = title_of

    def follow(self, observers: Observers) -> None:
        """Send a letter, once it is committed, of each event that one is written about."""
        for event in WRITTEN_ABOUT:
            observers.later(event, FOLLOWER, self.send, may=())

    def send(self, task: Task) -> None:
        """Send one letter and note it; an account without an address gets none."""
        event: Any = task.event
        with task.office.database.read() as conn:
            profile = profile_of(self._cabinet, conn, event.account_id)
        moved = isinstance(event, AddressChanged)
        to = address_before(self._cabinet, event) if moved else profile.email if profile else ""
        if profile is None or not to:
            return
        tag = profile.locale.partition("-")[0]
        asked = event.language if isinstance(event, CodeAsked) else ""
        language = next((each for each in (tag, asked) if each in LANGUAGES), self._language)
        subject, body = self.words(event, language)
        self._message.send(to, subject=subject, body=body)
        with task.work(why="letter about signing in") as work:
            ref = f"account:{event.account_id}"
            work.note(facts.LETTER_SENT, object=ref, subjects=(ref,), details={"about": event.name})

    def words(self, event: Event, language: str) -> tuple[str, str]:
        """Return subject and body of the letter about an event."""
        office = self._office.in_(language)
        parts = {"office": office, "way": "", "code": ""}
        if isinstance(event, CodeAsked):
            parts["code"] = opened_code(self._cabinet, event)
        authenticator = getattr(event, "authenticator", "")
        if authenticator:
            parts["way"] = self._title_of(authenticator).in_(language)
        foot = "" if isinstance(event, CodeAsked) else _FOOT.in_(language)
        body = _BODIES[event.name].in_(language).format(**parts)
        return _SUBJECTS[event.name].in_(language).format(**parts), body + foot + f"\n{office}\n"


def code_asked(cabinet: Cabinet, account: str, code: str, *, language: str = "") -> CodeAsked:
    """Return the event that has a code sent; the code is sealed in it. `language` is that of who asks."""
    sealed = cabinet.office_seal(_name(account), code.encode())
    return CodeAsked(account_id=account, sealed=base64.b64encode(sealed).decode(), language=language)


def opened_code(cabinet: Cabinet, event: CodeAsked) -> str:
    """Return the code in an event. Raises CryptoError when it was changed."""
    return cabinet.office_open(_name(event.account_id), base64.b64decode(event.sealed)).decode()


def _name(account: str) -> str:
    return f"code:{account}"
