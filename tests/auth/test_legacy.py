"""Password hashes of other systems: known answers of each, what is refused, and argon2id after the first sign-in."""

from __future__ import annotations

import base64
import hashlib
import sys
import time
import unicodedata
from statistics import median

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth import HashInvalid, SignInFailed, legacy, store
from egovframe.auth.builtin.password import Password
from egovframe.auth.interfaces import Authenticator, Enrolment, Pepper, Proof
from egovframe.auth.legacy import SCHEMES, holds, imported
from egovframe.kernel.errors import MissingExtra
from tests.auth.gatehouse import Gatehouse

CHEAP = Password(memory_kib=8)
LONG = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

ABC_SHA512 = (
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
)
DJANGO_SCRYPT = (
    "scrypt$16384$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba+KYGTI7FTnet025q/1f/vBAVnnP3hdYqJuRi+mJn6ji6ze3Fbb7JEFPKGpuEf5vw=="
)
PASSLIB_SHA256 = "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ"
PASSLIB_SHA512 = (
    "$pbkdf2-sha512$1212$RHY0Fr3IDMSVO/RSZyb5ow"
    "$eNLfBK.eVozomMr.1gYa17k9B7KIK25NOEshvhrSX.esqY3s.FvWZViXz4KoLlQI.BzY/YTNJOiKc5gBYFYGww"
)
PASSLIB_SCRYPT = "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"
POWERDNS_SCRYPT = "$scrypt$ln=10,p=1,r=8$6DKLnvUYEeXWh3JNOd3iwg==$kSrhdHaRbZ7R74q3lGBqO1xetgxRxhmWzYJ2Qvfm7JM="
# phc-winner-argon2, src/test.c
WINNER_ARGON2 = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"

KNOWN = [
    # eGovFrame's own sample users: COMTNEMPLYRINFO of the common components, TEST1 and webmaster with `rhdxhd12`
    ("egovframe", "raHLBnHFcunwNzcDcfad4PhD11hHgXSUr7fc1Jk9uoQ=", "TEST1", "rhdxhd12"),
    ("egovframe", "78gXjfDDMzepOP4QTiFMRFOT/msFgKkHIgGOU95PT94=", "webmaster", "rhdxhd12"),
    # FIPS 180-4 examples: SHA-256 and SHA-512 of `abc`
    ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "kim", "abc"),
    ("sha256", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=$a", "kim", "bc"),
    ("sha256-salt-last", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD$bc", "kim", "a"),
    ("sha512", f"{ABC_SHA512}$ab", "kim", "c"),
    ("sha512-salt-last", f"{ABC_SHA512}$bc", "kim", "a"),
    # Django's tests of its hasher for SHA-256
    ("sha256", "e0327e0c88846ec7f85601380e86c72a5242e3455a1ae0f736f349858f126eb9$seasalt", "kim", "lètmein"),
    # slappasswd of OpenLDAP; RFC 2307 has {SHA} without salt
    ("ldap", "{SSHA}FM6N1jTf/0PflNiYX1GDVd0V3b/acp0w", "kim", "fargle"),
    ("ldap", "{SHA}qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", "kim", "abc"),
    ("ldap", "{SHA256}ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", "kim", "abc"),
    # Django: tests/auth_tests/test_hashers.py of 1.8 and of later releases
    ("django", "pbkdf2_sha256$20000$seasalt$oBSd886ysm3AqYun62DOdin8YcfbU1z9cksZSuLP9r0=", "kim", "lètmein"),
    ("django", "pbkdf2_sha1$24000$seasalt$F+kiWNHXbMBcwgxsvSKFCWHnZZ0=", "kim", "KRONOS"),
    ("django", "argon2$argon2id$v=19$m=102400,t=2,p=8$Y041dExhNkljRUUy$TMa6A8fPJhCAUXRhJXCXdw", "kim", "secret"),
    ("django", DJANGO_SCRYPT, "kim", "lètmein"),
    # passlib's tests of Django's hashes
    ("django", "bcrypt_sha256$$2a$06$/3OeRpbOf8/l6nPPRdZPp.nRiyYqPobEZGdNRBWihQhiFDh1ws1tu", "kim", ""),
    # crypt_blowfish, wrapper.c
    ("bcrypt", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "kim", "U*U"),
    ("bcrypt", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "kim", "U*U"),
    ("bcrypt", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "kim", "U*U"),
    (
        "bcrypt",
        "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
        "kim",
        f"{LONG}chars after 72 are ignored",
    ),
    ("spring", "{bcrypt}$2a$05$c92SVSfjeiCD6F2nAD6y0uBpJDjdRkt0EgeC4/31Rf2LUZbDRDE.O", "kim", "U*U*U*U*"),
    # passlib's documentation
    ("pbkdf2", PASSLIB_SHA256, "kim", "password"),
    ("pbkdf2", PASSLIB_SHA512, "kim", "password"),
    ("scrypt", PASSLIB_SCRYPT, "kim", "password"),
    # PowerDNS: parameters in another order, with padding
    ("scrypt", POWERDNS_SCRYPT, "kim", "secret"),
    ("argon2", WINNER_ARGON2, "kim", "password"),
]


def pepper(secret: bytes) -> bytes:
    """Mixes with a key."""
    return hashlib.sha256(b"key" + secret).digest()


@pytest.mark.parametrize(
    ("scheme", "text", "name", "password"), KNOWN, ids=[f"{k[0]}-{n}" for n, k in enumerate(KNOWN)]
)
def test_known_hashes_hold_for_their_password_alone(scheme: str, text: str, name: str, password: str) -> None:
    """Published by each system; another password, or none, does not hold."""
    stored = imported(scheme, f" {text}\n", name=name)
    assert stored.startswith(f"legacy:{scheme}:")
    assert holds(stored, password)
    for other in {f"x{password}", password.swapcase() + "1", "", "\ud800"} - {password}:
        assert not holds(stored, other)


def test_rfc_6070_and_rfc_7914_as_phc_strings() -> None:
    """PBKDF2-HMAC-SHA-1 of RFC 6070, scrypt of RFC 7914 §12, put into the form in which they are kept."""

    def b64(data: bytes) -> str:
        return base64.b64encode(data).decode().rstrip("=")

    derived = bytes.fromhex("4b007901b765489abead49d926f721d065a429c1")
    assert holds(imported("pbkdf2", f"$pbkdf2-sha1$i=4096${b64(b'salt')}${b64(derived)}", name="k"), "password")
    derived = bytes.fromhex(
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
    )
    assert holds(imported("scrypt", f"$scrypt$ln=10,r=8,p=16${b64(b'NaCl')}${b64(derived)}", name="k"), "password")


def test_the_id_is_part_of_an_egovframe_hash() -> None:
    """Its case and script too, as it was hashed there, whatever the account is called here."""
    digest = base64.b64encode(hashlib.sha256("김철수".encode() + b"rhdxhd12").digest()).decode()
    assert holds(imported("egovframe", digest, name="김철수"), "rhdxhd12")
    for other in ("김철", "test1", "김철수 "):
        assert not holds(imported("egovframe", digest, name=other), "rhdxhd12")
    odd = base64.b64encode(hashlib.sha256(b"a:b$c" + b"rhdxhd12").digest()).decode()
    assert holds(imported("egovframe", odd, name="a:b$c"), "rhdxhd12")


REFUSED = [
    ("egovframe", "", "0 bytes"),
    ("bcrypt", "", "empty"),
    ("egovframe", "raHLBnHFcunwNzcDcfad4PhD11hHgXSUr7fc1Jk9uoQ", None),
    ("egovframe", "raHLBnHFcunwNzcDcfad4PhD11hHgXSUr7fc1Jk9", "30 bytes"),
    ("egovframe", "a password", "Base64"),
    ("sha256", "ba7816bf", "6 bytes"),
    ("sha256-salt-last", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "salt is missing"),
    ("sha512", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "48 bytes"),
    ("ldap", "{CRYPT}$6$x$y", "begins with none"),
    ("ldap", "{SSHA}qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", "length"),
    ("ldap", "{SHA}FM6N1jTf/0PflNiYX1GDVd0V3b/acp0w", "length"),
    ("django", "!unusable", "begins with none"),
    ("django", "md5$salt$0123", "begins with none"),
    ("django", "pbkdf2_sha256$20000$seasalt$oBSd", "too short"),
    ("django", "pbkdf2_sha256$90000000$seasalt$oBSd886ysm3AqYun62DOdin8YcfbU1z9cksZSuLP9r0=", "rounds"),
    ("django", "scrypt$16383$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba+KYGTI7FTnet025q/1f/s=", "power of two"),
    ("django", "bcrypt_sha256$$2b$12$dummyhash", "53 signs"),
    ("bcrypt", "$2b$05$CCCC", "53 signs"),
    ("bcrypt", "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "53 signs"),
    ("bcrypt", "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "cost"),
    ("spring", "{noop}secret", "the password itself"),
    ("spring", "{sha256}97cde38028ad898ebc02e690819fa220e88c62e0699403e94fff291cfffaf8410849f27605abcbc0", "bcrypt"),
    ("pbkdf2", "$pbkdf2-md5$1$c2FsdA$c2FsdA", "it is not"),
    ("scrypt", "$scrypt$ln=30,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E", "256 MiB"),
    ("scrypt", "$scrypt$ln=10,r=8,r=8$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E", "it is not"),
    ("argon2", "$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", "1 GiB"),
    ("argon2", "$argon2id$v=19$m=256", "no PHC string"),
    ("md5", "900150983cd24fb0d6963f7d28e17f72", "no scheme 'md5'"),
]


@pytest.mark.parametrize(("scheme", "text", "why"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_a_hash_is_refused_with_the_reason(scheme: str, text: str, why: str | None) -> None:
    """At the import, not at the sign-in; the hash is not quoted, the person is."""
    if why is None:  # padding is often cut off on the way
        assert imported(scheme, text, name="TEST1")
        return
    with pytest.raises(HashInvalid, match=why) as raised:
        imported(scheme, text, name="TEST1")
    assert raised.value.hint
    assert len(text) < 9 or text not in str(raised.value)
    assert scheme not in SCHEMES or "'TEST1'" in str(raised.value)


def test_every_scheme_has_a_known_answer_and_a_line_in_the_table() -> None:
    """What is on offer is tested and described."""
    assert {known[0] for known in KNOWN} == set(SCHEMES)
    assert legacy.__doc__ is not None
    assert all(scheme in legacy.__doc__ for scheme in SCHEMES)


@given(st.sampled_from(SCHEMES), st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_refused_or_kept_and_never_breaks_a_sign_in(scheme: str, text: str, secret: str) -> None:
    """Garbage in a table, garbage in our database."""
    assert holds(f"legacy:{scheme}:{text}", secret) in (True, False)
    try:
        kept = imported(scheme, text, name="kim")
    except HashInvalid:
        return
    assert holds(kept, secret) in (True, False)


def test_an_imported_hash_is_replaced_by_argon2id_at_the_first_right_password() -> None:
    """A wrong one changes nothing; afterwards the other system's hash is gone, and the office's key is mixed in."""
    stored = CHEAP.imported("egovframe", "raHLBnHFcunwNzcDcfad4PhD11hHgXSUr7fc1Jk9uoQ=", name="TEST1")
    assert CHEAP.verify(stored, "wrong", pepper=pepper) == Proof(accepted=False)
    proof = CHEAP.verify(stored, "rhdxhd12", pepper=pepper)
    assert proof.accepted
    assert proof.stored is not None
    assert proof.stored.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert CHEAP.verify(proof.stored, "rhdxhd12", pepper=pepper) == Proof(accepted=True)
    assert not CHEAP.verify(proof.stored, "rhdxhd12", pepper=lambda secret: secret[:32].ljust(32)).accepted


def test_a_password_that_was_hashed_decomposed_or_composed_is_right_both_ways() -> None:
    """The other system hashed whatever the browser sent."""
    for form in ("NFC", "NFD"):
        digest = hashlib.sha256(unicodedata.normalize(form, "비밀의 정원").encode()).hexdigest()
        stored = CHEAP.imported("sha256", digest, name="kim")
        proof = CHEAP.verify(stored, unicodedata.normalize(form, "비밀의 정원"), pepper=pepper)
        assert proof.stored is not None
        assert CHEAP.verify(proof.stored, "비밀의 정원", pepper=pepper).accepted


def test_what_a_person_typed_never_breaks_the_check_of_an_imported_hash() -> None:
    """As with any other stored text."""
    stored = CHEAP.imported("sha256", hashlib.sha256(b"").hexdigest(), name="kim")
    for typed in ("", "\0", "\ud800", "x" * 100_000):
        assert CHEAP.verify(stored, typed, pepper=pepper) == Proof(accepted=False)


def test_a_known_imported_account_takes_as_long_as_an_unknown_one() -> None:
    """The plain digest disappears beside the work of argon2, which is done for a wrong password too."""
    plug_in = Password(memory_kib=4096)
    stored = plug_in.imported("egovframe", "raHLBnHFcunwNzcDcfad4PhD11hHgXSUr7fc1Jk9uoQ=", name="TEST1")
    decoy = plug_in.decoy()

    def seconds(text: str) -> float:
        begun = time.perf_counter()
        plug_in.verify(text, "wrong wrong wrong", pepper=pepper)
        return time.perf_counter() - begun

    pairs = [(seconds(stored), seconds(decoy)) for _ in range(40)]
    known, unknown = (median(side) for side in zip(*pairs, strict=True))
    assert 0.5 < known / unknown < 2


def test_without_its_package_bcrypt_is_refused_at_the_import_and_lets_nobody_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The import says what mends it; a sign-in fails like any other, and the log says why."""
    stored = imported("bcrypt", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", name="kim")
    monkeypatch.setitem(sys.modules, "bcrypt", None)
    with pytest.raises(MissingExtra, match=r"egovframe\[legacy\]"):
        imported("bcrypt", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", name="kim")
    with structlog.testing.capture_logs() as lines:
        assert not holds(stored, "U*U")
    assert [(line["log_level"], line["scheme"]) for line in lines] == [("error", "bcrypt")]


def test_an_authenticator_takes_no_hashes_unless_it_says_so() -> None:
    """A plug-in that never heard of other systems refuses them."""

    class Pin(Authenticator):
        method = "pin"

        def enrol(self, enrolment: Enrolment) -> str:
            return ""

        def verify(self, stored: str, secret: str, *, pepper: Pepper) -> Proof:
            return Proof(accepted=False)

        def decoy(self) -> str:
            return ""

    with pytest.raises(HashInvalid, match="takes no hashes"):
        Pin().imported("sha256", "", name="kim")


def test_an_egovframe_user_signs_in_and_is_kept_as_argon2id_from_then_on(gate: Gatehouse) -> None:
    """The hash is kept with the account, counts once, and the trail says that it was renewed."""
    enrolled = gate.auth.imported("egovframe", "raHLBnHFcunwNzcDcfad4PhD11hHgXSUr7fc1Jk9uoQ=", name="TEST1")
    with gate.work() as work:
        account = gate.accounts(work).add("TEST1", password=enrolled)
    with pytest.raises(SignInFailed):
        gate.enter("test1", "rhdxhd13")
    assert gate.enter("test1", "rhdxhd12")
    with gate.database.read() as conn:
        row = store.credential_row(conn, account.id, "password")
    assert row is not None
    assert row["stored"].startswith("$argon2id$")
    assert len(gate.facts.of("credential.renewed")) == 1
    assert gate.enter("test1", "rhdxhd12")
    assert len(gate.facts.of("credential.renewed")) == 1
