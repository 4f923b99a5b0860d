"""`python -m egovframe`: the same as the command `egovframe`."""

from __future__ import annotations

from egovframe.cli import main

if __name__ == "__main__":
    main()
