"""What the accounts component asks permission for, and the role that every city has."""

from __future__ import annotations

from typing import Final

from egovframe.auth.model import Role
from egovframe.kernel.permissions import Permission
from egovframe.kernel.text import Text

ACCOUNT_READ: Final = Permission("account.read", Text(ko="계정 보기", en="See accounts"))
ACCOUNT_MANAGE: Final = Permission("account.manage", Text(ko="계정 만들기와 관리", en="Add and manage accounts"))
ACCOUNT_PROVISION: Final = Permission(
    "account.provision", Text(ko="연계 시스템(SCIM)으로 계정 관리", en="Provision accounts by SCIM")
)
ROLE_READ: Final = Permission("role.read", Text(ko="역할과 권한 보기", en="See roles and who holds them"))
ROLE_GRANT: Final = Permission("role.grant", Text(ko="역할 부여와 회수", en="Grant and revoke roles"))
CLIENT_MANAGE: Final = Permission(
    "client.manage", Text(ko="로그인을 맡긴 다른 시스템 관리", en="Manage the systems that people sign in to from here")
)
SESSION_END: Final = Permission("session.end", Text(ko="다른 사람의 접속 끝내기", en="End other people's sessions"))
IMPERSONATE: Final = Permission(
    "account.impersonate", Text(ko="다른 계정으로 보기", en="Act in the place of another account")
)
ROLE_DEFINE: Final = Permission("role.define", Text(ko="역할 만들기와 변경", en="Make and change roles"))
UNIT_MANAGE: Final = Permission("unit.manage", Text(ko="부서 관리", en="Manage units"))

PERMISSIONS: Final = (
    ACCOUNT_READ,
    ACCOUNT_MANAGE,
    ACCOUNT_PROVISION,
    ROLE_READ,
    ROLE_GRANT,
    SESSION_END,
    IMPERSONATE,
    ROLE_DEFINE,
    UNIT_MANAGE,
    CLIENT_MANAGE,
)
"""Every permission that this component asks for."""

ADMIN: Final = Role(
    name="admin",
    title=Text(ko="시스템 관리자", en="Administrator"),
    may=frozenset(permission.name for permission in PERMISSIONS if permission is not IMPERSONATE)
    | {
        "audit.read",
        "audit.verify",
        "form.read",
        "office.health",
        "form.design",
        "form.publish",
        "holiday.declare",
        "outbox.manage",
        "plugin.read",
        "record.read",
        "notice.word",
        "route.manage",
    },
)
"""Runs the office. Does not see or answer citizens' petitions, and acts in nobody's place: an administrator who must
needs another role as well."""
