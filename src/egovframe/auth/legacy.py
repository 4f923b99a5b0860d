"""Password hashes of other systems: taken over as they are, replaced by argon2id at the first right sign-in.

    scheme      what is handed over                                      whose
    egovframe   Base64(SHA-256(id ‖ password))                           eGovFrame, EgovFileScrty.encryptPassword
    sha256      digest, or digest$salt: SHA-256(salt ‖ password)         own tables; sha512 the same
    sha256-salt-last   digest$salt: SHA-256(password ‖ salt)             own tables; sha512-salt-last the same
    ldap        {SSHA}… {SHA}… {SSHA256}… {SSHA512}…                     directories (RFC 2307 §5.3, OpenLDAP)
    django      pbkdf2_sha256$… pbkdf2_sha1$… argon2$… scrypt$…          Django; bcrypt_sha256$$… too
    bcrypt      $2a$… $2b$… $2y$…                                        many; needs the extra `legacy`
    spring      {bcrypt}…                                                Spring Security; {noop} is refused
    pbkdf2      $pbkdf2-sha256$i=…$salt$hash, $pbkdf2-sha512$29000$…     PHC strings, passlib
    scrypt      $scrypt$ln=…,r=…,p=…$salt$hash                           PHC strings
    argon2      $argon2id$… $argon2i$… $argon2d$…                        PHC strings made without our key

A digest is in hex or Base64, texts are UTF-8. The older encryptPassword(password) of eGovFrame is `sha256` without a
salt. Until its owner signs in, such a hash is as easy to guess at as it was in the other system: import close to the
change-over, and have whoever does not come choose a new password.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any, Final

from egovframe.auth.errors import HashInvalid
from egovframe.auth.passwords import cost_of, holds_unkeyed
from egovframe.kernel.crypto import same
from egovframe.kernel.errors import MissingExtra
from egovframe.kernel.logging import get_logger

Check = Callable[[bytes], bool]
"""Says whether a password, in UTF-8, is the one that was hashed."""

_MARK: Final = "legacy:"
_LONGEST: Final = 2000
_SHORTEST_DIGEST: Final = 16
_LONGEST_PART: Final = 128
"""The longest salt and the longest digest, in bytes."""
_MOST_ROUNDS: Final = 5_000_000
_MOST_SCRYPT: Final = 2**28
"""The most memory that one check with scrypt takes, in bytes."""
_MOST_BCRYPT: Final = 15
_MOST_ARGON2: Final = (2**20, 20, 16)
"""The most memory in KiB, passes and lanes of a check with argon2."""
_BCRYPT_READS: Final = 72

log = get_logger("egovframe.auth")


class _Refused(ValueError):
    """Why a text is no hash of its scheme, as the end of a sentence."""


def imported(scheme: str, hash: str, *, name: str) -> str:  # noqa: A002 - what it is
    """Return the text to keep for a hash of another system, which called its owner `name` (case and all).

    Raises HashInvalid when there is no such scheme, or the text cannot be such a hash or would be too costly to check;
    MissingExtra when it takes a package that is not installed.
    """
    if scheme not in _SCHEMES:
        raise HashInvalid(f"There is no scheme {scheme[:50]!r}.", hint=f"Name one of {', '.join(_SCHEMES)}.")
    text = hash.strip()
    if scheme == "egovframe":
        text = f"{text}:{name}"
    try:
        _check_of(scheme, text)
    except _Refused as reason:
        raise HashInvalid(
            f"The password's hash of {name[:200]!r} cannot be kept as {scheme}: {reason}.",
            hint="Look at the column that was exported, or let the person choose a new password.",
        ) from reason
    return f"{_MARK}{scheme}:{text}"


def is_legacy(stored: str) -> bool:
    """Say whether a stored text is a hash of another system."""
    return stored.startswith(_MARK)


def holds(stored: str, secret: str) -> bool:
    """Say whether the secret is the one that the other system hashed; never raises, a broken text is of none."""
    scheme, _, text = stored.removeprefix(_MARK).partition(":")
    try:
        return is_legacy(stored) and _check_of(scheme, text)(secret.encode())
    except MissingExtra:
        log.exception("An imported password cannot be checked: a package is missing.", scheme=scheme)
    except ValueError:  # broken, or no text at all: lone surrogates
        pass
    return False


def _check_of(scheme: str, text: str) -> Check:
    """Return the check for a hash. Raises _Refused."""
    if scheme not in _SCHEMES:
        raise _Refused("there is no such scheme")
    if not text or len(text) > _LONGEST or not text.isprintable():
        raise _Refused("it is empty, too long or not text")
    return _SCHEMES[scheme](text)


# ---------------------------------------------------------------------------------------------- plain digests


def _egovframe(text: str) -> Check:
    """The id is hashed first, then the password: `md.update(id.getBytes()); md.digest(password.getBytes())`."""
    digest, _, name = text.partition(":")
    if not name:
        raise _Refused("the id is missing, which is part of the hash")
    return _digest("sha256", _base64(digest, size=32), before=name.encode())


def _salted(algorithm: str, *, last: bool) -> Callable[[str], Check]:
    def check(text: str) -> Check:
        digest, _, salt = text.partition("$")
        size = hashlib.new(algorithm).digest_size
        expected = bytes.fromhex(digest) if re.fullmatch(f"[0-9a-fA-F]{{{2 * size}}}", digest) else None
        expected = expected or _base64(digest, size=size)
        before, after = (b"", salt.encode()) if last else (salt.encode(), b"")
        if last and not salt:
            raise _Refused("the salt is missing: digest$salt")
        return _digest(algorithm, expected, before=before, after=after)

    return check


_LDAP: Final[Mapping[str, tuple[str, bool]]] = {
    "SHA": ("sha1", False),
    "SSHA": ("sha1", True),
    "SHA256": ("sha256", False),
    "SSHA256": ("sha256", True),
    "SHA512": ("sha512", False),
    "SSHA512": ("sha512", True),
}


def _ldap(text: str) -> Check:
    """The digest with the salt behind it, in Base64; the password is hashed before the salt."""
    found = re.fullmatch(r"\{([A-Za-z0-9]+)\}(.+)", text)
    if found is None or found[1].upper() not in _LDAP:
        raise _Refused(f"it begins with none of {', '.join(f'{{{each}}}' for each in _LDAP)}")
    algorithm, salted = _LDAP[found[1].upper()]
    content, size = _base64(found[2]), hashlib.new(algorithm).digest_size
    if len(content) < size or (len(content) > size) is not salted or len(content) > size + _LONGEST_PART:
        raise _Refused("its length is another than the mark in front says")
    return _digest(algorithm, content[:size], after=content[size:])


def _digest(algorithm: str, expected: bytes, *, before: bytes = b"", after: bytes = b"") -> Check:
    return lambda secret: same(hashlib.new(algorithm, before + secret + after).digest(), expected)


# ---------------------------------------------------------------------------------------------- slow hashes


def _django(text: str) -> Check:
    """The name of the algorithm, `$`, then what it needs: the salt as text, the hash in Base64, or a PHC string."""
    algorithm, _, rest = text.partition("$")
    if algorithm == "argon2":
        return _argon2(f"${rest}")
    if algorithm == "bcrypt_sha256":
        check = _bcrypt(rest)
        return lambda secret: check(hashlib.sha256(secret).hexdigest().encode())
    if found := re.fullmatch(r"pbkdf2_(sha1|sha256)\$([1-9][0-9]{0,8})\$([^$]{1,128})\$([A-Za-z0-9+/=]+)", text):
        return _stretched(found[1], int(found[2]), found[3].encode(), _base64(found[4]))
    if found := re.fullmatch(
        r"scrypt\$([1-9][0-9]{0,8})\$([^$]{1,128})\$([0-9]{1,2})\$([0-9]{1,2})\$([A-Za-z0-9+/=]+)", text
    ):
        return _mixed(found[2].encode(), _base64(found[5]), n=int(found[1]), r=int(found[3]), p=int(found[4]))
    raise _Refused(
        "it begins with none of pbkdf2_sha256$, pbkdf2_sha1$, argon2$, scrypt$, bcrypt_sha256$, or is cut off"
    )


def _pbkdf2(text: str) -> Check:
    """The PHC string, and the form of passlib: bare rounds, and `.` for `+`."""
    found = re.fullmatch(
        r"\$pbkdf2-(sha1|sha256|sha512)\$(?:i=)?([1-9][0-9]{0,8})(?:,l=[0-9]+)?\$([^$]+)\$([^$]+)", text
    )
    if found is None:
        raise _Refused("it is not $pbkdf2-sha256$i=rounds$salt$hash (sha1, sha512)")
    return _stretched(found[1], int(found[2]), _base64(found[3]), _base64(found[4]))


def _stretched(algorithm: str, rounds: int, salt: bytes, expected: bytes) -> Check:
    if rounds > _MOST_ROUNDS:
        raise _Refused(f"{rounds:,} rounds are more than {_MOST_ROUNDS:,}")
    _long_enough(salt, expected)
    return lambda secret: same(hashlib.pbkdf2_hmac(algorithm, secret, salt, rounds, len(expected)), expected)


def _scrypt(text: str) -> Check:
    """RFC 7914; N is two to the power of `ln`."""
    found = re.fullmatch(r"\$scrypt\$((?:(?:ln|r|p)=[1-9][0-9]?,?){3})\$([^$]+)\$([^$]+)", text)
    cost = dict(each.split("=") for each in found[1].rstrip(",").split(",")) if found else {}
    if found is None or set(cost) != {"ln", "r", "p"}:
        raise _Refused("it is not $scrypt$ln=…,r=…,p=…$salt$hash")
    return _mixed(_base64(found[2]), _base64(found[3]), n=2 ** int(cost["ln"]), r=int(cost["r"]), p=int(cost["p"]))


def _mixed(salt: bytes, expected: bytes, *, n: int, r: int, p: int) -> Check:
    if n < 2 or n & (n - 1) or not r or not p:
        raise _Refused("N is no power of two, or r or p is nothing")
    if 128 * n * r > _MOST_SCRYPT or p > 16:
        raise _Refused("one check would take more than 256 MiB, or more than 16 times")
    _long_enough(salt, expected)
    room = 2 * _MOST_SCRYPT
    return lambda secret: same(
        hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=room, dklen=len(expected)), expected
    )


def _argon2(text: str) -> Check:
    """RFC 9106, of every type."""
    cost = cost_of(text) if text.isascii() else None
    if cost is None:
        raise _Refused("it is no PHC string of argon2")
    if any(one > most for one, most in zip((cost.memory_kib, cost.passes, cost.lanes), _MOST_ARGON2, strict=True)):
        raise _Refused("one check would take more than 1 GiB, 20 passes or 16 lanes")
    return lambda secret: holds_unkeyed(text, secret)


def _bcrypt(text: str) -> Check:
    """What reads bcrypt has read 72 bytes, and all systems but the newest left the rest out without a word."""
    found = re.fullmatch(r"\$2[aby]\$([0-9]{2})\$[./A-Za-z0-9]{53}", text)
    if found is None:
        raise _Refused("it is not $2b$ with two digits, a salt and a hash of 53 signs")
    if not 4 <= int(found[1]) <= _MOST_BCRYPT:
        raise _Refused(f"its cost is not within 4 and {_MOST_BCRYPT}")
    bcrypt = _bcrypt_module()
    return lambda secret: bool(bcrypt.checkpw(secret[:_BCRYPT_READS], text.encode()))


def _spring(text: str) -> Check:
    """The mark of DelegatingPasswordEncoder says how a password was kept."""
    mark, _, rest = text.partition("}")
    if mark == "{noop":
        raise _Refused("{noop} is the password itself; let the person choose a new one")
    if mark != "{bcrypt":
        raise _Refused("it does not begin with {bcrypt}; hashes without a mark are those of another scheme")
    return _bcrypt(rest)


def _bcrypt_module() -> Any:
    try:
        import bcrypt
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "Imported hashes of bcrypt need a package that is not installed.",
            hint="Run: pip install 'egovframe[legacy]'",
        ) from error
    return bcrypt


# ---------------------------------------------------------------------------------------------- reading


def _base64(text: str, *, size: int = 0) -> bytes:
    """Return the bytes of Base64 with or without padding, and of passlib's, which writes `.` for `+`."""
    try:
        content = b64decode(text.rstrip("=").replace(".", "+") + "=" * (-len(text.rstrip("=")) % 4), validate=True)
    except ValueError as error:  # binascii.Error is one, and so is what comes of signs beyond ASCII
        raise _Refused("it is not in Base64") from error
    if size and len(content) != size:
        raise _Refused(f"it has {len(content)} bytes and should have {size}")
    return content


def _long_enough(salt: bytes, expected: bytes) -> None:
    if not salt or len(salt) > _LONGEST_PART or not _SHORTEST_DIGEST <= len(expected) <= _LONGEST_PART:
        raise _Refused("its salt or its hash is too short or too long")


_SCHEMES: Final[Mapping[str, Callable[[str], Check]]] = {
    "egovframe": _egovframe,
    "sha256": _salted("sha256", last=False),
    "sha512": _salted("sha512", last=False),
    "sha256-salt-last": _salted("sha256", last=True),
    "sha512-salt-last": _salted("sha512", last=True),
    "ldap": _ldap,
    "django": _django,
    "bcrypt": _bcrypt,
    "spring": _spring,
    "pbkdf2": _pbkdf2,
    "scrypt": _scrypt,
    "argon2": _argon2,
}

SCHEMES: Final = tuple(_SCHEMES)
"""What other systems' hashes can be: see the table above."""
