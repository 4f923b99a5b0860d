"""Conformance suites: what each kind of plug-in must do, as tests that its author runs by naming one fixture.

Each suite is loaded when it is asked for, so that a vault's author needs nothing of what a channel's author needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from egovframe.kernel.late import late

if TYPE_CHECKING:
    from egovframe.testing.suites.access_policies import AccessPolicySuite
    from egovframe.testing.suites.anchors import AnchorSuite
    from egovframe.testing.suites.authenticators import AuthenticatorSuite
    from egovframe.testing.suites.certificates import CertificatesSuite
    from egovframe.testing.suites.channels import ChannelSuite
    from egovframe.testing.suites.codes import CodeSuite
    from egovframe.testing.suites.exporters import ExporterSuite
    from egovframe.testing.suites.jurisdictions import JurisdictionSuite
    from egovframe.testing.suites.keyrings import KeyringSuite
    from egovframe.testing.suites.keys import KeysSuite
    from egovframe.testing.suites.messages import MessageSuite
    from egovframe.testing.suites.payments import PaymentsSuite
    from egovframe.testing.suites.policies import PolicySuite
    from egovframe.testing.suites.prefills import PrefillSuite
    from egovframe.testing.suites.providers import ProviderSuite
    from egovframe.testing.suites.scanners import ScannerSuite
    from egovframe.testing.suites.sources import SourceSuite
    from egovframe.testing.suites.subjects import SubjectsSuite
    from egovframe.testing.suites.texts import TextSuite
    from egovframe.testing.suites.vaults import VaultSuite

__all__ = [
    "AccessPolicySuite",
    "AnchorSuite",
    "AuthenticatorSuite",
    "CertificatesSuite",
    "ChannelSuite",
    "CodeSuite",
    "ExporterSuite",
    "JurisdictionSuite",
    "KeyringSuite",
    "KeysSuite",
    "MessageSuite",
    "PaymentsSuite",
    "PolicySuite",
    "PrefillSuite",
    "ProviderSuite",
    "ScannerSuite",
    "SourceSuite",
    "SubjectsSuite",
    "TextSuite",
    "VaultSuite",
]

_MODULES: Final = {
    "AccessPolicySuite": "egovframe.testing.suites.access_policies",
    "AnchorSuite": "egovframe.testing.suites.anchors",
    "AuthenticatorSuite": "egovframe.testing.suites.authenticators",
    "CertificatesSuite": "egovframe.testing.suites.certificates",
    "ChannelSuite": "egovframe.testing.suites.channels",
    "CodeSuite": "egovframe.testing.suites.codes",
    "ExporterSuite": "egovframe.testing.suites.exporters",
    "JurisdictionSuite": "egovframe.testing.suites.jurisdictions",
    "KeyringSuite": "egovframe.testing.suites.keyrings",
    "KeysSuite": "egovframe.testing.suites.keys",
    "MessageSuite": "egovframe.testing.suites.messages",
    "PaymentsSuite": "egovframe.testing.suites.payments",
    "PolicySuite": "egovframe.testing.suites.policies",
    "PrefillSuite": "egovframe.testing.suites.prefills",
    "ProviderSuite": "egovframe.testing.suites.providers",
    "ScannerSuite": "egovframe.testing.suites.scanners",
    "SourceSuite": "egovframe.testing.suites.sources",
    "SubjectsSuite": "egovframe.testing.suites.subjects",
    "TextSuite": "egovframe.testing.suites.texts",
    "VaultSuite": "egovframe.testing.suites.vaults",
}

# Plain asserts of a suite explain themselves as those of a test file do.
pytest.register_assert_rewrite(*_MODULES.values())


if not TYPE_CHECKING:
    __getattr__ = late(__name__, _MODULES)
