"""The settings of the audit trail: the section `[audit]`."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from egovframe.kernel.settings import Section


class WitnessSettings(Section):
    """`[audit.witness]`: witnessing other cities' logs."""

    serve: bool = False
    """Answer at `/witness/`: cosign the checkpoints of the logs that are listed."""
    name: str = ""
    """The name of this witness's keys, without a scheme; it stays. Empty: the public address's host and `/witness`."""
    logs: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """The logs that are witnessed, by origin, each with its verifier keys: `"haneul.example/log" = ["haneul…+…+…"]`."""


class AskedWitness(Section):
    """`[[audit.witnesses]]`: a witness that our checkpoints are handed to."""

    vkey: str
    """Its verifier key (signature type 4 or 6)."""
    url: str
    """Where it is: https, or http on this machine, such as `https://bada.example/witness`."""


class AuditSettings(Section):
    """Where checkpoints are remembered outside the office, and how often."""

    anchors: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """The anchors, by entry point, each with its own settings: `[audit.anchors.folder] folder = "/mnt/worm"`."""
    anchor_every: Annotated[timedelta, Field(gt=timedelta(0))] = timedelta(hours=1)
    """How often the newest checkpoint is handed to the anchors. Seconds or ISO 8601 (`PT1H`)."""
    policy: str = ""
    """Whom verifiers of our proofs should believe (C2SP tlog-policy): the path of a file, or the policy's lines."""
    retention: Literal[1, 2] = 2
    """For how many years facts are kept at least, by the office's class (고시 2026-9 §8): 2 with 50,000 data subjects
    or more, or with unique or sensitive data, else 1."""
    keep_longer: dict[str, Annotated[int, Field(ge=1, le=100)]] = Field(default_factory=dict)
    """Longer floors in years, by pattern of actions: `[audit.keep_longer] "petition.*" = 5`."""
    name_officers: bool = False
    """Tell citizens the name of the officer who saw or changed their data, not the department alone."""
    review_every: Annotated[int, Field(ge=1, le=12)] = 1
    """How many months may end before the first of them must have been reviewed: as the internal plan says."""
    witness: WitnessSettings = WitnessSettings()
    witnesses: tuple[AskedWitness, ...] = ()
    """Witnesses that our checkpoints are handed to, each with `vkey` and `url`; give one entry for each of its keys."""
    witness_every: Annotated[timedelta, Field(gt=timedelta(0))] = timedelta(minutes=1)
    """How often a new checkpoint is handed to the witnesses. Seconds or ISO 8601 (`PT1M`)."""
    behind_after: Annotated[timedelta, Field(gt=timedelta(0))] = timedelta(minutes=2)
    """For how long a fact may wait to be sealed before `/readyz` and the health page say that sealing is behind."""
    acknowledge_within: Annotated[timedelta, Field(gt=timedelta(0))] = timedelta(seconds=5)
    """How long a call that asks for `sealed` waits for it. Seconds or ISO 8601 (`PT5S`)."""
    acknowledge_witnessed_within: Annotated[timedelta, Field(gt=timedelta(0))] = timedelta(seconds=30)
    """How long a call that asks for `witnessed` waits for it. Seconds or ISO 8601 (`PT30S`)."""
