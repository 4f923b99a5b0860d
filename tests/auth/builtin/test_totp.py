"""Codes of an authenticator app: the published vectors, each code once, and what phones can read."""

from __future__ import annotations

import base64
import sys
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.auth import AUTHENTICATORS
from egovframe.auth.builtin.totp import Totp
from egovframe.auth.interfaces import Code, NewCode
from egovframe.kernel.errors import MissingExtra, PluginError
from egovframe.testing.suites import CodeSuite

AT = datetime(2026, 9, 21, 1, 2, 3, tzinfo=UTC)
SEED = b"1234567890" * 7
SEEDS = {"sha1": SEED[:20], "sha256": SEED[:32], "sha512": SEED[:64]}


def kept(digest: str, digits: int, *, period: int = 30, last: int = -1) -> str:
    """What would be kept of an app with the secret of the RFCs."""
    secret = base64.b32encode(SEEDS[digest]).decode().rstrip("=")
    return f"totp1:{digest}:{digits}:{period}:{secret}:{last}"


def shown(new: NewCode, at: datetime) -> str:
    """What the app shows at that moment, having read the picture: another reader of the same URI."""
    app = pyotp.parse_uri(new.uri)
    assert isinstance(app, pyotp.TOTP)
    return app.at(at)


class TestTotp(CodeSuite):
    """The suite for codes, on the built-in app."""

    @pytest.fixture
    def code(self) -> Code:
        """As phones expect it."""
        return Totp()

    def typed(self, code: Code, new: NewCode, at: datetime) -> str:
        """What the app shows."""
        return shown(new, at)


class TestLongTotp(CodeSuite):
    """The same with everything else than phones expect."""

    @pytest.fixture
    def code(self) -> Code:
        """Eight digits of SHA-512 for a minute."""
        return Totp(digits=8, digest="sha512", period=60, window=0)

    def typed(self, code: Code, new: NewCode, at: datetime) -> str:
        """What the app shows."""
        return shown(new, at)


RFC_4226 = "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split()


@pytest.mark.parametrize(("count", "code"), list(enumerate(RFC_4226)))
def test_the_codes_of_rfc_4226_appendix_d(count: int, code: str) -> None:
    """Ten counts of the secret `12345678901234567890`, as the steps of time that they are here."""
    exact = Totp(window=0)
    at = datetime.fromtimestamp(count * 30, UTC)
    assert exact.verify(kept("sha1", 6), code, at=at).stored == kept("sha1", 6, last=count)
    assert [each for each in RFC_4226 if exact.verify(kept("sha1", 6), each, at=at).accepted] == [code]


RFC_6238 = {
    59: ("94287082", "46119246", "90693936"),
    1111111109: ("07081804", "68084774", "25091201"),
    1111111111: ("14050471", "67062674", "99943326"),
    1234567890: ("89005924", "91819424", "93441116"),
    2000000000: ("69279037", "90698825", "38618901"),
    20000000000: ("65353130", "77737706", "47863826"),
}


@pytest.mark.asvs("V6.5.8", "V11.4.1")
@pytest.mark.parametrize(
    ("seconds", "digest", "code"),
    [(seconds, digest, code) for seconds, codes in RFC_6238.items() for digest, code in zip(SEEDS, codes, strict=True)],
)
def test_the_codes_of_rfc_6238_appendix_b(seconds: int, digest: str, code: str) -> None:
    """Six moments, each with SHA-1, SHA-256 and SHA-512; the other codes of the table are wrong there."""
    exact = Totp(window=0)
    at = datetime.fromtimestamp(seconds, UTC)
    assert exact.verify(kept(digest, 8), code, at=at).accepted
    others = {each for codes in RFC_6238.values() for each in codes} - {code}
    assert not any(exact.verify(kept(digest, 8), each, at=at).accepted for each in others)


@pytest.mark.asvs("V6.5.5")
def test_clocks_may_differ_by_the_window_and_no_more() -> None:
    """One code before and one after the present one, as set; further away none."""
    app = Totp(window=1)
    new = app.enrol("kim", office="Haneul City")
    right = {step for step in range(-4, 5) if app.verify(new.stored, shown(new, AT + step * HALF), at=AT).accepted}
    assert right == {-1, 0, 1}
    exact = Totp(window=0)
    assert not exact.verify(new.stored, shown(new, AT - HALF), at=AT).accepted


HALF = timedelta(seconds=30)


def test_no_code_counts_after_a_later_one() -> None:
    """Somebody who looked over the shoulder half a minute ago comes too late; the next code is fine (RFC 6238 §5.2)."""
    app = Totp(window=1)
    new = app.enrol("kim", office="Haneul City")
    stored = app.verify(new.stored, shown(new, AT), at=AT).stored
    assert stored is not None
    assert not app.verify(stored, shown(new, AT - HALF), at=AT).accepted
    assert not app.verify(stored, shown(new, AT), at=AT + HALF).accepted
    assert app.verify(stored, shown(new, AT + HALF), at=AT).accepted


def test_changed_settings_count_for_new_apps_only() -> None:
    """What an app was enrolled with is kept beside its secret."""
    new = Totp().enrol("kim", office="Haneul City")
    assert Totp(digits=8, digest="sha256", period=60).verify(new.stored, shown(new, AT), at=AT).accepted


def test_the_picture_is_a_key_uri_that_names_office_and_account() -> None:
    """otpauth://totp/Issuer:account?…: names are escaped, a colon in them divides nothing."""
    new = Totp().enrol("kim & söhne?", office="하늘시: 청사")
    bare = new.secret.replace(" ", "")
    label = "%ED%95%98%EB%8A%98%EC%8B%9C%20%EC%B2%AD%EC%82%AC"
    assert new.uri == f"otpauth://totp/{label}:kim%20%26%20s%C3%B6hne%3F?secret={bare}&issuer={label}"
    assert unquote(label) == "하늘시 청사"
    read = pyotp.parse_uri(new.uri)
    assert (read.name, read.issuer, read.secret) == ("kim & söhne?", "하늘시 청사", bare)


def test_what_phones_do_not_expect_stands_in_the_picture() -> None:
    """Digits, hash and period, each only where it is another than usual."""
    uri = Totp(digits=8, digest="sha256", period=60).enrol("kim", office="Haneul City").uri
    assert uri.endswith("&issuer=Haneul%20City&algorithm=SHA256&digits=8&period=60")


@pytest.mark.asvs("V6.5.3")
@pytest.mark.parametrize(("digest", "bits"), [("sha1", 160), ("sha256", 256), ("sha512", 512)])
def test_a_secret_has_as_many_bits_as_its_hash_and_is_typed_in_groups_of_four(digest: str, bits: int) -> None:
    """RFC 4226 §4 R6 recommends 160 bits; the text on the page is base32 in groups."""
    app = Totp.model_validate({"digest": digest})
    new = app.enrol("kim", office="Haneul City")
    groups = new.secret.split(" ")
    assert all(len(group) == 4 for group in groups)
    assert len(base64.b32decode("".join(groups))) * 8 >= bits
    assert new.confirm


@given(st.text(max_size=12), st.datetimes(timezones=st.just(UTC)))
def test_any_text_at_any_time_gets_an_answer(typed: str, at: datetime) -> None:
    """Whatever a person types, whenever: no error."""
    assert Totp().verify(kept("sha1", 6), typed, at=at).accepted in (True, False)


@pytest.mark.parametrize(
    "broken",
    [
        "totp1:sha1:6:00:GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ:-1",
        "totp1:sha1:6:30:GEZDGNBV:-1",
        "totp1:sha1:6:30:GEZDGNBVGY3TQOJQGEZDGNBVGY3:-1",
        "totp1:md5:6:30:GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ:-1",
        "totp1:sha1:1:30:GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ:-1",
    ],
)
def test_a_stored_text_that_weakens_the_check_accepts_nothing(broken: str) -> None:
    """No period of nothing, no short secret, no other hash, no code of one digit."""
    at = datetime.fromtimestamp(0, UTC)
    for typed in ("755224", "7", "287082"):
        assert not Totp().verify(broken, typed, at=at).accepted


def test_without_its_package_the_start_says_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the first person who signs in finds out."""
    monkeypatch.setitem(sys.modules, "pyotp", None)
    with pytest.raises(MissingExtra, match=r"egovframe\[codes\]"):
        Totp()


def test_it_is_found_by_its_entry_point_and_refuses_odd_settings() -> None:
    """`[auth.authenticators.totp]`."""
    assert isinstance(AUTHENTICATORS.load("totp", {"window": 2}), Totp)
    for odd in ({"digits": 5}, {"digest": "md5"}, {"period": 5}, {"window": 10}):
        with pytest.raises(PluginError, match="totp"):
            AUTHENTICATORS.load("totp", odd)
