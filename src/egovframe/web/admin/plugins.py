"""The plug-ins: what is installed, by which package in which version, and what is in use."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Final

from egovframe.kernel.permissions import WHOLE_OFFICE
from egovframe.kernel.plugins import Found, Plugin, Plugins
from egovframe.kernel.text import Text
from egovframe.web.endpoint import Routes

if TYPE_CHECKING:
    from egovframe.web.page import Page
    from egovframe.web.response import Response

routes = Routes("admin-plugins", prefix="/admin/plugins")

GROUPS: Final[Mapping[str, Text]] = {
    "egovframe.auth.authenticators": Text(ko="로그인 방법", en="Ways to sign in"),
    "egovframe.auth.policies": Text(ko="로그인 규칙", en="Rules on signing in"),
    "egovframe.auth.subjects": Text(ko="인증서의 주체", en="Subjects of certificates"),
    "egovframe.audit.anchors": Text(ko="감사 기록 앵커", en="Anchors of the audit log"),
    "egovframe.audit.exporters": Text(ko="감사 기록 내보내기", en="Exporters of the audit log"),
    "egovframe.forms.channels": Text(ko="통지 방법", en="Channels for notices"),
    "egovframe.forms.scanners": Text(ko="파일 검사", en="File scanners"),
    "egovframe.forms.prefills": Text(ko="미리 채우기", en="Prefills"),
    "egovframe.forms.payments": Text(ko="수수료 납부", en="Payments"),
    "egovframe.records.vaults": Text(ko="기록 저장소", en="Vaults for records"),
    "egovframe.records.packages": Text(ko="기록 패키지", en="Packages of records"),
    "egovframe.keyrings": Text(ko="열쇠 보관", en="Keyrings"),
    "egovframe.jurisdictions": Text(ko="관할", en="Jurisdictions"),
    "egovframe.components": Text(ko="구성 요소", en="Components"),
}
"""The entry-point groups in words, in the order of the public surfaces."""


@routes.get("", may="plugin.read")
def show(page: Page) -> Response:
    """Show what is installed, without importing any of it, and what the settings name."""
    with page.look("plug-ins in administration") as work:
        work.need("plugin.read", unit=WHOLE_OFFICE)
    used = in_use(page.office.settings)
    groups = [
        (group, title, [(found, found.name in used.get(group, ())) for found in installed(group)])
        for group, title in GROUPS.items()
    ]
    others = sorted(name for name in entry_points().groups if name.startswith("egovframe.") and name not in GROUPS)
    groups += [(name, Text.of(name), [(found, False) for found in installed(name)]) for name in others]
    return page.render("admin/plugins.html", groups=[group for group in groups if group[2]])


def installed(group: str) -> list[Found]:
    """Return what is on offer in a group, by name."""
    return [found for _, found in sorted(Plugins(group, Plugin).found().items())]


def in_use(settings: Any) -> dict[str, frozenset[str]]:
    """Return the names that the settings choose, by group."""
    return {
        "egovframe.audit.anchors": frozenset(settings.audit.anchors),
        "egovframe.auth.authenticators": frozenset(settings.auth.authenticators),
        "egovframe.auth.policies": frozenset(settings.auth.policies),
        "egovframe.auth.subjects": settings.auth.subject_rules(),
        "egovframe.forms.channels": frozenset({settings.forms.channel}),
        "egovframe.forms.payments": frozenset(each.plugin for each in settings.forms.payments.values()),
        "egovframe.forms.prefills": frozenset(each.plugin for each in settings.forms.prefills.values()),
        "egovframe.forms.scanners": frozenset(filter(None, (settings.forms.files.scanner,))),
        "egovframe.records.vaults": frozenset({settings.records.vault}),
        "egovframe.keyrings": frozenset({settings.keyring.plugin}),
        "egovframe.jurisdictions": frozenset({settings.jurisdiction.plugin}),
    }
