"""Acknowledgement levels: how far a deed must have come before its call returns.

`durable`: committed, with its facts. `sealed`: every fact of it is under a signed checkpoint. `witnessed`: that
checkpoint, or a later one, is cosigned as the quorum asks.
"""

from egovframe.audit.acknowledging.acknowledgements import Acknowledgements, Until, level_of

__all__ = ["Acknowledgements", "Until", "level_of"]
