"""An anchor at a timestamp authority (RFC 3161): a third party signs when each checkpoint was there.

Who holds the office's keys can sign another history, but cannot have it signed for a day that is past.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import Field, HttpUrl, model_validator

from egovframe.audit.builtin.binder import Binder, size_or_failure
from egovframe.audit.errors import AnchorFailed
from egovframe.audit.interfaces import Anchor, Stamp, size_of
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampTokenInfo

_LARGEST_REPLY = 262_144
_GRANTED = 0


class TimestampAnchor(Anchor):
    """Has each checkpoint signed by a timestamp authority, and keeps checkpoint and reply as files side by side.

    A reply counts only when its token is for this checkpoint, answers this question, and is signed by a certificate for
    time stamping that leads to one of `certificates` and was valid at the time stated (RFC 3161 sections 2.3, 2.4.2).
    """

    title: ClassVar[Text] = Text(ko="시점확인 기관 (RFC 3161)", en="Timestamp authority (RFC 3161)")

    url: HttpUrl
    """Where the authority answers. `http` will do: what it sends is signed."""
    certificates: Annotated[tuple[Path, ...], Field(min_length=1)]
    """PEM files with the authority's root certificates, and those between that its tokens do not bring along. When it
    changes its root, add the new one and keep the old one: older tokens need it."""
    folder: Path
    """Where checkpoints (`.checkpoint`) and replies (`.tsr`, DER) are kept; no file is ever written again."""
    timeout: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(minutes=2))] = timedelta(seconds=10)
    """How long the authority has for its whole answer."""

    @model_validator(mode="after")
    def _find_out_now(self) -> Self:
        """Refuse at the start what could never verify: a package or a certificate that is missing."""
        _require_packages()
        _ = self._roots
        return self

    def keep(self, checkpoint: str) -> None:
        """Have the checkpoint timestamped, unless it was, and file it; see `Anchor.keep`."""
        size, content = size_or_failure(checkpoint), checkpoint.encode()
        kept, reply = self._checkpoints.read(size), self._replies.read(size)
        if kept not in {None, content}:
            raise self._checkpoints.two_histories(size)
        if reply is None:
            if kept is not None:
                raise self._no_reply(size)
            # The reply comes first: a checkpoint that has its name is a checkpoint that is stamped.
            reply = self._replies.file(size, self._ask(content))
        self._verify(size, content, reply)
        self._checkpoints.file_checkpoint(checkpoint)

    def newest(self) -> str | None:
        """Return the kept checkpoint with the largest size; see `Anchor.newest`.

        Raises AnchorFailed when its token does not verify: an older one is never given in its place.
        """
        sizes = self._checkpoints.sizes()
        return self._stamp(sizes[-1]).checkpoint if sizes else None

    def stamped(self) -> Iterator[Stamp]:
        """Yield every checkpoint that was kept with the time its token states; see `Anchor.stamped`."""
        for size in self._checkpoints.sizes():
            yield self._stamp(size)

    # ------------------------------------------------------------------ what is kept

    @property
    def _checkpoints(self) -> Binder:
        return Binder(self.folder, ".checkpoint")

    @property
    def _replies(self) -> Binder:
        return Binder(self.folder, ".tsr")

    def _stamp(self, size: int) -> Stamp:
        content, reply = self._checkpoints.read(size), self._replies.read(size)
        if content is None or reply is None:
            raise self._no_reply(size)
        return self._verify(size, content, reply)

    def _verify(self, size: int, content: bytes, reply: bytes) -> Stamp:
        """Return what a kept reply says of a checkpoint, after checking it."""
        try:
            checkpoint = content.decode()
            if size_of(checkpoint) != size:
                raise _Unbelieved("the checkpoint is of another size than its name says")
            info = self._believed(content, reply, nonce=None)
            at, accuracy = info.gen_time, info.accuracy
        except ValueError as error:
            raise AnchorFailed(
                f"{self._replies.path(size)} does not vouch for the checkpoint beside it: {error}.",
                hint="One of the two was changed, or `certificates` lacks the authority's root of that time. Keep both "
                "files and find out which.",
            ) from error
        within = timedelta(0)
        if accuracy is not None:
            within = timedelta(
                seconds=accuracy.seconds or 0, milliseconds=accuracy.millis or 0, microseconds=accuracy.micros or 0
            )
        return Stamp(checkpoint, at, within)

    def _no_reply(self, size: int) -> AnchorFailed:
        return AnchorFailed(
            f"{self._replies.path(size)} is gone: nothing says when the checkpoint beside it was made.",
            hint="Restore it from a copy of the folder.",
        )

    # ------------------------------------------------------------------ what the authority says

    def _ask(self, content: bytes) -> bytes:
        """Return the authority's reply for the content, believed. Raises AnchorFailed."""
        import httpx
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

        request = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build()
        try:
            # The library's synchronous half bounds each read only, and a server that sends a byte now and then would
            # hold the anchors up for hours: so the exchange is asynchronous, under one bound. It has a thread of its
            # own, because the caller's may be running a loop already.
            with ThreadPoolExecutor(1) as pool:
                reply = pool.submit(asyncio.run, self._exchange(request.as_bytes())).result()
            self._believed(content, reply, nonce=request.nonce)
        except TimeoutError as error:
            raise self._failed(f"did not answer within {self.timeout.total_seconds():g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._failed(f"cannot be reached: {str(error) or type(error).__name__}") from error
        except _Refused as error:
            raise self._failed(str(error)) from error
        except ValueError as error:
            raise self._failed(f"sent a reply that is not to be believed: {error}") from error
        return reply

    async def _exchange(self, query: bytes) -> bytes:
        """Post a query and return the reply's bytes (RFC 3161 section 3.4)."""
        import httpx

        seconds = self.timeout.total_seconds()
        headers = {"Content-Type": "application/timestamp-query", "Accept-Encoding": "identity"}
        async with (
            asyncio.timeout(seconds),
            httpx.AsyncClient(timeout=seconds, follow_redirects=False) as client,
            client.stream("POST", str(self.url), content=query, headers=headers) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise _Refused(f"answered with status {answer.status_code}")
            reply = b""
            async for part in answer.aiter_raw():
                reply += part
                if len(reply) > _LARGEST_REPLY:
                    raise _Refused(f"sent more than {_LARGEST_REPLY:,} bytes")
        return reply

    def _believed(self, content: bytes, reply: bytes, *, nonce: int | None) -> TimeStampTokenInfo:
        """Return what a reply's token states. Raises ValueError, in words, when there is a reason not to believe it."""
        from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

        try:
            response = decode_timestamp_response(reply)
        except ValueError as error:
            raise _Unbelieved("it is no timestamp reply") from error
        if response.status != _GRANTED:
            words = ", ".join(response.status_string) or "without a reason"
            raise _Unbelieved(f"the timestamp was refused (status {response.status}): {words[:200]}")
        reasons: list[str] = []
        for root in self._roots:
            # One root at a time: of two with the same name, old and new, only one would be looked at.
            verifier = VerifierBuilder(roots=[root], intermediates=self._between, nonce=nonce).build()
            try:
                verifier.verify(response, sha256(content).digest())
            except (VerificationError, ValueError) as error:
                reasons.append(_reason(error))
                continue
            return response.tst_info
        raise _Unbelieved("; ".join(dict.fromkeys(reasons)))

    def _failed(self, what: str) -> AnchorFailed:
        return AnchorFailed(
            f"The timestamp authority {self.url.host} {what}.",
            hint="Nothing was kept; it is asked again later. Check `url` (no redirect is followed) and `certificates`.",
        )

    @cached_property
    def _roots(self) -> list[Certificate]:
        roots = [each for each in self._certificates if each.issuer == each.subject]
        if not roots:
            raise ValueError("none of the certificates is a root: one that is its own issuer")
        return roots

    @cached_property
    def _between(self) -> list[Certificate]:
        return [each for each in self._certificates if each.issuer != each.subject]

    @cached_property
    def _certificates(self) -> list[Certificate]:
        from cryptography.x509 import load_pem_x509_certificates

        found: list[Certificate] = []
        for path in self.certificates:
            try:
                found += load_pem_x509_certificates(path.read_bytes())
            except OSError as error:
                raise ValueError(f"the certificate {path} cannot be read: {error.strerror or error}") from error
            except ValueError as error:
                raise ValueError(f"{path} holds no PEM certificate") from error
        return found


class _Refused(Exception):
    """The authority did not answer as RFC 3161 section 3.4 says."""


class _Unbelieved(ValueError):
    """A token that is not what it should be."""


def _reason(error: Exception) -> str:
    """Return why a token does not verify, without the tower of libraries that said so."""
    found = re.search(r'Verify error: ([^"]+)"', str(error))
    return found[1] if found else str(error)[:200].rstrip(".")


def _require_packages() -> None:
    """Import what the extra `timestamps` brings. Raises MissingExtra."""
    try:
        import_module("httpx")
        import_module("rfc3161_client")
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Asking a timestamp authority needs packages that are not installed.",
            hint="Run: pip install 'egovframe[timestamps]'",
        ) from error
