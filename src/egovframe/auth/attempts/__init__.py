"""Tries to sign in as they are counted: under a name, an address and the whole office."""
