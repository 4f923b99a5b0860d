"""Every permission there is: those of the components, and those of the office as a whole."""

from __future__ import annotations

from typing import Final

from egovframe.audit.permissions import PERMISSIONS as OF_THE_TRAIL
from egovframe.auth.permissions import PERMISSIONS as OF_ACCOUNTS
from egovframe.forms.permissions import PERMISSIONS as OF_PETITIONS
from egovframe.kernel.permissions import Permission
from egovframe.kernel.text import Text
from egovframe.records.permissions import PERMISSIONS as OF_RECORDS

HEALTH: Final = Permission("office.health", Text(ko="시스템 상태 보기", en="See the office's health"))
OUTBOX: Final = Permission("outbox.manage", Text(ko="발신함 관리", en="Manage the outbox"))
PLUGINS: Final = Permission("plugin.read", Text(ko="플러그인 보기", en="See plug-ins"))

PERMISSIONS: Final = (*OF_PETITIONS, *OF_RECORDS, *OF_THE_TRAIL, *OF_ACCOUNTS, HEALTH, OUTBOX, PLUGINS)
"""Every permission that a role of a city may name."""
