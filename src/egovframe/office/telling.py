"""Facts in plain words, as the person may know them whose data they are about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.text import LANGUAGES, Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from egovframe.audit.model import Fact
    from egovframe.audit.stating import Found
    from egovframe.office.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One fact in words: what happened (`title`), by whom, in what (`about`, `fields`), why, on what basis.

    `fact` holds no private value. `count` is of how many petitions a list was, 0 where it is none. `purpose` is
    what the program did it for, `reason` what the person wrote; both are empty where they are not the subject's to
    know. `erased` says that they were destroyed. `you` says that the person did it.
    """

    fact: Fact
    by: Text
    you: bool
    about: Text | None
    receipt: str
    fields: tuple[Text, ...]
    count: int
    purpose: Text | None
    reason: str
    basis: Text | None
    erased: bool
    sealed: bool


YOU: Final = Text(ko="본인", en="You yourself")
HOLDER: Final = Text(ko="접수증의 열쇠를 가진 사람", en="Whoever has the key of the receipt")
CALLER: Final = Text(
    ko="접수번호와 전화번호 끝 네 자리를 아는 사람",
    en="Whoever knows the receipt number and the last four digits of the phone",
)
FILER: Final = Text(ko="민원을 낸 계정", en="The account that filed the petition")
VISITOR: Final = Text(ko="로그인하지 않은 사람", en="Somebody who was not signed in")
OTHERS: Final[Mapping[str, Text]] = {
    "citizen": Text(ko="다른 시민", en="Another citizen"),
    "company": Text(ko="다른 기업", en="Another company"),
}
CONSOLE: Final = Text(ko="시스템 관리자", en="A system administrator")
SYSTEM: Final = Text(ko="시 시스템(자동)", en="The city's system, by itself")

_OFFICER: Final = Text(ko="{unit} 담당자", en="An officer of {unit}")
_NAMED: Final = Text(ko="{unit} 담당자 {name}", en="{name}, officer of {unit}")
_INSTEAD: Final = Text(ko="{who} ({whose}의 권한으로)", en="{who}, in the place of: {whose}")
_PROGRAM: Final = Text(ko="{unit} 프로그램", en="A program of {unit}")

PURPOSES: Final[Mapping[str, Text]] = {
    "answers looked up for a form": Text(
        ko="아는 내용을 미리 채우려고", en="To fill in what the office can obtain itself"
    ),
    "queue at the desk": Text(ko="처리할 민원을 고르려고", en="To choose what to work on"),
    "petitions at the desk": Text(ko="민원 목록을 보려고", en="To look through petitions"),
    "case at the desk": Text(ko="민원을 처리하려고", en="To work on the petition"),
    "who saw it, at the desk": Text(ko="열람 요구에 답하려고", en="To answer a request about personal data"),
    "statement made at the desk": Text(ko="열람 요구에 답하려고", en="To answer a request about personal data"),
    "file at the desk": Text(ko="민원을 처리하려고", en="To work on the petition"),
    "file sent with a form": Text(ko="민원에 파일을 붙이려고", en="To send a file with a petition"),
    "file taken off a form": Text(ko="민원에서 파일을 빼려고", en="To take a file off a petition"),
    "files of a form shown to their sender": Text(ko="올린 파일을 보여 주려고", en="To show the files that were sent"),
    "unfinished petition saved": Text(ko="작성 중인 민원을 저장하려고", en="To save an unfinished petition"),
    "unfinished petition opened": Text(ko="작성 중인 민원을 이어 쓰려고", en="To go on with an unfinished petition"),
    "unfinished petition resumed": Text(ko="작성 중인 민원을 이어 쓰려고", en="To go on with an unfinished petition"),
    "unfinished petition discarded": Text(ko="작성 중인 민원을 지우려고", en="To delete an unfinished petition"),
    "unfinished petitions expired": Text(
        ko="기한이 지난 작성 중인 민원을 지우려고", en="To delete what was not finished in time"
    ),
    "answers shown to the holder, to change them": Text(ko="낸 민원을 바꾸려고", en="To change what was handed in"),
    "answers changed by the holder": Text(ko="낸 민원을 바꾸려고", en="To change what was handed in"),
    "co-signers shown to the holder": Text(ko="연명자를 확인하려고", en="To see who signs as well"),
    "co-signers, invite by the holder": Text(ko="연명자를 초대하려고", en="To invite a co-signer"),
    "co-signers, recall by the holder": Text(ko="연명자 초대를 취소하려고", en="To take a co-signer's link back"),
    "petition shown to a co-signer": Text(ko="함께 서명할 민원을 읽으려고", en="To read what is to be co-signed"),
    "co-signer, sign": Text(ko="민원에 함께 서명하려고", en="To co-sign the petition"),
    "co-signer, decline": Text(ko="함께 서명하지 않으려고", en="To decline to co-sign"),
    "co-signer, retract": Text(ko="함께 한 서명을 철회하려고", en="To withdraw a co-signature"),
    "links to co-sign expired": Text(
        ko="기한이 지난 연명 링크를 지우려고", en="To delete links that were not used in time"
    ),
    "file handed out to the holder": Text(
        ko="본인이 낸 파일을 내려받으려고", en="To download a file that was handed in"
    ),
    "files at the desk": Text(ko="민원을 처리하려고", en="To work on the petition"),
    "personal answers looked at": Text(ko="민원을 처리하려고", en="To work on the petition"),
    "taken from the queue": Text(ko="민원을 맡으려고", en="To take the petition on"),
    "taken at the desk": Text(ko="민원을 맡으려고", en="To take the petition on"),
    "assigned at the desk": Text(ko="담당자를 정하려고", en="To give the petition to an officer"),
    "answered at the desk": Text(ko="민원에 답하려고", en="To answer the petition"),
    "compared at the desk": Text(ko="반복 민원인지 확인하려고", en="To see whether the petition is a repeat"),
    "petitions joined at the desk": Text(ko="민원을 함께 처리하려고", en="To handle petitions together"),
    "refused at the desk": Text(ko="민원에 답하려고", en="To answer the petition"),
    "marked urgent at the desk": Text(ko="먼저 처리하려고", en="To put the petition first"),
    "step taken at the desk": Text(ko="민원을 처리하려고", en="To handle the petition"),
    "withdrawn at the desk": Text(ko="취하를 처리하려고", en="To withdraw the petition as asked"),
    "public statistics": Text(ko="통계를 보려고", en="To see the statistics"),
    "statistics at the desk": Text(ko="통계를 보려고", en="To see the statistics"),
    "words of notices in administration": Text(ko="통지 문구를 보려고", en="To look at the words of notices"),
    "words of a notice tried": Text(ko="통지 문구를 미리 보려고", en="To try the words of a notice"),
    "words of a notice put in force in administration": Text(
        ko="통지 문구를 시행하려고", en="To put words of a notice in force"
    ),
    "words of a notice taken back in administration": Text(
        ko="통지 문구를 철회하려고", en="To take words of a notice back"
    ),
    "records at the desk": Text(ko="기록물을 찾으려고", en="To look for records"),
    "record at the desk": Text(ko="기록물을 보려고", en="To look at the record"),
    "record at the desk, before its download": Text(ko="기록물을 내려받으려고", en="To download the record"),
    "record's content at the desk": Text(ko="기록물을 보려고", en="To look at the record"),
    "status shown to the holder": Text(ko="진행 상황을 확인하려고", en="To see how it stands"),
    "forms on paper": Text(ko="종이 서식을 받으려고", en="To take a form on paper"),
    "register at the desk": Text(ko="처리부를 확인하려고", en="To look at a register"),
    "names in a register looked at": Text(ko="처리부를 확인하려고", en="To look at a register"),
    "told otherwise by the holder on the portal": Text(ko="통지 받는 방법을 정하려고", en="To choose how to be told"),
    "notice sent again": Text(ko="신청인에게 알리려고", en="To write to the applicant"),
    "notice sent again at the desk": Text(ko="통지를 다시 보내려고", en="To send the notice again"),
    "notice at the desk": Text(ko="보낸 통지를 확인하려고", en="To look at what was written"),
    "notice read by the holder": Text(ko="통지를 읽으려고", en="To read the notice"),
    "receipt shown to the holder": Text(ko="접수증을 보려고", en="To see the receipt"),
    "receipt handed out as proof": Text(ko="접수 증명을 받으려고", en="To take the proof of the receipt"),
    "receipt handed out as pdf": Text(ko="접수증을 받으려고", en="To take the receipt"),
    "withdrawn by the holder on the portal": Text(ko="민원을 취하하려고", en="To withdraw the petition"),
    "fee given back at the desk": Text(ko="수수료를 환불하려고", en="To give the fee back"),
    "payment begun by the holder on the portal": Text(ko="수수료를 내려고", en="To pay the fee"),
    "who saw it, by the holder": Text(ko="누가 보았는지 확인하려고", en="To see who saw it"),
    "statement taken by the holder": Text(ko="열람 내역서를 받으려고", en="To take the statement"),
    "own data": Text(ko="누가 보았는지 확인하려고", en="To see who saw it"),
    "statement of one's own data": Text(ko="열람 내역서를 받으려고", en="To take the statement"),
    "own account": Text(ko="내 계정을 보려고", en="To see the account"),
    "account in administration": Text(ko="계정을 관리하려고", en="To manage the account"),
    "account looked up": Text(ko="계정을 관리하려고", en="To manage the account"),
    "accounts in administration": Text(ko="계정을 관리하려고", en="To manage accounts"),
    "account added in administration": Text(ko="계정을 만들려고", en="To add the account"),
    "account disabled in administration": Text(ko="계정을 정지하려고", en="To shut the account"),
    "account enabled in administration": Text(ko="계정을 다시 열려고", en="To open the account again"),
    "new password from administration": Text(ko="비밀번호를 새로 주려고", en="To give a new password"),
    "role granted in administration": Text(ko="역할을 주려고", en="To grant a role"),
    "role revoked in administration": Text(ko="역할을 거두려고", en="To take a role back"),
    "way to sign in taken away in administration": Text(
        ko="로그인 수단을 없애려고", en="To take a way to sign in away"
    ),
    "certificate linked in administration": Text(ko="인증서를 연결하려고", en="To link a certificate"),
    "sessions in administration": Text(ko="접속을 관리하려고", en="To manage sessions"),
    "everybody signed out in administration": Text(ko="모든 사람의 접속을 끝내려고", en="To end everybody's sessions"),
    "session ended in administration": Text(ko="접속을 끝내려고", en="To end a session"),
    "sessions ended in administration": Text(ko="접속을 끝내려고", en="To end sessions"),
    "list of accounts checked in administration": Text(ko="계정 목록을 확인하려고", en="To check a list of accounts"),
    "list of accounts imported in administration": Text(ko="계정 목록을 등록하려고", en="To import a list of accounts"),
    "acting in administration": Text(ko="계정을 대신하여 보려고", en="To act in the place of the account"),
    "acting in somebody's place begun in administration": Text(
        ko="계정을 대신하여 보려고", en="To act in the place of the account"
    ),
    "acting in somebody's place ended": Text(ko="대신하여 보기를 끝내려고", en="To end acting in somebody's place"),
    "roles lent in the account": Text(ko="직무를 대행하게 하려고", en="To lend roles to a substitute"),
    "lending ended in the account": Text(ko="직무 대행을 끝내려고", en="To end a substitution"),
    "substitutes in administration": Text(ko="직무 대행을 보려고", en="To see substitutes"),
    "substitution ended in administration": Text(ko="직무 대행을 끝내려고", en="To end a substitution"),
    "substitutes in the account": Text(ko="직무 대행을 보려고", en="To see substitutes"),
    "who is to be told of deadlines": Text(
        ko="처리 기한을 알릴 담당자를 찾으려고", en="To find the officers to tell of deadlines"
    ),
    "who is told of deadlines": Text(ko="담당자에게 처리 기한을 알리려고", en="To tell officers of a deadline"),
    "letter about a deadline": Text(ko="담당자에게 처리 기한을 알리려고", en="To tell officers of a deadline"),
    "letter about a part": Text(
        ko="담당자에게 관계 부서의 검토를 알리려고", en="To tell officers of a unit that takes part"
    ),
    "month of handling at the desk": Text(ko="월별 처리상황을 점검하려고", en="To review a month of handling"),
    "month reviewed at the desk": Text(
        ko="월별 처리상황 점검을 마치려고", en="To sign the review of a month of handling"
    ),
    "parts at the desk": Text(ko="관계 부서로 검토할 민원을 보려고", en="To see petitions in which a unit takes part"),
    "part at the desk": Text(
        ko="관계 부서로 민원을 검토하려고", en="To look into a petition in which a unit takes part"
    ),
    "part given at the desk": Text(
        ko="관계 부서의 담당자를 정하려고", en="To name the officer of a unit that takes part"
    ),
    "part extended at the desk": Text(ko="관계 부서의 회신 기간을 늘리려고", en="To take more time for a unit's reply"),
    "part replied to at the desk": Text(
        ko="관계 부서의 검토 결과를 회신하려고", en="To reply for a unit that takes part"
    ),
    "drafts at the desk": Text(ko="결재할 기안을 보려고", en="To see drafted decisions"),
    "draft at the desk": Text(ko="기안을 검토하려고", en="To look at a drafted decision"),
    "decision drafted at the desk": Text(ko="결정을 기안하려고", en="To draft a decision"),
    "draft approved at the desk": Text(ko="기안을 결재하려고", en="To approve a drafted decision"),
    "draft sent back at the desk": Text(ko="기안을 돌려보내려고", en="To send a drafted decision back"),
    "draft recalled at the desk": Text(ko="기안을 회수하려고", en="To recall a drafted decision"),
    "rules of routing in administration": Text(ko="배정 규칙을 관리하려고", en="To manage the rules of routing"),
    "rule of routing added in administration": Text(ko="배정 규칙을 정하려고", en="To add a rule of routing"),
    "rule of routing ended in administration": Text(ko="배정 규칙을 끝내려고", en="To end a rule of routing"),
    "absences at the desk": Text(ko="부재를 보려고", en="To see who is away"),
    "absence entered at the desk": Text(ko="부재를 등록하려고", en="To enter an absence"),
    "absence ended at the desk": Text(ko="부재를 끝내려고", en="To end an absence"),
    "petitions handed over at the desk": Text(ko="민원을 인계하려고", en="To hand petitions over"),
    "days off in administration": Text(ko="휴무일을 관리하려고", en="To manage days off"),
    "office hours in administration": Text(ko="근무시간을 보려고", en="To look at the office hours"),
    "office hours entered in administration": Text(ko="근무시간을 정하려고", en="To enter office hours"),
    "office hours taken back in administration": Text(ko="근무시간 지정을 취소하려고", en="To take office hours back"),
    "day off entered in administration": Text(ko="휴무일을 정하려고", en="To enter a day off"),
    "day off taken back in administration": Text(ko="휴무일을 취소하려고", en="To take a day off back"),
    "open deadlines counted anew": Text(ko="처리기한을 다시 세려고", en="To count open deadlines anew"),
    "unit in administration": Text(ko="부서를 관리하려고", en="To manage the unit"),
    "what comes due by itself": Text(ko="때가 된 일을 알리려고", en="To tell what came due by itself"),
    "forms in administration": Text(ko="서식을 관리하려고", en="To manage forms"),
    "form drafted in administration": Text(ko="서식을 만들려고", en="To make a form"),
    "form published in administration": Text(ko="서식을 공개하려고", en="To publish a form"),
    "form withdrawn in administration": Text(ko="서식 제공을 중지하려고", en="To withdraw a form"),
    "draft of a form discarded in administration": Text(ko="서식 초안을 폐기하려고", en="To discard a draft"),
    "units in administration": Text(ko="부서를 관리하려고", en="To manage units"),
    "units changed in administration": Text(ko="부서를 바꾸려고", en="To change units"),
    "one fact in administration": Text(ko="감사 기록을 확인하려고", en="To check a fact of the audit log"),
    "proof of a fact in administration": Text(ko="감사 기록을 확인하려고", en="To check a fact of the audit log"),
    "legal hold placed in administration": Text(ko="기록을 보존하려고", en="To place a legal hold"),
    "legal hold lifted in administration": Text(ko="보존 명령을 풀려고", en="To lift a legal hold"),
    "missing reason in administration": Text(ko="빠진 사유를 확인하려고", en="To confirm a missing reason"),
    "missing reason at the desk": Text(ko="빠진 사유를 밝히려고", en="To give a missing reason"),
    "case file of a closed petition": Text(ko="종결 기록을 보존하려고", en="To keep the record of the case"),
    "closed petition kept as a record": Text(ko="종결 기록을 보존하려고", en="To keep the record of the case"),
    "withdrawn petition closed": Text(ko="취하한 민원을 종결하려고", en="To close the withdrawn petition"),
    "petition assigned by load": Text(ko="담당자를 정하려고", en="To choose who handles it"),
    "notice received": Text(ko="접수를 알리려고", en="To tell that it was received"),
    "public petitions": Text(ko="공개된 청원을 보려고", en="To see public petitions"),
    "public petition": Text(ko="공개된 청원을 보려고", en="To see a public petition"),
    "public petition signed": Text(ko="청원에 서명하려고", en="To sign a public petition"),
    "signature withdrawn": Text(ko="서명을 철회하려고", en="To withdraw a signature"),
    "link to sign by asked for": Text(ko="서명 확인 링크를 받으려고", en="To ask for a link to sign by"),
    "link to sign by opened": Text(ko="서명 확인 링크를 열어 보려고", en="To look at a link to sign by"),
    "public petitions at the desk": Text(ko="공개할 청원을 보려고", en="To see petitions to publish"),
    "public petition at the desk": Text(ko="공개할 청원을 보려고", en="To see a petition to publish"),
    "petition published at the desk": Text(ko="청원을 공개하려고", en="To publish a petition"),
    "publication refused at the desk": Text(ko="청원을 공개하지 않기로 하려고", en="To refuse to publish a petition"),
    "signer revealed at the desk": Text(ko="서명자를 확인하려고", en="To see who signed"),
    "collecting of signatures ended": Text(ko="청원 서명을 마감하려고", en="To end the collecting of signatures"),
    "signatures counted for good": Text(ko="청원 서명 수를 확정하려고", en="To count the signatures for good"),
    "signers' data erased": Text(ko="서명자 개인정보를 파기하려고", en="To erase the signers' data"),
    "threshold of signatures reached": Text(
        ko="서명 기준에 이른 것을 알리려고", en="To tell that a threshold was reached"
    ),
    "link to sign by": Text(ko="서명 확인 링크를 보내려고", en="To send the link to sign by"),
    "notice result": Text(ko="결과를 알리려고", en="To tell the result"),
}
"""What programs say they do something for, in words for the person concerned."""

_FAMILIES: Final[tuple[tuple[re.Pattern[str], Text], ...]] = (
    (re.compile(r"egovframe .*"), Text(ko="서버에서 관리 명령을 실행하려고", en="By a command at the server")),
    (
        re.compile(r"API: .*|.* filed by the API"),
        Text(ko="프로그램 연결(API)로", en="Through the programming interface"),
    ),
    (
        re.compile(r"\w+ by the holder on the portal"),
        Text(ko="본인이 낸 민원을 진행하려고", en="To act on one's own petition"),
    ),
    (re.compile(r".* filed on the portal"), Text(ko="민원을 내려고", en="To file the petition")),
    (re.compile(r"notice .*"), Text(ko="신청인에게 알리려고", en="To write to the applicant")),
)

LAWS: Final[Mapping[str, str]] = {
    "개인정보 보호법": "Personal Information Protection Act",
    "민원 처리에 관한 법률": "Petitions Act",
    "청원법": "Petition Act",
    "민원 처리에 관한 법률 시행령": "Enforcement Decree of the Petitions Act",
}
"""The laws that facts name as their basis, in English."""

_ARTICLE: Final = re.compile(r"(?P<law>.+?) 제(?P<article>\d+)조(?:제(?P<paragraph>\d+)항)?")


class Teller:
    """Tells facts about somebody: who acted is said as far as they may know, names only where the city says so."""

    def __init__(self, office: Office, conn: Connection, subjects: tuple[str, ...]) -> None:
        self._office = office
        self._conn = conn
        self._subjects = subjects
        self._officers: dict[tuple[str, str, str], Text] = {}

    def told(self, found: Found, receipts: Mapping[str, str]) -> Told:
        """Return a fact in words; `receipts` are the numbers of the person's petitions by id."""
        fact, told = found.fact, found.told
        form = str(fact.details.get("form", ""))
        offer = self._office.forms.offers.get(form)
        questions = offer.form.form_questions if offer is not None else {}
        fields = fact.details.get("fields", ())
        numbers = [receipts[name] for each in fact.subjects if (name := each.removeprefix("petition:")) in receipts]
        return Told(
            fact=fact,
            by=self.who(fact),
            you=f"account:{fact.actor}" in self._subjects,
            about=offer.title if offer is not None else None,
            receipt=numbers[0] if numbers and fact.does != "list" else "",
            fields=tuple(questions[name].label if name in questions else Text.of(str(name)) for name in fields),
            count=int(fact.details.get("count", 0)) if fact.action == "petition.listed" else 0,
            purpose=purpose(str(told.get("why", ""))),
            reason=str(told.get("reason", "") or ""),
            basis=basis(fact.basis),
            erased=bool(found.erased),
            sealed=found.place is not None,
        )

    def who(self, fact: Fact) -> Text:
        """Return who acted, as the person may know it."""
        if f"account:{fact.actor}" in self._subjects:
            return YOU
        if fact.actor_kind == "system":
            return CONSOLE if fact.actor == "system:console" else SYSTEM
        if fact.actor == "visitor":
            if not fact.details.get("holder"):
                return VISITOR
            return CALLER if fact.details.get("masked") else HOLDER
        if fact.actor_kind in OTHERS:
            filed = fact.does != "list" and f"account:{fact.actor}" in fact.subjects
            return FILER if filed else OTHERS[fact.actor_kind]
        return self._officer(fact)

    def _officer(self, fact: Fact) -> Text:
        """Return the department of an officer or program, as it was then; with the name where the city tells it."""
        near = str(fact.details.get("unit", ""))
        key = (fact.actor, near, f"{fact.at:%Y-%m-%d}")
        if key not in self._officers:
            self._officers[key] = self._department(fact, near)
        if fact.acting_for:
            other = self._officer(replace(fact, actor=fact.acting_for, acting_for=""))
            return _filled(_INSTEAD, who=self._officers[key], whose=other)
        return self._officers[key]

    def _department(self, fact: Fact, near: str) -> Text:
        known = self._office.auth.known(self._conn, fact.actor, fact.at)
        name, units = known if known is not None else ("", ())
        directory = self._office.auth.directory
        for each in units:  # the department that the case belongs to, where the officer is of that one too
            if each == near or near in directory.below(each):
                return self._words(fact, each, name)
        return self._words(fact, next(iter(units), ""), name)

    def _words(self, fact: Fact, unit: str, name: str) -> Text:
        title = self._office.auth.directory.units[unit].title if unit else self._office.title
        if fact.actor_kind == "service":
            return _filled(_PROGRAM, unit=title)
        if name and self._office.settings.audit.name_officers:
            return _filled(_NAMED, unit=title, name=Text.of(name))
        return _filled(_OFFICER, unit=title)


def purpose(why: str) -> Text | None:
    """Return in words what a program said it did something for; as it stands where nobody wrote words for it."""
    if not why:
        return None
    if why in PURPOSES:
        return PURPOSES[why]
    return next((words for pattern, words in _FAMILIES if pattern.fullmatch(why)), Text.of(why))


def basis(law: str) -> Text | None:
    """Return the legal basis of a fact in both languages; as it stands where it is no article of a known law."""
    found = _ARTICLE.fullmatch(law)
    if found is None or found["law"] not in LAWS:
        return Text.of(law) if law else None
    paragraph = f"({found['paragraph']})" if found["paragraph"] else ""
    return Text(ko=law, en=f"{LAWS[found['law']]}, article {found['article']}{paragraph}")


def _filled(words: Text, **values: Text) -> Text:
    said: dict[str, Any] = {
        tag: words.in_(tag).format(**{name: value.in_(tag) for name, value in values.items()}) for tag in LANGUAGES
    }
    return Text(**said)
