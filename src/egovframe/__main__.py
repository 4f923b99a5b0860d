"""`python -m egovframe`: the command line."""

import sys

from egovframe.cli import main

if __name__ == "__main__":
    sys.exit(main())
