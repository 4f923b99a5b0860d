"""strace, which lets a chosen system call of a running process fail or end the process."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.left_out import leave_out

PROBE = (
    "import ctypes, time\nctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1))\nprint(flush=True)\ntime.sleep(20)\n"
)


def strace() -> Path:
    """Gives strace; leaves the test out where there is none, or where it may not look into another process."""
    path = shutil.which(os.environ.get("EGOVFRAME_TEST_STRACE", "strace"))
    if path is None:
        leave_out("the tests that let system calls fail, for want of strace; as root: apt-get install strace")
    refused = _refused(path)
    if refused:
        leave_out(
            f"the tests that let system calls fail, as ptrace is not permitted here: {refused}",
            may_be_missing_in_ci=True,
        )
    return Path(path)


def _refused(path: str) -> str:
    """Gives what strace says when it may not look into a process that lets everybody; nothing when it may."""
    with subprocess.Popen([sys.executable, "-c", PROBE], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            command = [path, "-qq", "-p", str(process.pid), "-e", "trace=none"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as attached:
                try:
                    said, _ = attached.communicate(timeout=1)
                except subprocess.TimeoutExpired:
                    attached.terminate()
                    return ""
                return said.strip()
        finally:
            process.kill()
