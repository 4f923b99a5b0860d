"""Co-signers of a petition: each is invited by a link of their own, and signs or declines with it."""
