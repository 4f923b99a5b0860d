"""The escalation ladder: who is told as a deadline comes near and after it has passed, rung by rung."""
