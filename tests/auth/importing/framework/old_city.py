"""The user tables of a city that ran on eGovFrame, with people in them.

Columns as in the framework's own scripts, with those that must never be read filled in as well.
"""

from __future__ import annotations

import sqlalchemy as sa

from tests.auth.importing.clerk import framework_hash

OLD = "옛 비밀번호 1234"
SECRETS = ("900101-1234567", "하늘로 12", "어머니의 고향은?", "부산")
"""What stands in columns that are never read."""

_DDL = (
    """CREATE TABLE COMTNORGNZTINFO (
        ORGNZT_ID CHAR(20) NOT NULL PRIMARY KEY, ORGNZT_NM VARCHAR(20) NOT NULL, ORGNZT_DC VARCHAR(100))""",
    """CREATE TABLE COMTNGNRLMBER (
        MBER_ID VARCHAR(20) NOT NULL PRIMARY KEY, PASSWORD VARCHAR(200) NOT NULL, PASSWORD_HINT VARCHAR(100),
        PASSWORD_CNSR VARCHAR(100), IHIDNUM VARCHAR(200), MBER_NM VARCHAR(50) NOT NULL, ZIP VARCHAR(6),
        ADRES VARCHAR(100), MBER_STTUS VARCHAR(15), MBTLNUM VARCHAR(20), GROUP_ID CHAR(20),
        MBER_EMAIL_ADRES VARCHAR(50), SBSCRB_DE TIMESTAMP, ESNTL_ID CHAR(20) NOT NULL, LOCK_AT CHAR(1))""",
    """CREATE TABLE COMTNENTRPRSMBER (
        ENTRPRS_MBER_ID VARCHAR(20) NOT NULL PRIMARY KEY, BIZRNO VARCHAR(10), CMPNY_NM VARCHAR(60) NOT NULL,
        APPLCNT_NM VARCHAR(50) NOT NULL, APPLCNT_IHIDNUM VARCHAR(200), ADRES VARCHAR(100), AREA_NO VARCHAR(4),
        ENTRPRS_MIDDLE_TELNO VARCHAR(4), ENTRPRS_END_TELNO VARCHAR(4), ENTRPRS_MBER_STTUS VARCHAR(15),
        ENTRPRS_MBER_PASSWORD VARCHAR(200) NOT NULL, ENTRPRS_MBER_PASSWORD_HINT VARCHAR(100),
        ENTRPRS_MBER_PASSWORD_CNSR VARCHAR(100), APPLCNT_EMAIL_ADRES VARCHAR(50), SBSCRB_DE TIMESTAMP,
        ESNTL_ID CHAR(20) NOT NULL, LOCK_AT CHAR(1))""",
    """CREATE TABLE COMTNEMPLYRINFO (
        EMPLYR_ID VARCHAR(20) NOT NULL PRIMARY KEY, ORGNZT_ID CHAR(20), USER_NM VARCHAR(60) NOT NULL,
        PASSWORD VARCHAR(200) NOT NULL, EMPL_NO VARCHAR(20), IHIDNUM VARCHAR(200), HOUSE_ADRES VARCHAR(100),
        PASSWORD_HINT VARCHAR(100), PASSWORD_CNSR VARCHAR(100), OFFM_TELNO VARCHAR(20), MBTLNUM VARCHAR(20),
        EMAIL_ADRES VARCHAR(50), EMPLYR_STTUS_CODE CHAR(1) NOT NULL, ESNTL_ID CHAR(20) NOT NULL,
        SBSCRB_DE TIMESTAMP, LOCK_AT CHAR(1))""",
)
_UNITS = (("ORGNZT_0000000000000", "안전교통국"), ("ROADS", "도로과"))
_MEMBERS = (
    ("haneul", "김하늘", "haneul@old.kr", "010-1111-2222", "P", "N"),
    ("Bada", "이바다", None, None, "P", None),
    ("sumin", "박수민", "sumin@old.kr", "", "D", "N"),
    ("jamgim", "최잠김", "", "", "P", "Y"),
)
_COMPANIES = (
    ("haneul-inc", "(주)하늘건설", "office@inc.kr", ("02", "123", "4567"), "P", "N"),
    ("pending", "기다리는 상사", None, (None, None, None), "A", "N"),
    ("bada-inc", "바다 산업", "bada@inc.kr", ("051", "700", "8000"), "P", None),
)
_EMPLOYEES = (
    ("hong", "ROADS", "홍길동", "hong@old.kr", "", "02-100-2000", "P", "N"),
    ("jang", "ORGNZT_0000000000000", "장보고", "jang@old.kr", "010-7", None, "P", "N"),
    ("left", None, "퇴직자", None, None, None, "D", "N"),
)


def old_city(url: str, *, prefix: str = "COMTN") -> None:
    """Make the tables in an empty database and put the people in; everybody's password is OLD."""
    engine = sa.create_engine(url)
    number, address, hint, answer = SECRETS
    with engine.begin() as conn:
        for statement in _DDL:
            conn.execute(sa.text(statement.replace("COMTN", prefix)))
        _insert(
            conn, f"{prefix}ORGNZTINFO", [dict(zip(("ORGNZT_ID", "ORGNZT_NM"), row, strict=True)) for row in _UNITS]
        )
        _insert(
            conn,
            f"{prefix}GNRLMBER",
            [
                {
                    "MBER_ID": name, "PASSWORD": framework_hash(name, OLD), "PASSWORD_HINT": hint,
                    "PASSWORD_CNSR": answer, "IHIDNUM": number, "MBER_NM": called, "ADRES": address,
                    "MBER_EMAIL_ADRES": email, "MBTLNUM": phone, "MBER_STTUS": status, "LOCK_AT": locked,
                    "ESNTL_ID": f"USRCNFRM_{at:011}",
                }
                for at, (name, called, email, phone, status, locked) in enumerate(_MEMBERS)
            ],
        )  # fmt: skip
        _insert(
            conn,
            f"{prefix}ENTRPRSMBER",
            [
                {
                    "ENTRPRS_MBER_ID": name, "ENTRPRS_MBER_PASSWORD": framework_hash(name, OLD), "CMPNY_NM": called,
                    "APPLCNT_NM": "담당자", "APPLCNT_IHIDNUM": number, "ADRES": address, "APPLCNT_EMAIL_ADRES": email,
                    "AREA_NO": phone[0], "ENTRPRS_MIDDLE_TELNO": phone[1], "ENTRPRS_END_TELNO": phone[2],
                    "ENTRPRS_MBER_STTUS": status, "LOCK_AT": locked, "ESNTL_ID": f"ENTRPRS_{at:011}",
                }
                for at, (name, called, email, phone, status, locked) in enumerate(_COMPANIES)
            ],
        )  # fmt: skip
        _insert(
            conn,
            f"{prefix}EMPLYRINFO",
            [
                {
                    "EMPLYR_ID": name, "ORGNZT_ID": unit, "USER_NM": called, "PASSWORD": framework_hash(name, OLD),
                    "EMPL_NO": f"2020-{at}", "IHIDNUM": number, "HOUSE_ADRES": address, "PASSWORD_HINT": hint,
                    "PASSWORD_CNSR": answer, "EMAIL_ADRES": email, "MBTLNUM": phone, "OFFM_TELNO": desk,
                    "EMPLYR_STTUS_CODE": status, "LOCK_AT": locked, "ESNTL_ID": f"EMPLYR_{at:011}",
                }
                for at, (name, unit, called, email, phone, desk, status, locked) in enumerate(_EMPLOYEES)
            ],
        )  # fmt: skip
    engine.dispose()


def _insert(conn: sa.Connection, table: str, rows: list[dict[str, object]]) -> None:
    names = ", ".join(rows[0])
    values = ", ".join(f":{name}" for name in rows[0])
    conn.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({values})"), rows)
