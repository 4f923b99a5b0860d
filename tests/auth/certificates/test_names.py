"""Constraints on whole names: what is below a name, and which certificates an authority may issue."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from egovframe.auth.certificates.names import check_names, is_within
from egovframe.auth.certificates.papers import from_files
from egovframe.auth.errors import ProofRefused
from tests.support.certifier import BELOW, PERSON, Certifier, Held

KINDS = {"C": NameOID.COUNTRY_NAME, "O": NameOID.ORGANIZATION_NAME, "OU": NameOID.ORGANIZATIONAL_UNIT_NAME}
KR = "C=KR\nO=Haneul City"


def name(*parts: str) -> x509.Name:
    """A name of these parts, `C=KR` first; two with a plus between stand on one step."""
    steps = []
    for part in parts:
        pairs = [each.split("=", 1) for each in part.split("+")]
        steps.append(
            x509.RelativeDistinguishedName(
                [x509.NameAttribute(KINDS.get(kind, NameOID.COMMON_NAME), text) for kind, text in pairs]
            )
        )
    return x509.Name(steps)


@pytest.mark.parametrize(
    ("of", "base", "within"),
    [
        (("C=KR", "O=City", "CN=Kim"), ("C=KR", "O=City"), True),
        (("C=KR", "O=City"), ("C=KR", "O=City"), True),
        (("C=KR",), ("C=KR", "O=City"), False),
        (("C=KR", "O=City", "CN=Kim"), (), True),
        (("C=KR", "O= haneul   CITY", "CN=Kim"), ("C=KR", "O=Haneul City"), True),
        (("C=KR", "O=Haneul City Hall", "CN=Kim"), ("C=KR", "O=Haneul City"), False),
        (("O=City", "C=KR", "CN=Kim"), ("C=KR", "O=City"), False),
        (("C=KR", "OU=City", "CN=Kim"), ("C=KR", "O=City"), False),
        (("C=KR", "CN=Kim+O=City"), ("C=KR", "O=City+CN=kim"), True),
        (("C=KR", "CN=Kim+O=City"), ("C=KR", "O=City"), False),
        (("C=KR", "O=하늘시", "CN=Kim"), ("C=KR", "O=하늘시"), True),
    ],
)
def test_what_is_below_a_name(of: Sequence[str], base: Sequence[str], within: bool) -> None:
    """Its first parts are the other's, each step whole; case and blanks are no matter (RFC 5280, 7.1)."""
    assert is_within(name(*of), name(*base)) is within


def chain(held: Held, *above: Certifier) -> list[x509.Certificate]:
    """The certificates as a path has them."""
    return from_files([held.certificate, *(each.certificate for each in above)])


def under(root: Certifier, title: str, constraint: str, *sections: str) -> Certifier:
    """An authority with these constraints."""
    return root.below(title, extensions="\n".join((BELOW, f"nameConstraints={constraint}", *sections)))


def test_permitted_and_excluded(root: Certifier) -> None:
    """One of the permitted ones must hold, and none of the excluded ones; other names of a certificate count too."""
    two = under(root, "Two", "permitted;dirName:a,permitted;dirName:b", f"[a]\n{KR}", "[b]\nC=KR\nO=Sky City")
    for organization in ("Haneul City", "Sky City"):
        check_names(chain(two.issue(subject=f"/C=KR/O={organization}/CN=Kim"), two, root))
    out = under(root, "Out", "permitted;dirName:a,excluded;dirName:b", f"[a]\n{KR}", f"[b]\n{KR}\nOU=Police")
    check_names(chain(out.issue(subject="/C=KR/O=Haneul City/OU=Roads/CN=Kim"), out, root))
    police = out.issue(subject="/C=KR/O=Haneul City/OU=Police/CN=Kim")
    with pytest.raises(ProofRefused, match="none for this name"):
        check_names(chain(police, out, root))
    beside = f"{PERSON}\nsubjectAltName=dirName:beside\n[beside]\nC=KR\nO={{}}\nCN=Kim"
    check_names(chain(two.issue(subject="/C=KR/O=Sky City/CN=Kim", extensions=beside.format("Sky City")), two, root))
    with pytest.raises(ProofRefused, match="a name like this"):
        check_names(
            chain(two.issue(subject="/C=KR/O=Sky City/CN=Kim", extensions=beside.format("Mud City")), two, root)
        )


def test_authorities_below_are_held_to_it_too(root: Certifier) -> None:
    """An authority that may name one organization cannot let one below it name another; the anchor's own count."""
    wide = BELOW.replace(",pathlen:0", "")
    above = root.below("Above", extensions=f"{wide}\nnameConstraints=permitted;dirName:a\n[a]\n{KR}\nCN=Above")
    below = above.below("Below", extensions=BELOW)
    held = below.issue(subject="/C=KR/O=Haneul City/CN=Above")
    with pytest.raises(ProofRefused, match="a name like this"):
        check_names(chain(held, below, above, root))
    with pytest.raises(ProofRefused, match="a name like this"):
        check_names(chain(held, below, above))
    check_names(chain(held, below))


def test_constraints_on_other_names_are_not_looked_at(root: Certifier) -> None:
    """They are the library's; and a certificate with no name at all has none to keep."""
    mail = under(root, "Post", "permitted;email:city.example")
    check_names(chain(mail.issue(), mail, root))
