"""OCFL 1.0 and 1.1, the Oxford Common File Layout: one object a folder, with all its versions and an inventory."""
