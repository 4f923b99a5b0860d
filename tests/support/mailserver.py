"""A mail server for the tests: aiosmtpd on 127.0.0.1, with TLS and a certificate of its own where that is wanted."""

import ipaddress
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Letter:
    """One message that arrived: the envelope's recipients, how it came, and the mail as it was read."""

    recipients: tuple[str, ...]
    sender: str
    encrypted: bool
    user: str
    greeting: str
    mail: EmailMessage

    @property
    def text(self) -> str:
        """The text of the mail."""
        content = self.mail.get_content()
        assert isinstance(content, str)
        return content


@dataclass
class Mailbox:
    """What arrived, and where the server is."""

    port: int = 0
    refuses: str = ""
    knows_nobody: bool = False
    letters: list[Letter] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - as it calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes every recipient, or none."""
        if self.knows_nobody:
            return f"550 5.1.1 {address}: no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as it calls
        """Keeps the message, or answers as `refuses` says."""
        if self.refuses:
            return self.refuses
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        login: Any = session.auth_data
        user = login.login.decode() if login is not None else ""
        assert server.transport is not None
        encrypted = server.transport.get_extra_info("ssl_object") is not None
        greeting = session.host_name or ""
        self.letters.append(Letter(tuple(envelope.rcpt_tos), envelope.mail_from or "", encrypted, user, greeting, mail))
        return "250 OK"


class _Server(Controller):
    """A controller that waits for its own port: 0 asks for a free one."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def running(
    *,
    tls: str = "",
    context: ssl.SSLContext | None = None,
    login: tuple[str, str] | None = None,
    utf8: bool = True,
) -> Iterator[Mailbox]:
    """Runs a mail server until the block ends: in the clear, or with `tls` of "starttls" or "tls"."""
    mailbox = Mailbox()

    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == login
        return AuthResult(success=right, handled=False, auth_data=data)

    more: dict[str, Any] = {"enable_SMTPUTF8": utf8}
    if tls == "starttls":
        more |= {"tls_context": context, "require_starttls": True}
    if login:
        # With TLS from the start aiosmtpd does not see it, and would refuse; it says so in a warning.
        more |= {"authenticator": known, "auth_required": True, "auth_require_tls": tls != "tls"}
    server = _Server(mailbox, hostname="127.0.0.1", port=0, ssl_context=context if tls == "tls" else None, **more)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
        server.start()
        mailbox.port = server.port
        try:
            yield mailbox
        finally:
            server.stop()


def certified(folder: Path, host: str = "127.0.0.1") -> tuple[Path, ssl.SSLContext]:
    """Makes a certificate for a host: gives its PEM file, and the context of a server that has its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    try:
        alternative: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        alternative = x509.DNSName(host)
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    public, private = folder / "mail.pem", folder / "mail.key"
    public.write_bytes(certificate.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context
