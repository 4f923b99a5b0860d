"""A wallet and an issuer of other people (npm: @openid4vc/openid4vp, @sd-jwt/sd-jwt-vc) on 127.0.0.1; tools/wallet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.npm import program
from tests.support.processes import Served, serve


@dataclass(frozen=True)
class RealWallet:
    """One wallet that runs, beside its issuer; `url` is the issuer's name."""

    url: str
    process: Served

    def tell(self, deed: str, **words: Any) -> dict[str, Any]:
        """Have it do something; gives what came of it. Fails when it would not."""
        answer = httpx.post(f"{self.url}/control/{deed}", json=words, timeout=20)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def issue(self, claims: dict[str, Any], hidden: Sequence[str]) -> int:
        """Put a credential into the wallet; `hidden` claims are the wallet's to disclose. Gives its index."""
        return int(self.tell("issue", claims=claims, hidden=list(hidden))["index"])

    def scan(self, link: str, **more: Any) -> dict[str, Any]:
        """Open a link as a person does with a camera or a tap, and agree; gives request, status and answer."""
        return self.tell("scan", link=link, **more)


@contextmanager
def running_wallet() -> Iterator[RealWallet]:
    """Lends a wallet; leaves the test out where there is no Node.js or its packages cannot be installed."""
    node, placed = program("wallet", tests="the tests against a wallet of the OpenWallet Foundation")
    with serve([node, str(placed)], cwd=placed.parent) as served:
        yield RealWallet(served.url, served)
