"""A real syslog collector for the tests: the system's rsyslogd, speaking TLS, and certificates for both sides."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.left_out import leave_out
from tests.support.processes import ended, free_port

MODULES = ("imtcp.so", "lmnsd_gtls.so", "lmnsd_ossl.so", "mmpstrucdata.so")
PACKAGES = "rsyslog rsyslog-gnutls rsyslog-openssl"

CONFIGURATION = """
global(
    workDirectory="{folder}" maxMessageSize="64k" defaultNetstreamDriver="{tls}"
    defaultNetstreamDriverCAFile="{folder}/authority.pem"
    defaultNetstreamDriverCertFile="{folder}/collector.pem"
    defaultNetstreamDriverKeyFile="{folder}/collector.key"
)
module(load="mmpstrucdata")
module(load="imtcp" streamDriver.name="{driver}" streamDriver.mode="{mode}" streamDriver.authMode="{who}")
input(type="imtcp" port="{port}" address="127.0.0.1" ruleset="kept")
template(name="line" type="list") {{
    constant(value="{{")
    property(outname="facility" name="syslogfacility-text" format="jsonf") constant(value=",")
    property(outname="severity" name="syslogseverity-text" format="jsonf") constant(value=",")
    property(outname="at" name="timereported" dateFormat="rfc3339" format="jsonf") constant(value=",")
    property(outname="host" name="hostname" format="jsonf") constant(value=",")
    property(outname="app" name="app-name" format="jsonf") constant(value=",")
    property(outname="msgid" name="msgid" format="jsonf") constant(value=",")
    property(outname="text" name="msg" format="jsonf") constant(value=",")
    constant(value="\\"data\\":") property(name="$!rfc5424-sd")
    constant(value="}}\\n")
}}
ruleset(name="kept") {{
    action(type="mmpstrucdata" sd_name.lowercase="off")
    action(type="omfile" file="{folder}/kept.jsonl" template="line" asyncWriting="off")
}}
"""


@dataclass(frozen=True)
class Papers:
    """A folder with an authority, a certificate for `localhost` signed by it, one of ours, and one of a stranger."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> "Papers":
        """Makes them all; each has its key beside it."""
        folder.mkdir(parents=True, exist_ok=True)
        authority = _certificate(folder, "authority", None)
        for name in ("collector", "city"):
            _certificate(folder, name, authority)
        _certificate(folder, "stranger", None)
        return cls(folder)

    def __getitem__(self, name: str) -> Path:
        """Gives the file of that name."""
        return self.folder / name

    def locked(self, name: str) -> Path:
        """Gives a copy of a key that needs a password."""
        key = serialization.load_pem_private_key(self[f"{name}.key"].read_bytes(), password=None)
        secret = serialization.BestAvailableEncryption(b"secret")
        path = self[f"{name}.locked.key"]
        path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, secret))
        return path


@dataclass
class Syslogd:
    """A running rsyslogd: where it listens, and what it wrote down."""

    port: int
    folder: Path

    def kept(self, count: int, *, seconds: float = 20) -> list[dict[str, Any]]:
        """Waits until it has written down that many messages, and gives them as it understood them."""
        limit = time.monotonic() + seconds
        lines: list[str] = []
        while time.monotonic() < limit:
            path = self.folder / "kept.jsonl"
            lines = path.read_text(encoding="utf-8").split("\n")[:-1] if path.exists() else []
            if len(lines) >= count:
                break
            time.sleep(0.05)
        return [json.loads(line) for line in lines]


@contextmanager
def running_syslogd(papers: Papers, *, driver: str = "ossl", asks_who: bool = False) -> Iterator[Syslogd]:
    """Lends a collector in the papers' folder, with TLS by OpenSSL (`ossl`), by GnuTLS (`gtls`) or without (`ptcp`).

    With `asks_who` it takes messages only from whom its authority knows.
    """
    program = shutil.which("rsyslogd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not program or not all(_module(name) for name in MODULES):
        leave_out(f"the tests with a real syslog collector; as root: apt-get install {PACKAGES}")
    port, folder = free_port(), papers.folder
    (folder / "kept.jsonl").unlink(missing_ok=True)
    (folder / "rsyslog.conf").write_text(
        CONFIGURATION.format(
            folder=folder,
            port=port,
            driver=driver,
            tls="ossl" if driver == "ptcp" else driver,
            mode=int(driver != "ptcp"),
            who="x509/certvalid" if asks_who else "anon",
        )
    )
    command = [program, "-n", "-f", str(folder / "rsyslog.conf"), "-i", str(folder / "pid"), "-S", "127.0.0.1"]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        _listening(process, port, folder)
        yield Syslogd(port, folder)
    finally:
        ended(process)


def _module(name: str) -> bool:
    return any(Path("/usr/lib").glob(f"*/rsyslog/{name}")) or any(Path("/usr/lib").glob(f"rsyslog/{name}"))


def _listening(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if process.poll() is None and probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = f"rsyslogd did not begin to listen:\n{(folder / 'said').read_text(encoding='utf-8', errors='replace')}"
    raise RuntimeError(message)


def _certificate(folder: Path, name: str, authority: Any) -> Any:
    """Writes `<name>.pem` and `<name>.key`; without an authority it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name}.example")])
    issuer, signing = (authority[0].subject, authority[1]) if authority else (subject, key)
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=authority is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=authority is None,
                crl_sign=authority is None,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(signing, hashes.SHA256())
    )
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / f"{name}.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return made, key
