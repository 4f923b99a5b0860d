"""Reports of mail servers that a mail did not arrive, as RFC 3464 shows them."""

from __future__ import annotations

SIMPLE = """\
Date: Thu, 7 Jul 1994 17:16:05 -0400
From: Mail Delivery Subsystem <MAILER-DAEMON@CS.UTK.EDU>
Message-Id: <199407072116.RAA14128@CS.UTK.EDU>
Subject: Returned mail: Cannot send message for 5 days
To: <owner-info-mime@cs.utk.edu>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
      boundary="RAA14128.773615765/CS.UTK.EDU"

--RAA14128.773615765/CS.UTK.EDU

The original message was received at Sat, 2 Jul 1994 17:10:28 -0400
from root@localhost

--RAA14128.773615765/CS.UTK.EDU
content-type: message/delivery-status

Reporting-MTA: dns; cs.utk.edu

Original-Recipient: rfc822;louisl@larry.slip.umd.edu
Final-Recipient: rfc822;louisl@larry.slip.umd.edu
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 426 connection timed out
Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400

--RAA14128.773615765/CS.UTK.EDU
content-type: {quotes}

From: minwon@haneul.example
Message-ID: {about}
Subject: Result

--RAA14128.773615765/CS.UTK.EDU--
"""
"""The simple report of RFC 3464, appendix E.1, with the mail that it quotes."""


def bounce(about: str, *, action: str = "failed", status: str = "5.1.1", quotes: str = "message/rfc822") -> bytes:
    """A report about the mail with that Message-ID."""
    return SIMPLE.format(about=about, action=action, status=status, quotes=quotes).encode()
