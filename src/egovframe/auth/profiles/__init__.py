"""Profiles: what an account is besides its name. Sealed under the account's own key; erasing the key erases them."""

from __future__ import annotations

from egovframe.auth.profiles.events import ProfileChanged
from egovframe.auth.profiles.model import Contact, Profile
from egovframe.auth.profiles.service import find_by_email, find_by_external_id, profile_of

__all__ = ["Contact", "Profile", "ProfileChanged", "find_by_email", "find_by_external_id", "profile_of"]
