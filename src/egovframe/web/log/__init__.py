"""The public audit log under `/log`: checkpoint, tiles, entry bundles and the verifier key; see published.py.

`/witness` cosigns the checkpoints of other cities' logs; see witness.py.
"""

from __future__ import annotations

from egovframe.web.log import published, witness

areas = (published.routes, witness.routes)
