"""Certificates of people: settings, levels, and whom they let in; made by openssl."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from egovframe.auth import AUTHENTICATORS, Certificates, Person, ProofRefused, SourceUnavailable
from egovframe.auth.builtin import certificate
from egovframe.auth.builtin.certificate import Certificate
from egovframe.auth.evidence import HAVE
from egovframe.kernel.errors import MissingExtra, PluginError
from egovframe.testing.suites import CertificatesSuite
from tests.support.certifier import BELOW, PERSON, WEAK, Certifier, Held

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
HARDWARE = "1.2.3.4.5"
TEXT = b"https://city.example 6xkQmVw3"


class Authorities:
    """A root, an authority below it, and their lists."""

    def __init__(self, folder: Path) -> None:
        self.root = Certifier.root(folder / "root")
        self.city = self.root.below("City", extensions=f"{BELOW}\ncertificatePolicies=2.5.29.32.0")
        self.lists = (str(self.root.crl()), str(self.city.crl()))

    def plugin(self, **more: Any) -> Certificate:
        """The plug-in that trusts the root."""
        return Certificate(**{"anchors": (self.root.certificate,), "crls": self.lists, **more})

    def shown(self, held: Held, **more: Any) -> Person:
        """Whose certificate it is that a proxy saw."""
        return self.plugin(**more).shown(held.pem + self.city.pem, at=AT)

    def signed(self, held: Held, **more: Any) -> Person:
        """Who signed the text."""
        return self.plugin(**more).signed(held.sign(TEXT, chain=self.city.certificate), TEXT, at=AT)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    """Authorities of these tests; nobody revokes anything there."""
    return Authorities(tmp_path_factory.mktemp("certificates"))


def test_the_settings_load_it(here: Authorities) -> None:
    """Under its entry point, as one of its family."""
    plugin = AUTHENTICATORS.load("certificate", {"anchors": [str(here.root.certificate)], "revocation": "none"})
    assert isinstance(plugin, Certificates)


def test_shown_and_signed_mean_the_same_person(here: Authorities) -> None:
    """One account for both ways; the name and organization are for show."""
    kim = here.city.issue("김하늘")
    one, two = here.shown(kim), here.signed(kim)
    assert (one.issuer, one.subject) == (two.issuer, two.subject)
    assert (one.name, one.title) == ("김하늘", "김하늘, Haneul City")
    assert one.subject.startswith("key:")


def test_what_each_way_shows(here: Authorities) -> None:
    """Level 2; a handshake resists phishing, a text that somebody hands on does not."""
    kim = here.city.issue()
    one, two = here.shown(kim).evidence, here.signed(kim).evidence
    assert (one.method, one.factors, one.assurance, one.resists_phishing) == ("swk", HAVE, 2, True)
    assert (two.method, two.factors, two.assurance, two.resists_phishing) == ("swk", HAVE, 2, False)
    assert here.shown(kim, level=1).evidence.assurance == 1
    assert here.plugin(level=1).evidence().assurance == 1


def test_hardware_gives_level_3_in_a_handshake(here: Authorities) -> None:
    """Where the policy says so; a signed text gives it only where the settings say so (SP 800-63B-4, 2.3.2)."""
    card = here.city.issue(extensions=f"{PERSON}\ncertificatePolicies={HARDWARE}")
    policies = {"hardware_policies": (HARDWARE,)}
    assert here.shown(card).evidence.assurance == 2
    assert (here.shown(card, **policies).evidence.assurance, here.shown(card, **policies).evidence.method) == (3, "hwk")
    assert here.signed(card, **policies).evidence.assurance == 2
    assert here.signed(card, **policies, signing_level=3).evidence.assurance == 3
    assert here.shown(here.city.issue(), **policies).evidence.assurance == 2


def test_a_policy_that_the_authority_may_not_issue_under_gives_nothing(here: Authorities) -> None:
    """An authority between that names no policy cannot make a key one in hardware."""
    plain = here.root.below("Plain")
    held = plain.issue(extensions=f"{PERSON}\ncertificatePolicies={HARDWARE}")
    plugin = here.plugin(hardware_policies=(HARDWARE,), crls=(*here.lists, str(plain.crl())))
    assert plugin.shown(held.pem + plain.pem, at=AT).evidence.assurance == 2


def test_the_authority_between_may_be_in_the_settings(here: Authorities) -> None:
    """For proxies and programs that hand over the person's certificate alone."""
    kim = here.city.issue()
    with pytest.raises(ProofRefused):
        here.plugin().shown(kim.pem, at=AT)
    plugin = here.plugin(intermediates=(here.city.certificate,))
    assert plugin.shown(kim.pem, at=AT) == here.shown(kim)
    assert plugin.signed(kim.sign(TEXT), TEXT, at=AT) == here.signed(kim)


def test_rules_reach_the_path(here: Authorities) -> None:
    """Purposes, policies and the length of the path, as the settings have them."""
    kim = here.city.issue(extensions=f"{PERSON}\ncertificatePolicies=1.2.3")
    silent = here.city.issue(extensions=PERSON.replace("extendedKeyUsage=clientAuth\n", ""))
    assert here.shown(kim, policies=("1.2.3",)).subject
    assert here.shown(silent, purpose_required=False).subject
    for held, more in (
        (kim, {"policies": ("1.2.4",)}),
        (kim, {"purposes": ("1.3.6.1.5.5.7.3.4",)}),
        (kim, {"longest_path": 0}),
        (silent, {}),
    ):
        with pytest.raises(ProofRefused):
            here.shown(held, **more)


def test_somebody_revoked_is_refused_both_ways(tmp_path: Path) -> None:
    """And nobody is let in when nobody can tell."""
    own = Authorities(tmp_path)
    kim = own.city.issue()
    own.city.revoke(kim.certificate)
    own.city.crl()
    for way in (own.shown, own.signed):
        with pytest.raises(ProofRefused, match="revoked"):
            way(kim)
        with pytest.raises(SourceUnavailable):
            way(kim, crls=())
        assert way(kim, crls=(), revocation="when_available").subject
        assert way(kim, revocation="none").subject


def test_a_responder_may_be_named_by_certificates(tmp_path: Path) -> None:
    """`ocsp = "certificate"`; by the clock of openssl."""
    own = Authorities(tmp_path)
    with own.city.responding() as url:
        kim = own.city.issue(extensions=f"{PERSON}\nauthorityInfoAccess=OCSP;URI:{url}")
        plugin = own.plugin(ocsp="certificate", crls=own.lists[:1])
        assert plugin.shown(kim.pem + own.city.pem, at=datetime.now(UTC)).subject
        own.city.revoke(kim.certificate)
        with pytest.raises(ProofRefused, match="revoked"):
            plugin.shown(kim.pem + own.city.pem, at=datetime.now(UTC))


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"anchors": []},
        {"anchors": ["missing.pem"]},
        {"anchors": ["empty.pem"]},
        {"anchors": ["weak.pem"]},
        {"anchors": ["root.pem"], "intermediates": ["missing.pem"]},
        {"anchors": ["root.pem"], "subject": "nobody"},
        {"anchors": ["root.pem"], "subject_options": {"x": 1}},
        {"anchors": ["root.pem"], "revocation": "maybe"},
        {"anchors": ["root.pem"], "ocsp": "ldap://127.0.0.1"},
        {"anchors": ["root.pem"], "policies": ["clientAuth"]},
        {"anchors": ["root.pem"], "level": 3},
        {"anchors": ["root.pem"], "kind": "system"},
    ],
    ids=lambda settings: " ".join(map(str, settings.values())) or "nothing",
)
def test_settings_that_could_never_work_stop_the_start(
    here: Authorities, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any]
) -> None:
    """Before anybody signs in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "root.pem").write_text(here.root.pem)
    (tmp_path / "empty.pem").write_text("")
    if settings.get("anchors") == ["weak.pem"]:
        (tmp_path / "weak.pem").write_text(Certifier.root(tmp_path / "weak", keys=WEAK).pem)
    with pytest.raises(PluginError):
        AUTHENTICATORS.load("certificate", settings)


def test_a_missing_package_is_named(here: Authorities, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what mends it."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(certificate, "import_module", missing)
    with pytest.raises(MissingExtra, match="asn1crypto") as error:
        here.plugin()
    assert "egovframe[certificates]" in error.value.hint


class TestCertificate(CertificatesSuite):
    """What every plug-in for certificates must do."""

    @pytest.fixture
    def certificates(self, here: Authorities) -> Certificate:
        """It knows the authority below the trusted one."""
        return here.plugin(intermediates=(here.city.certificate,))

    @pytest.fixture
    def holders(self, here: Authorities) -> list[Held]:
        """Two people of one authority."""
        return [here.city.issue("Kim"), here.city.issue("Lee")]

    @pytest.fixture
    def outsiders(self, here: Authorities, tmp_path: Path) -> list[Held]:
        """By a stranger of the same names, expired, not valid yet, too weak, and for something else."""
        past, future = datetime(2021, 1, 1, tzinfo=UTC), datetime(2044, 1, 1, tzinfo=UTC)
        return [
            Certifier.root(tmp_path / "root").below("City").issue("Kim"),
            here.city.issue("Kim", until=past),
            here.city.issue("Kim", since=future),
            here.city.issue("Kim", keys=WEAK),
            here.city.issue("Kim", extensions=PERSON.replace("clientAuth", "serverAuth")),
        ]

    @pytest.fixture
    def unreachable(self, here: Authorities) -> Certificate:
        """Lists are where nobody answers."""
        return here.plugin(
            intermediates=(here.city.certificate,), crls=("http://127.0.0.1:9/list.crl",), timeout="PT1S"
        )
