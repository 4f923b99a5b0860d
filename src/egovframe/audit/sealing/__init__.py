"""Sealing: committed facts, in order, become the leaves of the log."""
