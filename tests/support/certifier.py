"""Certificate authorities for the tests, made of `openssl` alone: root, authorities below, people, lists, answers."""

import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.support.left_out import leave_out

SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)
ROOT = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash"
BELOW = (
    "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n"
    "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid"
)
PERSON = (
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n"
    "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid"
)
RESPONDER = (
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning\n"
    "noCheck=ignored"
)
_CONFIG = """
[ca]
default_ca = ours
[ours]
database = {folder}/index.txt
serial = {folder}/serial
crlnumber = {folder}/crlnumber
new_certs_dir = {folder}/issued
certificate = {folder}/ca.pem
private_key = {folder}/ca.key
default_md = sha256
policy = anything
unique_subject = no
email_in_dn = no
copy_extensions = none
string_mask = utf8only
[anything]
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
[crl]
{crl}
[req]
distinguished_name = name
prompt = no
utf8 = yes
string_mask = utf8only
[name]
commonName = nobody
"""
Keys = Sequence[str]
EC: Keys = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256")
P384: Keys = ("ec", "-pkeyopt", "ec_paramgen_curve:P-384")
RSA: Keys = ("rsa:2048",)
WEAK: Keys = ("rsa:1024",)
ED25519: Keys = ("ed25519",)


def openssl(*arguments: str, cwd: Path, stdin: bytes = b"") -> bytes:
    """Runs openssl and gives what it wrote; a failure is an error of the test."""
    ran = subprocess.run(
        ["openssl", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(f"openssl {' '.join(arguments)}\n{ran.stderr.decode(errors='replace')}")
    return ran.stdout


def need_openssl() -> None:
    """Leaves the test out where there is no openssl."""
    if not shutil.which("openssl"):
        leave_out("certificates, because there is no openssl; as root: apt-get install openssl")


@dataclass(frozen=True)
class Held:
    """A certificate that somebody holds, with its key."""

    certificate: Path
    key: Path

    @property
    def pem(self) -> str:
        """The certificate in PEM, and nothing else."""
        text = self.certificate.read_text()
        return text[text.index("-----BEGIN") :]

    def sign(self, text: bytes, *more: str, chain: Path | None = None, digest: str = "sha256") -> bytes:
        """Signs a text with `openssl cms`; gives the message in DER, the text left out unless `-nodetach` is there."""
        given = ("-certfile", str(chain)) if chain else ()
        return openssl(
            *("cms", "-sign", "-binary", "-outform", "DER", "-md", digest),
            *("-signer", str(self.certificate), "-inkey", str(self.key), *given, *more),
            cwd=self.certificate.parent,
            stdin=text,
        )


@dataclass
class Certifier:
    """One authority: its folder, with a database as `openssl ca` keeps it, and the authority above."""

    folder: Path
    name: str
    above: "Certifier | None" = None
    made: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def certificate(self) -> Path:
        """Its own certificate."""
        return self.folder / "ca.pem"

    @property
    def pem(self) -> str:
        """Its own certificate in PEM, and nothing else."""
        return Held(self.certificate, self.folder / "ca.key").pem

    @property
    def held(self) -> Held:
        """Its own certificate and key, as if it were somebody's."""
        return Held(self.certificate, self.folder / "ca.key")

    @classmethod
    def root(
        cls, folder: Path, name: str = "Root", *, extensions: str = ROOT, keys: Keys = EC, md: str = ""
    ) -> "Certifier":
        """Founds an authority that signs for itself."""
        need_openssl()
        found = cls._laid(folder, name)
        request = _request(found.folder, "ca", f"/C=KR/O=Haneul City/CN={name}", keys)
        (folder / "ext.cnf").write_text(extensions + "\n")
        found._ca(request, found.certificate, "-selfsign", *(("-md", md) if md else ()))
        return found

    def below(self, name: str, *, extensions: str = BELOW, keys: Keys = EC, md: str = "") -> "Certifier":
        """Founds an authority below this one."""
        found = self._laid(self.folder / name, name, self)
        request = _request(found.folder, "ca", f"/C=KR/O=Haneul City/CN={name}", keys)
        (self.folder / "ext.cnf").write_text(extensions + "\n")
        self._ca(request, found.certificate, *(("-md", md) if md else ()))
        return found

    @classmethod
    def _laid(cls, folder: Path, name: str, above: "Certifier | None" = None) -> "Certifier":
        (folder / "issued").mkdir(parents=True)
        (folder / "index.txt").write_text("")
        (folder / "serial").write_text("1000\n")
        (folder / "crlnumber").write_text("01\n")
        (folder / "ca.cnf").write_text(_CONFIG.format(folder=folder, crl=""))
        return cls(folder, name, above)

    def issue(
        self,
        name: str = "Kim",
        *,
        subject: str = "",
        extensions: str = PERSON,
        keys: Keys = EC,
        md: str = "sha256",
        since: datetime = SINCE,
        until: datetime = UNTIL,
        key: Path | None = None,
    ) -> Held:
        """Issues a certificate to somebody; for a key that is there already when one is given."""
        with self.lock:
            self.made += 1
            stem = f"held{self.made}"
            request = _request(self.folder, stem, subject or f"/C=KR/O=Haneul City/CN={name}", keys, key)
            (self.folder / "ext.cnf").write_text(extensions + "\n")
            certificate = self.folder / f"{stem}.pem"
            self._ca(request, certificate, "-md", md, since=since, until=until)
            return Held(certificate, key or self.folder / f"{stem}.key")

    def _ca(
        self, request: Path, certificate: Path, *more: str, since: datetime = SINCE, until: datetime = UNTIL
    ) -> None:
        openssl(
            *("ca", "-batch", "-notext", "-utf8", "-config", "ca.cnf", "-extfile", "ext.cnf", "-preserveDN"),
            *("-startdate", _time(since), "-enddate", _time(until), "-in", str(request), "-out", str(certificate)),
            *more,
            cwd=self.folder,
        )

    def revoke(self, held: Path, reason: str = "keyCompromise") -> None:
        """Revokes a certificate in the database; the lists of before do not know."""
        openssl("ca", "-config", "ca.cnf", "-revoke", str(held), "-crl_reason", reason, cwd=self.folder)

    def crl(
        self,
        *,
        extensions: str = "authorityKeyIdentifier=keyid",
        since: datetime = SINCE,
        until: datetime = UNTIL,
        md: str = "sha256",
        name: str = "list.crl",
    ) -> Path:
        """Writes the list of what is revoked, in PEM."""
        (self.folder / "crl.cnf").write_text(_CONFIG.format(folder=self.folder, crl=extensions))
        openssl(
            *("ca", "-config", "crl.cnf", "-gencrl", "-crlexts", "crl", "-md", md, "-out", name),
            *("-crl_lastupdate", _time(since), "-crl_nextupdate", _time(until)),
            cwd=self.folder,
        )
        return self.folder / name

    @contextmanager
    def responding(self, signer: Held | None = None, *more: str, answer: bytes | None = None) -> Iterator[str]:
        """Answers questions about its certificates (`openssl ocsp`) on 127.0.0.1; gives the address.

        With `answer` it answers with that, whatever it is asked.
        """
        by = signer or self.held

        def respond(question: bytes) -> bytes:
            (self.folder / "question.der").write_bytes(question)
            openssl(
                *("ocsp", "-index", "index.txt", "-CA", str(self.certificate), "-reqin", "question.der"),
                *("-rsigner", str(by.certificate), "-rkey", str(by.key), "-respout", "answer.der", "-ndays", "1"),
                *more,
                cwd=self.folder,
            )
            return (self.folder / "answer.der").read_bytes()

        with serving(lambda question: respond(question) if answer is None else answer) as url:
            yield url


@contextmanager
def serving(answer: object) -> Iterator[str]:
    """Answers each question on 127.0.0.1 with what `answer` makes of it; an error of it is a 500."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            with lock:
                try:
                    body = answer(question)  # type: ignore[operator]
                except RuntimeError:
                    self.send_error(500)
                    return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST  # noqa: N815 - the name is the library's

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def _request(folder: Path, stem: str, subject: str, keys: Keys, key: Path | None = None) -> Path:
    own = ("-key", str(key)) if key else ("-newkey", *keys, "-nodes", "-keyout", f"{stem}.key")
    openssl(
        *("req", "-new", "-utf8", "-config", "ca.cnf", "-subj", subject, *own, "-out", f"{stem}.csr"),
        cwd=folder,
    )
    return folder / f"{stem}.csr"


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ")
