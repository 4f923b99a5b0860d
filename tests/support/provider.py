"""A certified OpenID provider (npm: oidc-provider) behind a small program of ours (tools/oidc), on 127.0.0.1."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.npm import program
from tests.support.processes import Served, serve


@dataclass(frozen=True)
class RealProvider:
    """One provider that runs: its address, which is its issuer, and its process."""

    url: str
    process: Served

    def register(self, **metadata: Any) -> dict[str, Any]:
        """Register a client (OpenID Connect Dynamic Client Registration 1.0); gives what it was registered with."""
        answer = httpx.post(f"{self.url}/reg", json=metadata, timeout=20)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def rotate(self) -> None:
        """Give the provider new keys; the old ones are gone."""
        assert httpx.post(f"{self.url}/control/rotate", timeout=20).status_code == 204

    def stop(self) -> None:
        """End it before its time."""
        self.process.stop()


@contextmanager
def running_provider(env: Mapping[str, str] | None = None) -> Iterator[RealProvider]:
    """Lends a provider; leaves the test out where there is no Node.js or its packages cannot be installed."""
    node, placed = program("oidc", tests="the tests against a certified OpenID provider")
    with serve([node, str(placed)], cwd=placed.parent, env=env) as served:
        yield RealProvider(served.url, served)
