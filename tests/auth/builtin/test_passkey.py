"""Passkeys: what is asked of the browser, what an answer shows, and every way in which one is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import structlog

from egovframe.auth import AUTHENTICATORS
from egovframe.auth.builtin import passkey
from egovframe.auth.builtin.passkey import Passkey
from egovframe.auth.errors import ProofRefused
from egovframe.auth.interfaces import Key, Keys
from egovframe.auth.passkeys.authenticators import Allowed
from egovframe.auth.passkeys.records import Credential
from egovframe.kernel.errors import MissingExtra, PluginError, SettingsError
from egovframe.testing.suites import KeysSuite
from egovframe.testing.suites.keys import ACCOUNT, ORIGIN, SOMEBODY_ELSE, Device, enrol, sign_in
from tests.support.authenticator import EDDSA, ES256, RS256, Maker, SoftwareAuthenticator, b64, unb64

HERE = Passkey()


class TestPasskey(KeysSuite):
    """The suite for keys, on passkeys."""

    @pytest.fixture
    def keys(self) -> Keys:
        """The plug-in under test."""
        return HERE

    @pytest.fixture
    def device(self) -> Callable[[], Device]:
        """An authenticator in software."""
        return SoftwareAuthenticator


def refusal(device: SoftwareAuthenticator, plugin: Passkey = HERE, *, key: Key) -> str:
    """Signs in with the device's key and gives the reason why it is refused; an empty text when it is not."""
    try:
        sign_in(plugin, device, key)
    except ProofRefused as refused:
        return refused.message
    return ""


def turned(device: SoftwareAuthenticator, **changes: Any) -> str:
    """Enrols a device that behaves, turns it, and gives the reason why its answer is refused."""
    key = enrol(HERE, device)
    for name, value in changes.items():
        setattr(device, name, value)
    return refusal(device, key=key)


def kept_of(key: Key) -> Credential:
    """What is kept of a key."""
    found = Credential.from_text(key.stored)
    assert found is not None
    return found


# ---------------------------------------------------------------------- what the browser is asked


def test_the_browser_is_asked_for_a_key_that_is_found_and_unlocked() -> None:
    """Options as PublicKeyCredential.parseCreationOptionsFromJSON takes them; 32 random bytes; no attestation."""
    key = enrol(HERE, SoftwareAuthenticator())
    asked = HERE.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="하늘시", keys=[key])
    options: Any = asked.options
    assert options["rp"] == {"id": "city.example", "name": "하늘시"}
    assert options["user"] == {"id": b64(ACCOUNT.encode()), "name": "kim", "displayName": "kim"}
    assert len(unb64(options["challenge"])) == 32
    assert [each["alg"] for each in options["pubKeyCredParams"]] == [EDDSA, ES256, RS256]
    assert options["authenticatorSelection"] == {
        "residentKey": "preferred",
        "requireResidentKey": False,
        "userVerification": "required",
    }
    assert options["attestation"] == "none"
    assert options["timeout"] == 300_000
    assert options["excludeCredentials"] == [{"type": "public-key", "id": key.handle, "transports": ["internal"]}]


def test_the_settings_reach_the_browser(tmp_path: Path) -> None:
    """Attestation is asked for where makes are listed."""
    maker = Maker()
    plugin = Passkey(
        rp_id="example",
        verification="preferred",
        discoverable="required",
        timeout=timedelta(minutes=1),
        allowed={UUID(bytes=maker.aaguid): Allowed(roots=(maker.root_in(tmp_path),))},
    )
    options: Any = plugin.ask_to_enrol(ACCOUNT, "", origin=ORIGIN, office="", keys=()).options
    assert options["rp"] == {"id": "example", "name": "example"}
    assert options["user"]["name"] == ACCOUNT
    assert options["authenticatorSelection"]["requireResidentKey"] is True
    assert options["authenticatorSelection"]["userVerification"] == "preferred"
    assert options["attestation"] == "direct"
    assert options["timeout"] == 60_000
    assert plugin.ask(origin=ORIGIN, keys=()).options["rpId"] == "example"


def test_what_is_kept_names_the_account_the_purpose_and_the_time() -> None:
    """The office seals it; nothing in it comes from the browser."""
    kept = json.loads(HERE.ask_to_enrol(ACCOUNT, "kim", origin=ORIGIN, office="", keys=()).kept)
    assert (kept["purpose"], kept["account"], kept["origin"]) == ("enrol", ACCOUNT, ORIGIN)
    assert kept["at"].endswith("Z")
    key = enrol(HERE, SoftwareAuthenticator())
    assert json.loads(HERE.ask(origin=ORIGIN, keys=[key]).kept)["account"] == ACCOUNT
    assert json.loads(HERE.ask(origin=ORIGIN, keys=()).kept)["account"] == ""


def test_keys_of_another_domain_are_not_asked_for() -> None:
    """After a move the browser would find none of them."""
    key = enrol(HERE, SoftwareAuthenticator())
    moved = Passkey(rp_id="example")
    assert moved.ask(origin=ORIGIN, keys=[key]).options["allowCredentials"] == []


def test_a_key_of_another_domain_is_refused() -> None:
    """Even where the browser should offer it."""
    device = SoftwareAuthenticator()
    key = enrol(HERE, device)
    assert "made for another site" in refusal(device, Passkey(rp_id="example"), key=key)


# ---------------------------------------------------------------------- what an answer shows


@pytest.mark.asvs("V6.5.7")
@pytest.mark.parametrize("algorithm", [ES256, EDDSA, RS256])
@pytest.mark.parametrize(("verifies", "level", "factors"), [(True, 2, {"have", "know"}), (False, 1, {"have"})])
def test_the_level_depends_on_unlocking(algorithm: int, verifies: bool, level: int, factors: set[str]) -> None:
    """Unlocked, a passkey is two factors in one; without, it is something one has. Nobody vouches: never level 3."""
    plugin = Passkey(verification="preferred")
    device = SoftwareAuthenticator(algorithm=algorithm, verifies=verifies)
    shown = sign_in(plugin, device, enrol(plugin, device)).evidence
    assert (shown.assurance, set(shown.factors), shown.method) == (level, factors, "swk")
    assert shown.counts
    assert shown.resists_phishing


def test_a_discoverable_key_says_whose_it_is() -> None:
    """Asked of nobody in particular, the answer names the key, and its owner as the key has it."""
    device = SoftwareAuthenticator()
    key = enrol(HERE, device)
    asked = HERE.ask(origin=ORIGIN, keys=())
    assert asked.options["allowCredentials"] == []
    answer = device.use(asked.options, origin=ORIGIN)
    assert HERE.handle_of(answer) == key.handle
    assert HERE.answered(asked.kept, answer, key, origin=ORIGIN).evidence.assurance == 2
    with pytest.raises(ProofRefused, match="somebody else's"):
        HERE.answered(asked.kept, answer, replace(key, account=SOMEBODY_ELSE), origin=ORIGIN)
    device.says_user = False
    asked = HERE.ask(origin=ORIGIN, keys=())
    with pytest.raises(ProofRefused, match="does not say whose"):
        HERE.answered(asked.kept, device.use(asked.options, origin=ORIGIN), key, origin=ORIGIN)


def test_a_key_that_is_not_discoverable_is_a_second_factor() -> None:
    """Its answer names no owner: the account is known from the step before."""
    device = SoftwareAuthenticator(says_user=False)
    assert sign_in(HERE, device, enrol(HERE, device)).evidence.assurance == 2


def test_the_backup_state_is_kept_and_followed() -> None:
    """Whether the key is copied to other devices may change; whether it can be may not."""
    device = SoftwareAuthenticator(eligible=True, count=0, step=0)
    key = enrol(HERE, device)
    assert (kept_of(key).eligible, kept_of(key).backed_up) == (True, False)
    assert sign_in(HERE, device, key).stored is None
    device.backed_up = True
    stored = sign_in(HERE, device, key).stored
    assert stored is not None
    assert kept_of(replace(key, stored=stored)).backed_up
    device.eligible = device.backed_up = False
    assert "can be copied has changed" in refusal(device, key=key)


def test_a_key_with_extensions_is_read() -> None:
    """Authenticators may say more than is asked."""
    device = SoftwareAuthenticator(extensions={"credProtect": 2})
    assert sign_in(HERE, device, enrol(HERE, device)).evidence.assurance == 2


# ---------------------------------------------------------------------- how an answer is refused


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"said": {"origin": "https://city.example.evil.test"}}, "another site"),
        ({"said": {"origin": "http://city.example"}}, "another site"),
        ({"said": {"origin": "https://city.example:8443"}}, "another site"),
        ({"said": {"origin": "https://CITY.example"}}, "another site"),
        ({"said": {"crossOrigin": True}}, "within another site"),
        ({"said": {"crossOrigin": "false"}}, "within another site"),
        ({"said": {"crossOrigin": []}}, "within another site"),
        ({"said": {"topOrigin": "https://evil.test"}}, "within another site"),
        ({"said": {"type": "webauthn.create"}}, "webauthn.get"),
        ({"said": {"type": "payment.get"}}, "webauthn.get"),
        ({"said": {"type": None}}, "lacks type"),
        ({"said": {"challenge": "AAAA"}}, "another challenge"),
        ({"said": {"challenge": 7}}, "lacks type"),
        ({"rp_id": "evil.test"}, "RP ID"),
        ({"rp_id": "example"}, "RP ID"),
        ({"verifies": False}, "not verified"),
        ({"present": False}, "not present"),
        ({"backed_up": True}, "backed up"),
        ({"eligible": True}, "can be copied has changed"),
    ],
)
def test_what_is_not_right_is_refused(changes: dict[str, Any], reason: str) -> None:
    """Each of them alone, with the reason for the trail; `said` is what the browser signed for."""
    assert reason in turned(SoftwareAuthenticator(), **changes)


def test_a_signature_by_another_key_is_refused() -> None:
    """Under the same id."""
    device = SoftwareAuthenticator()
    key = enrol(HERE, device)
    other = SoftwareAuthenticator()
    enrol(HERE, other)
    device.held[0].secret = other.held[0].secret
    assert "signature" in refusal(device, key=key)


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
def test_one_bit_less_is_refused(part: str) -> None:
    """Each part is signed or is the signature."""
    device = SoftwareAuthenticator()
    key = enrol(HERE, device)
    asked = HERE.ask(origin=ORIGIN, keys=[key])
    answer: Any = device.use(asked.options, origin=ORIGIN)
    raw = bytearray(unb64(answer["response"][part]))
    raw[-1] ^= 1
    answer["response"][part] = b64(bytes(raw))
    with pytest.raises(ProofRefused):
        HERE.answered(asked.kept, answer, key, origin=ORIGIN)


def test_a_challenge_ends_after_ten_minutes() -> None:
    """However long the browser was told to wait."""
    device = SoftwareAuthenticator()
    key = enrol(HERE, device)
    asked = HERE.ask(origin=ORIGIN, keys=[key])
    old = json.dumps({**json.loads(asked.kept), "at": "2026-01-01T00:00:00.000Z"})
    with pytest.raises(ProofRefused, match="too old"):
        HERE.answered(old, device.use(asked.options, origin=ORIGIN), key, origin=ORIGIN)


@pytest.mark.parametrize(("count", "step"), [(5, 0), (5, -1), (0, 0)])
def test_a_counter_that_does_not_go_on_is_refused(count: int, step: int) -> None:
    """There may be a copy of the key: the same counter again, a smaller one, or none where there was one."""
    device = SoftwareAuthenticator(count=5)
    key = enrol(HERE, device)
    device.count, device.step = count, step
    assert "its counter went back" in refusal(device, key=key)


def test_a_counter_of_0_is_one_that_is_not_kept() -> None:
    """Synced passkeys: 0 stays 0."""
    device = SoftwareAuthenticator(eligible=True, backed_up=True, step=0)
    key = enrol(HERE, device)
    assert sign_in(HERE, device, key).stored is None
    assert sign_in(HERE, device, key).evidence.assurance == 2


def test_a_city_may_be_warned_instead() -> None:
    """It goes into the log with no word about the person; the larger counter stays."""
    lax = Passkey(counter="warn")
    device = SoftwareAuthenticator(count=5)
    key = enrol(lax, device)
    device.count = 2
    with structlog.testing.capture_logs() as lines:
        answered = sign_in(lax, device, key)
    assert [(line["event"], line["kept"], line["given"]) for line in lines] == [("passkey_counter_went_back", 5, 3)]
    assert ACCOUNT not in str(lines)
    assert answered.evidence.assurance == 2
    assert answered.stored is None


# ---------------------------------------------------------------------- makes of authenticator


def plugin_for(maker: Maker, folder: Path, **settings: Any) -> Passkey:
    """Passkeys that allow one make, whose keys are in hardware."""
    makes = {UUID(bytes=maker.aaguid): {"roots": [maker.root_in(folder)], "hardware": True}}
    return Passkey(**{"allowed": makes, "verification": "preferred", **settings})


@pytest.mark.asvs("V6.3.3")
@pytest.mark.parametrize(
    ("behaviour", "method", "level"),
    [
        ({}, "hwk", 3),
        ({"verifies": False}, "hwk", 1),
        ({"eligible": True}, "swk", 2),
        ({"eligible": True, "backed_up": True}, "swk", 2),
    ],
)
def test_level_3_needs_hardware_that_cannot_be_copied_and_unlocking(
    tmp_path: Path, behaviour: dict[str, Any], method: str, level: int
) -> None:
    """All three, vouched for by the maker."""
    maker = Maker()
    plugin, device = plugin_for(maker, tmp_path), SoftwareAuthenticator(maker=maker, **behaviour)
    shown = sign_in(plugin, device, enrol(plugin, device)).evidence
    assert (shown.method, shown.assurance) == (method, level)


def test_a_make_that_is_not_known_as_hardware_stays_at_level_2(tmp_path: Path) -> None:
    """Allowed and vouched for, and yet a program."""
    maker = Maker()
    makes = {UUID(bytes=maker.aaguid): Allowed(roots=(maker.root_in(tmp_path),))}
    plugin, device = Passkey(allowed=makes), SoftwareAuthenticator(maker=maker)
    assert sign_in(plugin, device, enrol(plugin, device)).evidence.assurance == 2


def test_a_counter_that_went_back_is_no_level_3(tmp_path: Path) -> None:
    """Hardware that was copied is not what its maker says."""
    maker = Maker()
    plugin, device = plugin_for(maker, tmp_path, counter="warn"), SoftwareAuthenticator(maker=maker, count=5)
    key = enrol(plugin, device)
    device.count = 0
    shown = sign_in(plugin, device, key).evidence
    assert (shown.method, shown.assurance) == ("swk", 2)


@pytest.mark.parametrize(
    ("device", "reason"),
    [
        (lambda _: SoftwareAuthenticator(), "not among those"),
        (lambda _: SoftwareAuthenticator(maker=Maker()), "not among those"),
        (lambda maker: SoftwareAuthenticator(aaguid=maker.aaguid), "no maker vouches"),
        (lambda maker: SoftwareAuthenticator(aaguid=maker.aaguid, itself=True), "vouches for itself"),
        (lambda maker: SoftwareAuthenticator(maker=Maker(aaguid=maker.aaguid)), "chain"),
        (lambda maker: SoftwareAuthenticator(maker=renamed(maker, unit="Door Locks")), "not one for attestation"),
        (lambda maker: SoftwareAuthenticator(maker=renamed(maker, authority=True)), "not one for attestation"),
        (lambda maker: SoftwareAuthenticator(maker=relabelled(maker)), "another make"),
    ],
    ids=["no make", "another make", "a name alone", "itself", "forged root", "another unit", "authority", "swapped"],
)
def test_what_no_maker_vouches_for_is_not_enrolled(
    tmp_path: Path, device: Callable[[Maker], SoftwareAuthenticator], reason: str
) -> None:
    """The name of an allowed make is worth nothing without its maker's certificate for it."""
    maker = Maker()
    with pytest.raises(ProofRefused, match=reason):
        enrol(plugin_for(maker, tmp_path), device(maker))


def renamed(maker: Maker, **changes: Any) -> Maker:
    """The same make with another certificate."""
    return Maker(aaguid=maker.aaguid, **changes)


def relabelled(maker: Maker) -> Maker:
    """A maker that gives its authenticators the name of another make, with its own certificate."""
    other = Maker()
    other.aaguid = maker.aaguid
    return other


def test_a_certificate_that_names_no_make_is_believed_under_that_makes_root(tmp_path: Path) -> None:
    """The extension may be left out where the root is of one make alone (WebAuthn Level 3, 8.2.1)."""
    maker = Maker(names_make=False)
    plugin, device = plugin_for(maker, tmp_path), SoftwareAuthenticator(maker=maker)
    assert sign_in(plugin, device, enrol(plugin, device)).evidence.assurance == 3


def test_others_may_be_let_in_at_level_2(tmp_path: Path) -> None:
    """Officers with what the city hands out, citizens with what they have."""
    maker = Maker()
    plugin = plugin_for(maker, tmp_path, others=True)
    for device in (SoftwareAuthenticator(), SoftwareAuthenticator(maker=Maker()), SoftwareAuthenticator(itself=True)):
        key = enrol(plugin, device)
        assert not kept_of(key).attested
        assert sign_in(plugin, device, key).evidence.assurance == 2
    ours = SoftwareAuthenticator(maker=maker)
    assert sign_in(plugin, ours, enrol(plugin, ours)).evidence.assurance == 3


def test_a_make_that_is_taken_off_the_list_counts_no_more(tmp_path: Path) -> None:
    """Its keys are refused from that moment, and so are those from before there was a list."""
    maker = Maker()
    device, older = SoftwareAuthenticator(maker=maker), SoftwareAuthenticator(aaguid=maker.aaguid)
    key, old = enrol(plugin_for(maker, tmp_path), device), enrol(HERE, older)
    assert "no longer" in refusal(device, plugin_for(Maker(), tmp_path), key=key)
    assert "no longer" in refusal(older, plugin_for(maker, tmp_path), key=old)
    assert sign_in(HERE, device, key).evidence.assurance == 2


# ---------------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"allowed": {"00000000-0000-0000-0000-000000000000": {"roots": ["x.pem"]}}}, "cannot be read"),
        ({"allowed": {"ee882879-721c-4913-9775-3dfcce97072a": {"roots": []}}}, "at least 1"),
        ({"allowed": {"yubikey": {"roots": ["x.pem"]}}}, "UUID"),
        ({"rp_id": "https://city.example"}, "without scheme"),
        ({"rp_id": "City.example"}, "small letters"),
        ({"timeout": 3600}, "less than or equal"),
        ({"verification": "always"}, "'required'"),
        ({"counter": "ignore"}, "'refuse'"),
    ],
)
def test_settings_that_cannot_work_fail_the_start(settings: dict[str, Any], reason: str) -> None:
    """Loaded by its entry point, as the office does."""
    with pytest.raises(PluginError, match=reason):
        AUTHENTICATORS.load("passkey", settings)


def test_the_aaguid_of_zeros_names_no_make(tmp_path: Path) -> None:
    """Authenticators that say nothing of themselves have it."""
    maker = Maker(aaguid=bytes(16))
    with pytest.raises(PluginError, match="names no make"):
        AUTHENTICATORS.load("passkey", {"allowed": {UUID(int=0): {"roots": [maker.root_in(tmp_path)]}}})


def test_a_domain_that_is_not_the_citys_is_said_at_once() -> None:
    """No browser would make a passkey for it."""
    with pytest.raises(SettingsError, match="rp_id"):
        Passkey(rp_id="city.test").ask(origin=ORIGIN, keys=())
    with pytest.raises(SettingsError, match="no address"):
        HERE.ask(origin="city.example", keys=())


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what mends it."""

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(passkey, "import_module", missing)
    with pytest.raises(MissingExtra, match=r"pip install 'egovframe\[passkeys\]'"):
        Passkey()
