"""Settings of the web pages: `[web]` in egovframe.toml, `EGOVFRAME_WEB__…` in the environment."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from pydantic import Field

from egovframe.kernel.settings import Section


class WebSettings(Section):
    """Where the city is seen, and how much it takes at once."""

    public_url: str = Field(default="", description="Where people see the city; https makes cookies __Host- and Secure.")
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on.")
    workers: int = Field(default=8, ge=1, le=256, description="Threads that answer requests; keep database.pool_size as large.")
    queue: int = Field(default=256, ge=0, le=10000, description="Requests that may wait for a worker; more get 503.")
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = Field(
        default=(), description="Networks whose X-Forwarded-For is believed; nobody's by default."
    )
    max_body: int = Field(default=1_048_576, ge=1024, description="Largest request in bytes.")
    body_seconds: float = Field(default=30.0, gt=0, description="Longest time a request may take to arrive, in seconds.")
    theme: Path | None = Field(
        default=None, description="A folder whose static/ and templates/ come before ours: brand.css, mark.svg, any page."
    )
