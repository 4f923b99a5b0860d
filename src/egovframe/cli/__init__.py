"""The command line: `egovframe` and `python -m egovframe`."""

from __future__ import annotations

from egovframe.cli.program import app, main

__all__ = ["app", "main"]
