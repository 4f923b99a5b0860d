"""Open Forms: the archive that its administration exports."""
