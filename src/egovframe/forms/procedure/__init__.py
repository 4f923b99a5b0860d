"""The procedure of a case: its states and moves as data, the verbs that follow it, and what comes due by itself."""
