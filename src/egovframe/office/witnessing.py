"""The office as a witness, and as one that is witnessed: what the settings say, made into the parts that do it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from egovframe.audit.acknowledging import Acknowledgements
from egovframe.audit.alarms import Alarms
from egovframe.audit.cosignatures import ED25519_COSIGNATURE, ML_DSA_44, Cosigner, ml_dsa_here, verifier_from_vkey
from egovframe.audit.errors import AuditError
from egovframe.audit.policy import NONE, Group, Policy, TrustedWitness
from egovframe.audit.witness import Witness
from egovframe.audit.witnessing import WitnessAt, Witnesses
from egovframe.kernel.errors import SettingsError
from egovframe.kernel.logging import get_logger

if TYPE_CHECKING:
    from egovframe.audit import Trail
    from egovframe.audit.cosignatures import AnyVerifier
    from egovframe.kernel.cabinet import Cabinet
    from egovframe.kernel.clock import Clock
    from egovframe.kernel.database import Database
    from egovframe.settings import Settings

log = get_logger("egovframe.office")

ED25519_SEED = "witness"
ML_DSA_SEED = "witness-ml-dsa-44"
"""The names of the witness's keys in the keyring. The log's own key never cosigns."""


def witness_of(
    settings: Settings, database: Database, cabinet: Cabinet, *, clock: Clock, trail: Trail
) -> Witness | None:
    """Return the witness that this office is for other logs, None where the settings do not ask for one.

    Cosigns with Ed25519 and, where the installed `cryptography` has it, with ML-DSA-44. Raises SettingsError for a key
    that cannot be read.
    """
    chosen = settings.audit.witness
    if not chosen.serve:
        return None
    name = chosen.name or f"{urlsplit(settings.web.public_url).netloc or 'office.invalid'}/witness"
    cosigners = [Cosigner(name, cabinet.signing_seed(ED25519_SEED), clock=clock, kind=ED25519_COSIGNATURE)]
    if ml_dsa_here():
        cosigners.append(Cosigner(name, cabinet.signing_seed(ML_DSA_SEED), clock=clock, kind=ML_DSA_44))
    else:
        log.warning("The witness signs with Ed25519 only: the installed cryptography has no ML-DSA-44.", witness=name)
    logs = {origin: [_key(vkey, origin) for vkey in vkeys] for origin, vkeys in chosen.logs.items()}
    return Witness(database, cosigners=cosigners, logs=logs, clock=clock, recorder=trail)


def witnesses_of(settings: Settings, database: Database, *, clock: Clock, trail: Trail) -> Witnesses:
    """Return the witnesses that this office asks. Raises SettingsError and MissingExtra, as `WitnessAt.all_of` does."""
    asked = WitnessAt.all_of((each.vkey, each.url) for each in settings.audit.witnesses)
    alarms = Alarms(database, clock=clock, recorder=trail)
    return Witnesses(database, asked, clock=clock, alarms=alarms, vkey_of=trail.vkey_of)


def acknowledgements_of(
    settings: Settings, database: Database, *, trail: Trail, witnesses: Witnesses
) -> Acknowledgements:
    """Return what waits until facts are sealed or witnessed, as the settings ask.

    Raises NotWitnessed when petitions shall be witnessed and nobody could witness them.
    """
    chosen = settings.audit
    found = Acknowledgements(
        trail,
        database,
        sealed_within=chosen.acknowledge_within,
        witnessed_within=chosen.acknowledge_witnessed_within,
        witnesses=witnesses,
        policy=quorum_of(settings, witnesses),
    )
    found.require(settings.forms.acknowledge)
    return found


def quorum_of(settings: Settings, witnesses: Witnesses) -> Policy | None:
    """Return the policy by which a checkpoint counts as witnessed, None where the witnesses could never make it.

    It is that of `audit.policy`; without one, every witness that is asked must cosign.
    """
    if not witnesses.all:
        return None
    if settings.audit.policy:
        policy = Policy.load(settings.audit.policy)
        asked = {(key.name, key.key_hash) for at in witnesses.all for key in at.verifiers}
        there = [each.name for each in policy.witnesses if (each.verifier.name, each.verifier.key_hash) in asked]
        return policy if policy.quorum != NONE and policy.satisfied_by(there) else None
    members = [
        [TrustedWitness(f"key-{number}-{n}", key, at.url) for n, key in enumerate(at.verifiers)]
        for number, at in enumerate(witnesses.all)
    ]
    each = [Group(f"witness-{n}", 1, tuple(one.name for one in keys)) for n, keys in enumerate(members)]
    everyone = Group("everyone", len(each), tuple(group.name for group in each))
    known = tuple(one for keys in members for one in keys)
    return Policy("everyone", witnesses=known, groups=(*each, everyone))


def _key(vkey: str, origin: str) -> AnyVerifier:
    try:
        return verifier_from_vkey(vkey)
    except AuditError as error:
        raise SettingsError(
            f"The key of {origin} in audit.witness.logs does not hold: {error.message}", hint=error.hint
        ) from error
