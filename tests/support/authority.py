"""A timestamp authority for the tests: `openssl ts` behind HTTP on 127.0.0.1, with a root certificate of its own."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.support.left_out import leave_out

SETTINGS = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.32473.1
digests = sha256
accuracy = secs:1, millisecs:500
ess_cert_id_alg = sha256
"""

Key = ec.EllipticCurvePrivateKey

Answer = tuple[int, Iterable[bytes]]
"""A status and the parts of a body."""


@dataclass
class Authority:
    """One authority: its folder of keys, where it answers, what it was asked, and how it answers (`answer`)."""

    folder: Path
    url: str = ""
    asked: list[bytes] = field(default_factory=list)
    answer: Callable[[bytes], Answer] | None = None

    @property
    def root(self) -> Path:
        """The PEM file of its root certificate."""
        return self.folder / "root.pem"

    @classmethod
    def founded(
        cls, folder: Path, *, since: timedelta = timedelta(days=1), until: timedelta = timedelta(days=1)
    ) -> "Authority":
        """Makes keys and certificates; the signing one is valid from `since` ago until in `until`."""
        if not shutil.which("openssl"):
            leave_out("the timestamp authority, because there is no openssl; as root: apt-get install openssl")
        folder.mkdir(parents=True)
        now = datetime.now(UTC)
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        issued = partial(_certificate, issuer="Root of the tests", issuer_key=root_key)
        decade = timedelta(days=3_653)
        root = issued("Root of the tests", key=root_key, since=now - decade, until=now + decade)
        signer = issued("Authority of the tests", key=key, since=now - since, until=now + until)
        (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
        (folder / "signer.pem").write_bytes(signer.public_bytes(Encoding.PEM))
        (folder / "signer.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "serial").write_text("01\n")
        (folder / "openssl.cnf").write_text(SETTINGS.format(folder=folder))
        return cls(folder)

    def sign(self, query: bytes) -> bytes:
        """Gives openssl's reply to a query; one that is no query is refused in a reply too."""
        (self.folder / "query.tsq").write_bytes(query)
        command = ["openssl", "ts", "-reply", "-config", "openssl.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr"]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True, timeout=20)
        return (self.folder / "reply.tsr").read_bytes()

    @contextmanager
    def serving(self) -> Iterator["Authority"]:
        """Answers on a free port until the block ends."""
        authority, one_at_a_time = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                with one_at_a_time:  # openssl counts serial numbers in a file
                    authority.asked.append(query)
                    status, parts = authority.answer(query) if authority.answer else (200, [authority.sign(query)])
                self.send_response(status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                with suppress(OSError):  # whoever asked may have had enough
                    for part in parts:
                        self.wfile.write(part)
                        self.wfile.flush()

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            self.url = f"http://127.0.0.1:{server.server_address[1]}/"
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
            thread.start()
            try:
                yield self
            finally:
                server.shutdown()
                thread.join()


def _certificate(
    name: str, *, key: Key, issuer: str, issuer_key: Key, since: datetime, until: datetime
) -> x509.Certificate:
    root = key is issuer_key
    usage = {
        name: name == ("key_cert_sign" if root else "digital_signature")
        for name in (
            "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
            "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
        )
    }  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
    )
    if not root:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(issuer_key, hashes.SHA256())
