"""The headings of lists of people and of units, in Korean and English."""

from __future__ import annotations

from typing import Final

from egovframe.auth.importing.reader import Columns
from egovframe.kernel.text import Text

_HASH_INSTEAD: Final = Text(
    ko="비밀번호는 받지 않습니다. 해시를 '비밀번호 해시' 열에 적거나, 본인이 새로 정하게 하세요.",
    en="Passwords are not taken: give their hashes under 'password hash', or have people choose new ones.",
)

PEOPLE: Final = Columns(
    words={
        "name": (
            "name",
            "login",
            "loginname",
            "account",
            "id",
            "userid",
            "아이디",
            "로그인아이디",
            "사용자아이디",
            "계정",
        ),
        "kind": ("kind", "type", "종류", "구분", "계정종류"),
        "display_name": ("fullname", "displayname", "성명", "이름", "성함"),
        "email": ("email", "mail", "emailaddress", "이메일", "전자우편", "메일"),
        "phone": ("phone", "telephone", "mobile", "tel", "전화", "전화번호", "휴대전화", "휴대폰", "연락처"),
        "employee_number": ("employeenumber", "employeeno", "사번", "직원번호", "공무원번호"),
        "roles": ("roles", "role", "역할", "권한"),
        "unit": ("unit", "department", "부서", "부서코드", "소속"),
        "since": ("from", "since", "시작일", "부터", "적용일"),
        "until": ("until", "to", "종료일", "까지", "만료일"),
        "reason": ("reason", "사유", "부여사유"),
        "scheme": ("scheme", "hashscheme", "passwordscheme", "해시방식", "암호화방식"),
        "hash": ("passwordhash", "hash", "비밀번호해시", "암호해시", "해시"),
        "status": ("status", "state", "상태", "사용여부"),
    },
    needed=("name",),
    refused=dict.fromkeys(("password", "pw", "passwd", "비밀번호", "암호", "패스워드"), _HASH_INSTEAD),
)
"""A list of people; `roles` is `ROLE@UNIT` with or without a period, several parted by semicolons."""

UNITS: Final = Columns(
    words={
        "name": ("name", "unit", "code", "id", "부서코드", "코드", "부서아이디"),
        "title_ko": ("title", "titleko", "korean", "부서명", "명칭", "한글명", "이름"),
        "title_en": ("titleen", "english", "영문명", "영문부서명"),
        "parent": ("parent", "above", "상위부서", "상위부서코드", "상위코드", "상위"),
        "since": ("from", "since", "시작일", "부터", "시행일", "적용일"),
        "until": ("until", "to", "종료일", "까지", "폐지일"),
        "head": ("head", "부서장", "부서장아이디", "장"),
        "reason": ("reason", "사유"),
    },
    needed=("name", "title_ko"),
)
"""A list of units."""
