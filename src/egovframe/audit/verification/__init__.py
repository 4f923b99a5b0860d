"""Verification: re-reads everything and names what is not as the office left it.

First the log: every fact, hashed again, must give the tree whose roots were signed. Then the state: every row of every
watched table and every stored file must be what the last fact about it says. What was edited, removed, slipped in,
moved or cut off is named with its table, its key and what to do. Memory does not grow with the log: what has to be
sorted is sorted on disk.
"""
