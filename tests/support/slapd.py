"""A real directory for the tests: OpenLDAP's slapd with TLS, the overlays `memberof` and `ppolicy`, and some people."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ldap3

from tests.support.left_out import leave_out
from tests.support.processes import ended, free_port
from tests.support.syslogd import Papers

BASE = "dc=haneul,dc=example"
PEOPLE = f"ou=people,{BASE}"
GROUPS = f"ou=groups,{BASE}"
SERVICE = f"cn=egovframe,{BASE}"
SERVICE_PASSWORD = "for looking up only"
ADMIN = f"cn=admin,{BASE}"
ADMIN_PASSWORD = "all of it"
PASSWORD = "사과나무 아래 노란 우산 7"
ODD = r"a*b(c)\d,e+f"
"""A name with every sign that means something in filters and names of entries."""

CONFIGURATION = """
include {schema}/core.schema
include {schema}/cosine.schema
include {schema}/inetorgperson.schema
pidfile {folder}/slapd.pid
modulepath {modules}
moduleload back_mdb
moduleload memberof
moduleload ppolicy
TLSCACertificateFile {papers}/authority.pem
TLSCertificateFile {papers}/collector.pem
TLSCertificateKeyFile {papers}/collector.key
TLSVerifyClient never
sizelimit 50
access to attrs=userPassword by anonymous auth by * none
access to dn.subtree="{base}"
    by dn.base="cn=egovframe,{base}" read
    by self read
    by * none
database mdb
suffix "{base}"
rootdn "cn=admin,{base}"
rootpw "{admin}"
directory {folder}/data
maxsize 16777216
overlay memberof
memberof-refint TRUE
overlay ppolicy
ppolicy_default "cn=policy,{base}"
"""


@dataclass
class Slapd:
    """A running slapd: where it listens, its certificates, and a way to change what it knows."""

    port: int
    secure_port: int
    folder: Path
    papers: Papers
    process: subprocess.Popen[bytes] = field(repr=False)

    @property
    def url(self) -> str:
        """Where it speaks LDAP, in the clear until StartTLS."""
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def secure_url(self) -> str:
        """Where it speaks LDAP over TLS."""
        return f"ldaps://127.0.0.1:{self.secure_port}"

    def options(self, **more: Any) -> dict[str, Any]:
        """Gives settings of the plug-in that find the people here."""
        return {
            "urls": [self.url],
            "certificates": self.papers["authority.pem"],
            "base": PEOPLE,
            "user": SERVICE,
            "password": SERVICE_PASSWORD,
            **more,
        }

    @contextmanager
    def changing(self) -> Iterator[Any]:  # the stubs of its verbs have no types
        """Lends a connection that may change everything."""
        server = ldap3.Server("127.0.0.1", port=self.port, get_info="NO_INFO")
        with ldap3.Connection(server, ADMIN, ADMIN_PASSWORD, raise_exceptions=True, check_names=False) as connection:
            yield connection

    def add_person(self, name: str, *, under: str = PEOPLE, dn: str = "", **attributes: Any) -> str:
        """Adds a person with the usual password; gives the name of the entry."""
        dn = dn or f"uid={name},{under}"
        values = {"cn": name, "sn": name, "uid": name, "userPassword": PASSWORD, **attributes}
        with self.changing() as connection:
            connection.add(dn, "inetOrgPerson", values)
        return dn

    def remove(self, dn: str) -> None:
        """Removes an entry."""
        with self.changing() as connection:
            connection.delete(dn)

    def group(self, name: str, members: Sequence[str]) -> str:
        """Makes a group, or gives it these members and no others; gives the name of the entry."""
        dn = f"cn={name},{GROUPS}"
        wanted = [ADMIN, *members]  # a groupOfNames is never empty
        with self.changing() as connection:
            connection.search(BASE, f"(&(objectClass=groupOfNames)(cn={name}))")
            if connection.response:
                connection.modify(dn, {"member": [(ldap3.MODIFY_REPLACE, wanted)]})
            else:
                connection.add(dn, "groupOfNames", {"cn": name, "member": wanted})
        return dn

    def identifier(self, dn: str) -> str:
        """Gives what the directory itself calls the entry for ever: its entryUUID."""
        with self.changing() as connection:
            connection.search(dn, "(objectClass=*)", ldap3.BASE, attributes=["entryUUID"])
            return str(connection.response[0]["attributes"]["entryUUID"][0]).strip("{}")


@contextmanager
def running_slapd(folder: Path) -> Iterator[Slapd]:
    """Lends a slapd in this folder, with an authority of its own; ended afterwards, by its process."""
    where = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin:/usr/lib/openldap"
    program = shutil.which("slapd", path=where)
    schema = _first("/etc/ldap/schema", "/etc/openldap/schema")
    modules = _first("/usr/lib/ldap", "/usr/lib/openldap", "/usr/lib64/openldap")
    if program is None or schema is None or modules is None:
        leave_out("the tests with a real directory; as root: apt-get install slapd")
    (folder / "data").mkdir(parents=True)
    papers = Papers.made(folder / "papers")
    configuration = folder / "slapd.conf"
    configuration.write_text(
        CONFIGURATION.format(
            schema=schema, modules=modules, folder=folder, papers=papers.folder, base=BASE, admin=ADMIN_PASSWORD
        )
    )
    port, secure_port = free_port(), free_port()
    listen = f"ldap://127.0.0.1:{port}/ ldap://127.0.0.2:{port}/ ldaps://127.0.0.1:{secure_port}/"
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [program, "-d", "0", "-h", listen, "-f", str(configuration)],
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        _listening(process, port, folder)
        lent = Slapd(port, secure_port, folder, papers, process)
        _fill(lent)
        yield lent
    finally:
        ended(process)


def _fill(slapd: Slapd) -> None:
    entries: list[tuple[str, Sequence[str], Mapping[str, Any]]] = [
        (BASE, ["dcObject", "organization"], {"o": "하늘시"}),
        (PEOPLE, ["organizationalUnit"], {}),
        (GROUPS, ["organizationalUnit"], {}),
        (SERVICE, ["applicationProcess", "simpleSecurityObject"], {"userPassword": SERVICE_PASSWORD}),
        (
            f"cn=policy,{BASE}",
            ["applicationProcess", "pwdPolicy"],
            {"pwdAttribute": "userPassword", "pwdLockout": "TRUE", "pwdMustChange": "TRUE"},
        ),
    ]
    with slapd.changing() as connection:
        for dn, classes, attributes in entries:
            connection.add(dn, list(classes), dict(attributes))
    slapd.add_person("kim", mail="kim@haneul.example", displayName="김도로", cn=["Kim", "김도로"])
    slapd.add_person("lee")
    slapd.add_person("odd", dn=f"cn=odd,{PEOPLE}", uid=ODD, cn="odd")


def _first(*paths: str) -> Path | None:
    return next((path for path in map(Path, paths) if path.is_dir()), None)


def _listening(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if process.poll() is None and probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = f"slapd did not begin to listen:\n{(folder / 'said').read_text(encoding='utf-8', errors='replace')}"
    raise RuntimeError(message)
