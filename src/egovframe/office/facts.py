"""Every type of fact there is: those of the components, and those of the office as a whole."""

from __future__ import annotations

from typing import Final

from egovframe.audit.facts import FACTS as OF_THE_TRAIL
from egovframe.auth.facts import FACTS as OF_ACCOUNTS
from egovframe.forms.approvals.facts import FACTS as OF_APPROVALS
from egovframe.forms.facts import FACTS as OF_PETITIONS
from egovframe.forms.routing.facts import FACTS as OF_ROUTING
from egovframe.kernel.facts import FACTS as OF_WORK
from egovframe.kernel.facts import FactType
from egovframe.kernel.keyring import KEY_ROTATED
from egovframe.kernel.outbox import RETRIED
from egovframe.kernel.text import Text
from egovframe.records.facts import FACTS as OF_RECORDS

SIGN_INS_SHOWN: Final = FactType(
    action="sign-in.shown",
    title=Text(ko="로그인 이력 열람", en="Sign-in history read"),
    does="read",
    handles=True,
    details={"count": int},
)

FACTS: Final = (
    *OF_PETITIONS,
    *OF_ROUTING,
    *OF_APPROVALS,
    *OF_RECORDS,
    *OF_THE_TRAIL,
    *OF_ACCOUNTS,
    *OF_WORK,
    KEY_ROTATED,
    RETRIED,
    SIGN_INS_SHOWN,
)
"""Every type of fact of the library. Plug-ins and cities have their own."""
