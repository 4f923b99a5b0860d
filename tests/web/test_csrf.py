"""The hidden field: bound to the browser, different in every page, refused in every other form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovframe.web import csrf

SECRET = csrf.new_secret()


def test_field_fits_its_browser() -> None:
    """The field of any page fits the secret it was made of; two pages never carry the same bytes."""
    one, other = csrf.mask(SECRET), csrf.mask(SECRET)
    assert one != other
    csrf.check(SECRET, one)
    csrf.check(SECRET, other, site="same-origin")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_from_another_site(site: str) -> None:
    """Where the browser says that the request comes from elsewhere, the right field does not help."""
    with pytest.raises(csrf.CsrfFailed):
        csrf.check(SECRET, csrf.mask(SECRET), site=site)


@given(st.one_of(st.text(), st.just(csrf.mask(csrf.new_secret())), st.just(SECRET), st.just("")))
def test_any_other_field(field: str) -> None:
    """No other text passes, whatever it is, and it fails in the one way."""
    with pytest.raises(csrf.CsrfFailed):
        csrf.check(SECRET, field)


@given(st.one_of(st.none(), st.text(max_size=30)))
def test_without_a_secret(secret: str | None) -> None:
    """A browser without our cookie, or with one that is none of ours, sends no form."""
    with pytest.raises(csrf.CsrfFailed):
        csrf.check(secret, csrf.mask(SECRET))


def test_valid() -> None:
    """A cookie of another length or alphabet is replaced, not used."""
    assert csrf.valid(SECRET)
    assert not any(csrf.valid(other) for other in ("", "x", SECRET + "AAAA", "ä" * 22))
