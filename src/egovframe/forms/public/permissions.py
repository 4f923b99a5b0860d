"""What a role may be allowed to do with public petitions."""

from __future__ import annotations

from typing import Final

from egovframe.kernel.permissions import Permission
from egovframe.kernel.text import Text

PUBLISH: Final = Permission("petition.publish", Text(ko="청원 공개 여부 결정", en="Publish petitions, or refuse to"))

PERMISSIONS: Final = (PUBLISH,)
"""Every permission of public petitions."""
